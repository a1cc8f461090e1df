import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBench } from '../testing.ts';

describe('the state of the queue', () => {
  test('nothing waits', async t => {
    const bench = await openBench(t);
    assert.deepEqual(bench.messages.state(), { waiting: 0, oldestAge: 0, inDoubt: 0 });
  });

  test('the oldest message of any lane gives the age', async t => {
    const bench = await openBench(t, { ports: 2 });
    for (const port of bench.ports) port.canSend = false;
    await bench.send(['+491700000001'], { ports: [1] });
    await bench.skip(60);
    await bench.send(['+491700000002']);
    assert.deepEqual(bench.messages.state(), { waiting: 2, oldestAge: 60, inDoubt: 0 });
  });

  test('a segment without an answer makes its message one in doubt', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = () => ({ kind: 'inDoubt', reason: 'silence', late: new Promise(() => {}) });
    await bench.send(['+491700000001']);
    await bench.quiet();
    assert.deepEqual(bench.messages.state(), { waiting: 0, oldestAge: 0, inDoubt: 1 });
  });
});
