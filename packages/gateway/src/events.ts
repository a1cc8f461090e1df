/** Events: journalled, pushed, streamed and shown. Each is written in the transaction of its state change. */

import type { MessageReason } from '@simgate/api/contract';

/** Echoed in the JSON type of the request; null where it had none. The filter compares as text (contract section 13). */
export type UserId = number | string | null;

/**
 * Why a message ended FAILED: refused by modem or network, its time was over, stopped by a client, nothing settled its doubt, or it could
 * not be sent at all (its number).
 */
export type FailureCause = 'refused' | 'expired' | 'stopped' | 'in_doubt' | 'unsendable';

export type GatewayEvent =
  | {
      readonly kind: 'sms';
      readonly incomingSmsId: number;
      readonly port: number;
      readonly number: string;
      readonly smsc: string;
      readonly timestamp: number;
      readonly text: string;
      readonly imsi: string;
    }
  | {
      readonly kind: 'sms_result';
      readonly messageId: number;
      readonly port: number;
      readonly number: string;
      readonly time: number;
      readonly status: 'SENT_OK' | 'FAILED' | 'DELIVERED';
      readonly count: number;
      readonly succCount: number;
      readonly refId: number;
      readonly imsi: string;
      readonly userId: UserId;
      /** Why it failed, for people; "" otherwise. */
      readonly reason: string;
      /** The same for programs, roughly and by the catalogue of reasons; absent where it did not fail. */
      readonly cause?: FailureCause;
      readonly reasonCode?: MessageReason;
    }
  | {
      readonly kind: 'sms_deliver_status';
      readonly messageId: number;
      readonly port: number;
      readonly number: string;
      readonly time: number;
      readonly refId: number;
      readonly statusCode: number;
      readonly imsi: string;
    }
  | {
      readonly kind: 'ussd';
      readonly dialogueId: number;
      readonly port: number;
      readonly text: string;
      readonly imsi: string;
      /** Of the request it answers; null where the network spoke by itself. */
      readonly requestId: number | null;
    }
  | {
      /** An incoming call that nobody answered before its caller gave up. */
      readonly kind: 'missed_call';
      readonly callId: number;
      /** When it began. */
      readonly time: number;
      readonly port: number;
      /** "" where the network withholds it. */
      readonly number: string;
      readonly imsi: string;
    }
  | {
      /** An answered call has ended; the other calls are in the CDR list only. */
      readonly kind: 'cdr';
      readonly callId: number;
      readonly port: number;
      readonly start: number;
      readonly answer: number;
      /** Whole seconds from the answer. */
      readonly duration: number;
      readonly sourceNumber: string;
      readonly destinationNumber: string;
      readonly direction: 'gsm->ip' | 'ip->gsm';
      readonly ip: string;
      readonly codec: string;
      readonly hangup: 'called' | 'calling' | 'gateway';
      readonly gsmCode: number;
      readonly bcch: string;
      readonly imsi: string;
    }
  | {
      readonly kind: 'register';
      readonly port: number;
      readonly iccid: string;
      readonly imsi: string;
      readonly number: string;
      readonly status: 'up' | 'down';
      readonly sequence: number;
      readonly slot: number;
    }
  | {
      /** The gateway was started, or is being stopped by its operator. */
      readonly kind: 'device';
      readonly portCount: number;
      /** First address other machines reach this one at; 127.0.0.1 where there is none. */
      readonly ip: string;
      /** Of the same interface, dash separated. */
      readonly mac: string;
      readonly status: 'power_on' | 'power_off';
    }
  | {
      /** A module that fell silent was reset. */
      readonly kind: 'exception_info';
      readonly port: number;
      readonly type: 'call_fail';
      readonly action: 'reset';
    }
  | {
      /** Something is wrong with the gateway, still is, or is over. */
      readonly kind: 'alarm';
      readonly alarmId: number;
      /** A code of the catalogue of reasons. */
      readonly alarmKind: string;
      readonly status: 'raised' | 'repeated' | 'cleared';
      /** Its subject, as `port 3`. */
      readonly subject: string;
      readonly port: number | null;
      readonly imsi: string;
      /** For people. */
      readonly trouble: string;
      /** A closer code, such as the reason of the port; "" where there is none. */
      readonly reason: string;
      /** When it was raised. */
      readonly time: number;
    };

/** An event with its place in the journal. */
export interface JournalledEvent {
  /** Grows by commit order; never used again. */
  readonly id: number;
  /** Wall time of the commit, milliseconds since 1970. */
  readonly at: number;
  /** Steady time of the commit: how old it is by no clock that jumps. */
  readonly steady: number;
  readonly event: GatewayEvent;
}

export interface JournalPage {
  readonly events: readonly JournalledEvent[];
  /** The id of the last event that was looked at; equal to `after` where there is none behind it. */
  readonly upTo: number;
}

/** Absent: no filter. */
export interface EventSearch {
  /** Only ids below this. */
  readonly before?: number;
  readonly kinds?: readonly string[];
  readonly ports?: readonly number[];
  readonly limit: number;
}

export interface EventPage {
  /** Newest first. */
  readonly events: readonly JournalledEvent[];
  /** `before` of the next page; null at the end. */
  readonly next: number | null;
}

/** Every event ever committed, in commit order, as long as retention keeps it. */
export interface Journal {
  /**
   * At most `limit` events of these kinds (undefined: all) behind `after`. Looks at a bounded stretch of the journal, so that a
   * page may be empty before the end.
   */
  page(after: number, limit: number, kinds: ReadonlySet<string> | undefined): JournalPage;
  /** At most `limit` events with ids greater than `id`, oldest first. */
  since(id: number, limit: number): readonly JournalledEvent[];
  /** Looks at a bounded stretch of the journal, so that a page may be short before the end. */
  back(search: EventSearch): EventPage;
  /** The id of the oldest event that is kept; 0 where none is. */
  oldest(): number;
  /** The id of the newest event; 0 where there was none yet. */
  newest(): number;
  /** Calls back after each commit that added events; the returned function ends that. */
  onCommitted(listener: () => void): () => void;
}
