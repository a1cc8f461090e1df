/** The proof of each outcome of a call: for its messages, its port and its gateway. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { HandOffOutcome } from '../domain/driver.ts';
import { type HandoffBenchOptions, openHandoffBench } from '../testing/handoff-bench.ts';
import type { OpenAttempt } from './open-attempts.ts';

async function benchOf(t: TestContext, options: HandoffBenchOptions = {}) {
  const bench = await openHandoffBench(options);
  t.after(() => bench.bench.dispose());
  return bench;
}

interface Row {
  readonly name: string;
  readonly outcome: HandOffOutcome;
  /** Messages of the call, by how they differ from a first attempt. */
  readonly attempts?: readonly Partial<OpenAttempt>[];
  /** `state reason attempt-state detail` of each message. */
  readonly rows: readonly string[];
  readonly options?: HandoffBenchOptions;
  readonly alone?: readonly string[];
  /** Failures that the breakers of gateway and port count. */
  readonly failures: readonly [gateway: number, port: number];
}

function notTaken(fault: 'gateway' | 'port' | 'message', index?: number): HandOffOutcome {
  return { kind: 'notTaken', fault, detail: 'no', ...(index !== undefined && { index }) };
}

const rows: readonly Row[] = [
  { name: 'taken', outcome: { kind: 'taken' }, rows: ['sending  1 '], failures: [0, 0] },
  {
    name: 'in doubt',
    outcome: { kind: 'inDoubt', detail: 'broke' },
    rows: ['sending  2 broke'],
    failures: [1, 0],
  },
  { name: 'refused by the gateway', outcome: notTaken('gateway'), rows: ['queued  3 no'], failures: [1, 0] },
  { name: 'refused by the port', outcome: notTaken('port'), rows: ['queued  3 no'], failures: [0, 1] },
  {
    name: 'refused by the port as often as the pool allows',
    outcome: notTaken('port'),
    attempts: [{ attempts: 10 }, { attempts: 9 }],
    rows: ['failed no_attempt_left 3 no', 'queued  3 no'],
    failures: [0, 1],
  },
  {
    name: 'refused once, of a pool that is gone',
    outcome: notTaken('gateway'),
    attempts: [{ pool: 'gone' }],
    rows: ['failed no_attempt_left 3 no'],
    failures: [1, 0],
  },
  {
    name: 'refused for its one message',
    outcome: notTaken('message'),
    rows: ['failed refused_by_gateway 3 no'],
    failures: [0, 0],
  },
  {
    name: 'refused for one message that is named',
    outcome: notTaken('message', 1),
    attempts: [{}, {}],
    rows: ['queued  3 no', 'failed refused_by_gateway 3 no'],
    failures: [0, 0],
  },
  {
    name: 'refused for one message of several',
    outcome: notTaken('message'),
    attempts: [{}, {}],
    rows: ['queued  3 no', 'queued  3 no'],
    alone: ['m0', 'm1'],
    failures: [0, 0],
  },
  {
    name: 'for a gateway that is gone',
    outcome: { kind: 'taken' },
    options: { isGone: true },
    rows: ['queued  3 the gateway is gone'],
    failures: [1, 0],
  },
  {
    name: 'repeated, and refused: that proves nothing of the first time',
    outcome: notTaken('gateway'),
    attempts: [{ repeated: true }],
    rows: ['sending  2 no'],
    failures: [1, 0],
  },
];

describe('a call', () => {
  for (const { name, outcome, attempts = [{}], rows: expected, options, alone = [], failures } of rows)
    test(name, async t => {
      const bench = await benchOf(t, options);
      const { calls, claim, script, open, slots, parts, rowOf } = bench;
      script.outcome = outcome;
      const claimed: OpenAttempt[] = [];
      for (const [place, changes] of attempts.entries())
        claimed.push(await claim(`m${place}`, 100 + place, { messages: attempts.length, ...changes }));
      calls.make('g', claimed);
      await calls.idle();
      const found = await Promise.all(claimed.map(({ message }) => rowOf(message)));
      assert.deepEqual(
        found.map(row => `${row?.state} ${row?.reason} ${row?.attempt} ${row?.detail}`),
        expected,
      );
      assert.deepEqual([...parts.alone], alone);
      const isOpen = expected.map(text => text.startsWith('sending'));
      assert.deepEqual(
        claimed.map(attempt => open.get('g', attempt.userId) === attempt),
        isOpen,
      );
      const [place] = bench.fleet.places();
      assert.ok(place);
      const pool = bench.fleet.pool('default');
      assert.ok(pool);
      const counted = [slots.gatewayBreaker('g'), slots.portBreaker('g', 0)].map(bench.failuresOf);
      assert.deepEqual(counted, failures);
      assert.equal(slots.freeCalls(place.gateway, { calls: 1 }), 1, 'it is over');
      assert.ok(bench.wakes() > 0);
    });

  const ends: [name: string, outcome: HandOffOutcome, attempts: number][] = [
    ['is at fault', notTaken('message'), 1],
    ['has no attempt left', notTaken('port'), 10],
  ];
  for (const [name, outcome, attempts] of ends)
    test(`of a message that went alone and ${name} is the end of that`, async t => {
      const { calls, claim, script, parts } = await benchOf(t);
      script.outcome = outcome;
      parts.alone.add('m').add('n');
      calls.make('g', [await claim('m', 100, { attempts })]);
      await calls.idle();
      assert.deepEqual([...parts.alone], ['n']);
    });

  test('is made of its messages in their order', async t => {
    const { calls, claim, made } = await benchOf(t);
    const claimed = [
      await claim('a', 7, { messages: 2, priority: 'otp', port: 1 }),
      await claim('b', 8, { messages: 2, port: 1 }),
    ];
    calls.make('g', claimed);
    await calls.idle();
    assert.deepEqual(made, [
      {
        ...{ key: 'c.2', port: 1, priority: 'otp' },
        messages: [
          { userId: 7, recipient: '+491517', text: 'a', encoding: 'gsm-7bit' },
          { userId: 8, recipient: '+491518', text: 'b', encoding: 'gsm-7bit' },
        ],
      },
    ]);
  });

  test('of no message is not made', async t => {
    const { calls, made } = await benchOf(t);
    calls.make('g', []);
    await calls.idle();
    assert.deepEqual(made, []);
  });

  test('keeps the number of its task, and is asked for later than a doubt', async t => {
    const { calls, claim, script, clock, rowOf } = await benchOf(t);
    script.outcome = { kind: 'taken', task: 0 };
    const taken = await claim('a', 7);
    calls.make('g', [taken]);
    await calls.idle();
    assert.equal((await rowOf('a'))?.task, 0);
    script.outcome = { kind: 'inDoubt', detail: '' };
    const doubt = await claim('b', 8);
    calls.make('g', [doubt]);
    await calls.idle();
    assert.deepEqual(
      [taken, doubt].map(({ state, nextAskAt }) => [state, nextAskAt - clock.monotonic()]),
      [
        ['taken', 30_000],
        ['inDoubt', 5000],
      ],
    );
  });

  test('that succeeds ends the rest of its gateway', async t => {
    const { calls, claim, slots, clock } = await benchOf(t);
    for (let failures = 0; failures < 3; failures += 1) slots.gatewayBreaker('g').failed(clock.monotonic());
    calls.make('g', [await claim('a', 7)]);
    await calls.idle();
    assert.equal(slots.gatewayBreaker('g').rests(clock.monotonic()), false);
  });

  test('without an answer is in doubt a minute after its driver should have had one', async t => {
    const { calls, claim, script, clock, rowOf } = await benchOf(t);
    script.outcome = new Promise(() => {});
    calls.make('g', [await claim('a', 7)]);
    while (clock.waiting === 0) await turn();
    clock.advance(60_999);
    await turn();
    assert.equal((await rowOf('a'))?.attempt, 0);
    clock.advance(1);
    await calls.idle();
    const row = await rowOf('a');
    assert.deepEqual([row?.attempt, row?.detail], [2, 'the gateway gave no answer']);
  });

  test('whose message was settled meanwhile changes nothing of it', async t => {
    const { calls, claim, open, rowOf } = await benchOf(t);
    const attempt = await claim('a', 7);
    open.remove(attempt);
    calls.make('g', [attempt]);
    await calls.idle();
    assert.equal((await rowOf('a'))?.attempt, 0);
  });

  test('that ends after the lease writes nothing', async t => {
    const { calls, claim, lose, rowOf, open } = await benchOf(t);
    const attempt = await claim('a', 7);
    lose();
    calls.make('g', [attempt]);
    await calls.idle();
    assert.equal((await rowOf('a'))?.attempt, 0);
    assert.equal(open.get('g', 7), attempt);
  });

  test('that was refused alone before may go with others again', async t => {
    const { calls, claim, script, parts } = await benchOf(t);
    parts.alone.add('a').add('b');
    script.outcome = notTaken('message');
    calls.make('g', [await claim('a', 7)]);
    await calls.idle();
    script.outcome = notTaken('port');
    calls.make('g', [await claim('b', 8, { attempts: 10 })]);
    await calls.idle();
    assert.deepEqual([...parts.alone], []);
  });

  test('that was claimed and surely not made is given back', async t => {
    const { calls, claim, rowOf } = await benchOf(t);
    await claim('a', 7);
    await calls.storeUncalled();
    assert.equal((await rowOf('a'))?.state, 'sending');
    const one = { message: 'a', recipient: '', gateway: 'g', port: 0, sim: '', userId: 7, call: 'c.1' };
    calls.neverCalled([one]);
    await calls.storeUncalled();
    const row = await rowOf('a');
    assert.deepEqual([row?.state, row?.detail], ['queued', 'it was not called']);
  });

  test('is written again after a pause where the store is away', async t => {
    const bench = await benchOf(t);
    const { calls, claim, clock, store, rowOf, warnings, parts } = bench;
    const attempts = [await claim('a', 7), await claim('b', 8, { call: 'd.1' })];
    const write = t.mock.method(store, 'write', () => Promise.reject(new Error('away')));
    assert.equal(parts.context.store, store);
    for (const attempt of attempts) calls.make('g', [attempt]);
    while (warnings.length === 0) await turn();
    assert.deepEqual(warnings, ['what calls proved cannot be stored now']);
    clock.advance(249);
    assert.equal(write.mock.callCount(), 1);
    write.mock.restore();
    clock.advance(1);
    await calls.idle();
    assert.deepEqual([(await rowOf('a'))?.attempt, (await rowOf('b'))?.attempt], [1, 1]);
  });
});
