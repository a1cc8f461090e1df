import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { Call } from '../../modem/calls/call-table.ts';
import { type CallBench, callBench } from './testing.ts';

/** The bench of one test, with one call written, cut by a crash and closed by the next start. */
let bench: CallBench;

async function cut(call: Partial<Call>): Promise<void> {
  bench = callBench();
  bench.phase(call);
  await bench.written();
  await startAgain();
}

async function startAgain(): Promise<void> {
  bench = bench.crash();
  bench.service.start();
  await bench.written();
}

function calls() {
  return bench.service.calls.list({ limit: 10 });
}
function kinds(): string[] {
  return bench.events().map(({ kind }) => kind);
}

const ringing = { number: '+491701' } as const;
const active = { ...ringing, phase: 'active', answered: true } as const;

describe('a call that goes on over a restart', { concurrency: false }, () => {
  afterEach(() => bench.close());

  test('rings on in its one row, and is missed once', async () => {
    await cut(ringing);
    assert.partialDeepStrictEqual(calls(), [{ stage: 'ended', interrupted: true }]);
    bench.phase(ringing);
    await bench.written();
    assert.partialDeepStrictEqual(calls(), [{ stage: 'incoming', ended: null, interrupted: true }]);
    bench.end(ringing, 16);
    await bench.written();
    assert.partialDeepStrictEqual(calls(), [
      { stage: 'ended', hangup: 'calling', interrupted: true, cause: 16 },
    ]);
    assert.equal(calls().length, 1);
    assert.deepEqual(kinds(), ['missed_call']);
  });

  test('is known by its SIM while its number is not told yet', async () => {
    await cut(ringing);
    bench.phase({ number: '' });
    bench.phase(ringing);
    await bench.written();
    assert.equal(calls().length, 1);
  });

  test('is known for a minute', async () => {
    await cut(ringing);
    bench.clock.advance(60_000);
    bench.phase(ringing);
    await bench.written();
    assert.equal(calls().length, 1);
  });

  test('rings on over one restart after another', async () => {
    await cut(ringing);
    bench.phase(ringing);
    await bench.written();
    await startAgain();
    bench.phase(ringing);
    await bench.written();
    assert.equal(calls().length, 1);
  });

  test('is known though it was cut two restarts ago', async () => {
    await cut(ringing);
    await startAgain();
    bench.phase(ringing);
    await bench.written();
    assert.equal(calls().length, 1);
  });

  const closed: [string, Partial<Call>, Partial<Call>][] = [
    ['active before and after', active, active],
    ['answered over it', ringing, active],
    ['dialled', { ...active, direction: 'outgoing' }, { ...active, direction: 'outgoing' }],
  ];
  for (const [name, before, after] of closed) {
    test(`stays closed: ${name}`, async () => {
      await cut(before);
      const [row] = calls();
      bench.phase(after);
      bench.end(after, 16);
      await bench.written();
      assert.deepEqual(calls(), [row]);
      assert.ok(kinds().length <= 1);
    });
  }

  test('is not mixed up with one whose SIM is not known either', async () => {
    const forgetSim = (): void => {
      for (const port of bench.ports) port.snapshotDifferences = { sim: undefined };
    };
    bench = callBench();
    forgetSim();
    bench.phase(ringing);
    await bench.written();
    await startAgain();
    forgetSim();
    bench.phase(ringing);
    await bench.written();
    assert.equal(calls().length, 2);
  });

  const others: [string, Partial<Call>, number][] = [
    ['another caller', { number: '+491702' }, 0],
    ['the other direction', { ...ringing, direction: 'outgoing', phase: 'dialing' }, 0],
    ['the same caller, a minute later', ringing, 60_001],
  ];
  for (const [name, call, later] of others) {
    test(`is not mixed up with ${name}`, async () => {
      await cut(ringing);
      bench.clock.advance(later);
      bench.phase(call);
      await bench.written();
      assert.equal(calls().length, 2);
    });
  }
});
