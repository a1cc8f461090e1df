/** Calls of a modem as the rooms above see them: notices, and commands with their outcome. */
import type { Reply } from '../../at/command.ts';
import type { Call } from './call-table.ts';

/** A notice of a modem about its calls. `at` is wall time, in milliseconds since 1970. */
export type CallNotice =
  /** A call is new, or its phase or number has changed. */
  | { readonly kind: 'changed'; readonly call: Call; readonly at: number }
  /** `cause` by 24.008 10.5.4.11, 1..127; `lost`: the modem went away with it; `late`: milliseconds since `at`. */
  | {
      readonly kind: 'ended';
      readonly call: Call;
      readonly cause: number;
      readonly lost: boolean;
      readonly at: number;
      readonly late: number;
    }
  /** The carrier of the cell it was begun in. */
  | { readonly kind: 'cell'; readonly call: Call; readonly bcch: string };

/** The outcome of a request at the modem; the progress of the call comes as notices. */
export type CallSending =
  | { readonly kind: 'taken' }
  /** Nothing was done; why, for people. */
  | { readonly kind: 'refused'; readonly text: string }
  /** The modem went away or fell silent over it. */
  | { readonly kind: 'lost'; readonly text: string };

export interface CallVerbs {
  readonly calls: readonly Call[];
  /** Emergency numbers that the SIM names (EF-ECC). */
  readonly emergencyNumbers: readonly string[];
  /** Dials a voice call; its notices carry `reference`. Refused while another call is being set up. Never rejects. */
  dial(number: string, reference: number): Promise<CallSending>;
  /** Answers a call that rings, or takes one that waits, with the present one put on hold. */
  answer(key: number): Promise<CallSending>;
  /** Puts an active call on hold; a call that waits is taken then, else one that is on hold comes back. */
  hold(key: number): Promise<CallSending>;
  /** Brings a call back from hold; an active one goes there in its place. */
  retrieve(key: number): Promise<CallSending>;
  hangUp(key: number): Promise<CallSending>;
  /** Sends 0-9, *, #, A-D one after another; `,` is a pause of 2 s. The call must be active. */
  sendTones(key: number, tones: string): Promise<CallSending>;
}

const notReady = { kind: 'refused', text: 'the modem is not ready' } as const;

/** The verbs of a port without a modem that is ready. */
export const noCallVerbs: CallVerbs = {
  calls: [],
  emergencyNumbers: [],
  dial: async () => notReady,
  answer: async () => notReady,
  hold: async () => notReady,
  retrieve: async () => notReady,
  hangUp: async () => notReady,
  sendTones: async () => notReady,
};

export const taken = { kind: 'taken' } as const;

export function refused(text: string): CallSending {
  return { kind: 'refused', text };
}

export function sendingOf(reply: Reply): CallSending {
  switch (reply.kind) {
    case 'ok':
      return taken;
    case 'error':
      return refused(`the modem refused it: ${reply.error.text}`);
    case 'timeout':
      return { kind: 'lost', text: 'the modem gave no answer to it' };
    case 'closed':
      return { kind: 'lost', text: reply.reason };
  }
}
