import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { temporaryStore } from '../store/testing.ts';
import { areForgettable, forgetAlarms, listAlarms } from './alarm-rows.ts';

const FIRST = 'INSERT INTO alarms (kind, subject, imsi, text, reason, raised_at, raised_steady, last_steady';

/** Over at these steady times; null: it lasts. */
async function storeWith(...ends: readonly (number | null)[]) {
  const store = temporaryStore(fakeClock());
  await store.write(database => {
    for (const [index, end] of ends.entries())
      database.run(
        `${FIRST}, cleared_at, cleared_steady) VALUES ('port_down', ?, '', '', '', 0, 0, 0, ?, ?)`,
        ...[`port ${index}`, end, end],
      );
  });
  const ids = () =>
    listAlarms(store.read, { open: undefined, before: undefined, limit: 20_000 }).map(({ id }) => id);
  const forget = async (steady: number) => {
    const are = areForgettable(store.read, steady);
    await store.write(database => forgetAlarms(database, steady));
    return are;
  };
  return { store, ids, forget };
}

describe('alarms in the store', () => {
  test('are forgotten that were over before a time; those that last stay', async () => {
    const { ids, forget } = await storeWith(1000, 1001, null);
    assert.equal(await forget(1000), false);
    assert.deepEqual(ids(), [3, 2, 1]);
    assert.equal(await forget(1001), true);
    assert.deepEqual(ids(), [3, 2]);
  });

  test('are ten thousand at most, beside those that last', async () => {
    const { ids, forget } = await storeWith(1000, null, ...Array<number>(9998).fill(1000));
    assert.equal(await forget(0), false);
    assert.equal(ids().length, 10_000);
    const more = await storeWith(1000, null, ...Array<number>(10_000).fill(1000));
    assert.equal(await more.forget(0), true);
    assert.deepEqual([more.ids().length, more.ids().slice(-2)], [10_001, [3, 2]]);
  });

  test('of a kind that only a later version knows are left out', async () => {
    const { store, ids } = await storeWith(1000);
    await store.write(database =>
      database.run(`${FIRST}) VALUES ('ports_haunted', 'port 1', '', '', '', 0, 0, 0)`),
    );
    assert.deepEqual(ids(), [1]);
  });
});
