/** Alarms as the rest of the gateway sees them. */
import type { AlarmKind } from '@simgate/api/contract';

/** Something that is wrong now. */
export interface Condition {
  readonly kind: AlarmKind;
  /** The subject of the alarm; one alarm of a kind is open for each. */
  readonly subject: string;
  readonly port?: number;
  /** "" where no SIM is concerned. */
  readonly imsi: string;
  /** For people, without numbers of people. */
  readonly text: string;
  /** A code of the catalogue beside the kind, such as the reason of a port; "" where there is none. */
  readonly reason: string;
}

export interface Alarm extends Omit<Condition, 'port'> {
  readonly id: number;
  readonly port: number | null;
  /** Milliseconds since 1970; null while it lasts. */
  readonly raisedAt: number;
  readonly clearedAt: number | null;
  /** How often it was repeated. */
  readonly repeats: number;
  /** When it was raised or repeated last, in steady time. */
  readonly lastSteady: number;
  readonly acknowledgedAt: number | null;
  /** The user; "" where nobody did. */
  readonly acknowledgedBy: string;
}

export interface AlarmQuery {
  /** True: only those that last; false: only those that are over. */
  readonly open: boolean | undefined;
  /** Only smaller ids. */
  readonly before: number | undefined;
  readonly limit: number;
}

/** The outcome of a mail that people ask for to try the relay. */
export type TestMail =
  | { readonly ok: true; readonly trouble: string }
  /** 409: no relay is set; 429: too soon. */
  | { readonly ok: false; readonly code: 409 | 429; readonly error: string };

/** How the mails about alarms go. */
export interface MailState {
  /** Notices that no mail carried yet. */
  readonly waiting: number;
  /** Tries that failed since the last mail. */
  readonly failures: number;
  /** Why the last one failed; "" where it did not. */
  readonly trouble: string;
}

export type Acknowledged =
  | { readonly ok: true; readonly alarm: Alarm }
  | { readonly ok: false; readonly code: 404 | 409; readonly error: string };

export interface Alarms {
  /** Newest first. */
  list(query: AlarmQuery): readonly Alarm[];
  /** How many last, by kind. */
  openByKind(): ReadonlyMap<AlarmKind, number>;
  /** A person has seen it: it is not repeated any more. Resolves once committed. */
  acknowledge(id: number, user: string): Promise<Acknowledged>;
  /** Undefined where no relay is set. */
  mail(): MailState | undefined;
  testMail(): Promise<TestMail>;
}
