/** Items that come together are stored together, within the bounds of a transaction. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Gatherer } from './gatherer.ts';

/** A gatherer of numbers that weigh themselves, whose transactions end when the test wants. */
function bench(transactions = 1, outcomesOf = (items: readonly number[]) => items.map(item => item * 10)) {
  const begun: number[][] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const gatherer = new Gatherer<number, number>({
    weightOf: item => item,
    mostWeight: 10,
    transactions,
    store: async items => {
      begun.push([...items]);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      ends.push({ resolve, reject });
      await promise;
      return outcomesOf(items);
    },
  });
  return { gatherer, begun, ends };
}

describe('a gatherer', () => {
  test('stores what came in one turn at once, and gives each its own outcome', async () => {
    const { gatherer, begun, ends } = bench();
    const added = [1, 2, 3].map(item => gatherer.add(item));
    assert.deepEqual(begun, []);
    await turn();
    assert.deepEqual(begun, [[1, 2, 3]]);
    ends[0]?.resolve();
    assert.deepEqual(await Promise.all(added), [10, 20, 30]);
  });

  test('fills a transaction up to its weight; what is heavier goes alone', async () => {
    const { gatherer, begun, ends } = bench();
    const added = [4, 6, 1, 20, 9, 2].map(item => gatherer.add(item));
    for (let at = 0; at < 5; at += 1) {
      while (begun.length === at) await turn();
      ends[at]?.resolve();
    }
    await Promise.all(added);
    assert.deepEqual(begun, [[4, 6], [1], [20], [9], [2]]);
  });

  test('has so many transactions at once, and gathers meanwhile', async () => {
    const { gatherer, begun, ends } = bench(2);
    const added = [10, 10, 1, 1].map(item => gatherer.add(item));
    for (let turns = 0; turns < 5; turns += 1) await turn();
    assert.deepEqual(begun, [[10], [10]]);
    added.push(gatherer.add(1));
    ends[0]?.resolve();
    await added[0];
    await turn();
    await turn();
    assert.deepEqual(begun, [[10], [10], [1, 1, 1]]);
    for (const { resolve } of ends) resolve();
    await Promise.all(added);
  });

  test('rejects all of a transaction that failed, and goes on', async () => {
    const { gatherer, begun, ends } = bench();
    const failed = [1, 2].map(item => gatherer.add(item));
    const settled = Promise.allSettled(failed);
    await turn();
    ends[0]?.reject(new Error('full'));
    assert.deepEqual(
      (await settled).map(one => (one.status === 'rejected' ? one.reason.message : one.value)),
      ['full', 'full'],
    );
    const next = gatherer.add(3);
    while (begun.length < 2) await turn();
    ends[1]?.resolve();
    assert.equal(await next, 30);
  });

  test('rejects an item that got no outcome', async () => {
    const { gatherer, ends } = bench(1, items => items.slice(1));
    const added = Promise.allSettled([1, 2].map(item => gatherer.add(item)));
    await turn();
    ends[0]?.resolve();
    const [first, second] = await added;
    assert.deepEqual(first, { status: 'fulfilled', value: 2 });
    assert.ok(second?.status === 'rejected' && second.reason instanceof RangeError);
  });
});
