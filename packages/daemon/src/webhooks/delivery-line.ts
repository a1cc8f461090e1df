/**
 * The line of events of one target: which are in memory, which are in its queue, and how far it has come in the source. It moves
 * events between these places so that a crash at any moment loses none, and so that each subject keeps its order.
 */
import type { Clock } from '../clock.ts';
import {
  type Attempt,
  type Changes,
  type Delivery,
  type DeliveryQueue,
  type EventSource,
  freshDelivery,
  type QueuedEvent,
} from './delivery.ts';
import { PendingChanges, type Position } from './pending-changes.ts';
import { type Carried, type Lane, SubjectLanes } from './subject-lanes.ts';

export interface LineOptions {
  readonly source: EventSource;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
  /** Events up to this id have been dealt with. */
  readonly place: number;
  /** There may be something to do. */
  readonly changed: () => void;
  /** A commit failed; it is tried again. */
  readonly failed: (error: unknown) => void;
}

/** Events of the source in memory. */
const READ_AHEAD = 200;
/** Events read in one turn of the event loop. */
const PAGE = 64;
/** Events of the queue in memory. */
const MOST_RETRIES = 64;
/** Events that may wait for a commit before no other is begun. */
const MOST_UNSAVED = 1000;
/** Unwanted events passed before the place is committed: a crash looks at no more than these again. */
const MOST_PASSED = 1000;

export class DeliveryLine {
  readonly #options: LineOptions;
  readonly #lanes = new SubjectLanes();
  readonly #changes: PendingChanges;
  #readUpTo: number;
  #committedPlace: number;
  #settledUpTo: number;
  #moreToRead = true;
  #lookForDue = true;
  #nextDue: number | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#readUpTo = options.place;
    this.#committedPlace = options.place;
    this.#settledUpTo = options.place;
    this.#changes = new PendingChanges({
      queue: options.queue,
      clock: options.clock,
      position: () => this.#position(),
      began: changes => this.#commitBegan(changes),
      committed: (changes, next) => this.#committed(changes, next),
      failed: options.failed,
    });
  }

  /** Events up to this id are in the queue or done with, as far as that is committed. */
  get place(): number {
    return this.#committedPlace;
  }

  /** Events of the queue that are on their way for the first time: nothing holds them back. */
  get startedRows(): number {
    const started = [...this.#lanes.lanes()].filter(({ line: [first] }) => first?.row === 'written');
    return started.filter(({ line: [first] }) => first?.delivery.attempts === 0).length;
  }

  get isSaved(): boolean {
    return this.#changes.isSaved;
  }

  /** Nothing more may be begun before a commit. */
  get isFull(): boolean {
    return this.#changes.size >= MOST_UNSAVED;
  }

  /** Whether an event could be tried now. */
  get isReady(): boolean {
    return this.#lanes.isReady;
  }

  /** Whether an event could be tried, or more could be read. */
  get hasMore(): boolean {
    return this.isReady || this.#moreToRead;
  }

  get isEmpty(): boolean {
    return this.#lanes.count === 0 && !this.#moreToRead;
  }

  /** Steady time at which an event of the queue is due; undefined where none waits. */
  get nextDue(): number | undefined {
    return this.#nextDue;
  }

  /** There are new events in the source. */
  wake(): void {
    this.#moreToRead = true;
  }

  /** The queue was changed from outside, or time has passed. */
  look(): void {
    this.#lookForDue = true;
  }

  /** Whether an event of the subject is in memory, so that others of it have to wait behind it. */
  hasSubject(subject: string): boolean {
    const lane = this.#lanes.get(subject);
    if (lane === undefined) return false;
    lane.queued = true;
    lane.heldMeanwhile = true;
    return true;
  }

  /** Marks events in memory that a person passes over. Returns the ids of those that are in memory. */
  markPassedOver(eventIds: ReadonlySet<number>): number[] {
    const found = [...this.#lanes.carried()].filter(({ delivery }) => eventIds.has(delivery.id));
    for (const carried of found) carried.passedOver = true;
    return found.map(({ delivery }) => delivery.id);
  }

  /** The subject of one sort that has been ready for longest. */
  next(sort: 'fresh' | 'retry'): Lane | undefined {
    return this.#lanes.takeReady(sort);
  }

  /** Takes events of the queue whose time has come. `now` is steady time. */
  takeDue(now: number): void {
    const isDue = this.#nextDue !== undefined && this.#nextDue <= now;
    if (!this.#lookForDue && !isDue) return;
    this.#lookForDue = false;
    this.#nextDue = undefined;
    let room = MOST_RETRIES - [...this.#lanes.lanes()].filter(({ queued }) => queued).length;
    for (const { eventId, subject, nextAttempt } of this.#options.queue.waiting(2 * MOST_RETRIES)) {
      if (this.#lanes.get(subject) !== undefined) continue;
      if (nextAttempt > now) {
        this.#nextDue = nextAttempt;
        return;
      }
      // Each of those in memory ends in a commit, and after a commit this looks again.
      if (room <= 0) return;
      const delivery = this.#options.queue.load(eventId);
      if (delivery !== undefined) this.#lanes.open(delivery, true);
      room -= 1;
    }
  }

  /** Reads on in the source where there is room. The events of a failing target stay there but for its next probe. */
  readOn(isFailing: boolean): void {
    const hasRoom = isFailing ? !this.#lanes.hasFresh : this.#lanes.count < READ_AHEAD;
    if (!this.#moreToRead || this.isFull || !hasRoom) return;
    const limit = Math.min(PAGE, READ_AHEAD - this.#lanes.count);
    const { events, upTo } = this.#options.source.read(this.#readUpTo, Math.max(limit, 1));
    for (const event of events) this.#take(event);
    this.#moreToRead = upTo > this.#readUpTo;
    this.#readUpTo = upTo;
    if (this.#moreToRead) this.#options.changed();
    if (this.#readUpTo - this.#committedPlace >= MOST_PASSED && this.#lanes.count === 0) this.#changes.save();
  }

  /** An event of the source goes behind others of its subject, in memory or in the queue, or may be tried. */
  #take(event: QueuedEvent): void {
    const lane = this.#lanes.get(event.subject);
    if (lane !== undefined && !lane.queued) this.#lanes.append(lane, freshDelivery(event), false);
    else if (lane !== undefined || this.#options.queue.hasSubject(event.subject)) this.#hold(event, lane);
    else this.#lanes.open(freshDelivery(event), false);
  }

  #hold(event: QueuedEvent, lane: Lane | undefined): void {
    if (lane !== undefined) lane.heldMeanwhile = true;
    this.#settledUpTo = Math.max(this.#settledUpTo, event.id);
    this.#changes.add({ held: [freshDelivery(event)] });
  }

  /** Puts what stands behind others of its subject into the queue when it keeps other subjects from being read. */
  makeRoom(): void {
    if (this.#lanes.count < READ_AHEAD || !this.#moreToRead) return;
    for (const lane of this.#lanes.lanes()) this.#holdTail(lane);
    this.#options.changed();
  }

  #holdTail(lane: Lane): void {
    const tail = this.#lanes.cutTail(lane);
    if (tail.length === 0) return;
    lane.queued = true;
    lane.heldMeanwhile = true;
    this.#settledUpTo = Math.max(this.#settledUpTo, ...tail.map(({ delivery }) => delivery.id));
    this.#changes.add({ held: tail.map(({ delivery }) => delivery) });
  }

  /** An attempt for the history. */
  note(attempt: Attempt): void {
    this.#changes.add({ attempts: [attempt] });
  }

  /** The target took the event. */
  accept(lane: Lane, carried: Carried): void {
    this.#changes.add({ taken: [carried.delivery.id] });
    this.#advance(lane, carried);
  }

  /** The event waits in the queue, and those of its subject behind it. */
  park(lane: Lane, delivery: Delivery, nextAttempt: number): void {
    this.#holdTail(lane);
    lane.queued = true;
    this.#lanes.shift(lane);
    this.#settledUpTo = Math.max(this.#settledUpTo, delivery.id);
    this.#changes.add({ parked: [{ delivery, nextAttempt }] });
  }

  /** The event is not tried any more; `delivery` is its state after the last attempt. */
  giveUp(lane: Lane, carried: Carried, delivery: Delivery, reason: string): void {
    this.#changes.add({ givenUp: [{ delivery, reason }] });
    this.#advance(lane, carried);
  }

  /** The first event of the subject is done with: on to the next one. */
  #advance(lane: Lane, carried: Carried): void {
    this.#settledUpTo = Math.max(this.#settledUpTo, carried.delivery.id);
    this.#lanes.shift(lane);
    if (lane.line.length > 0) {
      this.#lanes.makeReady(lane);
    } else if (carried.row === 'none' && !lane.queued) {
      this.#lanes.close(lane);
    } else {
      lane.queued = true;
      this.#changes.add({ freed: [lane.subject] });
    }
  }

  /** The place may pass events under way once the queue has rows of them. */
  #position(): Position {
    const without = [...this.#lanes.carried()].filter(({ row }) => row !== 'written');
    if (without.length === 0) return { place: this.#readUpTo, started: [] };
    const first = Math.min(...without.map(({ delivery }) => delivery.id));
    const place = Math.max(this.#settledUpTo, first - 1, this.#committedPlace);
    return { place, started: without.filter(({ delivery }) => delivery.id <= place) };
  }

  #commitBegan({ freed, parked }: Changes): void {
    for (const subject of [...freed, ...parked.map(({ delivery }) => delivery.subject)]) {
      const lane = this.#lanes.get(subject);
      if (lane !== undefined) lane.heldMeanwhile = false;
    }
  }

  #committed(changes: Changes, next: ReadonlyMap<string, readonly Delivery[]>): void {
    this.#committedPlace = changes.place;
    for (const { delivery } of changes.parked) this.#closeParked(delivery.subject);
    for (const subject of changes.freed) this.#takeNext(subject, next.get(subject) ?? []);
    this.#lookForDue = true;
    this.#options.changed();
  }

  #closeParked(subject: string): void {
    const lane = this.#lanes.get(subject);
    if (lane === undefined || lane.line.length > 0) return;
    // A person may have passed over the event meanwhile: then one of those behind it is next.
    if (lane.heldMeanwhile) this.#changes.add({ freed: [subject] });
    else this.#lanes.close(lane);
  }

  #takeNext(subject: string, held: readonly Delivery[]): void {
    const lane = this.#lanes.get(subject);
    if (lane === undefined) return;
    for (const delivery of held) this.#lanes.append(lane, delivery, true);
    if (held.length > 0) this.#lanes.makeReady(lane);
    else if (lane.heldMeanwhile) this.#changes.add({ freed: [subject] });
    else this.#lanes.close(lane);
  }

  /** Events that were given up wait for another attempt after all. */
  revive(eventIds: readonly number[]): void {
    this.#changes.add({ revived: [...eventIds] });
  }

  /** Commits what is left. */
  finish(): Promise<void> {
    return this.#changes.finish();
  }
}
