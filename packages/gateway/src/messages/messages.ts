/** Messages as the HTTP side uses them. Times are milliseconds since 1970. */
import type { Encoding, Fill, Offender } from '@simgate/gsm';
import type { UserId } from '../events.ts';

export type { UserId } from '../events.ts';

/** The most urgent first. The places are stored: never change one. */
export const priorities = ['urgent', 'normal', 'bulk'] as const;

export type Priority = (typeof priorities)[number];

export interface Recipient {
  /** As the client spelt it. */
  readonly number: string;
  readonly textParam?: readonly string[];
  readonly userId: UserId;
  /** Where the request as a whole names none. */
  readonly ports?: readonly number[];
  readonly encoding?: Encoding;
}

export interface SendRequest {
  readonly text: string;
  readonly recipients: readonly Recipient[];
  /** Undefined or empty: any port. */
  readonly ports?: readonly number[];
  readonly encoding: Encoding;
  readonly statusReport: boolean;
  /** Of the task, for people. */
  readonly name?: string;
  /** `normal` where absent. */
  readonly priority?: Priority;
  /** The user who sends; "" where that does not matter. */
  readonly owner?: string;
  /** Of the header Idempotency-Key, kept for 24 h; `digest` is the same for the same body only. */
  readonly idempotency?: { readonly key: string; readonly digest: string };
}

/** A line of a file of recipients. */
export interface ImportRow {
  /** From 1, as people count them. */
  readonly line: number;
  readonly number: string;
  readonly values: readonly string[];
  /** Its own text; undefined: the text of the request. */
  readonly text: string | undefined;
  readonly userId: UserId;
}

/** Why a file cannot be read; line 0: the file as a whole. */
export interface ImportFault {
  readonly line: number;
  readonly fault: string;
  readonly code: 400 | 413;
}

/** A request to send whose recipients come as a file. */
export type ImportRequest = Omit<SendRequest, 'text' | 'recipients'> & {
  readonly text?: string;
  /** A digest of all of it, known when the file was read to its end. */
  readonly digest: () => string;
};

/** As they come. */
export type ImportRows = AsyncIterable<readonly (ImportRow | ImportFault)[]>;

export type ImportAnswer =
  | (Extract<SendAnswer, { ok: true }> & { readonly messages: number })
  | Extract<SendAnswer, { ok: false }>;

/** Messages that have ended. Either `ids` or `taskId` is there. */
export interface Choice {
  readonly ids?: readonly number[];
  readonly taskId?: number;
  /** Only messages of the task with ids above this. */
  readonly after?: number;
  /** Of a task: also those that may have been sent. */
  readonly unsure: boolean;
  /** Only what this user sent. */
  readonly owner?: string;
}

export interface NotChosen {
  readonly ok: false;
  readonly code: 404 | 409;
  readonly error: string;
}

/** Of messages that have ended: the choice, and what is else of the new task. */
export type AgainRequest = Choice &
  Pick<SendRequest, 'name' | 'ports' | 'idempotency'> & {
    /** The user who sends. */
    readonly by: string;
  };

export type AgainAnswer =
  | (Extract<SendAnswer, { ok: true }> & {
      readonly messages: number;
      /** `after` of what is left; null where nothing is. */
      readonly next: number | null;
    })
  | Extract<SendAnswer, { ok: false }>
  | NotChosen;

export type SendAnswer =
  | { readonly ok: true; readonly taskId: number; readonly inQueue: number }
  | { readonly ok: false; readonly code: 400 | 413 | 500 | 550; readonly error: string };

export interface Measure extends Fill {
  readonly alphabet: 'gsm7' | 'ucs2';
  readonly segments: number;
}

export interface PreviewTrouble {
  /** Of the recipient, from 0. */
  readonly index: number;
  readonly number: string;
  readonly error: string;
}

/** The messages that a request to send would make. */
export interface Preview extends Measure {
  /** Why the text of the request needs UCS-2; none where it does not, or where UCS-2 was asked for. */
  readonly offenders: readonly Offender[];
  /** Segments of the text with every replacement made. */
  readonly segmentsReplaced: number;
  readonly recipients: number;
  readonly totalSegments: number;
  /** How many messages have so many segments. */
  readonly bySegments: ReadonlyMap<number, number>;
  readonly samples: readonly (Measure & { readonly number: string; readonly text: string })[];
  /** The first ones. */
  readonly troubles: readonly PreviewTrouble[];
  readonly refused: number;
}

/** Absent: no filter. `numbers` without leading `+`; both times inclusive. */
export interface SentFilter {
  readonly numbers?: readonly string[];
  readonly ports?: readonly number[];
  readonly after?: number;
  readonly before?: number;
  /** As text; null matches messages sent with null. */
  readonly userIds?: readonly (string | null)[];
  /** Only what this user sent. */
  readonly owner?: string;
}

export type SendingStatus = 'SENDING' | 'SENT_OK' | 'FAILED' | 'DELIVERED';

/** One row of query_sms_result. */
export interface ResultRow {
  /** 255 while no port has begun. */
  readonly port: number;
  readonly userId: UserId;
  readonly number: string;
  readonly time: number;
  readonly status: SendingStatus;
  readonly count: number;
  readonly succCount: number;
  readonly refId: number;
  readonly imsi: string;
}

/** One row of query_sms_deliver_status: one status report received. */
export interface ReportRow {
  readonly port: number;
  readonly number: string;
  readonly time: number;
  readonly refId: number;
  readonly statusCode: number;
  readonly imsi: string;
}

export interface InboxFilter {
  /** Only ids greater than this. */
  readonly afterId: number;
  readonly flag: 'unread' | 'read' | 'all';
  readonly ports?: readonly number[];
}

export interface InboxRow {
  readonly incomingSmsId: number;
  readonly port: number;
  readonly number: string;
  readonly smsc: string;
  /** Milliseconds since 1970, of the service centre where it can be read. */
  readonly timestamp: number;
  readonly text: string;
  readonly imsi: string;
}

/** Pages of rows, read on demand, so that memory and event-loop delay stay bounded however long the answer is. */
export type Pages<Row> = AsyncIterable<readonly Row[]>;

/** Messages on their way, for those who watch the gateway. */
export interface QueueState {
  /** Messages that no port has begun. */
  readonly waiting: number;
  /** Age of the oldest of them, in seconds; 0 where none waits. */
  readonly oldestAge: number;
  /** Messages with a segment whose fate nobody knows yet. */
  readonly inDoubt: number;
}

/** See outgoing/held.ts. */
export interface HeldMessages {
  count(): number;
  /** Ids behind `after`, oldest first. */
  ids(after: number, limit: number): number[];
  /** Resolves with how many were held and are no longer, once all of it is committed. Undefined: all. */
  release(ids: readonly number[] | undefined): Promise<number>;
  stop(ids: readonly number[] | undefined): Promise<number>;
}

export interface Messages {
  /** Resolves once everything is committed; rejects never: what fails is an answer with code 500. */
  send(request: SendRequest): Promise<SendAnswer>;
  /** Stores a file of recipients as one task, whole or not at all. Rejects where the file breaks off. */
  importRows(request: ImportRequest, rows: ImportRows): Promise<ImportAnswer>;
  /** Returns the messages that a request would make: their sums, and the first `samples` of them. Nothing is stored. */
  preview(request: SendRequest, samples: number): Preview;
  /** Messages that the queue still takes; undefined: no limit is set. */
  queueLeft(): number | undefined;
  /** Sends messages that have ended once more. */
  sendAgain(request: AgainRequest): Promise<AgainAnswer>;
  results(filter: SentFilter): Pages<ResultRow>;
  reports(filter: SentFilter): Pages<ReportRow>;
  /** Messages that no port has begun. */
  inQueue(): number;
  /** Messages that no port has begun and that name this port. */
  waitingFor(port: number): number;
  /** The same of every port that has any, in one look. */
  waitingByPort(): ReadonlyMap<number, number>;
  /** For those who watch the gateway. */
  state(): QueueState;
  /** `stopped` also for a task that has finished; 404 is `unknown`, as for a task that is not `owner`'s. Resolves when committed. */
  stop(taskId: number, owner?: string): Promise<'stopped' | 'unknown'>;
  /** No message of it begins from the commit on, until it goes on. A stopped task stays stopped. */
  pause(taskId: number, owner?: string): Promise<'paused' | 'stopped' | 'unknown'>;
  resume(taskId: number, owner?: string): Promise<'running' | 'stopped' | 'unknown'>;
  /** Messages of a restored backup that wait for a person. */
  readonly held: HeldMessages;
  /** With flag `unread` what was given out is marked as read in the same commit. Counts are of the asked ports, after this call. */
  inbox(filter: InboxFilter): Promise<{ rows: Pages<InboxRow>; read: number; unread: number }>;
}
