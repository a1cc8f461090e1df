/** How one maker's modules report calls beside 27.007, as data. */
import type { ListedState, RowFields } from '../at/call.ts';

interface Named {
  /** Name of the notice, e.g. `^CONN`. */
  readonly name: string;
  /** Only where the text behind the name starts so. */
  readonly starts?: string;
}

export type CallNoticeForm = Named &
  /** The call in field `id` (absent: the only possible one) is now in this phase. */
  (
    | { readonly kind: 'dialing' | 'alerting' | 'active'; readonly id?: number }
    /** `cause`: field of the release cause of 24.008 10.5.4.11. */
    | { readonly kind: 'ended'; readonly id?: number; readonly cause?: number }
    /** A row like those of +CLCC; `states` by the maker's numbers, one that is missing is the end of the call. */
    | {
        readonly kind: 'row';
        readonly fields: RowFields;
        readonly states: readonly (ListedState | undefined)[];
      }
    /** A call has changed: +CLCC shows how. */
    | { readonly kind: 'look' }
  );

/** Asks for the serving cell; the first group of the pattern that matches is its BCCH carrier (ARFCN). */
export interface CellQuestion {
  readonly command: string;
  readonly name: string;
  readonly patterns: readonly RegExp[];
}

export interface CallForm {
  /** Sent once a modem is ready, after +CLIP and +CCWA; an error is no obstacle. */
  readonly setup: readonly string[];
  readonly notices: readonly CallNoticeForm[];
  /** Sends one tone: `{tone}` is filled in. */
  readonly tone: string;
  readonly cell?: CellQuestion;
}

/** 27.007 alone: +CLCC is asked, +VTS sends tones (C.2.11). */
export const standardCalls: CallForm = { setup: [], notices: [], tone: 'AT+VTS={tone}' };
