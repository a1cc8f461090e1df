/** The partitions of a process that has the store alone, by a clock that stands still. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { PARTITIONS } from '../domain/ids.ts';
import type { HeldLease } from '../handoff/context.ts';
import { all, run } from '../store/statements.ts';
import { openSqlite, type StoreBench } from '../testing/engines.ts';
import {
  Ownership,
  type OwnershipSettings,
  type PartitionWork,
  sharedOwnership,
  soleOwnership,
} from './ownership.ts';

const settings = { leaseMs: 86_400_000, renewMs: 1000, marginMs: 1000 };

describe('a process that has the store alone', () => {
  let bench: StoreBench;
  let clock: FakeClock;
  let taken: HeldLease[];
  let ended: number[];
  let warnings: string[];
  let infos: string[];
  let ids: number;
  const owners: Ownership[] = [];
  beforeEach(async () => {
    bench = await openSqlite();
    clock = fakeClock();
    [taken, ended, warnings, infos, ids] = [[], [], [], [], 0];
  });
  afterEach(async () => {
    for (const owner of owners.splice(0)) await owner.stop();
    await bench.dispose();
  });

  function ownership(work: Partial<PartitionWork> = {}, itsClock = clock, of = settings): Ownership {
    const made = new Ownership({
      ...{ store: bench.store, clock: itsClock, settings: of, name: 'test', newId: () => `p${++ids}` },
      log: {
        info: (_fields, text) => void infos.push(text),
        warn: (_fields, text) => void warnings.push(text),
        error: () => {},
      },
      work: {
        taken: lease => void taken.push(lease),
        finish: async () => {},
        ended: part => void ended.push(part),
        ...work,
      },
    });
    owners.push(made);
    return made;
  }

  const workers = async () =>
    (
      await bench.store.read(() => all<{ id: string; draining: number }>('SELECT id, draining FROM worker'))
    ).map(({ id, draining }) => `${id} ${draining}`);
  const leases = async () =>
    (
      await bench.store.read(() =>
        all<{ owner: string }>('SELECT DISTINCT owner FROM partition_lease ORDER BY owner'),
      )
    ).map(({ owner }) => owner);
  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await turn();
  }

  test('takes all of them at once, under its id, and gives them back at its end', async () => {
    const owner = ownership();
    await owner.start();
    assert.equal(owner.owned().length, PARTITIONS);
    const [first] = taken;
    assert.deepEqual(first?.fence, { part: 0, owner: 'p1', epoch: 1 });
    assert.equal(first.signal.aborted, false);
    assert.deepEqual([await workers(), await leases()], [['p1 0'], ['p1']]);
    await owner.stop();
    assert.equal(first.signal.aborted, true);
    assert.deepEqual([owner.owned(), ended.length], [[], PARTITIONS]);
    assert.deepEqual([await workers(), await leases()], [[], ['']]);
    assert.equal(clock.waiting, 0);
  });

  test('finishes what is under way before it gives it back, for a minute at most', async () => {
    const finishing: number[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const owner = ownership({
      finish: part => {
        finishing.push(part);
        return part === 0 ? promise : Promise.resolve();
      },
    });
    await owner.start();
    const stopped = owner.stop();
    await until(() => finishing.length === PARTITIONS);
    for (let turns = 0; turns < 20; turns += 1) await turn();
    assert.deepEqual([ended, await leases()], [[], ['p1']]);
    clock.advance(59_999);
    for (let turns = 0; turns < 20; turns += 1) await turn();
    assert.deepEqual(ended, []);
    clock.advance(1);
    await stopped;
    assert.equal(ended.length, PARTITIONS);
    resolve();
  });

  test('renews its lease, and shows that it drains when it ends', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const owner = ownership({ finish: () => promise });
    await owner.start();
    const stopped = owner.stop();
    for (let turns = 0; turns < 20; turns += 1) await turn();
    clock.advance(settings.renewMs);
    while ((await workers())[0] !== 'p1 1') await turn();
    resolve();
    await stopped;
  });

  test('keeps all of them after crashes, whose leases go on: it is the only one that lives', async () => {
    // The processes before it were killed, and gave nothing back: their clocks stand still.
    for (let killed = 0; killed < 3; killed += 1) await ownership({}, fakeClock()).start();
    owners.length = 0;
    const owner = ownership();
    await owner.start();
    assert.deepEqual(await workers(), ['p4 0']);
    const before = clock.waiting;
    clock.advance(settings.renewMs);
    await until(() => clock.waiting === before);
    for (let turns = 0; turns < 20; turns += 1) await turn();
    assert.deepEqual([owner.owned().length, ended], [PARTITIONS, []]);
  });

  test('loses what another one has by now', async () => {
    const owner = ownership();
    await owner.start();
    await bench.store.write(() =>
      run("UPDATE partition_lease SET owner = 'x', epoch = epoch + 1 WHERE part = 7"),
    );
    clock.advance(settings.renewMs);
    await until(() => ended.includes(7));
    assert.equal(taken.find(({ fence }) => fence.part === 7)?.signal.aborted, true);
    await until(() => owner.owned().length === PARTITIONS);
    assert.equal(taken.filter(({ fence }) => fence.part === 7).at(-1)?.fence.epoch, 3, 'it takes it again');
  });

  test('ends all work at its deadline, and comes back under another id', async () => {
    const owner = ownership();
    await owner.start();
    const write = bench.store.writeFirst;
    bench.store.writeFirst = () => Promise.reject(new Error('away'));
    clock.advance(settings.leaseMs - settings.marginMs - 1);
    assert.equal(ended.length, 0);
    clock.advance(1);
    assert.equal(ended.length, PARTITIONS);
    bench.store.writeFirst = write;
    await until(() => warnings.length > 0);
    assert.equal(warnings[0], 'the lease of this process cannot be renewed now');
    while (owner.owned().length < PARTITIONS) {
      clock.advance(settings.renewMs);
      await bench.store.read(() => all('SELECT 1'));
      await turn();
    }
    assert.deepEqual([await leases(), await workers()], [['p2'], ['p2 0']]);
    assert.equal(taken.at(-1)?.fence.owner, 'p2');
    assert.deepEqual(infos, ['the lease of this process is renewed again']);
  });

  test('whose lease is in the store no more ends all work at once, and comes back under another id', async () => {
    const owner = ownership();
    await owner.start();
    const [first] = taken;
    await bench.store.write(() => run('DELETE FROM worker'));
    clock.advance(settings.renewMs);
    await until(() => ended.length === PARTITIONS);
    assert.deepEqual([first?.signal.aborted, owner.owned()], [true, []]);
    while (owner.owned().length < PARTITIONS) {
      clock.advance(settings.renewMs);
      await bench.store.read(() => all('SELECT 1'));
      await turn();
    }
    assert.deepEqual([await leases(), await workers()], [['p2'], ['p2 0']]);
  });

  const usual: [name: string, settings: OwnershipSettings, lease: number, renew: number, work: number][] = [
    ['that shares its store', sharedOwnership, 4000, 500, 3500],
    ['that has it alone', soleOwnership, 600_000, 60_000, 540_000],
  ];
  for (const [name, of, lease, renewal, work] of usual)
    test(`${name} has a lease of ${lease / 1000} s, renewed each ${renewal / 1000} s, and ends its work after ${work / 1000} s`, async () => {
      const owner = ownership({}, clock, of);
      await owner.start();
      const leased = await bench.store.read(() =>
        all<{ until_at: number; started_at: number }>('SELECT until_at, started_at FROM worker'),
      );
      // It was renewed at once, some milliseconds after it began.
      const length = (leased[0]?.until_at ?? 0) - (leased[0]?.started_at ?? 0);
      assert.ok(length >= lease && length < lease + 2000, `${length}`);
      let renewals = 0;
      bench.store.writeFirst = () => {
        renewals += 1;
        return Promise.reject(new Error('away'));
      };
      clock.advance(renewal - 1);
      assert.equal(renewals, 0);
      clock.advance(1);
      assert.equal(renewals, 1);
      clock.advance(work - renewal - 1);
      assert.equal(ended.length, 0);
      clock.advance(1);
      assert.equal(ended.length, PARTITIONS);
    });

  test('that cannot give back what it has, because the store is away, ends all the same', async () => {
    const owner = ownership();
    await owner.start();
    const { write } = bench.store;
    bench.store.write = () => Promise.reject(new Error('away'));
    await owner.stop();
    bench.store.write = write;
    const words = 'the partitions cannot be given back now; others take them when the lease ends';
    assert.deepEqual(warnings, [words, words]);
    assert.deepEqual([ended.length, clock.waiting, infos], [PARTITIONS, 0, []]);
  });

  test('gives back what the store has as its own, and it does not work on', async () => {
    const owner = ownership();
    await owner.start();
    await owner.stop();
    await bench.store.write(() => run("UPDATE partition_lease SET owner = 'p2' WHERE part = 9"));
    const other = ownership();
    await other.start();
    assert.equal(other.owned().length, PARTITIONS);
  });
});
