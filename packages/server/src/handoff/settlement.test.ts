/** Doubts, questions and results: what each settles, and when a doubt is given up. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { SendResult } from '../domain/driver.ts';
import { all } from '../store/statements.ts';
import {
  type HandoffBench,
  type HandoffBenchOptions,
  openHandoffBench,
  PART,
} from '../testing/handoff-bench.ts';
import { callOf, foundAttempt, type OpenAttempt, sizeOfCall } from './open-attempts.ts';

async function benchOf(t: TestContext, options: HandoffBenchOptions = {}): Promise<HandoffBench> {
  const bench = await openHandoffBench(options);
  t.after(() => bench.bench.dispose());
  return bench;
}

function doubt(changes: Partial<OpenAttempt> = {}) {
  return { state: 'inDoubt', nextAskAt: 0, ...changes } as const;
}

function result(userId: number, status: SendResult['status'], changes: Partial<SendResult> = {}): SendResult {
  return {
    ...{ userId, number: `49151${userId}`, port: 0, status, refId: undefined, count: 1, sentCount: 1 },
    ...{ imsi: '', at: 0, detail: '' },
    ...changes,
  };
}

/** Puts the questions that are due, and waits until they are answered and written down. */
async function ask({ settlement, calls, store }: HandoffBench): Promise<void> {
  settlement.ask();
  // An answer is followed by three writes at most, each begun when the one before has ended.
  for (let write = 0; write < 4; write += 1) {
    for (let turns = 0; turns < 5; turns += 1) await turn();
    await store.write(() => all('SELECT 1'));
  }
  await calls.idle();
}

const nothing = { kind: 'answered', results: [], missing: 'nothing' } as const;

describe('a question', () => {
  test('goes out at its time, for what is in doubt or taken, and not for what is being handed over', async t => {
    const bench = await benchOf(t);
    const { claim, clock, asked } = bench;
    const now = clock.monotonic();
    await claim('a', 1, doubt({ nextAskAt: now }));
    await claim('b', 2, { state: 'taken', nextAskAt: now });
    await claim('c', 3, doubt({ nextAskAt: now + 1 }));
    await claim('d', 4, { nextAskAt: 0 });
    await ask(bench);
    assert.deepEqual(asked, [[1, 2]]);
    clock.advance(1);
    await ask(bench);
    assert.deepEqual(asked, [[1, 2], [3]]);
  });

  test('is put in parts of what a gateway takes', async t => {
    const bench = await benchOf(t, { abilities: { mostInQuestion: 2 } });
    for (const id of [1, 2, 3, 4, 5]) await bench.claim(`m${id}`, id, doubt());
    await ask(bench);
    assert.deepEqual(bench.asked, [[1, 2], [3, 4], [5]]);
  });

  test('waits for the one before to the same gateway', async t => {
    const bench = await benchOf(t);
    const { claim, script, asked, settlement } = bench;
    const { promise, resolve } = Promise.withResolvers<typeof nothing>();
    script.answer = promise;
    await claim('a', 1, doubt());
    settlement.ask();
    await claim('b', 2, doubt());
    settlement.ask();
    await turn();
    assert.deepEqual(asked, [[1]]);
    resolve(nothing);
    await ask(bench);
    await ask(bench);
    assert.deepEqual(asked.slice(1), [[2]]);
  });

  test('that brings no answer within two minutes is over', async t => {
    const bench = await benchOf(t);
    const { claim, script, clock, settlement, asked } = bench;
    script.answer = new Promise(() => {});
    const attempt = await claim('a', 1, doubt());
    settlement.ask();
    while (clock.waiting === 0) await turn();
    clock.advance(119_999);
    await ask(bench);
    assert.deepEqual([asked.length, attempt.asks], [1, 0]);
    clock.advance(1);
    await ask(bench);
    assert.equal(attempt.asks, 1);
    clock.advance(10_000);
    await ask(bench);
    assert.equal(asked.length, 2);
    assert.deepEqual(bench.warnings, []);
  });
});

describe('a doubt', () => {
  test('is settled by the result of its gateway', async t => {
    const bench = await benchOf(t);
    bench.script.answer = { ...nothing, results: [result(1, 'sent')] };
    await bench.claim('a', 1, doubt());
    await ask(bench);
    assert.equal((await bench.rowOf('a'))?.state, 'sent');
    assert.equal(bench.open.size, 0);
    assert.deepEqual(await bench.kinds(), ['message.sent']);
  });

  const known: [age: number, state: string][] = [
    [1000, 'sending'],
    [1001, 'queued'],
  ];
  for (const [age, state] of known)
    test(`that is ${age} ms old is ${state} where the gateway proves that it does not know it`, async t => {
      const bench = await benchOf(t);
      bench.script.answer = { ...nothing, missing: 'notTaken' };
      await bench.claim('a', 1, doubt({ at: bench.clock.now() - age }));
      await bench.claim('b', 2, { state: 'taken', nextAskAt: 0, at: bench.clock.now() - age });
      await ask(bench);
      const row = await bench.rowOf('a');
      assert.equal(row?.state, state);
      if (state === 'queued') assert.equal(row?.detail, 'the gateway does not know it');
      assert.equal(bench.open.get('g', 1) === undefined, state === 'queued', 'it is open no more');
      assert.equal((await bench.rowOf('b'))?.state, 'sending', 'what it took is no doubt');
    });

  test('is not given back by a result of another number under its id', async t => {
    const bench = await benchOf(t);
    bench.script.answer = {
      ...nothing,
      missing: 'notTaken',
      results: [result(1, 'sent', { number: '10086' })],
    };
    await bench.claim('a', 1, doubt({ at: bench.clock.now() - 5000 }));
    await ask(bench);
    assert.equal((await bench.rowOf('a'))?.state, 'queued');
  });

  interface Over {
    readonly name: string;
    readonly age: number;
    readonly asks: number;
    readonly state?: 'taken';
    readonly rule?: 'resend';
    readonly answer?: 'noAnswer';
    readonly row: readonly [state: string, reason: string, detail: string];
  }
  const held = ['sending', '', ''] as const;
  const none = 'the gateway has no result for it';
  const overs: readonly Over[] = [
    { name: 'before ten minutes', age: 599_999, asks: 2, row: held },
    { name: 'after ten minutes', age: 600_000, asks: 2, row: ['unknown', 'in_doubt', none] },
    { name: 'before three questions', age: 600_000, asks: 1, row: held },
    { name: 'by the rule resend', age: 600_000, asks: 2, rule: 'resend', row: ['queued', 'in_doubt', none] },
    { name: 'without an answer, before ten minutes', age: 599_999, asks: 2, answer: 'noAnswer', row: held },
    {
      name: 'without an answer, after ten minutes',
      ...{ age: 600_000, asks: 2, answer: 'noAnswer', row: ['unknown', 'in_doubt', 'busy'] },
    },
    {
      name: 'of a message that was taken, before a day',
      age: 86_399_999,
      asks: 2,
      state: 'taken',
      row: held,
    },
    {
      name: 'of a message that was taken, after a day, whatever the rule',
      ...{ age: 86_400_000, asks: 2, state: 'taken', rule: 'resend', row: ['unknown', 'in_doubt', none] },
    },
  ];
  for (const { name, age, asks, state = 'inDoubt', rule = 'hold', answer, row } of overs)
    test(`is ${row[0] === 'sending' ? 'not ' : ''}given up ${name}`, async t => {
      const bench = await benchOf(t, { plan: { pool: { doubt: rule } } });
      if (answer === undefined) bench.script.answer = nothing;
      await bench.claim('a', 1, { state, nextAskAt: 0, asks, at: bench.clock.now() - age });
      await ask(bench);
      const found = await bench.rowOf('a');
      assert.deepEqual([found?.state, found?.reason, found?.detail], row);
      assert.equal(bench.open.size, row[0] === 'sending' ? 1 : 0);
      assert.deepEqual(await bench.kinds(), row[0] === 'unknown' ? ['message.unknown'] : []);
    });

  test('of a gateway that is gone is given up after as many looks, with that reason', async t => {
    const bench = await benchOf(t, { isGone: true });
    const { claim, clock, open, rowOf } = bench;
    const attempt = await claim('a', 1, doubt({ asks: 1, at: clock.now() - 600_000 }));
    await ask(bench);
    assert.deepEqual([attempt.asks, attempt.nextAskAt - clock.monotonic(), open.size], [2, 20_000, 1]);
    clock.advance(20_000);
    await ask(bench);
    const { state, detail } = (await rowOf('a')) ?? {};
    assert.deepEqual([state, detail, open.size], ['unknown', 'the gateway is gone', 0]);
  });

  test('of a pool that is gone is held', async t => {
    const bench = await benchOf(t);
    bench.script.answer = nothing;
    await bench.claim('a', 1, doubt({ asks: 2, at: bench.clock.now() - 600_000, pool: 'gone' }));
    await ask(bench);
    assert.equal((await bench.rowOf('a'))?.state, 'unknown');
  });

  test('is none at a gateway that nothing was handed to', async t => {
    const { open } = await benchOf(t);
    assert.deepEqual([open.due('g'), [...open.oldestTaken('g')], open.ofCall('g', 'c.1')], [[], [], []]);
  });

  test('that is given up leaves its port free again', async t => {
    const bench = await benchOf(t);
    bench.script.answer = nothing;
    const [place] = bench.fleet.places();
    const pool = bench.fleet.pool('default');
    assert.ok(place && pool);
    await bench.claim('a', 1, doubt({ asks: 2, at: bench.clock.now() - 600_000 }));
    assert.equal(bench.slots.free(place, pool, 'normal'), 9);
    const before = bench.wakes();
    await ask(bench);
    assert.equal(bench.slots.free(place, pool, 'normal'), 10);
    assert.ok(bench.wakes() > before);
  });
});

describe('a repeat', () => {
  const keyed = { abilities: { repeatMs: 10_000 } };

  test('of a whole call in doubt goes out under its key, and is marked', async t => {
    const bench = await benchOf(t, keyed);
    const attempts = [
      await bench.claim('a', 2, doubt({ call: 'c.2' })),
      await bench.claim('b', 1, doubt({ call: 'c.2' })),
    ];
    await ask(bench);
    assert.deepEqual(
      bench.made.map(({ key, messages }) => [key, messages.map(({ userId }) => userId)]),
      [['c.2', [1, 2]]],
    );
    assert.deepEqual(bench.asked, []);
    assert.deepEqual(
      attempts.map(({ repeated, state }) => [repeated, state]),
      [
        [true, 'taken'],
        [true, 'taken'],
      ],
    );
  });

  const rows: [name: string, attempt: Partial<OpenAttempt>, age: number, isRepeated: boolean][] = [
    ['while its gateway knows the key', {}, 9999, true],
    ['not when its gateway has forgotten the key', {}, 10_000, false],
    ['not of a part of a call', { call: 'c.2' }, 0, false],
    ['not after a repeat that was refused', { askInstead: true }, 0, false],
    ['not of what was taken', { state: 'taken' }, 0, false],
  ];
  for (const [name, attempt, age, isRepeated] of rows)
    test(`is made ${name}`, async t => {
      const bench = await benchOf(t, keyed);
      await bench.claim('a', 1, doubt({ at: bench.clock.now() - age, ...attempt } as Partial<OpenAttempt>));
      await ask(bench);
      assert.deepEqual([bench.made.length, bench.asked.length], isRepeated ? [1, 0] : [0, 1]);
    });
});

describe('a result', () => {
  const [sent, sending, failed] = (['sent', 'sending', 'failed'] as const).map(status => result(1, status));

  test('that it is being sent makes a doubt one that was taken', async t => {
    const { claim, settlement, clock, open } = await benchOf(t);
    assert.ok(sending);
    const attempt = await claim('a', 1, doubt());
    await settlement.results('g', [sending]);
    assert.deepEqual([attempt.state, attempt.nextAskAt - clock.monotonic()], ['taken', 30_000]);
    assert.equal(open.get('g', 1), attempt);
  });

  for (const [one, failures] of [
    [sent, 0],
    [failed, 2],
  ] as const)
    test(`${one?.status} settles its attempt, and counts at its port`, async t => {
      const bench = await benchOf(t);
      assert.ok(one);
      await bench.claim('a', 1);
      const breaker = bench.slots.portBreaker('g', 0);
      breaker.failed(bench.clock.monotonic());
      await bench.settlement.results('g', [one]);
      assert.equal((await bench.rowOf('a'))?.state, one.status);
      assert.equal(bench.open.size, 0);
      assert.equal(bench.failuresOf(breaker), failures);
    });

  test('of another number is not of this message', async t => {
    const { claim, settlement, open, rowOf } = await benchOf(t);
    await claim('a', 1);
    await settlement.results('g', [result(1, 'sent', { number: '10086' })]);
    assert.deepEqual([(await rowOf('a'))?.state, open.size], ['sending', 1]);
  });

  for (const [sticky, status, remembered] of [
    [true, 'sent', 1],
    [true, 'delivered', 1],
    [true, 'failed', 0],
    [false, 'sent', 0],
  ] as const)
    test(`${status} in a pool that is ${sticky ? '' : 'not '}sticky is ${remembered === 1 ? '' : 'not '}remembered`, async t => {
      const { claim, settlement, store } = await benchOf(t, { plan: { pool: { sticky } } });
      await claim('a', 1);
      await settlement.results('g', [result(1, status)]);
      const rows = await store.read(() =>
        all<{ sim: string; recipient: string }>('SELECT sim, recipient FROM sticky'),
      );
      assert.deepEqual(
        rows.map(({ sim, recipient }) => `${sim} ${recipient}`),
        remembered === 1 ? ['g-0 +491511'] : [],
      );
    });
});

describe('an attempt that a former owner left', () => {
  const row = {
    ...{ gateway: 'g', user_id: 5, message: 'm', port: 1, sim: 's', call_id: 'c.1', at: 9, pool: 'p' },
    ...{ recipient: '+49', body: 't', encoding: 1, priority: 2, attempts: 4 },
  };
  const states: [code: number, state: OpenAttempt['state']][] = [
    [0, 'inDoubt'],
    [1, 'taken'],
    [2, 'inDoubt'],
  ];
  for (const [code, state] of states)
    test(`in the state ${code} is ${state}, and asked for at once`, () =>
      assert.deepEqual(foundAttempt({ ...row, state: code }, 77), {
        ...{ gateway: 'g', userId: 5, message: 'm', port: 1, call: 'c.1', pool: 'p', priority: 'bulk' },
        ...{ attempts: 4, at: 9, state, repeated: false, askInstead: false, asks: 0, nextAskAt: 77 },
        handOff: { userId: 5, recipient: '+49', text: 't', encoding: 'gsm-7bit' },
      }));

  test('of a later version has the usual priority and encoding', () => {
    const { priority, handOff } = foundAttempt({ ...row, state: 0, priority: 9, encoding: 9 }, 0);
    assert.deepEqual([priority, handOff.encoding], ['normal', 'auto']);
  });

  test('is of a call whose key has its size; no attempt makes no call', () => {
    assert.equal(sizeOfCall('c.12'), 12);
    assert.equal(callOf([]), undefined);
    assert.equal(PART, 3);
  });
});
