/** Commands of the channel, their replies, and notices. */
import type { AtError } from './result.ts';

/** When a command may start: `urgent` before anything that waits, `idle` only when nothing else does. */
export type Priority = 'urgent' | 'normal' | 'idle';

export interface Command {
  /** Without its line end, e.g. `AT+CSQ`. */
  readonly text: string;
  /** Milliseconds from writing (with a payload: from handing it over) to the final result; no octet extends it. */
  readonly deadline: number;
  /** Names of the information responses that are its own, e.g. `+CSQ`. */
  readonly names?: readonly string[];
  /** At most this many of them are its own; the rest are notices. */
  readonly most?: number;
  /** It answers without a name (+CGMI and the like): every line that is no known notice is its own. */
  readonly bare?: boolean;
  /** It answers with a line wherever it succeeds, so that an OK alone is doubted as that of a question is. */
  readonly expectsLine?: boolean;
  /** Each own line is followed by one of hexadecimal digits (+CMGR, +CMGL in PDU mode). */
  readonly withPdu?: boolean;
  /** Decides for a line with its name whether it is the answer or a notice of the same name (+CREG). */
  readonly owns?: (line: string) => boolean;
  /** Written when the prompt comes; Ctrl-Z is added (27.005 4.3). */
  readonly payload?: string;
  /** True for an error that proves that the payload was not taken: no line of its own is waited for then. Absent: every error is. */
  readonly isProof?: (error: AtError) => boolean;
  /** Milliseconds from writing to the prompt. */
  readonly promptDeadline?: number;
  readonly priority?: Priority;
  /** Asked when its turn comes; false: it is not written at all, and answers `closed`. */
  readonly mayBegin?: () => boolean;
}

/**
 * The end of a command. `lines`: its own lines, also those that came before an error or silence. `handedOver`: its payload had
 * been written. `late`: the first own line of such a payload that comes after all, undefined when none can come any more.
 */
export type Reply =
  | { readonly kind: 'ok'; readonly lines: readonly string[]; readonly late?: Promise<string | undefined> }
  | {
      readonly kind: 'error';
      readonly error: AtError;
      readonly lines: readonly string[];
      readonly handedOver: boolean;
      readonly late?: Promise<string | undefined>;
    }
  | {
      readonly kind: 'timeout';
      readonly handedOver: boolean;
      readonly lines: readonly string[];
      readonly late?: Promise<string | undefined>;
    }
  | {
      readonly kind: 'closed';
      readonly reason: string;
      readonly handedOver: boolean;
      readonly lines: readonly string[];
      readonly late?: Promise<string | undefined>;
    };

/** A line that the modem sent by itself. `pdu` is the second line of those that have one (+CMT, +CDS, +CBM). */
export interface Notice {
  readonly line: string;
  readonly pdu?: string;
}
