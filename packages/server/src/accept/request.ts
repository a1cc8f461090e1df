/** A request to send, as the contract has let it through, and what it is answered. */
import type { Encoding } from '../domain/message.ts';
import type { Priority } from '../domain/message-state.ts';

/** One entry of `to`, as the caller sent it. */
export interface RequestedRecipient {
  readonly number: string;
  readonly values: Readonly<Record<string, string>>;
  /** "" without. */
  readonly reference: string;
}

/** A request to send, checked against the contract; which pool, SIM or gateway there is has not been looked at. */
export interface SendRequest {
  readonly to: readonly RequestedRecipient[];
  readonly text: string | undefined;
  readonly template: string | undefined;
  readonly encoding: Encoding;
  readonly pool: string;
  readonly sim: string | undefined;
  readonly gateway: string | undefined;
  readonly port: number | undefined;
  readonly priority: Priority;
  /** Seconds. */
  readonly validity: number | undefined;
  /** Wall milliseconds. */
  readonly notBefore: number | undefined;
  readonly reference: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Who sends. */
export interface Caller {
  /** The id of the key or user. */
  readonly owner: string;
  /** Pools that it may use; absent: all. */
  readonly pools?: readonly string[];
  readonly idempotencyKey?: string;
}

/** The reply of 202: what is stored, and which recipients are not sent to. */
export interface AcceptedReply {
  readonly batch: string;
  readonly messages: readonly {
    readonly id: string;
    readonly index: number;
    readonly to: string;
    readonly segments: number;
    readonly state: 'scheduled' | 'queued';
  }[];
  readonly refused: readonly {
    readonly index: number;
    readonly to: string;
    readonly reason: string;
    readonly error: string;
  }[];
}

/** The answer to a request to send. A refused one has stored nothing. */
export type AcceptAnswer =
  | { readonly kind: 'accepted'; readonly reply: AcceptedReply }
  | { readonly kind: 'refused'; readonly code: 400 | 403 | 404 | 409 | 413; readonly error: string };
