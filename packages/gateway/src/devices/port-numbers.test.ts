/** Found devices keep their port numbers: over a restart, another place, a day away. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Settings } from '@simgate/daemon/store';
import { temporaryStore } from '../port-management/testing.ts';
import type { FoundDevice } from './found-device.ts';
import { PortNumbers } from './port-numbers.ts';

const DAY = 24 * 3600_000;

function device(serial: string, place: string): FoundDevice {
  return {
    kind: 'modem',
    ...{ place, serial, vendor: 'aaaa', product: '0125', makerName: '', productName: '' },
    ...{ interfaces: [], ttys: [], folder: `/sys/${place}`, managerUid: '', managerIgnores: false },
  };
}

function setUp(context: TestContext) {
  const { store, reopen } = temporaryStore(context);
  let time = 1000;
  const now = () => time;
  let written = 0;
  const settings: Settings = {
    get: name => store.settings.get(name),
    set: (name, value) => {
      written += 1;
      return store.settings.set(name, value);
    },
  };
  let numbers = new PortNumbers(settings, now);
  return {
    async assign(devices: readonly FoundDevice[], taken: readonly number[] = []) {
      const { assigned, ports, left } = await numbers.assign(devices, devices, new Set(taken));
      return { given: assigned.map(one => one.port), ports, left: left.length };
    },
    restart() {
      numbers = new PortNumbers(reopen().settings, now);
    },
    pass(milliseconds: number) {
      time += milliseconds;
    },
    writes: () => written,
    forget: (milliseconds: number) => numbers.forget(milliseconds),
  };
}

const [first, second] = [device('s1', '1.1'), device('s2', '1.2')];

describe('numbers of found devices', () => {
  test('are given from 0 in order, and leave out those of the settings', async context => {
    const { assign } = setUp(context);
    assert.deepEqual(await assign([first, second], [0, 2]), { given: [1, 3], ports: [1, 3], left: 0 });
  });

  test('stay when another device comes first, is away, or hangs elsewhere', async context => {
    const { assign } = setUp(context);
    await assign([first, second]);
    assert.deepEqual(await assign([second]), { given: [1], ports: [0, 1], left: 0 });
    assert.deepEqual((await assign([device('s2', '1.1'), device('s1', '1.2')])).given.toSorted(), [0, 1]);
    assert.deepEqual((await assign([device('s2', '1.4')])).given, [1]);
  });

  test('stay over a restart', async context => {
    const { assign, restart } = setUp(context);
    await assign([first, second]);
    restart();
    assert.deepEqual(await assign([second]), { given: [1], ports: [0, 1], left: 0 });
  });

  test('are written when something changed, and else once a day', async context => {
    const { assign, pass, writes } = setUp(context);
    await assign([first]);
    await assign([first, second]);
    assert.equal(writes(), 2);
    pass(DAY - 1);
    await assign([first, second]);
    assert.equal(writes(), 2);
    pass(1);
    await assign([second]);
    assert.equal(writes(), 3);
    pass(DAY - 1);
    await assign([second]);
    assert.equal(writes(), 3);
    pass(1);
    await assign([second]);
    assert.equal(writes(), 4);
  });

  test('are begun anew where what is stored is none', async context => {
    const { store } = temporaryStore(context);
    for (const port of [-1, 32, 31]) {
      const known = [{ port, vendor: 'aaaa', serial: 's1', place: '1.1', seenAt: 0 }];
      await store.settings.set('devicePorts', { known, shared: [] });
      const { assigned } = await new PortNumbers(store.settings, () => 0).assign([first], [first], new Set());
      assert.equal(assigned[0]?.port, port === 31 ? 31 : 0);
    }
  });

  test('end at 31: who comes then gets none', async context => {
    const { assign } = setUp(context);
    const many = Array.from({ length: 33 }, (_, index) => device(`s${index}`, `1.${index}`));
    const { given, left } = await assign(many);
    assert.deepEqual([given.length, Math.max(...given), left], [32, 31, 1]);
  });

  test('are forgotten of a device that was away for long enough, and not before', async context => {
    const { assign, pass, forget } = setUp(context);
    await assign([first, second]);
    pass(2 * DAY);
    await assign([second]);
    forget(3 * DAY);
    assert.deepEqual((await assign([second])).ports, [0, 1]);
    pass(2 * DAY);
    forget(0);
    assert.deepEqual((await assign([second])).ports, [0, 1]);
    forget(3 * DAY);
    assert.deepEqual((await assign([second])).ports, [1]);
  });
});
