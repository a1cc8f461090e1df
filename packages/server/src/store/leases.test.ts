/** Who has a partition, as the database has it. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { PARTITIONS } from '../domain/ids.ts';
import { onBothEngines, type StoreBench } from '../testing/engines.ts';
import {
  enroll,
  enrollAlone,
  holds,
  releaseLeases,
  removeWorker,
  renew,
  takeEveryLease,
  takeLeases,
} from './leases.ts';
import { all, run } from './statements.ts';

const LONG = 3_600_000;

onBothEngines(open => {
  let bench: StoreBench;
  beforeEach(async () => {
    bench = await open();
    for (const id of ['a', 'b', 'c']) await enter(id);
  });
  afterEach(() => bench.dispose());

  const enter = (id: string, former = '') => bench.store.write(() => enroll({ id, name: id, former }, LONG));
  const take = (owner: string, most: number) => bench.store.write(() => takeLeases(owner, most));
  const holding = (owner: string, part: number, epoch: number) =>
    bench.store.write(() => holds({ owner, part, epoch }));
  const renewed = (id: string, draining = false) => bench.store.write(() => renew(id, draining, LONG));
  /** As when it did not renew for long. */
  const expire = (id: string) =>
    bench.store.write(() => run('UPDATE worker SET until_at = 1 WHERE id = ?', id));

  describe('partitions', () => {
    test('are taken once, up to what is free', async () => {
      assert.equal((await take('a', 100)).length, 100);
      assert.equal((await take('b', PARTITIONS)).length, PARTITIONS - 100);
      assert.deepEqual(await take('c', 1), []);
      assert.ok(await holding('a', 0, 1));
      assert.ok(!(await holding('b', 0, 1)));
    });

    test('of a process whose lease has ended are free, and it cannot renew any more', async () => {
      await take('a', PARTITIONS);
      assert.equal((await renewed('a'))?.leases.length, PARTITIONS);
      await expire('a');
      assert.ok(!(await holding('a', 7, 1)));
      assert.equal(await renewed('a'), undefined);
      const taken = await take('b', PARTITIONS);
      assert.deepEqual([...new Set(taken.map(({ epoch }) => epoch))], [2]);
      assert.ok(!(await holding('a', 7, 1)) && !(await holding('b', 7, 1)));
      assert.ok(await holding('b', 7, 2));
      assert.equal((await renewed('b'))?.leases.length, PARTITIONS);
    });

    test('of a process that has come back under another id have to be taken anew', async () => {
      await take('a', PARTITIONS);
      await enter('a2', 'a');
      assert.ok(!(await holding('a', 7, 1)));
      assert.deepEqual((await renewed('a2'))?.leases, []);
      assert.equal((await take('a2', PARTITIONS)).length, PARTITIONS);
      assert.ok(await holding('a2', 7, 2));
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
      assert.deepEqual(
        (await renewed('a'))?.leases.map(({ part }) => part),
        [2],
      );
    });

    test('are all taken by who has the store alone', async () => {
      await take('b', PARTITIONS);
      assert.equal((await bench.store.write(() => takeEveryLease('a'))).length, PARTITIONS);
      assert.ok(!(await holding('b', 3, 1)));
      assert.ok(await holding('a', 3, 2));
    });
  });

  test('who has the store alone is the only one that lives', async () => {
    await bench.store.write(() => enrollAlone({ id: 'd', name: 'd', former: '' }, LONG));
    assert.equal((await renewed('d'))?.living, 1);
    assert.equal(await renewed('a'), undefined);
  });

  test('who ended twenty leases ago is forgotten when another one comes', async () => {
    const ended = (id: string, ago: number) =>
      bench.store.write(() => run('UPDATE worker SET until_at = {now} - ? WHERE id = ?', ago, id));
    await ended('a', 20 * LONG - 60_000);
    await ended('b', 20 * LONG + 60_000);
    await enter('d');
    const left = await bench.store.read(() => all<{ id: string }>('SELECT id FROM worker ORDER BY id'));
    assert.deepEqual(
      left.map(({ id }) => id),
      ['a', 'c', 'd'],
    );
  });

  test('who lives is counted, without those that drain or have ended', async () => {
    assert.equal((await renewed('a'))?.living, 3);
    assert.equal((await renewed('b', true))?.living, 2);
    await bench.store.write(() => removeWorker('c'));
    assert.equal((await renewed('a'))?.living, 1);
    await expire('a');
    assert.equal((await renewed('b'))?.living, 1);
  });
});
