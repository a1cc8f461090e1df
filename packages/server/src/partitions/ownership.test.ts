/** A process and its share of the partitions, over a line to PostgreSQL that freezes and breaks: it works on all that are its own. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '@simgate/daemon';
import { type FakeClock, fakeClock, silentLog } from '@simgate/daemon/testing';
import { PARTITIONS } from '../domain/ids.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { all } from '../store/statements.ts';
import type { Store } from '../store/store.ts';
import { type DatabaseProxy, openDatabaseProxy } from '../testing/database-proxy.ts';
import { withoutPostgres } from '../testing/postgres-cluster.ts';
import { type SharedDatabase, sharedDatabase } from '../testing/shared-postgres.ts';
import { Ownership, sharedOwnership } from './ownership.ts';

describe('the partitions of a process', { skip: withoutPostgres }, () => {
  let database: SharedDatabase;
  let line: DatabaseProxy;
  let store: Store;
  let clock: FakeClock;
  let ownership: Ownership;
  let working: Set<number>;
  let ids: number;
  let processes: number;
  const resting = new Set<object>();
  beforeEach(async () => {
    database = await sharedDatabase();
    line = await openDatabaseProxy(database.url);
    store = await openPostgresStore({ url: line.url });
    clock = fakeClock();
    working = new Set();
    ids = 0;
    processes = 0;
    resting.clear();
    ownership = processOf('a');
  });
  afterEach(async () => {
    await ownership.stop();
    await store.close();
    await line.close();
    database.giveBack();
  });

  /** The clock of a process, which shows in `resting` that it waits for its next round. */
  function roundClock(): Clock {
    const after: Clock['after'] = (milliseconds, action) => {
      const rest = {};
      if (milliseconds === sharedOwnership.renewMs) resting.add(rest);
      const cancel = clock.after(milliseconds, () => {
        resting.delete(rest);
        action();
      });
      return () => {
        resting.delete(rest);
        cancel();
      };
    };
    return { ...clock, after };
  }

  function processOf(name: string): Ownership {
    processes += 1;
    return new Ownership({
      ...{ store, clock: roundClock(), log: silentLog, name, settings: sharedOwnership },
      newId: () => `${name}${++ids}`,
      work: {
        taken: ({ fence }) => void working.add(fence.part),
        finish: async () => {},
        ended: part => void working.delete(part),
      },
    });
  }

  /** Who has how many, as the database has it. */
  const owners = () =>
    store.read(() =>
      all<{ owner: string; parts: number }>(
        'SELECT owner, count(*) AS parts FROM partition_lease GROUP BY owner ORDER BY owner',
      ),
    );

  /** Lets rounds pass until something holds, each when the one before of every process has ended. */
  async function rounds(holds: () => boolean): Promise<void> {
    for (;;) {
      while (!holds() && resting.size < processes) await turn();
      if (holds()) return;
      clock.advance(sharedOwnership.renewMs);
    }
  }

  test('end before its lease does while the database is silent, and are all worked on again when it speaks', async () => {
    await ownership.start();
    assert.equal(working.size, PARTITIONS);
    line.freeze();
    clock.advance(sharedOwnership.leaseMs - sharedOwnership.marginMs - 1);
    assert.equal(working.size, PARTITIONS);
    clock.advance(1);
    assert.equal(working.size, 0);
    line.thaw();
    await rounds(() => working.size === PARTITIONS);
    assert.deepEqual(ownership.owned().length, PARTITIONS);
    const [{ owner, parts } = { owner: '', parts: 0 }, ...others] = await owners();
    assert.deepEqual([parts, others.length], [PARTITIONS, 0]);
    assert.notEqual(owner, 'a1', 'it has come back under another id');
  });

  test('are worked on though the answer of the taking was lost', async () => {
    line.loseAnswerOfCommit('SET owner = $1, epoch');
    await ownership.start();
    await line.lost();
    assert.equal(working.size, 0);
    await rounds(() => working.size === PARTITIONS);
    assert.equal(working.size, PARTITIONS);
  });

  test('are shared with a process that comes, and are its own again when that one has ended', async () => {
    await ownership.start();
    const other = processOf('b');
    await other.start();
    await rounds(
      () => other.owned().length === PARTITIONS / 2 && ownership.owned().length === PARTITIONS / 2,
    );
    assert.equal(working.size, PARTITIONS);
    await other.stop();
    processes -= 1;
    await rounds(() => ownership.owned().length === PARTITIONS);
    assert.equal(working.size, PARTITIONS);
  });

  test('end with the process though the database is away: nothing goes on that would keep the process alive', async () => {
    await ownership.start();
    line.refuse();
    await ownership.stop();
    assert.deepEqual([working.size, ownership.owned(), clock.waiting], [0, [], 0]);
  });
});
