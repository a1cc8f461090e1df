/** Gateways of both kinds in one store: found out, learned, watched; their pushes and what becomes of bad ones. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { systemClock } from '@simgate/daemon';
import type { Call } from '@simgate/daemon/http';
import { silentLog } from '@simgate/daemon/testing';
import { type RunningFleet, startFleetProgram } from '@simgate/simulator';
import { createIdMaker, PARTITIONS } from '../../packages/server/src/domain/ids.ts';
import { findGateway, type StoredGateway } from '../../packages/server/src/gateways/gateway-rows.ts';
import { type Gateways, openGateways } from '../../packages/server/src/gateways/index.ts';
import {
  createGateway,
  deleteGateway,
  type ManageContext,
  updateGateway,
} from '../../packages/server/src/gateways/manage.ts';
import { portsOf } from '../../packages/server/src/gateways/port-rows.ts';
import { portHandlers } from '../../packages/server/src/http/handlers/ports.ts';
import { openSqliteStore } from '../../packages/server/src/store/sqlite/sqlite-store.ts';
import { all } from '../../packages/server/src/store/statements.ts';
import type { Store } from '../../packages/server/src/store/store.ts';
import { control, type GatewayProgram, startGatewayProgram, until } from '../end-to-end/support/gateway.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';

const noAir = { airTime: { minimum: 0, maximum: 0 }, deliveryTime: { minimum: 0, maximum: 0 } };

/** Passes what is posted to /push/PATH on, as the server's HTTP side does. */
function pushServer(gateways: Gateways): Server {
  return createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const path = (request.url ?? '').replace('/push/', '');
    const { status } = await gateways.pushes.take(path, Buffer.concat(pieces));
    response.writeHead(status).end();
  });
}

describe('gateways of a server', { timeout: 120_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let own: GatewayProgram;
  let hardware: RunningFleet;
  let store: Store;
  let gateways: Gateways;
  let context: ManageContext;
  let pushes: Server;

  before(async () => {
    folder = await temporaryFolder('fleet-of-gateways');
    own = await startGatewayProgram(join(folder.path, 'own'));
    hardware = await startFleetProgram({ gateways: 2, ports: 4, air: noAir, controlPort: 0 });
    const clock = systemClock;
    store = openSqliteStore({ folder: join(folder.path, 'server'), clock, log: silentLog });
    const ids = createIdMaker(() => clock.now());
    const keyFile = join(folder.path, 'secret.key');
    gateways = openGateways({ store, clock, random: Math.random, ids, keyFile, answerMs: 30_000 });
    context = { store, clock, random: Math.random, ids, secrets: gateways.secrets };
    for (let part = 0; part < PARTITIONS; part++) gateways.fleet.own(part);
    pushes = pushServer(gateways).listen(0, '127.0.0.1');
  });

  after(async () => {
    pushes?.close();
    await gateways?.close();
    await store?.close();
    await hardware?.close();
    await own?.program.end();
    await folder.remove();
  });

  async function add(settings: Parameters<typeof createGateway>[1]): Promise<StoredGateway> {
    const change = await createGateway(context, settings);
    assert.equal(change.kind, 'done');
    if (change.kind !== 'done') throw new Error('not added');
    return change.gateway;
  }

  function stored(id: string): Promise<StoredGateway | undefined> {
    return store.read(() => findGateway(id));
  }

  /** Asks the store until a gateway is in this state. */
  function untilState(id: string, state: string): Promise<StoredGateway | undefined> {
    return until(
      () => stored(id),
      gateway => gateway?.state === state,
    );
  }

  test('what kind each is, is found out, and its ports and SIMs are learned', async () => {
    const ours = await add({ address: own.url, user: own.user, password: own.password });
    const theirs = await add({ address: hardware.gateways[0] ?? '', user: 'admin', password: 'admin' });
    assert.equal((await untilState(ours.id, 'up'))?.kind, 'simgate');
    assert.equal((await untilState(theirs.id, 'up'))?.kind, 'vendor');
    assert.equal(gateways.fleet.driverOf(ours.id)?.kind, 'simgate');
    assert.notEqual((await stored(theirs.id))?.serialNumber, '');
    const ports = await store.read(() => portsOf(theirs));
    assert.equal(ports.length, 4);
    assert.ok(ports.every(({ sim, sends }) => /^\d{19,20}$/.test(sim) && sends));
    const sims = await store.read(() =>
      all<{ id: string }>('SELECT id FROM sim WHERE gateway = ?', theirs.id),
    );
    assert.deepEqual(sims.map(({ id }) => id).toSorted(), ports.map(({ sim }) => sim).toSorted());
  });

  test('an address is taken once, and written in one way', async () => {
    const again = { address: `${own.url}/`, user: 'a', password: 'b' };
    assert.deepEqual(await createGateway(context, again), { kind: 'taken' });
    for (const address of ['http://host/path', 'ftp://host', 'http://user@host', 'nonsense'])
      assert.equal((await createGateway(context, { address })).kind, 'wrong');
  });

  test('pushes come to an address of their own, are held against the serial number, and are stored once', async () => {
    const gateway = (
      await store.read(() => all<{ id: string }>("SELECT id FROM gateway WHERE kind = 'vendor'"))
    )[0];
    const { id = '', pushPath = '', serialNumber = '' } = (await stored(gateway?.id ?? '')) ?? {};
    await until(
      () => gateways.picture.now(),
      picture => picture.gateways.get(id)?.serialNumber === serialNumber,
    );
    const { port } = pushes.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/push/${pushPath}`;
    await control(`${hardware.control}/gateways/0/push`, 'PUT', { url });
    await control(`${hardware.control}/incoming`, 'POST', [
      { from: '+4915120000001', gateway: 0, port: 2, text: 'By push and by poll' },
    ]);
    const texts = () =>
      store.read(() => all<{ body: string }>('SELECT body FROM inbound WHERE gateway = ?', id));
    await until(texts, rows => rows.length > 0);
    gateways.fleet.hear(id, 'device');
    gateways.fleet.hear(id, 'register');

    const sms = [{ incoming_sms_id: 99, port: 1, number: '10086', smsc: '', timestamp: '', text: 'x' }];
    const status = async (body: string, path = pushPath): Promise<number> => {
      const response = await fetch(`http://127.0.0.1:${port}/push/${path}`, { method: 'POST', body });
      return response.status;
    };
    assert.equal(await status(JSON.stringify({ sn: serialNumber, sms }), 'a'.repeat(24)), 404);
    assert.equal(await status(JSON.stringify({ sn: '0000-0000-0000-0000', sms })), 403);
    assert.equal(await status('garbage'), 400);
    assert.equal(await status('[]'), 400);
    assert.equal(await status(JSON.stringify({ sn: serialNumber, other: [] })), 400);
    assert.equal(await status(JSON.stringify({ sn: serialNumber, sms, pad: 'a'.repeat(1_048_576) })), 413);
    assert.equal(await status(JSON.stringify({ sn: serialNumber, sms })), 200);
    assert.equal(await status(JSON.stringify({ sn: serialNumber, sms })), 200);
    assert.deepEqual((await texts()).map(({ body }) => body).toSorted(), ['By push and by poll', 'x']);
  });

  test('USSD, port control, call records and toolkit are passed through to either kind', async () => {
    const call = {} as Call;
    const ported = { ...context, fleet: gateways.fleet };
    const rows = await store.read(() => all<{ id: string; kind: string }>('SELECT id, kind FROM gateway'));
    assert.deepEqual(rows.map(({ kind }) => kind).toSorted(), ['simgate', 'vendor']);
    await control(`${hardware.control}/gateways/0/ports/3/calls`, 'POST', { from: '+4917', answered: true });
    await control(`${hardware.control}/ussd-services`, 'PUT', [
      { code: '*100#', reply: 'Balance: 5.00', delay: 0 },
    ]);
    const codeOf = async (answer: unknown): Promise<number> => ((await answer) as { code: number }).code;
    const bodyOf = async (answer: unknown) => ((await answer) as { body: Record<string, unknown> }).body;
    for (const { id, kind } of rows) {
      const port = { id, port: 3 };
      assert.equal(await codeOf(portHandlers.send_ussd({ ...port, text: '*100#' }, ported, call)), 202, kind);
      await until(
        async () => String((await bodyOf(portHandlers.get_ussd(port, ported, call))).text),
        text => text !== '',
      );
      const { calls } = await bodyOf(portHandlers.list_calls({ id }, ported, call));
      assert.equal((calls as unknown[]).length, kind === 'vendor' ? 1 : 0);
      assert.equal(await codeOf(portHandlers.act_on_port({ ...port, action: 'block' }, ported, call)), 200);
      await until(
        () => store.read(() => all('SELECT sends FROM port WHERE gateway = ? AND port = 3', id)),
        ([found]) => kind === 'vendor' || found?.sends === 0,
      );
      assert.equal(await codeOf(portHandlers.act_on_port({ ...port, action: 'unblock' }, ported, call)), 200);
      assert.equal(await codeOf(portHandlers.act_on_port({ ...port, action: 'reset' }, ported, call)), 200);
      const wrong = { ...port, action: 'slot', param: '9' } as const;
      assert.equal(await codeOf(portHandlers.act_on_port(wrong, ported, call)), 400);
      const view = await bodyOf(portHandlers.get_toolkit({ id, port: 2 }, ported, call));
      assert.equal(typeof view.frame_id, 'number');
    }
  });

  test('a wrong password is tried once and waits; another one is tried at once; a removed gateway is left', async () => {
    const wrong = await add({ address: hardware.gateways[1] ?? '', user: 'admin', password: 'wrong' });
    const refused = await untilState(wrong.id, 'refused');
    assert.equal(refused?.reason, 'it does not accept user and password');
    assert.equal(gateways.fleet.driverOf(wrong.id), undefined);
    assert.equal((await updateGateway(context, wrong.id, { password: 'admin' })).kind, 'done');
    await untilState(wrong.id, 'up');
    const elsewhere = await updateGateway(context, wrong.id, { address: 'http://127.0.0.1:9' });
    assert.deepEqual(elsewhere, {
      kind: 'wrong',
      error: 'password: must be given again with another address',
    });
    assert.equal(await deleteGateway(context, wrong.id), true);
    await until(
      async () => gateways.fleet.driverOf(wrong.id),
      driver => driver === undefined,
    );
    assert.equal(await deleteGateway(context, wrong.id), false);
  });
});
