/** The workers of a process: who is woken by news of the fleet, and who hears results. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { StoreError } from '@simgate/daemon';
import { usualSlots } from '../choice/slots.ts';
import { codeOfState } from '../domain/message-state.ts';
import { all, run } from '../store/statements.ts';
import { type HandoffBenchOptions, openHandoffBench, PART } from '../testing/handoff-bench.ts';
import type { FleetPlan } from '../testing/server-bench.ts';
import { Dispatcher } from './dispatcher.ts';

/** A dispatcher that has one partition, whose worker has found nothing to do and rests. */
async function benchOf(t: TestContext, options: HandoffBenchOptions = {}) {
  const bench = await openHandoffBench(options);
  const { context, parts, store, clock } = bench;
  const dispatcher = new Dispatcher(context);
  const news: string[] = [];
  dispatcher.onPartition((part, has) => void news.push(`${part} ${has}`));
  dispatcher.taken(parts.lease);
  t.after(async () => {
    bench.lose();
    dispatcher.ended(PART);
    await bench.bench.dispose();
  });
  while (clock.waiting === 0) await turn();
  /** A message that came to the store, of which nobody knows yet. */
  const arrive = async (id: string, number = '+491511'): Promise<void> => {
    bench.open.remove(await bench.claim(id, 1));
    await store.write(function* () {
      yield* run('DELETE FROM attempt WHERE message = ?', id);
      yield* run(
        "UPDATE message SET state = 1, gateway = '', port = NULL, sim = '', user_id = NULL, attempts = 0, recipient = ? WHERE id = ?",
        ...[number, id],
      );
    });
  };
  return { ...bench, dispatcher, news, arrive };
}

describe('a change of the fleet', { timeout: 20_000 }, () => {
  for (const [name, touched] of [
    ['of this partition', new Set([PART])],
    ['of everything', 'all'],
  ] as const)
    test(`${name} lets its worker look at once`, async t => {
      const { dispatcher, arrive, made } = await benchOf(t);
      await arrive('m');
      dispatcher.wakeTouched(touched);
      while (made.length === 0) await turn();
      assert.deepEqual(
        made[0]?.messages.map(({ text }) => text),
        ['m'],
      );
    });

  test('of another partition does not', async t => {
    const { dispatcher, arrive, made, store } = await benchOf(t);
    await arrive('m');
    dispatcher.wakeTouched(new Set([PART + 1]));
    for (let turns = 0; turns < 20; turns += 1) {
      await store.read(function* () {});
      await turn();
    }
    assert.deepEqual(made, []);
  });
});

describe('the partitions of a process', { timeout: 20_000 }, () => {
  test('are known to those who ask, also to those who ask later', async t => {
    const { dispatcher, news } = await benchOf(t);
    assert.deepEqual([dispatcher.has(PART), dispatcher.has(PART + 1)], [true, false]);
    const later: string[] = [];
    dispatcher.onPartition((part, has) => void later.push(`${part} ${has}`));
    assert.deepEqual([news, later], [[`${PART} true`], [`${PART} true`]]);
    dispatcher.ended(PART);
    assert.deepEqual([news.at(-1), dispatcher.worker(PART)], [`${PART} false`, undefined]);
  });
});

describe('a partition whose lease is lost', { timeout: 20_000 }, () => {
  test('is looked at no more, and nothing waits for it', async t => {
    const { lose, clock, store } = await benchOf(t);
    assert.equal(clock.waiting, 1);
    lose();
    const { mock } = t.mock.method(store, 'read');
    for (let turns = 0; turns < 20; turns += 1) await turn();
    assert.deepEqual([clock.waiting, mock.callCount()], [0, 0]);
  });
});

describe('a partition that is given back', { timeout: 20_000 }, () => {
  test('hands nothing over any more, also of what comes meanwhile, and is finished when its calls are', async t => {
    const { dispatcher, arrive, made, script, store } = await benchOf(t);
    const { promise, resolve } = Promise.withResolvers<{ readonly kind: 'taken' }>();
    script.outcome = promise;
    await arrive('m');
    dispatcher.wakeAll();
    while (made.length === 0) await turn();
    let isFinished = false;
    const finished = dispatcher.finish(PART).then(() => {
      isFinished = true;
    });
    await arrive('n', '+491512');
    dispatcher.wakeAll();
    for (let turns = 0; turns < 20; turns += 1) {
      await store.read(function* () {});
      await turn();
    }
    assert.deepEqual([made.length, isFinished], [1, false]);
    resolve({ kind: 'taken' });
    await finished;
    await dispatcher.finish(PART + 1);
    assert.equal(made.length, 1);
  });
});

describe('a result', { timeout: 20_000 }, () => {
  for (const has of [true, false])
    test(`is stored where this process ${has ? 'has' : 'has lost'} the partition`, async t => {
      const { dispatcher, claim, rowOf } = await benchOf(t);
      await claim('m', 7, { state: 'taken' });
      if (!has) dispatcher.ended(PART);
      await dispatcher.results(PART, 'g', [
        {
          ...{ userId: 7, number: '491517', port: 0, status: 'sent', refId: 1, count: 1, sentCount: 1 },
          ...{ imsi: '', at: 5, detail: '' },
        },
      ]);
      assert.equal((await rowOf('m'))?.state, 'sent');
    });
});

describe('a result that is stored already', { timeout: 20_000 }, () => {
  test('leaves room at its port for the next message', async t => {
    const plan = { gateways: [{ id: 'g', part: PART }], portsEach: 1 };
    const slots = { ...usualSlots, outstanding: 1 };
    const { dispatcher, arrive, made, store, clock } = await benchOf(t, { plan, settings: { slots } });
    await arrive('a');
    dispatcher.wakeAll();
    while (made.length < 1) await turn();
    await arrive('b', '+491512');
    dispatcher.wakeAll();
    for (let turns = 0; turns < 20; turns += 1) {
      await store.read(function* () {});
      await turn();
    }
    assert.equal(made.length, 1, 'the port is full');
    const [{ userId, recipient: number } = { userId: 0, recipient: '' }] = made[0]?.messages ?? [];
    const sent = { userId, number, port: 0, status: 'sent', refId: 1, count: 1, sentCount: 1 } as const;
    await dispatcher.heard(PART, 'g', [{ ...sent, imsi: '', at: clock.now(), detail: '' }], []);
    while (made.length < 2) await turn();
    assert.equal(made[1]?.messages[0]?.text, 'b');
    await dispatcher.heard(PART + 1, 'g', [], []);
  });
});

describe('a SIM that may write to one new recipient in a month', { timeout: 20_000 }, () => {
  test('writes to that one again, and to no other', async t => {
    const plan = { gateways: [{ id: 'g', part: PART }], portsEach: 1, pool: { limits: { recipients: 1 } } };
    const { dispatcher, arrive, made } = await benchOf(t, { plan, abilities: { mostInCall: 1, calls: 4 } });
    const numbers = () => made.flatMap(({ messages }) => messages.map(({ recipient }) => recipient));
    await arrive('a', '+491511');
    dispatcher.wakeAll();
    while (made.length < 1) await turn();
    await arrive('b', '+491512');
    await arrive('c', '+491511');
    dispatcher.wakeAll();
    while (made.length < 2) await turn();
    assert.deepEqual(numbers(), ['+491511', '+491511']);
  });
});

describe('a partition in which nothing happens', { timeout: 20_000 }, () => {
  const rows: [name: string, plan: FleetPlan, pauses: number[]][] = [
    [
      'is looked at after 250 ms, and after pauses that double up to 2 s',
      { gateways: [{ id: 'g', part: PART }], portsEach: 1 },
      [250, 500, 1000, 2000, 2000],
    ],
    ['is looked at every five seconds where it has no SIM', { gateways: [], portsEach: 0 }, [5000, 5000]],
  ];
  for (const [name, plan, pauses] of rows)
    test(name, async t => {
      const { clock, fleet } = await benchOf(t, { plan });
      assert.equal(fleet.places(PART).length > 0, pauses[0] === 250);
      const looks: number[] = [];
      for (let slept = 0; looks.length < pauses.length; ) {
        clock.advance(250);
        slept += 250;
        if (clock.waiting > 0) continue;
        looks.push(slept);
        slept = 0;
        while (clock.waiting === 0) await turn();
      }
      assert.deepEqual(looks, pauses);
    });
});

describe('messages whose time has come', { timeout: 20_000 }, () => {
  for (const [state, sql] of [
    ['queued', 'UPDATE message SET state = 0, not_before = 1'],
    ['expired', 'UPDATE message SET expires_at = 1'],
  ] as const)
    test(`are ${state} 500 at a time, one such work at once after the other`, async t => {
      const { arrive, store, clock, dispatcher } = await benchOf(t, { isGone: true });
      await arrive('m');
      const columns =
        'batch, owner, pool, lane, prefer_sim, country, written, body, encoding, segments, priority, state, state_at, reason, detail, created_at, attempts, gateway, sim, reference, metadata, moves';
      await store.write(function* () {
        yield* run(
          `WITH RECURSIVE made (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM made WHERE n < 500)
           INSERT INTO message (part, id, recipient, ${columns}) SELECT part, 'm' || n, '+49' || n, ${columns} FROM message JOIN made`,
        );
        yield* run(sql);
      });
      const works = t.mock.method(store, 'write');
      const count = async () =>
        (await store.read(() => all('SELECT id FROM message WHERE state = ?', codeOfState(state)))).length;
      clock.advance(1000);
      const seen = new Set([await count()]);
      while (!seen.has(501)) {
        dispatcher.wakeAll();
        await turn();
        seen.add(await count());
      }
      assert.deepEqual([...seen], [0, 500, 501]);
      assert.equal(works.mock.callCount(), 2);
    });
});

describe('a claim whose answer from the store was lost', { timeout: 20_000 }, () => {
  test('is given back before anything else is claimed, and its message goes out once', async t => {
    const { dispatcher, arrive, made, store, clock, warnings } = await benchOf(t);
    await arrive('m');
    const { write } = store;
    store.write = async work => {
      store.write = write;
      await write(work);
      throw new StoreError('unconfirmed', 'the connection was lost');
    };
    dispatcher.wakeAll();
    while (warnings.length === 0) await turn();
    assert.deepEqual([warnings, made], [['a partition cannot be worked on now'], []]);
    while (made.length === 0) {
      clock.advance(250);
      for (let turns = 0; turns < 10; turns += 1) await turn();
    }
    assert.equal(made.length, 1);
    const attempts = await store.read(() =>
      all<{ state: number; detail: string }>('SELECT state, detail FROM attempt ORDER BY user_id'),
    );
    assert.deepEqual([attempts.length, attempts[0]?.state, attempts[0]?.detail], [2, 3, 'it was not called']);
  });
});

describe('a message that ports refuse', { timeout: 20_000 }, () => {
  test('is handed over as often as its pool allows, and fails then', async t => {
    const plan = { gateways: [{ id: 'g', part: PART }], portsEach: 1, pool: { mostAttempts: 2 } };
    const { dispatcher, arrive, made, script, clock, rowOf } = await benchOf(t, { plan });
    script.outcome = { kind: 'notTaken', fault: 'port', detail: 'refused' };
    await arrive('m');
    dispatcher.wakeAll();
    while ((await rowOf('m'))?.state !== 'failed') {
      clock.advance(250);
      for (let turns = 0; turns < 10; turns += 1) await turn();
    }
    assert.equal(made.length, 2);
  });
});
