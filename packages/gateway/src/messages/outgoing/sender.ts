/** Lets every port that can send carry messages: one worker for each port, which takes its next segment as the last one ends. */
import { StoreError } from '@simgate/daemon';
import type { Work } from '@simgate/daemon/store';
import type { SubmitOutcome } from '../../modem/modem.ts';
import type { Port } from '../../ports/port.ts';
import type { MessagesContext } from '../context.ts';
import { type ClaimedSegment, claim } from './claim.ts';
import { type Delayed, makeReady, settle, settleAccepted } from './outcome.ts';
import { mayUse } from './port-set.ts';
import { PortWorker } from './port-worker.ts';
import { type Carrier, LONGEST_RESERVATION } from './queue.ts';
import { passBy } from './recipient-order.ts';

/** How long to wait before the store is tried again, in milliseconds. */
const STORE_RETRY = 1000;
/** A port that waits for a limit of its SIM looks again after this time at the latest, in milliseconds: the SIM may be another one by then. */
const LONGEST_LIMIT_WAIT = 60_000;
/** One of so many messages that a port begins is the oldest, whatever its priority: nothing starves. */
const OLDEST_EVERY = 8;

export class Sender {
  readonly #context: MessagesContext;
  /** By the port itself: one that was set anew while running is another one of the same number. */
  readonly #workers = new Map<Port, PortWorker>();
  readonly #running = new Set<Promise<void>>();
  #started = false;
  /** Counts arrivals, so that a worker that found nothing knows whether something came meanwhile. */
  #arrivals = 0;
  #cancelReservations = (): void => {};
  #reservationsWatched = false;

  constructor(context: MessagesContext) {
    this.#context = context;
  }

  start(): void {
    this.#started = true;
    this.#wakeAll();
  }

  /** Resolves when no port carries anything and all outcomes are written; late answers are not waited for. */
  async stop(): Promise<void> {
    this.#started = false;
    for (const worker of this.#workers.values()) worker.close();
    this.#cancelReservations();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** A port changed: it may be able to send now. */
  wake(port: Port): void {
    const worker = this.#workerOf(port);
    const { sim, presentSim } = worker;
    worker.sim = presentSim;
    if (sim !== undefined && sim !== presentSim) this.#passBy(sim);
    if (worker.busy) this.#arrivals += 1;
    else if (this.#started && worker.mayCarry) this.#begin(worker);
  }

  /** Messages for these sets of ports were committed: wakes one free port for each, the least loaded first. */
  wakeFor(portSets: readonly number[]): void {
    this.#arrivals += 1;
    const free = this.#idle().filter(worker => worker.mayBegin);
    for (const set of portSets) {
      if (free.length === 0) return;
      const index = free.findIndex(({ port }) => mayUse(set, port.number));
      if (index < 0) continue;
      for (const worker of free.splice(index, 1)) this.#begin(worker);
    }
  }

  #wakeAll(): void {
    this.#arrivals += 1;
    for (const worker of this.#idle()) this.#begin(worker);
  }

  /** Wakes all ports in a turn of its own, when the port that leaves something to the others is idle. */
  #wakeAllSoon(): void {
    this.#context.clock.after(0, () => this.#wakeAll());
  }

  #workerOf(port: Port): PortWorker {
    const known = this.#workers.get(port);
    if (known !== undefined) return known;
    const worker = new PortWorker(port, this.#context.clock, rested => this.wake(rested));
    this.#workers.set(port, worker);
    return worker;
  }

  #allWorkers(): PortWorker[] {
    const ports = this.#context.ports();
    const workers = ports.map(port => this.#workerOf(port));
    // Each port has its worker now: where there are more, ports have gone.
    if (this.#workers.size > ports.length) this.#forget(new Set(ports));
    return workers;
  }

  /** Of ports that are no more; one that still carries stays until its outcome is written. */
  #forget(present: ReadonlySet<Port>): void {
    for (const [port, worker] of this.#workers) {
      if (worker.busy || present.has(port)) continue;
      worker.close();
      this.#workers.delete(port);
    }
  }

  /** Workers that could begin to carry now, the least loaded first: it takes the oldest message. */
  #idle(): PortWorker[] {
    if (!this.#started) return [];
    return this.#allWorkers()
      .filter(worker => !worker.busy && worker.mayCarry)
      .sort((one, other) => one.load - other.load);
  }

  #begin(worker: PortWorker): void {
    worker.busy = true;
    const run = this.#logged(this.#run(worker));
    this.#running.add(run);
    run.then(() => this.#running.delete(run));
  }

  #logged(promise: Promise<void>): Promise<void> {
    return promise.catch(error =>
      this.#context.log.error({ error: String(error) }, 'an outcome could not be written'),
    );
  }

  async #run(worker: PortWorker): Promise<void> {
    try {
      await this.#carry(worker);
    } catch (error) {
      const port = worker.port.number;
      this.#context.log.error({ port, error: String(error) }, 'the port cannot carry messages');
      worker.busy = false;
      if (this.#started) worker.rest(STORE_RETRY);
    }
  }

  async #carry(worker: PortWorker): Promise<void> {
    let seen: number;
    do {
      seen = this.#arrivals;
      let segment = await this.#context.store.write(this.#taking(worker));
      while (segment !== undefined) {
        const outcome = await this.#submit(worker, segment);
        segment = await this.#conclude(worker, segment, outcome);
      }
    } while (seen !== this.#arrivals && this.#started && worker.mayCarry);
    // At once, not after another turn: whoever wakes this worker from here on must see it idle.
    worker.busy = false;
  }

  /** The work that takes a worker's next segment. */
  #taking(worker: PortWorker): Work<ClaimedSegment | undefined> {
    return database => {
      const { port } = worker;
      const { sim } = port.snapshot();
      // Reports come back by the IMSI: a segment that went without one would be anybody's.
      if (!this.#started || !worker.mayCarry || sim === undefined) return undefined;
      worker.sim = sim.imsi;
      const claimed = claim(this.#context, database, this.#carrierOf(worker, sim.imsi));
      if (claimed === undefined) return undefined;
      if ('limitWait' in claimed) {
        worker.rest(Math.min(claimed.limitWait, LONGEST_LIMIT_WAIT));
        this.#wakeAllSoon();
        return undefined;
      }
      if ('lookAgain' in claimed) {
        this.#arrivals += 1;
        return undefined;
      }
      if (claimed.sequence === 1) worker.begun += 1;
      return claimed;
    };
  }

  #carrierOf(worker: PortWorker, imsi: string): Carrier {
    return {
      port: worker.port.number,
      imsi,
      mayBegin: worker.mayBegin,
      oldestFirst: worker.begun % OLDEST_EVERY === OLDEST_EVERY - 1,
      readySims: () => {
        const ready = this.#allWorkers().map(({ readySim, port }) => [readySim ?? '', port.number] as const);
        return new Map(ready);
      },
      presentSims: () => new Set(this.#allWorkers().map(({ presentSim }) => presentSim ?? '')),
      onReserved: left => this.#watchReservations(left),
    };
  }

  /** Wakes the SIM that a message was left to, and after a time every port, in case that SIM did not take it. */
  #watchReservations(left: boolean): void {
    if (left) this.#wakeAllSoon();
    if (this.#reservationsWatched || !this.#started) return;
    this.#reservationsWatched = true;
    this.#cancelReservations = this.#context.clock.after(LONGEST_RESERVATION, () => {
      this.#reservationsWatched = false;
      this.#wakeAll();
    });
  }

  /** A SIM has gone away: what waits behind its begun messages may pass by. */
  #passBy(imsi: string): void {
    if (!this.#started) return;
    const passing = this.#writeSurely(database => passBy(database, imsi)).then(() => this.#wakeAll());
    this.#logged(passing);
  }

  async #submit(worker: PortWorker, segment: ClaimedSegment): Promise<SubmitOutcome> {
    try {
      const paced = segment.last && this.#gapOf(worker) > 0;
      return await worker.port.submit(segment.tpdu, { moreFollow: segment.moreFollow && !paced });
    } catch (error) {
      // Ports do not throw; if one does, nothing is known of the segment.
      const port = worker.port.number;
      this.#context.log.error({ port, error: String(error) }, 'the port failed while it was sending');
      return { kind: 'inDoubt', reason: String(error), late: Promise.resolve(undefined) };
    }
  }

  /** Writes the outcome and takes the next segment in the same transaction: in the steady state one commit for a segment. */
  async #conclude(
    worker: PortWorker,
    segment: ClaimedSegment,
    outcome: SubmitOutcome,
  ): Promise<ClaimedSegment | undefined> {
    this.#restAfter(worker, segment, outcome);
    const taking = this.#taking(worker);
    const { delayed, following } = await this.#writeSurely(database => ({
      delayed: settle(this.#context, database, segment, outcome),
      following: taking(database),
    }));
    if (outcome.kind === 'inDoubt') {
      const { port } = worker;
      this.#context.log.warn(
        { port: port.number, message: segment.messageId },
        `in doubt: ${outcome.reason}`,
      );
      this.#logged(this.#awaitLate(segment, outcome.late));
    }
    if (delayed !== undefined) this.#readyLater(delayed);
    else if (outcome.kind === 'refused' && !outcome.refusal.permanent) this.#wakeAll();
    return following;
  }

  /** A port that refuses rests, and so does one behind a message where a gap is set; within a message there is none. */
  #restAfter(worker: PortWorker, segment: ClaimedSegment, outcome: SubmitOutcome): void {
    const rest = worker.count(outcome);
    if (outcome.kind === 'refused' && !outcome.refusal.permanent) {
      const fields = { port: worker.port.number, restSeconds: rest / 1000 };
      this.#context.log.warn(fields, `sending was refused: ${outcome.refusal.text}`);
    }
    if (rest > 0) worker.rest(rest);
    const gap = this.#gapOf(worker);
    if (gap === 0 || worker.resting || (!segment.last && outcome.kind === 'accepted')) return;
    worker.rest(gap);
    this.#wakeAllSoon();
  }

  #gapOf({ port }: PortWorker): number {
    return this.#context.gap(port.number);
  }

  async #awaitLate(segment: ClaimedSegment, late: Promise<number | undefined>): Promise<void> {
    const reference = await late;
    if (reference === undefined) return;
    await this.#writeSurely(database => settleAccepted(this.#context, database, segment, reference));
  }

  #readyLater({ messageId, delay }: Delayed): void {
    const { clock, log } = this.#context;
    clock.after(delay, () => {
      if (!this.#started) return;
      this.#writeSurely(database => makeReady(database, messageId))
        .then(() => this.#wakeAll())
        .catch(error => log.error({ error: String(error) }, 'a delayed message could not be put back'));
    });
  }

  /** Writes until it is written: an outcome must not be lost because the disk is full for a while. */
  async #writeSurely<T>(work: Work<T>): Promise<T> {
    const { store, clock, log } = this.#context;
    for (;;) {
      try {
        return await store.write(work);
      } catch (error) {
        if (!this.#started || !(error instanceof StoreError)) throw error;
        log.error({ error: error.message }, 'the store cannot write; trying again');
        await new Promise<void>(resolve => {
          clock.after(STORE_RETRY, resolve);
        });
      }
    }
  }
}
