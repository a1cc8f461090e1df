/** The hand of people on the queues: they look into them, send events again, and pass events over. */

import type { QueuedEvent } from '@simgate/daemon/webhooks';
import { type AttemptQuery, type ListedAttempt, listAttempts } from './attempt-history.ts';
import {
  type GivenUpRow,
  listGivenUp,
  listWaiting,
  passOver,
  sendAgain,
  type WaitingRow,
} from './delivery-lists.ts';
import { notHere, type Outcome } from './push-outcome.ts';
import { eventsInRange, givenUpEvents, namedEvents, type TimeRange } from './resend.ts';
import type { TargetAtWork, Workers, WorkersContext } from './workers.ts';

/** Most events that are sent again at one request. */
const MOST_RESENT = 100_000;

/** Which events are sent again: the named ones, those of a time, or all that were given up. */
export interface Resend {
  readonly eventIds?: readonly number[];
  readonly range?: TimeRange;
}

export class QueueControl {
  readonly #context: Pick<WorkersContext, 'store' | 'clock'>;
  readonly #workers: Workers;

  constructor(context: Pick<WorkersContext, 'store' | 'clock'>, workers: Workers) {
    this.#context = context;
    this.#workers = workers;
  }

  waiting(id: number, after: number, limit: number): Outcome<readonly WaitingRow[]> {
    const { read, steady } = this.#context.store;
    if (this.#workers.find(id) === undefined) return notHere(id);
    return { ok: true, value: listWaiting(read, id, { after, limit, now: steady.now() }) };
  }

  givenUp(id: number, after: number, limit: number): Outcome<readonly GivenUpRow[]> {
    if (this.#workers.find(id) === undefined) return notHere(id);
    return { ok: true, value: listGivenUp(this.#context.store.read, id, after, limit) };
  }

  attempts(id: number, query: AttemptQuery): Outcome<readonly ListedAttempt[]> {
    if (this.#workers.find(id) === undefined) return notHere(id);
    return { ok: true, value: listAttempts(this.#context.store.read, id, query) };
  }

  async resend(id: number, which: Resend): Promise<Outcome<number>> {
    const atWork = this.#workers.find(id);
    if (atWork === undefined) return notHere(id);
    let queued = 0;
    for await (const events of this.#wanted(atWork, which)) {
      const some = events.slice(0, MOST_RESENT - queued);
      await this.#sendAgain(id, some);
      queued += some.length;
      if (queued >= MOST_RESENT) break;
    }
    return { ok: true, value: queued };
  }

  async passOver(id: number, eventIds: readonly number[]): Promise<Outcome<number>> {
    const atWork = this.#workers.find(id);
    if (atWork === undefined) return notHere(id);
    const { store, clock } = this.#context;
    const { worker } = atWork;
    const inMemory = new Set(worker?.passOver(new Set(eventIds)));
    const others = eventIds.filter(eventId => !inMemory.has(eventId));
    const passed = await store.write(database =>
      passOver(database, id, others, {
        ...{ at: clock.now(), steady: store.steady.now() },
        busy: subject => worker?.hasSubject(subject) === true,
      }),
    );
    worker?.look();
    return { ok: true, value: passed + inMemory.size };
  }

  #wanted({ target, worker }: TargetAtWork, { eventIds, range }: Resend): AsyncGenerator<QueuedEvent[]> {
    const { read } = this.#context.store;
    const place = worker?.line.place ?? target.lastEvent;
    if (eventIds !== undefined) return namedEvents(read, target.id, place, eventIds);
    if (range !== undefined) return eventsInRange(read, place, range, target.options.kinds);
    return givenUpEvents(read, target.id);
  }

  async #sendAgain(id: number, events: readonly QueuedEvent[]): Promise<void> {
    const worker = this.#workers.find(id)?.worker;
    await this.#context.store.write(database =>
      sendAgain(database, id, events, subject => worker?.hasSubject(subject) === true),
    );
    worker?.look();
  }
}
