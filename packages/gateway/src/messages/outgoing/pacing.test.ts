/** The least gap between the messages of a port. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBench } from '../testing.ts';

const GAP = 10_000;

describe('a port that is paced', () => {
  it('rests behind each message', async test => {
    const bench = await openBench(test, { gap: () => GAP });
    await bench.send(['0170', '0171', '0172']);
    await bench.quiet();
    const carried = [bench.carried.length];
    for (const seconds of [9, 1, 9, 1]) {
      await bench.skip(seconds);
      carried.push(bench.carried.length);
    }
    assert.deepEqual(carried, [1, 1, 2, 2, 3]);
  });

  it('does not rest within a message', async test => {
    const bench = await openBench(test, { gap: () => GAP });
    await bench.send(['0170'], { text: 'three parts of one message '.repeat(15) });
    await bench.quiet();
    assert.equal(bench.carried.length, 3);
  });

  it('keeps no link open for a message that comes later', async test => {
    const bench = await openBench(test, { gap: () => GAP });
    await bench.send(['0170', '0171']);
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(({ moreFollow }) => moreFollow),
      [false],
    );
  });

  it('leaves its messages to ports that do not rest', async test => {
    const bench = await openBench(test, { ports: 2, gap: port => (port === 0 ? GAP : 0) });
    await bench.send(['0170', '0171', '0172', '0173']);
    await bench.quiet();
    assert.equal(bench.carried.length, 4);
    assert.ok(bench.carried.filter(({ port }) => port === 0).length <= 1);
  });
});
