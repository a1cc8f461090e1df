import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { collect, openBench } from '../testing.ts';
import { createMessageSearch } from './search.ts';

describe('what one user sent', () => {
  test('is all that a filter by its name finds, and all that it may stop', async t => {
    const bench = await openBench(t);
    bench.port(0).canSend = false;
    const mine = await bench.send(['+491700000001'], { owner: 'shop' });
    const other = await bench.send(['+491700000002'], { owner: 'admin' });
    assert.ok(mine.ok && other.ok);
    const { messages } = bench;
    const numbers = async (filter: object) =>
      (await collect(messages.results(filter))).map(({ number }) => number);
    assert.deepEqual(await numbers({ owner: 'shop' }), ['+491700000001']);
    assert.deepEqual(await numbers({ owner: 'shop', numbers: ['491700000002'] }), []);
    assert.deepEqual(await numbers({ owner: 'shop', after: 0 }), ['+491700000001']);
    assert.deepEqual(await numbers({}), ['+491700000001', '+491700000002']);
    assert.deepEqual(await collect(messages.reports({ owner: 'shop' })), []);
    assert.equal(await messages.stop(other.taskId, 'shop'), 'unknown');
    assert.equal(await messages.stop(mine.taskId, 'shop'), 'stopped');
    const search = createMessageSearch(bench.store);
    assert.deepEqual(
      search.sent({ owner: 'shop', limit: 10 }).items.map(({ number }) => number),
      ['+491700000001'],
    );
    assert.ok(search.sentMessage(1, 'shop'));
    assert.equal(search.sentMessage(2, 'shop'), undefined);
  });
});
