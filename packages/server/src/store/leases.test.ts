/** Who has a partition, as the database says. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { PARTITIONS } from '../domain/ids.ts';
import { onBothEngines, type StoreBench } from '../testing/engines.ts';
import {
  heartbeat,
  holds,
  releaseLeases,
  removeWorker,
  renewLeases,
  takeEveryLease,
  takeLeases,
} from './leases.ts';
import { run } from './statements.ts';

const LONG = 3_600_000;

onBothEngines(open => {
  let bench: StoreBench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.dispose());

  const take = (owner: string, most: number) => bench.store.write(() => takeLeases(owner, most, LONG));
  const holding = (owner: string, part: number, epoch: number) =>
    bench.store.write(() => holds({ owner, part, epoch }));
  /** As when nobody renewed it for long. */
  const expire = () =>
    bench.store.write(() => run('UPDATE partition_lease SET until_at = 1 WHERE until_at > 1'));

  describe('leases', () => {
    test('are taken once, up to what is free', async () => {
      assert.equal((await take('a', 100)).length, 100);
      assert.equal((await take('b', PARTITIONS)).length, PARTITIONS - 100);
      assert.deepEqual(await take('c', 1), []);
      assert.ok(await holding('a', 0, 1));
      assert.ok(!(await holding('b', 0, 1)));
    });

    test('that end are free, and cannot be renewed any more', async () => {
      await take('a', PARTITIONS);
      assert.equal((await bench.store.write(() => renewLeases('a', LONG))).length, PARTITIONS);
      await expire();
      assert.ok(!(await holding('a', 7, 1)));
      assert.deepEqual(await bench.store.write(() => renewLeases('a', LONG)), []);
      const taken = await take('b', PARTITIONS);
      assert.deepEqual([...new Set(taken.map(({ epoch }) => epoch))], [2]);
      assert.ok(!(await holding('a', 7, 1)) && !(await holding('b', 7, 1)));
      assert.ok(await holding('b', 7, 2));
    });

    test('of the same process have another epoch after each taking', async () => {
      await take('a', PARTITIONS);
      await expire();
      await take('a', PARTITIONS);
      assert.ok(!(await holding('a', 7, 1)));
      assert.ok(await holding('a', 7, 2));
    });

    test('are given back at once, by their owner alone', async () => {
      await take('a', 3);
      assert.equal(await bench.store.write(() => releaseLeases('b', [0, 1])), 0);
      assert.equal(await bench.store.write(() => releaseLeases('a', [0, 1])), 2);
      const taken = await take('b', 2);
      assert.deepEqual(
        taken.map(({ part }) => part).toSorted((one, other) => one - other),
        [0, 1],
      );
    });

    test('are all taken by who has the store alone', async () => {
      await take('dead', PARTITIONS);
      assert.equal((await bench.store.write(() => takeEveryLease('a', LONG))).length, PARTITIONS);
      assert.ok(!(await holding('dead', 3, 1)));
      assert.ok(await holding('a', 3, 2));
    });
  });

  test('who lives is counted, without those that drain', async () => {
    const beat = (id: string, draining = false) =>
      bench.store.write(() => heartbeat({ id, name: id, draining }, LONG));
    assert.equal(await beat('a'), 1);
    assert.equal(await beat('b'), 2);
    assert.equal(await beat('a', true), 1);
    await bench.store.write(() => removeWorker('b'));
    assert.equal(await beat('a'), 1);
  });
});
