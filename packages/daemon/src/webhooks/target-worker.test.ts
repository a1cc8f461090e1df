/** A worker whose time passes while it works: every look at the clock takes a millisecond. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fakeClock, silentLog } from '../testing.ts';
import { type Delivery, freshDelivery, type Waiting } from './delivery.ts';
import { type Send, TargetWorker } from './target-worker.ts';

const STEPS = 400;

/** A worker with these events in its queue, and a target that answers with `status`. */
function openWorker(
  t: TestContext,
  waiting: readonly Waiting[],
  status: number,
  /** Rows are there only when it has resolved. */
  recovery?: Promise<void>,
) {
  const clock = fakeClock();
  let looks = 0;
  const tried: number[] = [];
  const send: Send = async ({ id: eventId, kind }) => {
    tried.push(eventId);
    const taken = status === 200;
    const reason = `the target answered ${status}`;
    const attempt = {
      eventId,
      kind,
      at: 0,
      milliseconds: 0,
      status,
      answer: '',
      trouble: taken ? '' : reason,
    };
    return { outcome: taken ? { kind: 'accepted', status } : { kind: 'failed', status, reason }, attempt };
  };
  const rows = new Map(recovery === undefined ? waiting.map(row => [row.eventId, row]) : []);
  const load = (id: number): Delivery => ({
    ...freshDelivery({ id, kind: 'sms', subject: `${id}`, at: 0, content: '{}' }),
    attempts: 1,
  });
  const worker = new TargetWorker(
    {
      ...{ name: 'crm', place: 0, send },
      source: { read: after => ({ events: [], upTo: after }) },
      queue: {
        hasSubject: () => false,
        waiting: () => [...rows.values()].sort((one, other) => one.nextAttempt - other.nextAttempt),
        load,
        recover: async () => {
          await recovery;
          for (const row of recovery === undefined ? [] : waiting) rows.set(row.eventId, row);
        },
        hurry: async () => {},
        commit: async ({ taken, parked }) => {
          for (const id of taken) rows.delete(id);
          for (const { delivery, nextAttempt } of parked) {
            rows.set(delivery.id, { eventId: delivery.id, subject: delivery.subject, nextAttempt });
          }
          return new Map();
        },
      },
    },
    {
      ...{ clock, log: silentLog, random: () => 0.3, giveUpAfter: 3600_000, concurrency: 4 },
      steady: { now: () => Math.round(clock.monotonic()) + looks++ },
      pace: { first: 5, maximum: 20 },
    },
  );
  t.after(() => worker.stop(0));
  /** Lets the clock go on, a millisecond at a time, until it is so. */
  const advanceUntil = async (wanted: () => boolean): Promise<boolean> => {
    for (let step = 0; step < STEPS && !wanted(); step += 1) {
      clock.advance(1);
      for (let turns = 0; turns < 4; turns += 1) await turn();
    }
    return wanted();
  };
  return { worker, tried, advanceUntil, start: Math.round(clock.monotonic()) };
}

/** A worker above a source with a new event at each look; the target takes all of them but the first. */
function openMixed(t: TestContext, kind: 'rejected' | 'failed') {
  const clock = fakeClock();
  const tried: number[] = [];
  const ended: { id: number; attempts: number; reason: string }[] = [];
  const warnings: string[] = [];
  const waiting = new Map<number, { delivery: Delivery; nextAttempt: number }>();
  const send: Send = async ({ id, kind: kindOfEvent }) => {
    tried.push(id);
    const about = { eventId: id, kind: kindOfEvent, at: 0, milliseconds: 0, status: 0, answer: '' };
    if (id !== 1) return { outcome: { kind: 'accepted', status: 200 }, attempt: { ...about, trouble: '' } };
    return { outcome: { kind, status: 400, reason: 'refused' }, attempt: { ...about, trouble: 'refused' } };
  };
  let events = 0;
  const worker = new TargetWorker(
    {
      ...{ name: 'crm', place: 0, send },
      source: {
        read: after => ({
          events:
            after >= events
              ? []
              : [{ id: after + 1, kind: 'sms', subject: `${after}`, at: 0, content: '{}' }],
          upTo: Math.min(after + 1, events),
        }),
      },
      queue: {
        hasSubject: () => false,
        waiting: () =>
          [...waiting].map(([eventId, { delivery, nextAttempt }]) => ({
            ...{ eventId, subject: delivery.subject, nextAttempt },
          })),
        load: id => waiting.get(id)?.delivery,
        recover: async () => {},
        hurry: async () => {},
        commit: async ({ taken, parked, givenUp }) => {
          for (const id of taken) waiting.delete(id);
          for (const row of parked) waiting.set(row.delivery.id, row);
          for (const { delivery, reason } of givenUp) {
            waiting.delete(delivery.id);
            ended.push({ id: delivery.id, attempts: delivery.attempts, reason });
          }
          return new Map();
        },
      },
    },
    {
      ...{ clock, random: () => 0.3, giveUpAfter: 3600_000, concurrency: 4 },
      log: { ...silentLog, warn: (_fields: object, text: string) => warnings.push(text) },
      steady: { now: () => Math.round(clock.monotonic()) },
      pace: { first: 5, maximum: 20 },
    },
  );
  t.after(() => worker.stop(0));
  const advanceUntil = async (wanted: () => boolean): Promise<boolean> => {
    for (let step = 0; step < STEPS && !wanted(); step += 1) {
      events += 1;
      worker.wake();
      clock.advance(1);
      for (let turns = 0; turns < 4; turns += 1) await turn();
    }
    return wanted();
  };
  return {
    ...{ clock, tried, ended, warnings, advanceUntil },
    get events() {
      return events;
    },
  };
}

describe('the time of an attempt that comes while the worker works', { timeout: 20_000 }, () => {
  for (let after = 1; after <= 12; after += 1) {
    test(`is not missed: ${after} ms after the start`, async t => {
      const nextAttempt = Math.round(fakeClock().monotonic()) + after;
      const { tried, advanceUntil } = openWorker(t, [{ eventId: 1, subject: '1', nextAttempt }], 200);
      assert.ok(await advanceUntil(() => tried.length === 1));
    });
  }

  test('nor is that of a probe of a failing target', async t => {
    const rows = [1, 2, 3, 4, 5].map(eventId => ({ eventId, subject: `${eventId}`, nextAttempt: 0 }));
    const { tried, advanceUntil } = openWorker(t, rows, 503);
    for (let more = 10; more <= 60; more += 10) {
      assert.ok(await advanceUntil(() => tried.length >= more), `${tried.length} attempts`);
    }
  });
});

describe('a queue that is still being recovered', () => {
  test('is looked at again once it is: the worker may have been woken before', async context => {
    const recovery = Promise.withResolvers<void>();
    const waiting = [{ eventId: 7, subject: '7', nextAttempt: 0 }];
    const { worker, tried, advanceUntil } = openWorker(context, waiting, 200, recovery.promise);
    worker.wake();
    assert.equal(await advanceUntil(() => tried.length > 0), false);
    recovery.resolve();
    assert.equal(await advanceUntil(() => tried.length > 0), true);
    assert.deepEqual(tried, [7]);
  });
});

describe('an event that the target does not take while it takes others', { timeout: 20_000 }, () => {
  /** Answers of the target to event 1; it takes every other one. */
  const rows: [name: string, kind: 'rejected' | 'failed', reason: string | undefined][] = [
    ['is given up when it was refused three times', 'rejected', 'refused (3 times)'],
    ['waits for its next attempt as long as it only fails', 'failed', undefined],
  ];
  test('has a line in the log when it is given up, and one a minute before', async t => {
    const { clock, ended, warnings, tried, advanceUntil } = openMixed(t, 'rejected');
    assert.ok(await advanceUntil(() => tried.filter(id => id === 1).length === 2));
    assert.deepEqual(warnings, ['a push failed']);
    clock.advance(60_000);
    assert.ok(await advanceUntil(() => ended.length === 1));
    assert.deepEqual(warnings, ['a push failed', 'a push was given up']);
  });

  for (const [name, kind, reason] of rows)
    test(name, async t => {
      const { events, ended, tried, advanceUntil } = openMixed(t, kind);
      const enough = () => tried.filter(id => id === 1).length >= 3;
      assert.ok(await advanceUntil(enough), `${tried}`);
      await advanceUntil(() => false);
      assert.deepEqual(
        ended,
        reason === undefined ? [] : [{ id: 1, attempts: 3, reason }],
        `${events} events, tried ${tried}`,
      );
      assert.equal(tried.filter(id => id === 1).length > 3, reason === undefined);
    });
});
