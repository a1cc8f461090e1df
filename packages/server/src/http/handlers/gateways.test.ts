/** Gateways and their ports, as people see and change them. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { findGateway } from '../../gateways/gateway-rows.ts';
import type { StoredPort } from '../../gateways/port-rows.ts';
import {
  bodyOf,
  callAs,
  type HandlerBench,
  openHandlerBench,
  refusalOf,
} from '../../testing/handler-bench.ts';
import { savePorts } from '../../testing/plant.ts';
import { handlers } from './handlers.ts';

let bench: HandlerBench;
beforeEach(async () => {
  bench = await openHandlerBench();
});
afterEach(() => bench.dispose());

/** The address of a port (tcpmux) where nothing listens. */
const settings = { address: 'http://127.0.0.1:1', password: 'p', kind: 'vendor' } as const;

async function added(more: object = {}): Promise<string> {
  const answer = handlers.create_gateway({ ...settings, ...more }, bench.context, callAs());
  return (await bodyOf(answer, 201)).id;
}

/** Writes down what was learned of the ports of a gateway. */
async function ports(id: string, differences: readonly Partial<StoredPort>[]): Promise<void> {
  const { store } = bench.bench;
  const gateway = await store.read(() => findGateway(id));
  assert.ok(gateway !== undefined);
  const rows = differences.map((different, port) => ({
    ...{ part: gateway.part, gateway: id, port, sim: '8949001', registration: 'REGISTER_OK' },
    ...{ signal: 20, enabled: true, sends: true, seenAt: 0 },
    ...different,
  }));
  await store.write(() => savePorts(gateway.part, id, rows));
}

async function waitsFor(id: string): Promise<readonly string[]> {
  const { ports: shown } = await bodyOf(handlers.get_gateway({ id }, bench.context, callAs()));
  return shown.map(({ waits_for: reason }: { waits_for: string }) => reason);
}

describe('a port', () => {
  test('shows why it does not send', async () => {
    const id = await added();
    await ports(id, [
      {},
      { enabled: false },
      { sends: false, registration: 'SEARCHING' },
      { sends: false, registration: 'NO_SIM', sim: '' },
    ]);
    assert.deepEqual(await waitsFor(id), [
      '',
      'It is switched off.',
      'Its gateway says SEARCHING.',
      'It has no SIM that is known (NO_SIM).',
    ]);
  });

  test('is switched off and on', async () => {
    const id = await added();
    await ports(id, [{}, {}]);
    const change = (port: number, enabled: boolean, gateway = id) =>
      handlers.change_port({ id: gateway, port, enabled }, bench.context, callAs());
    assert.deepEqual(await bodyOf(change(1, false)), {});
    assert.deepEqual(await waitsFor(id), ['', 'It is switched off.']);
    assert.deepEqual(await bodyOf(change(1, true)), {});
    assert.deepEqual(await waitsFor(id), ['', '']);
    assert.equal((await refusalOf(change(2, false)))[0], 404);
    assert.equal((await refusalOf(change(1, false, 'nobody')))[0], 404);
  });
});

describe('the process that has the partition of a gateway', { timeout: 20_000 }, () => {
  /** Lets the looks that come by themselves pass, and the picture that they read grow old: the next one is due in half a second. */
  async function quiet(): Promise<void> {
    bench.clock.advance(500);
    await bench.gateways.fleet.look();
    await turn();
    bench.clock.advance(500);
  }

  /** Resolves once there is a driver, or none, while the clock stands still. */
  async function hasDriver(id: string, wanted: boolean): Promise<void> {
    while ((bench.gateways.fleet.driverOf(id) !== undefined) !== wanted) await turn();
  }

  test('works with it as soon as it is added or switched on, and no more when it is switched off or removed', async () => {
    for (let part = 0; part < 256; part += 1) bench.gateways.fleet.own(part);
    await quiet();
    const id = await added();
    await hasDriver(id, true);
    const change = (enabled: boolean) => handlers.change_gateway({ id, enabled }, bench.context, callAs());
    await quiet();
    await bodyOf(change(false));
    await hasDriver(id, false);
    await quiet();
    await bodyOf(change(true));
    await hasDriver(id, true);
    await quiet();
    await bodyOf(handlers.remove_gateway({ id }, bench.context, callAs()));
    await hasDriver(id, false);
  });
});

describe('a gateway', () => {
  test('is on a list of a hundred at most where no limit is asked for', async () => {
    for (let at = 0; at < 101; at += 1) await added({ address: `http://192.0.2.1:${8000 + at}` });
    const { gateways, next } = await bodyOf(handlers.list_gateways({}, bench.context, callAs()));
    assert.deepEqual([gateways.length, next], [100, gateways[99].id]);
  });

  test('is added with what its wish names, and each field of a change changes it alone', async () => {
    const wish = { name: 'Roof', user: 'u', tags: ['a'], enabled: false };
    const show = (id: string) => bodyOf(handlers.get_gateway({ id }, bench.context, callAs()));
    const id = await added(wish);
    const usual = await show(await added({ address: 'http://127.0.0.1:2' }));
    const made = await show(id);
    const { name, user, tags, enabled, kind, address } = made;
    assert.deepEqual({ name, user, tags, enabled }, wish);
    assert.deepEqual([kind, address], [settings.kind, settings.address]);
    assert.deepEqual([usual.name, usual.user, usual.tags, usual.enabled], ['127.0.0.1:2', 'admin', [], true]);
    for (const change of [{ name: 'Cellar' }, { user: 'v' }, { tags: [] }, { enabled: true }]) {
      const before = await show(id);
      await bodyOf(handlers.change_gateway({ id, ...change }, bench.context, callAs()));
      assert.deepEqual(await show(id), {
        ...before,
        ...change,
        ...('enabled' in change && { state: 'new' }),
      });
    }
  });

  test('of nobody is none, and an address that is none is refused', async () => {
    const change = (id: string, more: object) =>
      refusalOf(handlers.change_gateway({ id, ...more }, bench.context, callAs()));
    assert.equal((await change('nobody', { name: 'x' }))[0], 404);
    const [code, error] = await change(await added(), { address: 'ftp://192.0.2.1' });
    assert.equal(code, 400);
    assert.match(error, /^address: /);
    assert.equal((await refusalOf(handlers.get_gateway({ id: 'nobody' }, bench.context, callAs())))[0], 404);
    const removal = handlers.remove_gateway({ id: 'nobody' }, bench.context, callAs());
    assert.equal((await refusalOf(removal))[0], 404);
  });

  test('that is there already cannot be added or moved to', async () => {
    await added();
    const other = await added({ address: 'http://127.0.0.1:2' });
    const taken = [409, 'address: another gateway has this one'];
    assert.deepEqual(await refusalOf(handlers.create_gateway(settings, bench.context, callAs())), taken);
    const change = { id: other, address: settings.address, password: 'p' };
    assert.deepEqual(await refusalOf(handlers.change_gateway(change, bench.context, callAs())), taken);
  });
});
