/** The store, the ports and the settings that every part of messages works with. */
import type { Clock, Random } from '@simgate/daemon';
import type { Database } from '@simgate/daemon/store';
import type { RetentionConfig, SmsConfig } from '../config/schema.ts';
import type { Port } from '../ports/port.ts';
import type { WritableJournal } from '../store/journal.ts';
import type { Log, Store } from '../store/store.ts';

/** How much a SIM may send. */
export interface SendingLimits {
  /** Milliseconds until this SIM may send so many segments; 0: now. Infinity: only when its limit is raised. */
  smsWait(database: Database, port: number, imsi: string, segments: number): number;
  /** Inside the transaction of the hand-over; -1 for a segment that was refused and so not sent. */
  countSms(database: Database, imsi: string, segments: number): void;
}

export interface MessagesContext {
  readonly store: Store;
  readonly journal: WritableJournal;
  /** Asked whenever needed, because ports are made after messages. */
  readonly ports: () => readonly Port[];
  readonly sms: SmsConfig;
  readonly retention: RetentionConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Where files of recipients are spooled; absent: the system's folder for such. */
  readonly spoolFolder?: string;
  readonly limits: SendingLimits;
  /** Milliseconds a port rests behind a message. */
  readonly gap: (port: number) => number;
}
