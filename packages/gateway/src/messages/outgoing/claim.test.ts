/** A port takes its next segment: within the limits of its SIM, and with the time at which it is handed over. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SendingLimits } from '../context.ts';
import { collect, openBench, statusReport } from '../testing.ts';

const long = 'x'.repeat(400);

/** Limits that note what they are asked and what is counted, and let wait as long as they are set to. */
function notedLimits() {
  const asked: number[] = [];
  const counted: number[] = [];
  const limits: SendingLimits & { wait: number } = {
    wait: 0,
    smsWait: (_database, _port, _imsi, segments) => {
      asked.push(segments);
      return limits.wait;
    },
    countSms: (_database, _imsi, segments) => void counted.push(segments),
  };
  return { asked, counted, limits };
}

describe('the limits of a SIM', () => {
  test('are asked for all of a message before it begins, then for each segment', async t => {
    const { asked, counted, limits } = notedLimits();
    const bench = await openBench(t, { limits });
    await bench.send(['01'], { text: long });
    await bench.quiet();
    assert.deepEqual(
      [asked, counted],
      [
        [3, 1, 1],
        [1, 1, 1],
      ],
    );
  });

  test('get back a segment that was refused', async t => {
    const { counted, limits } = notedLimits();
    const bench = await openBench(t, { limits });
    const refusal = { source: 'cms', code: 1, text: 'unassigned', permanent: true } as const;
    bench.port(0).answer = () => ({ kind: 'refused', refusal });
    await bench.send(['01']);
    await bench.quiet();
    assert.deepEqual(counted, [1, -1]);
  });

  const waits: [wait: number, asks: number][] = [
    [1, 1],
    [59_999, 59_999],
    [60_001, 60_000],
    [Number.POSITIVE_INFINITY, 60_000],
  ];
  for (const [wait, asks] of waits)
    test(`that let it wait for ${wait} ms are asked again after ${asks} ms`, async t => {
      const { asked, limits } = notedLimits();
      const bench = await openBench(t, { limits });
      limits.wait = wait;
      await bench.send(['01']);
      await bench.quiet();
      limits.wait = 0;
      bench.clock.advance(asks - 1);
      await bench.quiet();
      assert.deepEqual([asked.length, bench.carried.length], [1, 0]);
      bench.clock.advance(1);
      await bench.quiet();
      assert.deepEqual([asked.length, bench.carried.length], [2, 1]);
    });
});

describe('the time of a message', () => {
  test('of two segments is that of the second, and its reports have it too', async t => {
    const bench = await openBench(t);
    const { promise, resolve } = Promise.withResolvers<{ kind: 'accepted'; reference: number }>();
    bench.port(0).answer = (_tpdu, count) => (count === 1 ? promise : { kind: 'accepted', reference: 2 });
    await bench.send(['01'], { text: 'x'.repeat(200) });
    await bench.quiet();
    const centreTime = bench.clock.now();
    await bench.receive(0, statusReport({ reference: 1, recipient: '01', centreTime }));
    await bench.skip(20);
    resolve({ kind: 'accepted', reference: 1 });
    await bench.quiet();
    const [row] = await collect(bench.messages.results({}));
    const [report] = await collect(bench.messages.reports({}));
    assert.deepEqual([row?.time, report?.time], [centreTime + 20_000, centreTime + 20_000]);
  });
});
