/** The calls of a module, as plain data. */

/** <stat> of +CLCC in its order (27.007 7.18). */
export const callStates = ['active', 'held', 'dialing', 'alerting', 'incoming', 'waiting'] as const;
/** A state of a call at the module, in the words of 27.007 7.18. */
export type CallState = (typeof callStates)[number];

/** One call of a module. */
export interface ModuleCall {
  /** <ccidx> of +CLCC: 1 to 7, the lowest that is free. */
  readonly id: number;
  /** The network's number of it. */
  readonly reference: number;
  readonly direction: 'outgoing' | 'incoming';
  state: CallState;
  /** "" where it is withheld. */
  readonly number: string;
  /** When it was answered, in milliseconds since 1970. */
  answeredAt: number | undefined;
  cancelRing: () => void;
}

/** The calls of a module: 7 at most (27.007 7.18). */
export interface ModuleCalls {
  list: ModuleCall[];
  /** Of the last call that ended (24.008 10.5.4.11), for +CEER. */
  lastCause: number | undefined;
}

/** 27.007 7.18. */
const MOST_CALLS = 7;

/** Undefined: there are as many as can be. */
export function freeCallId({ list }: ModuleCalls): number | undefined {
  for (let id = 1; id <= MOST_CALLS; id += 1) if (!list.some(call => call.id === id)) return id;
  return undefined;
}

/** A number as +CLCC and +CLIP print it: without `+`, with its type of address (24.008 10.5.4.7). */
export function printedNumber(number: string): { readonly digits: string; readonly type: number } {
  if (number.startsWith('+')) return { digits: number, type: 145 };
  return { digits: number, type: number === '' ? 128 : 129 };
}
