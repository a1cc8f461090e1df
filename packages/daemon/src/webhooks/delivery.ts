/**
 * The data of the delivery engine. The engine knows no kind of event, no body and no database: whoever uses it hands in a
 * source of events, a queue that outlasts the process, and a sender.
 */

/** An event of the source. */
export interface QueuedEvent {
  /** Grows in the order in which events were committed. */
  readonly id: number;
  readonly kind: string;
  /** Events of one subject reach a target in their order; events of different subjects do not wait for each other. */
  readonly subject: string;
  /** Wall time of the event in milliseconds since 1970. */
  readonly at: number;
  /** The event in the form in which its source keeps it. */
  readonly content: string;
}

/** An event on its way to one target, with the attempts that failed. */
export interface Delivery extends QueuedEvent {
  readonly attempts: number;
  /** Attempts that count as refusals of this event. */
  readonly rejections: number;
  /** Milliseconds for which it was tried without success. Time when the program was off does not count. */
  readonly failingFor: number;
  /** Steady time of the last attempt; 0 before the first. */
  readonly lastAttempt: number;
  /** Why the last attempt failed; "" before the first. */
  readonly trouble: string;
}

/** The reason of what a person took out of the queue. */
export const PASSED_OVER = 'passed over by a person';

/** A delivery without an attempt. */
export function freshDelivery(event: QueuedEvent): Delivery {
  return { ...event, attempts: 0, rejections: 0, failingFor: 0, lastAttempt: 0, trouble: '' };
}

export interface Page {
  readonly events: readonly QueuedEvent[];
  /** The last id that was looked at; equal to `after` where nothing is behind it. */
  readonly upTo: number;
}

/** The events that a target wants, in order of their ids. */
export interface EventSource {
  /** At most `limit` events behind `after`. Looks at a bounded number of events, so a page may be empty before the end. */
  read(after: number, limit: number): Page;
}

/** One attempt, for the history. */
export interface Attempt {
  readonly eventId: number;
  readonly kind: string;
  /** Wall time of its begin in milliseconds since 1970. */
  readonly at: number;
  readonly milliseconds: number;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** "" where the target took the event. */
  readonly trouble: string;
  /** The beginning of the body of the answer. */
  readonly answer: string;
}

export interface Waiting {
  readonly eventId: number;
  readonly subject: string;
  /** Steady time. */
  readonly nextAttempt: number;
}

/** Everything that happened since the last commit. A queue carries it out in the order of these keys. */
export interface Changes {
  readonly attempts: readonly Attempt[];
  /** Ids of events that the target took. */
  readonly taken: readonly number[];
  /** Events behind which the place moves while they are under way: a crash must not lose them. */
  readonly started: readonly Delivery[];
  /** Events that wait behind an earlier one of their subject. */
  readonly held: readonly Delivery[];
  /** Events that wait for their next attempt, at a steady time. */
  readonly parked: readonly { readonly delivery: Delivery; readonly nextAttempt: number }[];
  readonly givenUp: readonly { readonly delivery: Delivery; readonly reason: string }[];
  /** Given-up events that wait for another attempt after all. */
  readonly revived: readonly number[];
  /** Subjects without an event under way: the queue answers with the first of those held. */
  readonly freed: readonly string[];
  /** Events up to this id have been taken, are in the queue, or are not wanted. */
  readonly place: number;
}

/** The lasting queue of one target. Reading sees what is committed. */
export interface DeliveryQueue {
  /** Whether an event of the subject waits or is held. */
  hasSubject(subject: string): boolean;
  /** Those that wait for their next attempt, the earliest first. */
  waiting(limit: number): readonly Waiting[];
  load(eventId: number): Delivery | undefined;
  /** Makes events that an earlier run had under way wait for an attempt at once; of each subject the first. */
  recover(): Promise<void>;
  /** Makes events wait no longer: those whose last attempt was at this steady time or later. */
  hurry(lastAttemptSince: number): Promise<void>;
  /** Commits; resolves with held events of the freed subjects in order, bounded for each. */
  commit(changes: Changes): Promise<ReadonlyMap<string, readonly Delivery[]>>;
}
