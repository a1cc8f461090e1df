/** When a SIM is asked for its balance to the millisecond, how long a balance is kept, and what is seen where it cannot be. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBench } from './testing.ts';

type Bench = ReturnType<typeof openBench>;

/** Milliseconds until the SIM is asked again. */
function wait({ balance, store }: Bench): number {
  return (balance()?.nextSteady ?? Number.NaN) - store.steady.now();
}

async function answered(bench: Bench, text: string): Promise<void> {
  await bench.ask();
  await bench.says('done', text);
}

async function advance(bench: Bench, milliseconds: number): Promise<void> {
  bench.clock.advance(milliseconds);
  await bench.quiet();
}

describe('a SIM', () => {
  test('that was never asked is asked at the look, one every half minute, after its share of ten minutes', async t => {
    const bench = openBench(t);
    for (let look = 0; look < 10; look += 1) await advance(bench, 30_000);
    await advance(bench, 29_999);
    assert.deepEqual(bench.port.given, []);
    await advance(bench, 1);
    assert.deepEqual(bench.port.given, ['*100#']);
  });

  test('is asked again after the hours of its rule, and ten minutes after a failure', async t => {
    const bench = openBench(t, { rules: [{ every: 2 }] });
    await answered(bench, '9.00');
    assert.equal(wait(bench), 2 * 3600_000);
    await bench.ask();
    await bench.says('networkTimeout');
    assert.equal(wait(bench), 600_000);
  });

  test('is overdue by nothing less than 0 seconds while its port cannot ask', async t => {
    const bench = openBench(t, { rules: [{ every: 1 }] });
    await answered(bench, '9.00');
    bench.port.differences = { blocked: true };
    await advance(bench, 3600_000);
    assert.equal(bench.balance()?.nextIn, 0);
    await advance(bench, 3600_000);
    assert.equal(bench.balance()?.nextIn, 0);
  });

  test('that is in no port keeps the threshold of the port where it was asked', async t => {
    const bench = openBench(t, { rules: [{ ports: [0] }] });
    await answered(bench, '4.99');
    bench.port.differences = { sim: undefined };
    const { presentPort, threshold, isLow, nextIn, isAsked } = bench.balance() ?? assert.fail();
    assert.deepEqual(
      { presentPort, threshold, isLow, nextIn, isAsked },
      { presentPort: undefined, threshold: 5, isLow: true, nextIn: undefined, isAsked: false },
    );
  });

  test('is low below its threshold, and not at it', async t => {
    const bench = openBench(t);
    await answered(bench, '5.00');
    assert.equal(bench.balance()?.isLow, false);
  });
});

describe('a balance', () => {
  test('is forgotten once the SIM was not asked for as long as events are kept', async t => {
    const bench = openBench(t, { events: 1, rules: [{ every: 1000 }] });
    await answered(bench, '9.00');
    const asked = bench.balance()?.askedAt ?? Number.NaN;
    await advance(bench, asked + 24 * 3600_000 - bench.clock.now());
    assert.equal(bench.balance()?.amount, '9.00');
    await advance(bench, 30_000);
    assert.equal(bench.balance(), undefined);
  });

  test('is kept for ever where events are', async t => {
    const bench = openBench(t, { events: 0 });
    await answered(bench, '9.00');
    await advance(bench, 60_000);
    assert.equal(bench.balance()?.amount, '9.00');
  });
});

describe('where the store cannot write', () => {
  test('a question is refused with the reason', async t => {
    const bench = openBench(t);
    bench.store.write = async () => {
      throw new Error('a fault');
    };
    const outcome = await bench.watch.ask(0);
    assert.deepEqual(
      [outcome.ok, !outcome.ok && outcome.code, bench.errors],
      [false, 500, ['a question for a balance could not be stored']],
    );
  });
});

describe('a gateway that is being stopped', () => {
  test('asks nobody, and looks no more', async t => {
    const bench = openBench(t);
    const waiting = bench.clock.waiting;
    await bench.watch.stop();
    assert.equal(bench.clock.waiting, waiting - 1);
    const outcome = await bench.watch.ask(0);
    assert.equal(!outcome.ok && outcome.error, 'port: the gateway is being stopped.');
  });
});
