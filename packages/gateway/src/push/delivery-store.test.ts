/** The queue of a target on a real store. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Database } from '@simgate/daemon/store';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import { type Changes, type Delivery, freshDelivery } from '@simgate/daemon/webhooks';
import { openStore, type Store } from '../store/store.ts';
import { backlogOf } from './backlog.ts';
import { forgetGivenUp, listGivenUp, listWaiting, passOver, sendAgain } from './delivery-lists.ts';
import { StoredQueue } from './delivery-store.ts';
import { givenUpEvents } from './resend.ts';
import { temporaryFolder } from './testing.ts';

const TARGET = 7;

function delivery(id: number, subject = 'a', change: Partial<Delivery> = {}): Delivery {
  const content = JSON.stringify({ kind: 'device', id });
  return { ...freshDelivery({ id, kind: 'device', subject, at: id * 1000, content }), ...change };
}

const nothing: Changes = {
  ...{ attempts: [], taken: [], started: [], held: [], parked: [], givenUp: [], revived: [], freed: [] },
  place: 0,
};

function openQueue(t: TestContext) {
  const clock = fakeClock();
  const folder = temporaryFolder(t);
  const store = openStore({ folder, clock, log: silentLog });
  t.after(() => store.close());
  const queue = new StoredQueue(store, TARGET, () => clock.now());
  const write = (changes: Partial<Changes>) => queue.commit({ ...nothing, ...changes });
  const waitingIds = (): number[] => queue.waiting(100).map(({ eventId }) => eventId);
  const heldIds = (): number[] =>
    listWaiting(store.read, TARGET, { after: 0, limit: 100, now: 0 })
      .filter(({ isHeld }) => isHeld)
      .map(({ eventId }) => eventId);
  const givenUpIds = (): number[] => listGivenUp(store.read, TARGET, 0, 100).map(({ eventId }) => eventId);
  return { clock, store, queue, write, waitingIds, heldIds, givenUpIds };
}

/** A store that remembers the statements on the queue. */
function listening(store: Store): { readonly store: Store; readonly statements: Set<string> } {
  const statements = new Set<string>();
  const heard = (database: Database): Database => {
    const note = (sql: string): string => {
      if (sql.includes('push_deliveries')) statements.add(sql);
      return sql;
    };
    return {
      all: (sql, ...values) => database.all(note(sql), ...values),
      get: (sql, ...values) => database.get(note(sql), ...values),
      number: (sql, ...values) => database.number(note(sql), ...values),
      run: (sql, ...values) => database.run(note(sql), ...values),
    };
  };
  const { read } = store;
  return {
    statements,
    store: { ...store, read: heard(read), write: work => store.write(database => work(heard(database))) },
  };
}

test('no statement on a queue reads all events of its target', { timeout: 20_000 }, async t => {
  const opened = openQueue(t);
  const { store, statements } = listening(opened.store);
  const queue = new StoredQueue(store, TARGET, () => 0);
  const changes: Changes = {
    ...nothing,
    ...{ held: [delivery(2), delivery(3)], parked: [{ delivery: delivery(1), nextAttempt: 10 }] },
    ...{
      givenUp: [{ delivery: delivery(4, 'b'), reason: 'too old' }],
      taken: [9],
      revived: [4],
      freed: ['a'],
    },
  };
  await queue.commit(changes);
  queue.hasSubject('a');
  queue.waiting(1);
  queue.load(1);
  await queue.recover();
  await queue.hurry(0);
  const context = { at: 0, steady: 0, busy: () => false };
  await store.write(database => {
    sendAgain(database, TARGET, [{ ...delivery(5), content: '{}' }], () => false);
    passOver(database, TARGET, [1], context);
    forgetGivenUp(database, TARGET, 0);
  });
  listWaiting(store.read, TARGET, { after: 0, limit: 1, now: 0 });
  listGivenUp(store.read, TARGET, 0, 1);
  await backlogOf(store.read, TARGET, 0, ['device']);
  for await (const _ of givenUpEvents(store.read, TARGET));
  assert.ok(statements.size > 15);
  for (const sql of statements) {
    const plan = opened.store.read.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    // Of an index over all states, the target alone is no place: its whole queue would be read.
    const reads = plan.filter(({ detail }) => /^SCAN push|PRIMARY KEY \(target_id=\?\)/.test(detail));
    assert.deepEqual(reads, [], sql);
  }
});

describe('the queue of a target', { timeout: 20_000 }, () => {
  test('gives back what it was given', async t => {
    const { queue, write } = openQueue(t);
    const failed = delivery(3, 'a', {
      ...{ attempts: 2, rejections: 1, failingFor: 900, lastAttempt: 77, trouble: 'the target answered 500' },
    });
    await write({ parked: [{ delivery: failed, nextAttempt: 5000 }] });
    assert.deepEqual(queue.load(3), failed);
    assert.deepEqual(queue.waiting(10), [{ eventId: 3, subject: 'a', nextAttempt: 5000 }]);
    assert.equal(queue.hasSubject('a'), true);
    assert.equal(queue.hasSubject('b'), false);
  });

  test('has what waits in the order of the next attempts', async t => {
    const { write, waitingIds } = openQueue(t);
    const times = [3000, 1000, 2000];
    await write({
      parked: times.map((nextAttempt, id) => ({ delivery: delivery(id + 1, `${id}`), nextAttempt })),
    });
    assert.deepEqual(waitingIds(), [2, 3, 1]);
  });

  test('answers a freed subject with the first 32 of those held, in order', async t => {
    const { write } = openQueue(t);
    await write({ held: Array.from({ length: 40 }, (_, index) => delivery(40 - index)) });
    const next = await write({ freed: ['a', 'b'] });
    assert.deepEqual(
      next.get('a')?.map(({ id }) => id),
      Array.from({ length: 32 }, (_, index) => index + 1),
    );
    assert.deepEqual(next.get('b'), []);
  });

  test('holds a subject back while one of it waits', async t => {
    const { write } = openQueue(t);
    await write({ held: [delivery(2)], parked: [{ delivery: delivery(1), nextAttempt: 10 }] });
    assert.deepEqual((await write({ freed: ['a'] })).get('a'), []);
    const next = await write({ taken: [1], freed: ['a'] });
    assert.deepEqual(
      next.get('a')?.map(({ id }) => id),
      [2],
    );
  });

  test('after a crash lets the first of each subject be tried at once, and the others wait behind it', async t => {
    const { queue, write, waitingIds, heldIds } = openQueue(t);
    await write({
      started: [delivery(1, 'a'), delivery(2, 'a'), delivery(4, 'c')],
      held: [delivery(5, 'b')],
      parked: [{ delivery: delivery(3, 'b'), nextAttempt: 9000 }],
    });
    assert.deepEqual(waitingIds(), [3]);
    await queue.recover();
    assert.deepEqual(waitingIds(), [1, 4, 3]);
    assert.deepEqual(heldIds(), [2, 5]);
  });

  test('hurries only what was tried since', async t => {
    const { queue, write } = openQueue(t);
    await write({
      parked: [
        { delivery: delivery(1, 'a', { lastAttempt: 100 }), nextAttempt: 9000 },
        { delivery: delivery(2, 'b', { lastAttempt: 200 }), nextAttempt: 9000 },
      ],
    });
    await queue.hurry(200);
    assert.deepEqual(
      queue.waiting(10).map(({ eventId, nextAttempt }) => [eventId, nextAttempt]),
      [
        [2, 0],
        [1, 9000],
      ],
    );
  });

  test('a given-up event that waits again goes before those of its subject', async t => {
    const { write, waitingIds, heldIds, givenUpIds } = openQueue(t);
    await write({ givenUp: [{ delivery: delivery(1), reason: 'refused' }] });
    assert.deepEqual(givenUpIds(), [1]);
    await write({ parked: [{ delivery: delivery(2), nextAttempt: 10 }], revived: [1] });
    assert.deepEqual([waitingIds(), heldIds(), givenUpIds()], [[1], [2], []]);
  });
});

describe('the backlog of a target', { timeout: 20_000 }, () => {
  test('counts the queue and the journal behind the place, and knows the oldest', async t => {
    const { store, write } = openQueue(t);
    await write({
      held: [delivery(2)],
      parked: [{ delivery: delivery(1, 'a', { trouble: 'no answer' }), nextAttempt: 10 }],
      givenUp: [{ delivery: delivery(3), reason: 'refused' }],
    });
    await store.write(database => {
      for (const [kind, at] of [
        ['device', 500],
        ['sms', 400],
        ['device', 600],
      ] as const) {
        database.run('INSERT INTO events (at, steady, body) VALUES (?, 0, ?)', at, JSON.stringify({ kind }));
      }
    });
    assert.deepEqual(await backlogOf(store.read, TARGET, 0, ['device']), {
      ...{ waiting: 4, heldBack: 2, oldest: 500, givenUp: 1, trouble: 'event 1: no answer' },
    });
    assert.deepEqual(await backlogOf(store.read, TARGET, 3, ['device']), {
      ...{ waiting: 2, heldBack: 2, oldest: 1000, givenUp: 1, trouble: 'event 1: no answer' },
    });
  });

  test('counts up to 10,000', async t => {
    const { store } = openQueue(t);
    await store.write(database => {
      for (let count = 0; count < 10_500; count += 1) {
        database.run(`INSERT INTO events (at, steady, body) VALUES (1, 0, '{"kind":"sms"}')`);
      }
    });
    assert.equal((await backlogOf(store.read, TARGET, 0, ['sms'])).waiting, 10_000);
    await store.write(database => {
      database.run(`INSERT INTO events (at, steady, body) VALUES (1, 0, '{"kind":"ussd"}')`);
    });
    const rare = await backlogOf(store.read, TARGET, 0, ['ussd']);
    assert.equal(rare.waiting, 0, 'no more than 10,000 events are looked at');
    assert.equal((await backlogOf(store.read, TARGET, 501, ['ussd'])).waiting, 1);
  });
});
