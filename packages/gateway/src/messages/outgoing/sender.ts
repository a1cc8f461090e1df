/** Lets every port that can send carry messages: one worker a port, each taking its next segment as the last one ends. */
import { StoreError } from '../../errors.ts';
import type { SubmitOutcome } from '../../modem/modem.ts';
import type { Port } from '../../ports/port.ts';
import type { Work } from '../../store/group-commit.ts';
import type { MessagesContext } from '../context.ts';
import { claim, type HandOver } from './claim.ts';
import { addLoad, type Load, loadAt, noLoad } from './load.ts';
import { type Delayed, makeReady, settle, settleLate } from './outcome.ts';
import { mayUse } from './port-set.ts';
import type { Appetite } from './queue.ts';
import { portRest } from './retry.ts';

export interface Sender {
  /** A port changed: it may be able to send now. */
  wake(port: Port): void;
  /** Messages for these sets of ports were committed. */
  wakeFor(portSets: readonly number[]): void;
  start(): void;
  /** Resolves when no port carries anything and all of it is written. */
  stop(): Promise<void>;
}

interface Worker {
  readonly port: Port;
  busy: boolean;
  load: Load;
  /** Temporary refusals in a row. */
  refusals: number;
  resting: boolean;
  cancelRest: () => void;
}

/** How long to wait before the store is tried again, in milliseconds. */
const STORE_RETRY = 1000;
/** How long a port that waits for a limit is not asked, at most. Milliseconds. */
const LONGEST_LOOK = 60_000;

/** Undefined: it can carry nothing. */
function appetiteOf(port: Port): Appetite | undefined {
  const { canSend, canFinish = false } = port.snapshot();
  if (canSend) return 'all';
  return canFinish ? 'begun' : undefined;
}

export function createSender(context: MessagesContext): Sender {
  const { store, clock, log } = context;
  const workers = new Map<number, Worker>();
  const running = new Set<Promise<void>>();
  let started = false;
  // Counts arrivals, so that a worker that found nothing knows whether something came meanwhile.
  let arrivals = 0;

  const workerOf = (port: Port): Worker => {
    const known = workers.get(port.number);
    if (known !== undefined) return known;
    const worker = { port, busy: false, load: noLoad, refusals: 0, resting: false, cancelRest: () => {} };
    workers.set(port.number, worker);
    return worker;
  };

  const able = (worker: Worker): boolean =>
    started && !worker.resting && appetiteOf(worker.port) !== undefined;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise(resolve => {
      clock.after(milliseconds, resolve);
    });

  /** Writes until it is written: an outcome must not be lost because the disk is full for a while. */
  const writeSurely = async <T>(work: Work<T>): Promise<T> => {
    for (;;) {
      try {
        return await store.write(work);
      } catch (error) {
        if (!started || !(error instanceof StoreError)) throw error;
        log.error({ error: error.message }, 'the store cannot write; trying again');
        await pause(STORE_RETRY);
      }
    }
  };

  const next = (worker: Worker): Work<HandOver | undefined> => {
    return database => {
      const { sim } = worker.port.snapshot();
      // Reports come back by the IMSI: a segment that went without one would be anybody's.
      if (!able(worker) || sim === undefined) return undefined;
      const claimed = claim(context, database, worker.port.number, sim.imsi, appetiteOf(worker.port));
      if (claimed === undefined || !('wait' in claimed)) return claimed;
      // Looked at again now and then: the SIM may be another one by then.
      rest(worker, Math.min(claimed.wait, LONGEST_LOOK));
      passOn();
      return undefined;
    };
  };

  const submit = async (worker: Worker, hand: HandOver): Promise<SubmitOutcome> => {
    try {
      const paced = hand.last && gapOf(worker) > 0;
      return await worker.port.submit(hand.tpdu, { moreFollow: hand.moreFollow && !paced });
    } catch (error) {
      // Ports do not throw; if one does, nothing is known of the segment.
      log.error({ port: worker.port.number, error: String(error) }, 'the port failed while it was sending');
      return { kind: 'inDoubt', reason: String(error), late: Promise.resolve(undefined) };
    }
  };

  const awaitLate = async (hand: HandOver, late: Promise<number | undefined>): Promise<void> => {
    const reference = await late;
    if (reference === undefined) return;
    await writeSurely(database => settleLate(context, database, hand, reference));
  };

  const readyLater = ({ messageId, delay }: Delayed): void => {
    clock.after(delay, () => {
      if (!started) return;
      writeSurely(database => makeReady(database, messageId))
        .then(() => wakeAll())
        .catch(error => log.error({ error: String(error) }, 'a delayed message could not be put back'));
    });
  };

  const rest = (worker: Worker, milliseconds: number): void => {
    worker.resting = true;
    worker.cancelRest();
    worker.cancelRest = clock.after(milliseconds, () => {
      worker.resting = false;
      wake(worker.port);
    });
  };

  /** Draws the port's lesson from an outcome. */
  const learn = (worker: Worker, outcome: SubmitOutcome): void => {
    worker.load = addLoad(worker.load, clock.monotonic());
    if (outcome.kind === 'refused' && outcome.refusal.permanent) return;
    worker.refusals = outcome.kind === 'refused' ? worker.refusals + 1 : 0;
    if (outcome.kind !== 'refused') return;
    const { source, text } = outcome.refusal;
    const milliseconds = portRest(worker.refusals, source === 'link' || source === 'modem');
    log.warn({ port: worker.port.number, restSeconds: milliseconds / 1000 }, `sending was refused: ${text}`);
    if (milliseconds > 0) rest(worker, milliseconds);
  };

  const gapOf = ({ port }: Worker): number => context.gap?.(port.number) ?? 0;

  /** The least gap between messages of a port; within a message there is none. */
  const pace = (worker: Worker, hand: HandOver, outcome: SubmitOutcome): void => {
    const gap = gapOf(worker);
    if (gap === 0 || worker.resting || (!hand.last && outcome.kind === 'accepted')) return;
    rest(worker, gap);
    passOn();
  };

  /** What a port leaves may be another's; told once that port is idle. */
  const passOn = (): void => {
    clock.after(0, wakeAll);
  };

  /** Writes the outcome and takes the next segment in the same transaction: in the steady state one commit a segment. */
  const conclude = async (
    worker: Worker,
    hand: HandOver,
    outcome: SubmitOutcome,
  ): Promise<HandOver | undefined> => {
    learn(worker, outcome);
    pace(worker, hand, outcome);
    const taking = next(worker);
    const { delayed, following } = await writeSurely(database => ({
      delayed: settle(context, database, hand, outcome),
      following: taking(database),
    }));
    if (outcome.kind === 'inDoubt') {
      log.warn({ port: worker.port.number, message: hand.messageId }, `in doubt: ${outcome.reason}`);
      track(awaitLate(hand, outcome.late), false);
    }
    if (delayed !== undefined) readyLater(delayed);
    else if (outcome.kind === 'refused' && !outcome.refusal.permanent) wakeAll();
    return following;
  };

  const carry = async (worker: Worker): Promise<void> => {
    let seen: number;
    do {
      seen = arrivals;
      let hand = await store.write(next(worker));
      while (hand !== undefined) hand = await conclude(worker, hand, await submit(worker, hand));
    } while (seen !== arrivals && able(worker));
    // At once, not after another turn: who wakes this worker from here on must see it idle.
    worker.busy = false;
  };

  const run = async (worker: Worker): Promise<void> => {
    try {
      await carry(worker);
    } catch (error) {
      log.error({ port: worker.port.number, error: String(error) }, 'the port cannot carry messages');
      worker.busy = false;
      if (started) rest(worker, STORE_RETRY);
    }
  };

  /** What stop waits for; answers that may come late are not waited for. */
  const track = (promise: Promise<void>, awaited: boolean): void => {
    const logged = promise.catch(error =>
      log.error({ error: String(error) }, 'an outcome could not be written'),
    );
    if (!awaited) return;
    running.add(logged);
    logged.then(() => running.delete(logged));
  };

  const begin = (worker: Worker): void => {
    worker.busy = true;
    track(run(worker), true);
  };

  const wake = (port: Port): void => {
    const worker = workerOf(port);
    if (worker.busy) arrivals += 1;
    else if (able(worker)) begin(worker);
  };

  const idle = (): Worker[] => {
    const now = clock.monotonic();
    return context
      .ports()
      .map(workerOf)
      .filter(worker => !worker.busy && able(worker))
      .sort((a, b) => loadAt(a.load, now) - loadAt(b.load, now));
  };

  const wakeAll = (): void => {
    arrivals += 1;
    for (const worker of idle()) begin(worker);
  };

  return {
    wake,
    wakeFor: portSets => {
      arrivals += 1;
      // The least loaded first: it takes the oldest message.
      const free = idle().filter(({ port }) => appetiteOf(port) === 'all');
      for (const set of portSets) {
        if (free.length === 0) return;
        const index = free.findIndex(worker => mayUse(set, worker.port.number));
        if (index < 0) continue;
        for (const worker of free.splice(index, 1)) begin(worker);
      }
    },
    start: () => {
      started = true;
      wakeAll();
    },
    stop: async () => {
      started = false;
      for (const worker of workers.values()) worker.cancelRest();
      while (running.size > 0) await Promise.all(running);
    },
  };
}
