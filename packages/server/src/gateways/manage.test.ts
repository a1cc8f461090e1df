/** The settings of gateways that people make and change, and the facts that are learned anew after it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { createIdMaker } from '../domain/ids.ts';
import { fleetVersion } from '../store/fleet.ts';
import { all, run } from '../store/statements.ts';
import { openSqlite, type StoreBench } from '../testing/engines.ts';
import { findGateway, type StoredGateway } from './gateway-rows.ts';
import {
  type Change,
  createGateway,
  deleteGateway,
  type GatewaySettings,
  type ManageContext,
  updateGateway,
} from './manage.ts';
import { openSecrets } from './secrets.ts';

const BAD_ADDRESS = 'address: must be an address as http://host:port or https://host:port, without a path';

describe('gateways as people set them', () => {
  const clock = fakeClock();
  let bench: StoreBench;
  let folder: string;
  let context: ManageContext;

  beforeEach(async () => {
    bench = await openSqlite();
    folder = mkdtempSync(join(tmpdir(), 'simgate-manage-'));
    context = {
      ...{ store: bench.store, clock, random: () => 0.5, ids: createIdMaker(() => clock.now()) },
      secrets: openSecrets(join(folder, 'secret.key')),
    };
  });
  afterEach(async () => {
    await bench.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  function gatewayOf(change: Change): StoredGateway {
    assert.ok(change.kind === 'done', JSON.stringify(change));
    return change.gateway;
  }

  async function stored(id: string): Promise<StoredGateway> {
    const gateway = await bench.store.read(() => findGateway(id));
    assert.ok(gateway !== undefined);
    return gateway;
  }

  async function create(settings: GatewaySettings = {}): Promise<StoredGateway> {
    return gatewayOf(await createGateway(context, { address: 'http://192.0.2.1:8080', ...settings }));
  }

  /** A gateway about which everything was learned. */
  async function learned(settings: GatewaySettings = {}): Promise<StoredGateway> {
    const { id } = await create(settings);
    await bench.store.write(() =>
      run(
        "UPDATE gateway SET kind = 'simgate', certificate = 'c', serial_number = 's', state = 'up', reason = 'r' WHERE id = ?",
        id,
      ),
    );
    return stored(id);
  }

  describe('a new one', () => {
    const addresses: [given: string, kept: string | undefined][] = [
      ['http://192.0.2.1', 'http://192.0.2.1'],
      ['http://192.0.2.1/', 'http://192.0.2.1'],
      ['https://Box.Example:8443', 'https://box.example:8443'],
      ['http://box:80', 'http://box'],
      ['box:80', undefined],
      ['192.0.2.1', undefined],
      ['ftp://box', undefined],
      ['http://box/path', undefined],
      ['http://box/?query', undefined],
      ['http://box/#part', undefined],
      ['http://ann@box', undefined],
      ['http://:secret@box', undefined],
    ];
    for (const [address, kept] of addresses)
      test(`at ${address} is ${kept === undefined ? 'refused' : `kept as ${kept}`}`, async () => {
        const change = await createGateway(context, { address });
        if (kept === undefined) assert.deepEqual(change, { kind: 'wrong', error: BAD_ADDRESS });
        else assert.equal(gatewayOf(change).address, kept);
      });

    test('has what was not set as it is usual, and is stored so', async () => {
      const gateway = await create();
      const { id, part, pushPath, password, ...rest } = gateway;
      assert.deepEqual(rest, {
        ...{
          address: 'http://192.0.2.1:8080',
          user: 'admin',
          tags: [],
          enabled: true,
          wantedKind: 'unknown',
        },
        ...{ name: '192.0.2.1:8080', kind: 'unknown', certificate: '', state: 'new', reason: '' },
        ...{ serialNumber: '', clockOffsetMs: 0, seenAt: undefined, version: 1 },
        ...{ createdAt: clock.now(), changedAt: clock.now() },
      });
      assert.deepEqual([part, Number.parseInt(id.slice(-2), 16)], [128, 128], 'the partition is drawn');
      assert.match(pushPath, /^[\w-]{24}$/);
      assert.equal(context.secrets.open(id, password), '');
      assert.deepEqual(await stored(id), { ...gateway, password: new Uint8Array(password) });
    });

    test('has what was set', async () => {
      const settings = {
        name: 'roof',
        user: 'ann',
        password: 'secret',
        tags: ['a', 'b'],
        enabled: false,
      } as const;
      const gateway = await create({ ...settings, kind: 'vendor' });
      const { name, user, tags, enabled, kind, wantedKind, state, id, password } = await stored(gateway.id);
      assert.deepEqual(
        { name, user, tags, enabled, kind, wantedKind, state },
        {
          ...{
            name: 'roof',
            user: 'ann',
            tags: ['a', 'b'],
            enabled: false,
            kind: 'vendor',
            wantedKind: 'vendor',
          },
          state: 'disabled',
        },
      );
      assert.equal(context.secrets.open(id, password), 'secret');
    });

    test('raises the version of the fleet; at the address of another it does not, and is not stored', async () => {
      const versions = [await bench.store.read(fleetVersion)];
      await create();
      versions.push(await bench.store.read(fleetVersion));
      const again = await createGateway(context, { address: 'http://192.0.2.1:8080/' });
      assert.deepEqual(again, { kind: 'taken' });
      versions.push(await bench.store.read(fleetVersion));
      assert.deepEqual(
        versions,
        [0, 1, 1].map(more => more + (versions[0] ?? 0)),
      );
      assert.equal((await bench.store.read(() => all('SELECT id FROM gateway'))).length, 1);
    });
  });

  describe('a change', () => {
    test('leaves what it does not name, and meets the gateway anew', async () => {
      const before = await learned({ name: 'roof', user: 'ann', password: 'secret', tags: ['a'] });
      clock.advance(5);
      const after = gatewayOf(await updateGateway(context, before.id, {}));
      const anew = { state: 'new', reason: '', version: 2, changedAt: clock.now() } as const;
      assert.deepEqual(after, { ...before, ...anew });
      assert.deepEqual(await stored(before.id), { ...before, ...anew });
    });

    test('takes each setting', async () => {
      const { id } = await learned({ password: 'secret' });
      const settings = {
        name: 'n',
        user: 'u',
        password: 'p',
        tags: ['t'],
        enabled: false,
        kind: 'vendor',
      } as const;
      await updateGateway(context, id, settings);
      const { name, user, tags, enabled, state, kind, wantedKind, password, certificate } = await stored(id);
      assert.deepEqual(
        [name, user, tags, enabled, state, kind, wantedKind, certificate],
        ['n', 'u', ['t'], false, 'disabled', 'vendor', 'vendor', 'c'],
      );
      assert.equal(context.secrets.open(id, password), 'p');
    });

    const address = 'http://192.0.2.9';
    const rows: [name: string, GatewaySettings, [kind: string, certificate: string, serial: string]][] = [
      ['another name', { name: 'x' }, ['simgate', 'c', 's']],
      ['what it is, to be found out', { kind: 'auto' }, ['simgate', 'c', 's']],
      ['what it is', { kind: 'vendor' }, ['vendor', 'c', 's']],
      ['to forget', { forget: true }, ['unknown', '', '']],
      ['not to forget', { forget: false }, ['simgate', 'c', 's']],
      ['another address', { address, password: 'p' }, ['unknown', '', '']],
      ['another address of a known kind', { address, password: 'p', kind: 'vendor' }, ['vendor', '', '']],
      ['the same address', { address: 'http://192.0.2.1:8080/' }, ['simgate', 'c', 's']],
    ];
    for (const [name, settings, learnt] of rows)
      test(`of ${name} leaves kind, certificate and serial number as ${learnt.join(', ')}`, async () => {
        const { id } = await learned();
        const { kind, certificate, serialNumber } = gatewayOf(await updateGateway(context, id, settings));
        assert.deepEqual([kind, certificate, serialNumber], learnt);
      });

    test('keeps the kind that a person fixed before', async () => {
      const { id } = await create({ kind: 'vendor' });
      const { kind, wantedKind } = gatewayOf(await updateGateway(context, id, { forget: true }));
      assert.deepEqual([kind, wantedKind], ['vendor', 'vendor']);
    });

    test('is refused where it is none, and nothing is changed', async () => {
      const { id } = await learned();
      await create({ address: 'http://192.0.2.2' });
      const before = await stored(id);
      const refusals: [GatewaySettings, Change][] = [
        [{ address: 'nowhere' }, { kind: 'wrong', error: BAD_ADDRESS }],
        [{ address }, { kind: 'wrong', error: 'password: must be given again with another address' }],
        [{ address: 'http://192.0.2.2', password: 'p' }, { kind: 'taken' }],
      ];
      for (const [settings, change] of refusals)
        assert.deepEqual(await updateGateway(context, id, settings), change);
      assert.deepEqual(await stored(id), before);
      assert.deepEqual(await updateGateway(context, 'nobody', {}), { kind: 'missing' });
    });
  });

  test('one is removed once', async () => {
    const { id, part } = await create();
    await bench.store.write(function* () {
      yield* run("INSERT INTO driver_state (part, gateway, name, value) VALUES (?, ?, 'a', 'b')", part, id);
      yield* run(
        `INSERT INTO port (part, gateway, port, sim, registration, signal, enabled, sends, seen_at)
         VALUES (?, ?, 1, '', '', 0, 1, 1, 0)`,
        ...[part, id],
      );
    });
    const before = await bench.store.read(fleetVersion);
    assert.equal(await deleteGateway(context, id), true);
    assert.equal(await bench.store.read(fleetVersion), before + 1);
    assert.equal(await deleteGateway(context, id), false);
    assert.equal(await bench.store.read(fleetVersion), before + 1);
    for (const table of ['gateway', 'port', 'driver_state'])
      assert.deepEqual(await bench.store.read(() => all(`SELECT * FROM ${table}`)), [], table);
  });
});
