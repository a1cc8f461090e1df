/** Carries the events of a source to one target. No event waits for one of another subject, and no target for another. */
import type { Clock, Random } from '../clock.ts';
import { BoundedWarnings, type EngineLog } from './bounded-warnings.ts';
import {
  type Attempt,
  type Delivery,
  type DeliveryQueue,
  type EventSource,
  PASSED_OVER,
} from './delivery.ts';
import { DeliveryLine } from './delivery-line.ts';
import { afterFailure, delayOf, type Outcome, type Pace } from './outcome.ts';
import type { Carried, Lane } from './subject-lanes.ts';
import { TargetHealth } from './target-health.ts';

export interface Sent {
  readonly outcome: Outcome;
  readonly attempt: Attempt;
}

/** Sends an event once. Never rejects, and ends soon after `cut` aborts. */
export type Send = (delivery: Delivery, cut: AbortSignal) => Promise<Sent>;

export interface WorkerContext {
  readonly clock: Clock;
  readonly random: Random;
  /** A clock that never jumps and outlasts the process, in milliseconds. */
  readonly steady: { now(): number };
  readonly log: EngineLog;
  readonly pace: Pace;
  /** Milliseconds of failing after which an event is given up. */
  readonly giveUpAfter: number;
  /** Most events under way at a time. */
  readonly concurrency: number;
}

export interface WorkerParts {
  readonly name: string;
  readonly source: EventSource;
  readonly queue: DeliveryQueue;
  readonly send: Send;
  /** Events up to this id have been dealt with. */
  readonly place: number;
}

/** `pushing`: an event is under way; `waiting`: for the time of the next attempt; `idle`: nothing is left. */
export type WorkerState = 'idle' | 'pushing' | 'waiting';

/** Of the events under way, one of so many may be one that failed before. */
const RETRY_SHARE = 4;
/** Milliseconds before the store is read again when it could not be. */
const READ_AGAIN_AFTER = 1000;

export class TargetWorker {
  readonly #parts: WorkerParts;
  readonly #context: WorkerContext;
  readonly #warnings: BoundedWarnings;
  readonly #health: TargetHealth;
  readonly #line: DeliveryLine;
  readonly #underWay = new Set<AbortController>();
  /** Events given up while the target took no other: another refusal shows that the target is at fault. */
  readonly #doubtful = new Set<number>();
  readonly #quiet = Promise.withResolvers<void>();
  readonly #started: number;
  #retriesUnderWay = 0;
  #retryTurn = false;
  #scheduled = false;
  #stopping = false;
  #cut = false;
  #logged = false;
  #cancelTimer = (): void => {};

  /** Begins at once. */
  constructor(parts: WorkerParts, context: WorkerContext) {
    const { source, queue, place, name } = parts;
    const { clock, log, steady, pace } = context;
    this.#parts = parts;
    this.#context = context;
    this.#warnings = new BoundedWarnings(log, clock, name);
    this.#health = new TargetHealth(pace);
    this.#started = steady.now();
    this.#line = new DeliveryLine({
      ...{ source, queue, clock, place, changed: () => this.#schedule() },
      failed: error => this.#notStored(error),
    });
    void this.#begin();
  }

  get state(): WorkerState {
    if (this.#underWay.size > 0 || this.#scheduled || !this.#line.isSaved) return 'pushing';
    if (this.isFailing || this.#line.nextDue !== undefined) return 'waiting';
    return this.#line.isEmpty ? 'idle' : 'pushing';
  }

  /** Whether the target as a whole takes nothing. */
  get isFailing(): boolean {
    return this.#health.failingSince !== undefined;
  }

  /** The attempts since the target last took an event. */
  get health(): Pick<TargetHealth, 'failures' | 'trouble'> {
    return this.#health;
  }

  /** How far it has come. */
  get line(): Pick<DeliveryLine, 'place' | 'startedRows'> {
    return this.#line;
  }

  /** There are new events in the source. */
  wake(): void {
    this.#line.wake();
    this.#schedule();
  }

  /** The queue was changed from outside. */
  look(): void {
    this.#line.look();
    this.#schedule();
  }

  /** Whether an event of the subject is in memory, so that others that come into the queue wait behind it. */
  hasSubject(subject: string): boolean {
    return this.#line.hasSubject(subject);
  }

  /** Gives up events in memory, those under way once their attempt has failed. Returns the ids of those in memory. */
  passOver(eventIds: ReadonlySet<number>): number[] {
    this.#schedule();
    return this.#line.markPassedOver(eventIds);
  }

  /** Goes on while the target takes events, for at most `milliseconds`; then cuts what is under way. */
  async stop(milliseconds: number): Promise<void> {
    this.#stopping = true;
    if (milliseconds === 0) this.#cutAll();
    const cancel = this.#context.clock.after(milliseconds, () => this.#cutAll());
    this.#schedule();
    await this.#quiet.promise;
    this.#cut = true;
    cancel();
    this.#cancelTimer();
    await this.#line.finish();
  }

  async #begin(): Promise<void> {
    try {
      await this.#parts.queue.recover();
    } catch (error) {
      this.#notStored(error);
    }
    this.look();
  }

  #notStored(error: unknown): void {
    this.#warnings.warn({ error: String(error) }, 'progress of pushing could not be stored');
  }

  #cutAll(): void {
    this.#cut = true;
    for (const controller of this.#underWay) controller.abort();
    this.#schedule();
  }

  /** One turn of work soon: many reasons for it make one turn. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#turn();
    });
  }

  #turn(): void {
    try {
      if (!this.#cut) this.#work();
    } catch (error) {
      this.#warnings.warn({ error: String(error) }, 'events could not be read');
      this.#setTimer(READ_AGAIN_AFTER);
    }
    const nothingLeft = this.#cut || this.isFailing || !this.#line.hasMore;
    if (this.#stopping && this.#underWay.size === 0 && nothingLeft) this.#quiet.resolve();
  }

  #work(): void {
    const { steady, concurrency } = this.#context;
    if (!this.#stopping) this.#line.takeDue(steady.now());
    this.#line.readOn(this.isFailing);
    for (let lane = this.#next(); lane !== undefined; lane = this.#next()) this.#start(lane);
    if (!this.isFailing && this.#underWay.size < concurrency) this.#line.makeRoom();
    this.#waitForNext();
  }

  /** The subject that is tried next; undefined where nothing may be begun now. */
  #next(): Lane | undefined {
    const { concurrency, steady } = this.#context;
    const underWay = this.#underWay.size;
    if (this.#line.isFull) return undefined;
    if (this.isFailing && (underWay > 0 || steady.now() < this.#health.nextProbe)) return undefined;
    if (underWay >= concurrency) return undefined;
    // Events that failed before may not take every place from those that are tried for the first time.
    const mayRetry = this.#retriesUnderWay < Math.ceil(concurrency / RETRY_SHARE);
    this.#retryTurn = !this.#retryTurn;
    const retry = (): Lane | undefined => (mayRetry ? this.#line.next('retry') : undefined);
    return this.#retryTurn ? (retry() ?? this.#line.next('fresh')) : (this.#line.next('fresh') ?? retry());
  }

  #start(lane: Lane): void {
    const [carried] = lane.line;
    if (carried === undefined) return;
    if (carried.passedOver) this.#giveUp(lane, carried, carried.delivery, PASSED_OVER);
    else void this.#attempt(lane, carried);
  }

  async #attempt(lane: Lane, carried: Carried): Promise<void> {
    const isRetry = carried.delivery.attempts > 0;
    const controller = new AbortController();
    this.#underWay.add(controller);
    if (isRetry) this.#retriesUnderWay += 1;
    const { outcome, attempt } = await this.#parts.send(carried.delivery, controller.signal);
    this.#underWay.delete(controller);
    if (isRetry) this.#retriesUnderWay -= 1;
    const isAccepted = outcome.kind === 'accepted';
    if (isAccepted || !this.#cut) this.#line.note(attempt);
    if (isAccepted) this.#accept(lane, carried);
    else if (!this.#cut) this.#fail(lane, carried, outcome);
    this.#schedule();
  }

  #accept(lane: Lane, carried: Carried): void {
    const { failingSince, troubledSince } = this.#health;
    this.#health.accepted(this.#context.steady.now());
    this.#doubtful.clear();
    this.#line.accept(lane, carried);
    if (failingSince === undefined) return;
    if (this.#logged) this.#context.log.info({ target: this.#parts.name }, 'the target takes events again');
    void this.#parts.queue.hurry(troubledSince).then(
      () => this.look(),
      error => this.#notStored(error),
    );
  }

  #fail(lane: Lane, carried: Carried, outcome: Exclude<Outcome, { readonly kind: 'accepted' }>): void {
    const { steady, random, giveUpAfter, pace } = this.#context;
    const { delivery: before } = carried;
    const now = steady.now();
    const retryAfter = (outcome.kind === 'failed' ? outcome.retryAfter : undefined) ?? 0;
    const { id: eventId, lastAttempt } = before;
    const failure = { eventId, lastAttempt, now, retryAfter, trouble: outcome.reason };
    const begins = this.#health.failed(failure, random());
    const decision = afterFailure(before, outcome, {
      ...{ now, started: this.#started, giveUpAfter, lastAccepted: this.#health.lastAccepted },
      alone: this.#health.isAlone(before.id),
    });
    // One line a minute gets through: of an event that is given up it is the line about that.
    if (begins || decision.kind !== 'giveUp') this.#logFailure(before.id, outcome.reason, begins);
    if (outcome.kind === 'rejected') this.#reviveDoubtful(before.id);
    if (carried.passedOver) this.#giveUp(lane, carried, decision.delivery, PASSED_OVER);
    else if (decision.kind === 'giveUp') {
      if (outcome.kind === 'rejected') this.#doubtful.add(before.id);
      this.#giveUp(lane, carried, decision.delivery, decision.reason);
    } else {
      const delay = Math.max(delayOf(decision.delivery.attempts, pace, random()), retryAfter);
      this.#line.park(lane, decision.delivery, now + delay);
    }
  }

  #logFailure(event: number, reason: string, begins: boolean): void {
    if (begins) this.#logged = this.#warnings.warn({ event, reason }, 'the target takes no event');
    else if (!this.isFailing) this.#warnings.warn({ event, reason }, 'a push failed');
  }

  #giveUp(lane: Lane, carried: Carried, delivery: Delivery, reason: string): void {
    this.#warnings.warn({ event: delivery.id, reason }, 'a push was given up');
    this.#line.giveUp(lane, carried, delivery, reason);
  }

  /** Another event is refused, and none was taken since: then the target is at fault, and nothing is given up. */
  #reviveDoubtful(eventId: number): void {
    const revived = [...this.#doubtful].filter(id => id !== eventId);
    if (revived.length === 0) return;
    this.#doubtful.clear();
    this.#line.revive(revived);
  }

  /** The time may have come since this turn looked for it: then the next turn comes at once, and nothing is missed. */
  #waitForNext(): void {
    const mayProbe = this.isFailing && this.#underWay.size === 0 && this.#line.isReady;
    const times = [this.#line.nextDue, mayProbe ? this.#health.nextProbe : undefined];
    const coming = times.filter(time => time !== undefined);
    if (coming.length > 0) this.#setTimer(Math.max(1, Math.min(...coming) - this.#context.steady.now()));
  }

  #setTimer(milliseconds: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#context.clock.after(milliseconds, () => this.look());
  }
}
