/** The draft that a person is writing. It lies outside React, so that it outlives pages, a lost gateway and an ended session. */
import type { Encoding } from '@simgate/gsm';
import { Observable } from '../../data/observable.ts';
import type { Table } from './recipients.ts';

/** The fields of the composer. */
export interface Draft {
  readonly opened: boolean;
  readonly to: string;
  readonly table: Table | undefined;
  readonly column: string;
  readonly text: string;
  readonly encoding: Encoding;
  /** "" for any port. */
  readonly port: string;
  readonly report: boolean;
}

const empty: Draft = {
  opened: false,
  to: '',
  table: undefined,
  column: '',
  text: '',
  encoding: 'auto',
  port: '',
  report: true,
};

/** The one draft of this page. It is kept in memory alone: a page that is loaded anew begins empty. */
export const draft = new Observable<Draft>(empty);

/** Changes what is named and keeps the rest. */
export function changeDraft(changes: Partial<Draft>): void {
  draft.set({ ...draft.get(), ...changes });
}

/** Opens the composer; what is named replaces what was written. */
export function compose(changes: Partial<Omit<Draft, 'opened'>> = {}): void {
  changeDraft({ ...changes, opened: true });
}

/** After sending: all is empty, and choices of port and alphabet stay. The composer stays open and confirms. */
export function clearDraft(): void {
  const { opened, encoding, port, report } = draft.get();
  draft.set({ ...empty, opened, encoding, port, report });
}
