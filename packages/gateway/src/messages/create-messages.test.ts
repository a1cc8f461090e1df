import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBench } from './testing.ts';

describe('the journal', () => {
  test('is read by id and tells after a commit', async t => {
    const bench = await openBench(t);
    let told = 0;
    const end = bench.events.onCommitted(() => {
      told += 1;
    });
    await bench.send(['01', '02']);
    await bench.quiet();
    assert.ok(told >= 1);
    const [first, second] = bench.events.since(0, 10);
    assert.equal(first?.at, bench.clock.now());
    assert.deepEqual(bench.events.since(first?.id ?? 0, 1), [second]);
    assert.equal(bench.events.newest(), second?.id);
    end();
    const before = told;
    await bench.send(['03']);
    await bench.quiet();
    assert.equal(told, before);
  });
});
