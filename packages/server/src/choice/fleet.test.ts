/** The view of the fleet, after what changed was read alone, is what the whole fleet is. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { usualPool } from '../domain/pool.ts';
import { raiseFleetVersion, readFleetUpdate, savePool, saveSimSettings } from '../store/fleet.ts';
import { run, type Statements } from '../store/statements.ts';
import { onBothEngines, type StoreBench } from '../testing/engines.ts';
import { saveGateway, saveSeenSim } from '../testing/plant.ts';
import { plantFleet, someGateway, someSim } from '../testing/server-bench.ts';
import { Fleet, type Touched } from './fleet.ts';

function contentOf(fleet: Fleet): object {
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  return {
    gateways: [...fleet.gateways()].toSorted(byId),
    sims: [...fleet.sims()].toSorted(byId),
    pools: [...fleet.pools()].toSorted(byId),
    places: fleet.places().map(({ gateway, port, sim }) => [gateway, port, sim]),
  };
}

onBothEngines(open => {
  let bench: StoreBench;
  const fleet = () => new Fleet();
  beforeEach(async () => {
    bench = await open();
    const gateways = [
      { id: 'a', part: 1 },
      { id: 'b', part: 2 },
    ];
    await plantFleet(bench.store, { gateways, portsEach: 2 });
  });
  afterEach(() => bench.dispose());

  const changes: readonly [change: string, work: () => Statements<unknown>, touched: Touched][] = [
    ['a gateway is down', () => saveGateway({ ...someGateway('b', 2), state: 'down' }), new Set([2])],
    ['a gateway is new', () => saveGateway(someGateway('c', 3)), new Set([3])],
    [
      'a gateway is gone with its ports',
      function* () {
        yield* run("DELETE FROM gateway WHERE id = 'a'");
        yield* run("DELETE FROM port WHERE part = 1 AND gateway = 'a'");
        yield* raiseFleetVersion({ kind: 'gateway', id: 'a' });
      },
      new Set([1]),
    ],
    [
      'a SIM is in another port',
      function* () {
        yield* run("UPDATE port SET sim = 'a-1' WHERE part = 2 AND gateway = 'b' AND port = 0");
        yield* run("UPDATE port SET sim = '' WHERE part = 1 AND gateway = 'a' AND port = 1");
        yield* saveSeenSim(someSim('a-1', 'b', 0));
        yield* raiseFleetVersion({ kind: 'gateway', id: 'a' });
        yield* raiseFleetVersion({ kind: 'gateway', id: 'b' });
      },
      new Set([1, 2]),
    ],
    [
      'a person limits a SIM',
      () => saveSimSettings({ ...someSim('b-1', 'b', 1), limits: { day: 3 }, tags: ['x'] }),
      new Set([2]),
    ],
    ['a person makes a pool', () => savePool({ ...usualPool('shop'), sticky: true }), 'all'],
  ];
  for (const [change, work, touched] of changes)
    test(change, async () => {
      const [known, fresh] = [fleet(), fleet()];
      await known.refresh(bench.store);
      const before = contentOf(known);
      await bench.store.write(work);
      assert.deepEqual(await known.refresh(bench.store), touched);
      await fresh.refresh(bench.store);
      assert.deepEqual(contentOf(known), contentOf(fresh));
      assert.notDeepEqual(contentOf(known), before);
      assert.deepEqual(await known.refresh(bench.store), new Set());
    });

  describe('everything is read', () => {
    test('where a process of an older release raised the version', async () => {
      const known = fleet();
      await known.refresh(bench.store);
      await bench.store.write(function* () {
        yield* run("UPDATE gateway SET state = 'down' WHERE id = 'a'");
        yield* run('UPDATE fleet_version SET version = version + 1 WHERE id = 1');
        yield* raiseFleetVersion({ kind: 'pools' });
      });
      await known.refresh(bench.store);
      assert.equal(known.gateway('a')?.state, 'down');
    });

    test('where more parts have changed than are worth asking for', async () => {
      await bench.store.write(function* () {
        for (let index = 0; index <= 200; index += 1)
          yield* raiseFleetVersion({ kind: 'gateway', id: `g${index}` });
      });
      assert.equal(await bench.store.read(() => readFleetUpdate(0)), undefined);
    });
  });
});
