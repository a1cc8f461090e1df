/** The face of calls to HTTP. Times are milliseconds since 1970. */

import type { CallReason } from '@simgate/api/contract';

export type CallDirection = 'incoming' | 'outgoing';

/** The phases of a call (27.007 7.18, <stat>), and its end. */
export type CallStage = 'dialing' | 'alerting' | 'incoming' | 'waiting' | 'active' | 'held' | 'ended';

/** Who ended it; `gateway`: a rule of ours, a limit, or the loss of the modem. */
export type HangupParty = 'called' | 'calling' | 'gateway';

export interface CallRecord {
  readonly id: number;
  readonly port: number;
  readonly imsi: string;
  readonly direction: CallDirection;
  /** "" where the network withholds it. */
  readonly source: string;
  readonly destination: string;
  readonly stage: CallStage;
  readonly started: number;
  readonly answered: number | null;
  readonly ended: number | null;
  /** Whole seconds from the answer; 0 while it goes on. */
  readonly duration: number;
  readonly hangup: HangupParty | null;
  /** Of 24.008 10.5.4.11, 1..127; null while it goes on. */
  readonly cause: number | null;
  readonly bcch: string;
  /** Of the IP side; "" where there is none. */
  readonly address: string;
  readonly codec: string;
  readonly reason: string;
  /** Of the catalogue; "" where the gateway did not end it. */
  readonly reasonCode: CallReason | '';
  readonly interrupted: boolean;
}

/** Absent: no filter. Both times inclusive, of the start. */
export interface CdrFilter {
  readonly ports?: readonly number[];
  readonly after?: number;
  readonly before?: number;
}

export interface CallFilter {
  readonly ports?: readonly number[];
  /** Only calls that go on, or only ended ones. */
  readonly ongoing?: boolean;
  /** Calls with smaller ids only; newest first. */
  readonly before?: number;
  /** 1 and up. */
  readonly limit: number;
}

/** `code` is an HTTP status. */
export type CallAnswer =
  | { readonly ok: true; readonly call: CallRecord }
  | { readonly ok: false; readonly code: 400 | 404 | 409 | 500 | 503; readonly error: string };

export interface Calls {
  /** Calls that have ended, oldest first, read page by page. */
  records(filter: CdrFilter): AsyncIterable<readonly CallRecord[]>;
  list(filter: CallFilter): readonly CallRecord[];
  find(id: number): CallRecord | undefined;
  /** Dials on this port, or on the first that is free. Resolves when the modem has taken it, or has not. */
  dial(request: { readonly port?: number; readonly number: string }): Promise<CallAnswer>;
  answer(id: number): Promise<CallAnswer>;
  /** Puts an active call on hold; a call that waits is taken then, else one that is on hold comes back. */
  hold(id: number): Promise<CallAnswer>;
  /** Brings a call back from hold; an active one goes there in its place. */
  retrieve(id: number): Promise<CallAnswer>;
  hangUp(id: number): Promise<CallAnswer>;
  /** `tones`: 0-9, *, #, A-D, and `,` for a pause of 2 s. Resolves when the last one is sent. */
  sendTones(id: number, tones: string): Promise<CallAnswer>;
}
