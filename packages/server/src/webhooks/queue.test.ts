/** The queue and the source of a webhook in one partition, between the delivery engine and the store. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import type { Changes, Delivery } from '@simgate/daemon/webhooks';
import { listDeliveries, partsWaitingFor, webhooksWaitingIn } from '../store/deliveries.ts';
import { appendEvents } from '../store/events.ts';
import { all, run } from '../store/statements.ts';
import { placeOf, type StoredWebhook } from '../store/webhooks.ts';
import { openSqlite, type StoreBench } from '../testing/engines.ts';
import { PartQueue } from './part-queue.ts';
import { PartSource } from './part-source.ts';
import { eventId, readEventId } from './webhook-workers.ts';

const PART = 7;
const key = { part: PART, webhook: 'w' };

let bench: StoreBench;
let clock: FakeClock;
beforeEach(async () => {
  bench = await openSqlite();
  clock = fakeClock();
});
afterEach(() => bench.dispose());

function delivery(id: number, subject: string, more: Partial<Delivery> = {}): Delivery {
  return {
    ...{ id, kind: 'message.sent', subject, at: id, content: '{}', attempts: 1, rejections: 0 },
    ...{ failingFor: 0, lastAttempt: 0, trouble: '' },
    ...more,
  };
}

function changes(more: Partial<Changes>): Changes {
  return {
    ...{ attempts: [], taken: [], started: [], held: [], parked: [], givenUp: [], revived: [], freed: [] },
    place: 0,
    ...more,
  };
}

async function opened(): Promise<PartQueue> {
  const queue = new PartQueue(bench.store, key, clock);
  await queue.recover();
  return queue;
}

/** `seq state` of each delivery, as people see them. */
async function listed(): Promise<string[]> {
  const newest = { at: Number.MAX_SAFE_INTEGER, part: 0, seq: 0 };
  const rows = await bench.store.read(() => listDeliveries('w', newest, 100));
  return rows.map(({ seq, state, lastError }) => `${seq} ${state}${lastError && ` ${lastError}`}`);
}

describe('the queue of a webhook', () => {
  test('is not empty before it was read', async () => {
    const queue = new PartQueue(bench.store, key, clock);
    assert.equal(queue.isEmpty, false);
    await queue.recover();
    assert.equal(queue.isEmpty, true);
  });

  test('keeps what is parked by its time, and what is started or held behind it', async () => {
    const queue = await opened();
    await queue.commit(
      changes({
        parked: [
          { delivery: delivery(1, 'a'), nextAttempt: 900 },
          { delivery: delivery(2, 'b'), nextAttempt: 300 },
        ],
        started: [delivery(3, 'c')],
        held: [delivery(4, 'a')],
        place: 4,
      }),
    );
    assert.deepEqual(queue.waiting(5), [
      { eventId: 2, subject: 'b', nextAttempt: 300 },
      { eventId: 1, subject: 'a', nextAttempt: 900 },
    ]);
    assert.deepEqual(
      queue.waiting(1).map(({ eventId: id }) => id),
      [2],
    );
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map(subject => queue.hasSubject(subject)),
      [true, true, true, false],
    );
    assert.deepEqual([queue.load(4)?.subject, queue.load(9), queue.isEmpty], ['a', undefined, false]);
    assert.equal(await bench.store.read(() => placeOf(PART, 'w')), 4);
    assert.equal(await bench.store.read(() => placeOf(PART, 'nobody')), 0);
    assert.deepEqual(await listed(), ['4 waiting', '3 waiting', '2 waiting', '1 waiting']);
    assert.deepEqual(await bench.store.read(() => webhooksWaitingIn(PART)), ['w']);
    assert.deepEqual([...(await bench.store.read(() => partsWaitingFor('w')))], [PART]);
    assert.deepEqual([...(await bench.store.read(() => partsWaitingFor('x')))], []);
  });

  test('lets go of what was taken or given up, and its subject with the last of it', async () => {
    for (let event = 0; event < 3; event += 1) await happen('a');
    const queue = await opened();
    const parked = [1, 2].map(id => ({ delivery: delivery(id, 'a'), nextAttempt: 0 }));
    await queue.commit(changes({ parked, held: [delivery(3, 'a')] }));
    await queue.commit(changes({ taken: [1] }));
    assert.equal(queue.hasSubject('a'), true);
    await queue.commit(changes({ givenUp: [{ delivery: delivery(2, 'a'), reason: 'no more' }] }));
    await queue.commit(changes({ taken: [3] }));
    assert.deepEqual([queue.hasSubject('a'), queue.isEmpty], [false, true]);
    assert.deepEqual(await listed(), ['3 delivered', '2 passed_over no more', '1 delivered']);
  });

  test('shows a state of a later version as one that waits, and no time of a try where none is due', async () => {
    const queue = await opened();
    await queue.commit(changes({ parked: [{ delivery: delivery(1, 'a'), nextAttempt: 900 }] }));
    await queue.commit(changes({ held: [delivery(2, 'a')], started: [delivery(3, 'b')] }));
    await bench.store.write(() => run('UPDATE delivery SET state = 9 WHERE seq = 3'));
    const newest = { at: Number.MAX_SAFE_INTEGER, part: 0, seq: 0 };
    const rows = await bench.store.read(() => listDeliveries('w', newest, 100));
    assert.deepEqual(
      rows.map(({ seq, state, nextAt }) => [seq, state, nextAt]),
      [
        [3, 'waiting', undefined],
        [2, 'waiting', undefined],
        [1, 'waiting', 900],
      ],
    );
  });

  test('counts an event that comes again once', async () => {
    const queue = await opened();
    await queue.commit(changes({ started: [delivery(1, 'a')] }));
    await queue.commit(changes({ parked: [{ delivery: delivery(1, 'a'), nextAttempt: 5 }] }));
    await queue.commit(changes({ taken: [1] }));
    assert.equal(queue.hasSubject('a'), false);
  });

  test('gives the held events of subjects that are free', async () => {
    const queue = await opened();
    const held = Array.from({ length: 40 }, (_each, at) => delivery(10 + at, 'a'));
    await queue.commit(
      changes({
        held: [...held, delivery(60, 'b')],
        parked: [{ delivery: delivery(5, 'b'), nextAttempt: 0 }],
      }),
    );
    const freed = await queue.commit(changes({ freed: ['a', 'b', 'c'] }));
    assert.deepEqual(
      freed.get('a')?.map(({ id }) => id),
      held.slice(0, 32).map(({ id }) => id),
    );
    assert.deepEqual([freed.get('b'), freed.get('c')], [[], []], 'b has one that waits before it');
  });

  test('is found again after a restart: of each subject the first waits for a try at once', async () => {
    const queue = await opened();
    await queue.commit(
      changes({
        parked: [
          {
            delivery: delivery(1, 'a', { attempts: 3, failingFor: 70.4, lastAttempt: 9.6, trouble: 'e' }),
            nextAttempt: 900.2,
          },
        ],
        started: [delivery(2, 'b')],
        held: [delivery(3, 'a'), delivery(4, 'b')],
      }),
    );
    const again = await opened();
    assert.deepEqual(again.waiting(5), [
      { eventId: 2, subject: 'b', nextAttempt: 0 },
      { eventId: 1, subject: 'a', nextAttempt: 900 },
    ]);
    assert.deepEqual(
      again.load(1),
      delivery(1, 'a', { attempts: 3, failingFor: 70, lastAttempt: 10, trouble: 'e' }),
    );
  });

  test('hurries what was tried since a time', async () => {
    const queue = await opened();
    const parked = [100, 200, 300].map((lastAttempt, at) => ({
      delivery: delivery(at + 1, `s${at}`, { lastAttempt }),
      nextAttempt: 900,
    }));
    await queue.commit(changes({ parked, held: [delivery(9, 's0', { lastAttempt: 300 })] }));
    await queue.hurry(200);
    const times = (of: PartQueue) => of.waiting(5).map(({ eventId: id, nextAttempt }) => [id, nextAttempt]);
    const hurried = [
      [2, 0],
      [3, 0],
      [1, 900],
    ];
    assert.deepEqual(times(queue), hurried);
    assert.deepEqual(times(await opened()), hurried);
  });

  test('revives what was given up, in front of those of its subject', async () => {
    const queue = await opened();
    await queue.commit(changes({ givenUp: [{ delivery: delivery(1, 'a'), reason: 'x' }] }));
    await queue.commit(changes({ parked: [{ delivery: delivery(2, 'a'), nextAttempt: 50 }] }));
    await queue.commit(changes({ revived: [1] }));
    assert.deepEqual(queue.waiting(5), [{ eventId: 1, subject: 'a', nextAttempt: 0 }]);
    assert.equal(queue.load(1)?.rejections, 1);
    assert.equal(queue.hasSubject('a'), true);
  });

  test('writes down what was taken at the first try, with its attempts', async () => {
    await happen('a');
    const queue = await opened();
    const attempt = { eventId: 1, kind: 'k', at: 0, milliseconds: 1, status: 204, trouble: '', answer: '' };
    await queue.commit(changes({ taken: [1], attempts: [attempt, attempt] }));
    const rows = await bench.store.read(() =>
      all<{ attempts: number; ended_at: number }>('SELECT attempts, ended_at FROM delivery'),
    );
    assert.deepEqual(
      rows.map(({ attempts, ended_at }) => [attempts, ended_at]),
      [[2, clock.now()]],
    );
  });
});

/** One event of the journal. */
function happen(subject: string, more: { kind?: 'message.sent' | 'optout.changed'; pool?: string } = {}) {
  const { kind = 'message.sent', pool = '' } = more;
  return bench.store.write(() => appendEvents(PART, [{ kind, subject, at: 5, pool, data: { subject } }]));
}

describe('the events of a webhook', () => {
  const webhook: StoredWebhook = {
    ...{ id: 'w', url: '', secret: '', kinds: [], pools: [], description: '', enabled: true, version: 1 },
  };

  function sourceOf(changed: Partial<StoredWebhook> = {}) {
    let fetched = 0;
    const source: PartSource = new PartSource({
      ...{ store: bench.store, part: PART, webhook: { ...webhook, ...changed } },
      onFetched: () => {
        fetched += 1;
      },
    });
    return { source, fetched: () => fetched };
  }

  test('are fetched first, and read then', async () => {
    await happen('a');
    await happen('b');
    const { source, fetched } = sourceOf();
    assert.deepEqual(source.read(0, 10), { events: [], upTo: 0 });
    assert.equal(source.isBusy, true);
    while (fetched() === 0) await turn();
    assert.equal(source.isBusy, true, 'some wait to be read');
    const first = { id: 1, kind: 'message.sent', subject: 'a', at: 5, content: '{"subject":"a"}' };
    assert.deepEqual(source.read(0, 1), { events: [first], upTo: 1 });
    assert.deepEqual(source.read(1, 5), {
      events: [{ ...first, id: 2, subject: 'b', content: '{"subject":"b"}' }],
      upTo: 2,
    });
    assert.equal(source.isBusy, false);
  });

  test('are fetched anew where another place is asked for', async () => {
    for (const subject of ['a', 'b', 'c']) await happen(subject);
    const { source, fetched } = sourceOf();
    source.read(0, 1);
    while (fetched() < 1) await turn();
    assert.deepEqual(source.read(2, 1), { events: [], upTo: 2 });
    while (fetched() < 2) await turn();
    assert.deepEqual(
      source.read(2, 1).events.map(({ id }) => id),
      [3],
    );
  });

  test('that there are none of wake nobody', async () => {
    const { source, fetched } = sourceOf();
    source.read(0, 1);
    while (source.isBusy) await turn();
    assert.deepEqual([fetched(), source.hasFailed], [0, false]);
  });

  test('that cannot be read are read at the next look', async t => {
    await happen('a');
    const { source, fetched } = sourceOf();
    const away = t.mock.method(bench.store, 'read', () => Promise.reject(new Error('away')));
    source.read(0, 1);
    while (source.isBusy) await turn();
    assert.deepEqual([source.hasFailed, fetched()], [true, 0]);
    away.mock.restore();
    source.read(0, 1);
    while (fetched() === 0) await turn();
    assert.equal(source.hasFailed, false);
  });

  const rows: [name: string, webhook: Partial<StoredWebhook>, ids: number[]][] = [
    ['every kind and pool', {}, [1, 2, 3]],
    ['one kind', { kinds: ['message.sent'] }, [1, 2]],
    ['one pool, and what is of none', { pools: ['shop'] }, [1, 3]],
    ['one kind and pool', { kinds: ['message.sent'], pools: ['shop'] }, [1]],
  ];
  for (const [name, wanted, ids] of rows)
    test(`of ${name} are ${ids.join(', ')}, and the place is behind all`, async () => {
      await happen('a', { pool: 'shop' });
      await happen('b', { pool: 'bank' });
      await happen('c', { kind: 'optout.changed' });
      const { source, fetched } = sourceOf(wanted);
      source.read(0, 10);
      while (fetched() === 0) await turn();
      const { events, upTo } = source.read(0, 10);
      assert.deepEqual([events.map(({ id }) => id), upTo], [ids, 3]);
    });

  test('are known by an id of partition and number', () => {
    assert.deepEqual(readEventId(eventId(7, 12)), { part: 7, seq: 12 });
    for (const text of ['evt_7', 'evt_1234_1', 'evt_1_1234567890123456', 'x_1_1', 'evt_1_1x', ''])
      assert.equal(readEventId(text), undefined, text);
  });
});
