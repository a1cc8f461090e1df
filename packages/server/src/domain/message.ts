/** A message to one recipient, and one try to hand it over. Times are wall milliseconds since 1970. */
import type { MessageState, Priority } from './message-state.ts';
import type { ReasonCode } from './reasons.ts';

/** As send_sms takes it: `auto` is the default alphabet where every character fits, else UCS-2. */
export const encodings = ['auto', 'gsm-7bit', 'unicode'] as const;
/** An encoding that a caller may ask for. */
export type Encoding = (typeof encodings)[number];

/** The encoding of a number in the store: its place in the list. That of a later release is left to the gateway. */
export function encodingOfCode(code: number): Encoding {
  return encodings[code] ?? 'auto';
}

/** A message of one recipient. Times are wall milliseconds since 1970. */
export interface Message {
  readonly id: string;
  /** The partition of its row now; the id has the partition in which it was made. */
  readonly part: number;
  /** The id of the request that it came with. */
  readonly batch: string;
  /** The key or user that sent it. */
  readonly owner: string;
  readonly pool: string;
  /** SIM, gateway and port that the caller wants; absent: any of the pool. */
  readonly wanted: Wanted;
  /** E.164, or a short code as it was written. */
  readonly recipient: string;
  /** As the caller wrote it. */
  readonly written: string;
  readonly text: string;
  readonly encoding: Encoding;
  readonly segments: number;
  readonly priority: Priority;
  readonly state: MessageState;
  readonly stateAt: number;
  /** Why it is in this state, where that needs a reason. */
  readonly reason: ReasonCode | '';
  /** The reason in the words of the gateway or network; "" otherwise. */
  readonly detail: string;
  readonly createdAt: number;
  readonly notBefore: number | undefined;
  readonly expiresAt: number | undefined;
  /** Hand-offs so far. */
  readonly attempts: number;
  /** Of the last attempt. */
  readonly gateway: string;
  readonly port: number | undefined;
  readonly sim: string;
  readonly userId: number | undefined;
  readonly sentAt: number | undefined;
  /** The caller's own. */
  readonly reference: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The place that a caller asks for: all given fields have to match. */
export interface Wanted {
  readonly sim?: string;
  readonly gateway?: string;
  readonly port?: number;
}

/**
 * - `handing`: written down; the gateway may or may not have it
 * - `taken`: the gateway answered so
 * - `inDoubt`: no answer that proves anything
 * - `notTaken`: surely never taken
 * - `sent`, `failed`: by the gateway's result
 * - `given up`: nothing settled it
 */
export const attemptStates = [
  'handing',
  'taken',
  'inDoubt',
  'notTaken',
  'sent',
  'failed',
  'givenUp',
] as const;
/** A state of a hand-off. */
export type AttemptState = (typeof attemptStates)[number];

/** One hand-off of a message to a gateway. It is stored before the gateway is called. */
export interface Attempt {
  readonly message: string;
  readonly part: number;
  readonly gateway: string;
  readonly port: number;
  readonly sim: string;
  /** Unique for the gateway, rising, within 31 bits. */
  readonly userId: number;
  /** The call that it went with; those of one call are repeated together. Also its Idempotency-Key. */
  readonly call: string;
  /** The gateway's number of the hand-off; undefined where it gave none. */
  readonly task: number | undefined;
  readonly state: AttemptState;
  readonly at: number;
  /** TP-MR of the first segment, where the gateway gave it. */
  readonly refId: number | undefined;
  /** Why it was not taken or failed, in words. */
  readonly detail: string;
}
