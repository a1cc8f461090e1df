/** The least gap between the messages of a port. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBench } from '../testing.ts';

const GAP = 10_000;

describe('a port that is paced', () => {
  test('rests behind each message', async t => {
    const bench = await openBench(t, { gap: () => GAP });
    await bench.send(['0170', '0171', '0172']);
    await bench.quiet();
    const carried = [bench.carried.length];
    for (const seconds of [9, 1, 9, 1]) {
      await bench.skip(seconds);
      carried.push(bench.carried.length);
    }
    assert.deepEqual(carried, [1, 1, 2, 2, 3]);
  });

  test('does not rest within a message', async t => {
    const bench = await openBench(t, { gap: () => GAP });
    await bench.send(['0170'], { text: 'three parts of one message '.repeat(15) });
    await bench.quiet();
    assert.equal(bench.carried.length, 3);
  });

  test('keeps no link open for a message that comes later', async t => {
    const bench = await openBench(t, { gap: () => GAP });
    await bench.send(['0170', '0171']);
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(({ moreFollow }) => moreFollow),
      [false],
    );
  });

  test('leaves its messages to ports that do not rest', async t => {
    const bench = await openBench(t, { ports: 2, gap: port => (port === 0 ? GAP : 0) });
    await bench.send(['0170', '0171', '0172', '0173']);
    await bench.quiet();
    assert.equal(bench.carried.length, 4);
    assert.ok(bench.carried.filter(({ port }) => port === 0).length <= 1);
  });
});
