/** The way of events to one target: the order of subjects, tries, stops, a store that is away, and steering by a person. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fakeClock } from '../testing.ts';
import {
  type Changes,
  type Delivery,
  type DeliveryQueue,
  PASSED_OVER,
  type QueuedEvent,
} from './delivery.ts';
import type { Outcome } from './outcome.ts';
import { TargetWorker } from './target-worker.ts';

interface Row {
  delivery: Delivery;
  waits: boolean;
  nextAttempt: number;
}

/** A queue as the store has it, in memory. */
class MemoryQueue implements DeliveryQueue {
  readonly rows = new Map<number, Row>();
  readonly givenUp: string[] = [];
  readonly ended = new Map<number, Delivery>();
  readonly hurried: number[] = [];
  commits = 0;
  isAway = false;
  place = 0;

  hasSubject(subject: string): boolean {
    return [...this.rows.values()].some(row => row.delivery.subject === subject);
  }

  waiting(limit: number) {
    return [...this.rows]
      .filter(([, { waits }]) => waits)
      .sort(([, one], [, other]) => one.nextAttempt - other.nextAttempt)
      .slice(0, limit)
      .map(([eventId, { delivery, nextAttempt }]) => ({ eventId, subject: delivery.subject, nextAttempt }));
  }

  load(id: number): Delivery | undefined {
    return this.rows.get(id)?.delivery;
  }

  async recover(): Promise<void> {
    if (this.isAway) throw new Error('away');
  }

  async hurry(since: number): Promise<void> {
    if (this.isAway) throw new Error('away');
    this.hurried.push(since);
    for (const row of this.rows.values()) if (row.waits) row.nextAttempt = 0;
  }

  async commit(changes: Changes): Promise<ReadonlyMap<string, readonly Delivery[]>> {
    await turn();
    if (this.isAway) throw new Error('away');
    this.commits += 1;
    this.place = changes.place;
    for (const id of changes.taken) this.rows.delete(id);
    for (const delivery of [...changes.started, ...changes.held])
      this.rows.set(delivery.id, { delivery, waits: false, nextAttempt: 0 });
    for (const { delivery, nextAttempt } of changes.parked)
      this.rows.set(delivery.id, { delivery, waits: true, nextAttempt });
    for (const { delivery, reason } of changes.givenUp) {
      this.rows.delete(delivery.id);
      this.ended.set(delivery.id, delivery);
      this.givenUp.push(`${delivery.id} ${reason}`);
    }
    for (const id of changes.revived) {
      const delivery = this.ended.get(id);
      if (delivery !== undefined) this.rows.set(id, { delivery, waits: true, nextAttempt: 0 });
    }
    return new Map(
      changes.freed.map(subject => [
        subject,
        [...this.rows.values()]
          .filter(({ delivery, waits }) => delivery.subject === subject && !waits)
          .map(({ delivery }) => delivery)
          .toSorted((one, other) => one.id - other.id),
      ]),
    );
  }
}

type Answer = Outcome['kind'];

interface BenchOptions {
  /** The answer to the next try of an event; absent: it is accepted. */
  readonly answer?: (id: number, tries: number) => Answer | { readonly retryAfter: number };
  readonly concurrency?: number;
  /** Tries end only when the test lets them. */
  readonly isHeld?: boolean;
  readonly giveUpAfter?: number;
  readonly place?: number;
  readonly prepare?: (queue: MemoryQueue) => void;
}

function bench(t: TestContext, options: BenchOptions = {}) {
  const clock = fakeClock();
  const queue = new MemoryQueue();
  options.prepare?.(queue);
  const events: QueuedEvent[] = [];
  const tried: number[] = [];
  const tries = new Map<number, number>();
  const lines: string[] = [];
  const held = new Map<number, () => void>();
  let isUnreadable = false;
  const worker = new TargetWorker(
    {
      name: 'crm',
      place: options.place ?? 0,
      queue,
      source: {
        read(after, limit) {
          if (isUnreadable) throw new Error('unreadable');
          const page = events.filter(({ id }) => id > after).slice(0, limit);
          return { events: page.filter(({ kind }) => kind !== 'unwanted'), upTo: page.at(-1)?.id ?? after };
        },
      },
      async send({ id: eventId, kind }, cut) {
        tried.push(eventId);
        const count = (tries.get(eventId) ?? 0) + 1;
        tries.set(eventId, count);
        if (options.isHeld === true)
          await new Promise<void>(resolve => {
            held.set(eventId, resolve);
            cut.addEventListener('abort', () => resolve(), { once: true });
          });
        const found = cut.aborted ? 'failed' : (options.answer?.(eventId, count) ?? 'accepted');
        const retry = typeof found === 'object' ? found : {};
        const answer = typeof found === 'object' ? 'failed' : found;
        const trouble = answer === 'accepted' ? '' : `${answer}!`;
        const attempt = { eventId, kind, at: 0, milliseconds: 0, status: 0, answer: '', trouble };
        if (answer === 'accepted') return { outcome: { kind: answer, status: 200 }, attempt };
        return { outcome: { kind: answer, status: 400, reason: trouble, ...retry }, attempt };
      },
    },
    {
      ...{ clock, random: () => 1, concurrency: options.concurrency ?? 4 },
      ...{ giveUpAfter: options.giveUpAfter ?? 3_600_000, pace: { first: 1000, maximum: 8000 } },
      log: {
        info: (_fields, text) => void lines.push(text),
        warn: ({ error }: { error?: string }, text) =>
          void lines.push(error === undefined ? text : `${text}: ${error}`),
      },
      steady: { now: () => clock.monotonic() },
    },
  );
  t.after(() => worker.stop(0));
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 60; turns += 1) await turn();
  };
  return {
    ...{ clock, queue, tried, lines, worker, held, settle },
    /** Events of these subjects, in their order; a subject is a letter. */
    async happen(subjects: string, kind = 'sms'): Promise<void> {
      for (const subject of subjects)
        events.push({ id: events.length + 1, kind, subject, at: 0, content: '{}' });
      worker.wake();
      await settle();
    },
    async pass(milliseconds: number): Promise<void> {
      clock.advance(milliseconds);
      await settle();
    },
    async end(id: number): Promise<void> {
      held.get(id)?.();
      held.delete(id);
      await settle();
    },
    unreadable: (is: boolean) => {
      isUnreadable = is;
    },
  };
}

describe('events of a target', { timeout: 30_000 }, () => {
  test('go out one after the other of a subject, four subjects at a time', async t => {
    const { happen, tried, end, worker, queue } = bench(t, { isHeld: true });
    assert.equal(worker.state, 'pushing');
    await happen('aabcde');
    assert.deepEqual(tried, [1, 3, 4, 5]);
    await end(3);
    assert.deepEqual(tried, [1, 3, 4, 5, 6]);
    await end(1);
    assert.deepEqual(tried, [1, 3, 4, 5, 6, 2]);
    for (const id of [4, 5, 6, 2]) await end(id);
    assert.deepEqual([worker.state, queue.place, queue.rows.size], ['idle', 6, 0]);
    assert.equal(worker.line.place, 6);
  });

  test('begin behind the place, and those that are not wanted move it', async t => {
    const { happen, tried, queue } = bench(t, { place: 2 });
    await happen('abc');
    assert.deepEqual(tried, [3]);
    await happen('x'.repeat(1000), 'unwanted');
    assert.equal(queue.place, 1003);
  });

  test('that fail wait for their next try, and those of their subject behind them', async t => {
    const { happen, tried, pass, queue, worker } = bench(t, {
      answer: (id, tries) => (id === 1 && tries < 3 ? 'failed' : 'accepted'),
    });
    await happen('aab');
    assert.deepEqual([tried, worker.state], [[1, 3], 'waiting']);
    assert.deepEqual(
      [...queue.rows].map(([id, { waits }]) => [id, waits]),
      [
        [2, false],
        [1, true],
      ],
    );
    await pass(999);
    assert.deepEqual(tried, [1, 3]);
    await pass(1);
    assert.deepEqual(tried, [1, 3, 1]);
    await pass(1999);
    assert.deepEqual(tried, [1, 3, 1]);
    await pass(1);
    assert.deepEqual(tried, [1, 3, 1, 1, 2]);
    assert.deepEqual([queue.rows.size, worker.state, queue.place], [0, 'idle', 3]);
  });

  test('that come while one of their subject waits are held behind it', async t => {
    const { happen, tried, pass } = bench(t, {
      answer: (id, tries) => (id === 1 && tries < 2 ? 'failed' : 'accepted'),
    });
    await happen('a');
    await happen('aba');
    assert.deepEqual(tried, [1, 3]);
    await pass(1000);
    assert.deepEqual(tried, [1, 3, 1, 2, 4]);
  });

  test('wait as long as the target asks', async t => {
    const { happen, tried, pass } = bench(t, {
      answer: (_id, tries) => (tries === 1 ? { retryAfter: 5000 } : 'accepted'),
    });
    await happen('a');
    await pass(4999);
    assert.deepEqual(tried, [1]);
    await pass(1);
    assert.deepEqual(tried, [1, 1]);
  });

  test('that are refused three times while others are taken are given up', async t => {
    const { happen, pass, queue, lines } = bench(t, { answer: id => (id === 1 ? 'rejected' : 'accepted') });
    for (let round = 0; round < 4; round += 1) {
      await happen('ab'.slice(round === 0 ? 0 : 1));
      await pass(8000);
    }
    assert.deepEqual(queue.givenUp, ['1 rejected! (3 times)']);
    assert.deepEqual(lines, ['a push failed', 'a push was given up'].slice(0, lines.length));
  });

  for (const [name, between, isRevived] of [
    ['wait again when the next one is refused too: the target is at fault', '', true],
    ['stay given up where the target took another one since', 'b', false],
  ] as const)
    test(`that were given up ${name}`, async t => {
      const { happen, pass, queue, tried } = bench(t, {
        answer: id => (id === 2 && !isRevived ? 'accepted' : 'rejected'),
      });
      await happen('a');
      for (let second = 0; second < 10; second += 1) await pass(1000);
      assert.deepEqual(queue.givenUp, ['1 rejected! (3 times)']);
      for (const subject of `${between}c`) await happen(subject);
      await pass(8000);
      assert.equal(tried.filter(id => id === 1).length > 3, isRevived);
    });

  test('that fail for too long are given up', async t => {
    const { happen, pass, queue } = bench(t, {
      answer: id => (id === 1 ? 'failed' : 'accepted'),
      giveUpAfter: 10_000,
    });
    await happen('ab');
    for (let seconds = 0; seconds < 20 && queue.givenUp.length === 0; seconds += 1) await pass(1000);
    assert.deepEqual(queue.givenUp, ['1 failed!']);
  });

  test('a target that takes none is tried with one at a time, and then all of them at once', async t => {
    let isBack = false;
    const { happen, tried, pass, queue, worker, lines } = bench(t, {
      answer: () => (isBack ? 'accepted' : 'failed'),
      concurrency: 3,
    });
    await happen('abcdef');
    assert.equal(worker.isFailing, true);
    assert.deepEqual([worker.health.failures, worker.health.trouble], [4, 'failed!']);
    assert.deepEqual(tried, [1, 2, 3, 4], 'three, and a probe');
    await pass(1000);
    assert.equal(tried.length, 5);
    isBack = true;
    await pass(8000);
    assert.deepEqual([...tried.slice(5)].toSorted(), [1, 2, 3, 4, 5, 6]);
    assert.equal(queue.hurried.length, 1);
    assert.deepEqual([worker.isFailing, worker.health.failures, worker.state], [false, 0, 'idle']);
    assert.deepEqual(
      lines.filter(text => text !== 'a push failed'),
      ['the target takes no event', 'the target takes events again'].slice(
        lines.includes('the target takes no event') ? 0 : 2,
      ),
    );
  });

  test('that a person passes over are given up: at once those that wait in memory, others after their try', async t => {
    const { happen, worker, end, queue, held } = bench(t, {
      isHeld: true,
      answer: id => (id === 1 ? 'failed' : 'accepted'),
    });
    await happen('aab');
    assert.deepEqual(worker.passOver(new Set([1, 2, 9])), [1, 2]);
    await end(1);
    assert.deepEqual(queue.givenUp, [`1 ${PASSED_OVER}`, `2 ${PASSED_OVER}`]);
    assert.equal(held.has(3), true);
    assert.deepEqual([worker.hasSubject('b'), worker.hasSubject('z')], [true, false]);
    await end(3);
    assert.equal(worker.state, 'idle');
  });

  test('that were in the queue are tried at their time, the earliest first', async t => {
    const delivery = (id: number): Delivery => ({
      ...{ id, kind: 'sms', subject: `s${id}`, at: 0, content: '{}', attempts: 1, rejections: 0 },
      ...{ failingFor: 0, lastAttempt: 1, trouble: 'x' },
    });
    const start = fakeClock().monotonic();
    const { tried, pass, settle, worker } = bench(t, {
      place: 9,
      prepare: ({ rows }) => {
        rows.set(1, { delivery: delivery(1), waits: true, nextAttempt: start + 500 });
        rows.set(2, { delivery: delivery(2), waits: true, nextAttempt: 0 });
      },
    });
    await settle();
    assert.deepEqual([tried, worker.state], [[2], 'waiting']);
    await pass(500);
    assert.deepEqual([tried, worker.state], [[2, 1], 'idle']);
  });

  test('that failed before take one of four places, and those for the first time the others', async t => {
    const delivery = (id: number): Delivery => ({
      ...{ id, kind: 'sms', subject: `s${id}`, at: 0, content: '{}', attempts: 1, rejections: 0 },
      ...{ failingFor: 0, lastAttempt: 1, trouble: 'x' },
    });
    const { tried, happen } = bench(t, {
      ...{ place: 0, isHeld: true, concurrency: 8 },
      prepare: ({ rows }) => {
        for (let id = 101; id < 105; id += 1)
          rows.set(id, { delivery: delivery(id), waits: true, nextAttempt: 0 });
      },
    });
    await happen('abcdefgh');
    assert.equal(tried.filter(id => id > 100).length, 2);
    assert.equal(tried.length, 8);
  });

  test('are read again a second after the source could not be read', async t => {
    const { happen, unreadable, tried, pass, lines } = bench(t);
    unreadable(true);
    await happen('a');
    assert.deepEqual([tried, lines.at(-1)], [[], 'events could not be read: Error: unreadable']);
    unreadable(false);
    await pass(999);
    assert.deepEqual(tried, []);
    await pass(1);
    assert.deepEqual(tried, [1]);
  });

  test('are stored again a second after the store was away', async t => {
    const { happen, queue, pass, lines, worker } = bench(t);
    queue.isAway = true;
    await happen('a');
    assert.equal(lines.at(-1), 'progress of pushing could not be stored: Error: away');
    assert.deepEqual([queue.place, worker.state], [0, 'pushing']);
    queue.isAway = false;
    await pass(999);
    assert.equal(queue.place, 0);
    await pass(1);
    assert.deepEqual([queue.place, worker.state], [1, 'idle']);
  });
});

describe('a worker that stops', { timeout: 30_000 }, () => {
  test('goes on while the target takes events', async t => {
    const { happen, worker, end, tried, settle } = bench(t, { isHeld: true, concurrency: 1 });
    await happen('ab');
    let isOver = false;
    void worker.stop(5000).then(() => {
      isOver = true;
    });
    await end(1);
    assert.deepEqual([tried, isOver], [[1, 2], false]);
    await end(2);
    await settle();
    assert.equal(isOver, true);
  });

  test('cuts what is under way when its time is over, and that counts as no try', async t => {
    const { happen, worker, clock, queue, settle } = bench(t, { isHeld: true });
    await happen('a');
    let isOver = false;
    void worker.stop(5000).then(() => {
      isOver = true;
    });
    clock.advance(4999);
    await settle();
    assert.equal(isOver, false);
    clock.advance(1);
    await settle();
    assert.equal(isOver, true);
    assert.deepEqual(
      [queue.place, queue.givenUp, [...queue.rows.values()].every(({ delivery }) => delivery.attempts === 0)],
      [0, [], true],
    );
    assert.equal(clock.waiting, 0);
  });

  test('cuts at once where it has no time', async t => {
    const { happen, worker, tried } = bench(t, { isHeld: true });
    await happen('a');
    await worker.stop(0);
    await happen('b');
    assert.deepEqual(tried, [1]);
  });

  test('does not wait for a target that takes nothing', async t => {
    const { happen, worker, queue, tried } = bench(t, { answer: () => 'failed' });
    await happen('abcd');
    const before = tried.length;
    await worker.stop(60_000);
    assert.equal(tried.length, before);
    assert.equal([...queue.rows.values()].filter(({ waits }) => waits).length, 4);
  });
});
