/** The gateways of the partitions of a process: found out, begun, changed, left; and asked beside their drivers. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { createIdMaker } from '../domain/ids.ts';
import { run } from '../store/statements.ts';
import { openSqlite, type StoreBench } from '../testing/engines.ts';
import { findGateway, type StoredGateway } from './gateway-rows.ts';
import { type Gateways, openGateways } from './index.ts';
import {
  createGateway,
  deleteGateway,
  type GatewaySettings,
  type ManageContext,
  updateGateway,
} from './manage.ts';

const PART = 128;

/** A gateway as the network shows it: `ours`, `vendor`, or one that refuses the password, or breaks every connection. */
type Kind = 'ours' | 'vendor' | 'refuses' | 'banned' | 'breaks';

interface Peer {
  kind: Kind;
  /** The paths that were asked for. */
  readonly asked: string[];
  readonly server: Server;
}

/** Each test has its own: a request of the one before may still be on its way. */
async function openPeer(): Promise<Peer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(String(request.url), 'http://peer');
    peer.asked.push(pathname);
    const { kind } = peer;
    const json = (body: object) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (kind === 'breaks') return void response.destroy();
    if (kind === 'refuses') return void response.writeHead(401).end();
    if (kind === 'banned') return void response.writeHead(403).end();
    if (pathname.startsWith('/v1/') && kind === 'vendor') return void response.writeHead(404).end('<html>');
    if (pathname === '/v1/session')
      return void json({ role: 'admin', serial_number: 'a1', time: new Date(0).toISOString() });
    if (pathname === '/v1/ports') return void json({ ports: [] });
    if (pathname === '/v1/events' || pathname === '/v1/live') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const snapshot = 'id: 1\nevent: snapshot\ndata: {"news":{"events":1}}\n\n';
      return void response.write(pathname === '/v1/live' ? snapshot : ': begun\n\n');
    }
    return void json({ error_code: 200, sn: 'a1', info: [], sms: [], result: [] });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const peer: Peer = { kind: 'ours', asked: [], server };
  return peer;
}

describe('the gateways of a process', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-fleet-'));
  let bench: StoreBench;
  let clock: FakeClock;
  let gateways: Gateways;
  let context: ManageContext;
  let peer: Peer;
  beforeEach(async () => {
    bench = await openSqlite();
    clock = fakeClock();
    peer = await openPeer();
    const common = { store: bench.store, clock, random: () => 0.5, ids: createIdMaker(() => clock.now()) };
    gateways = openGateways({ ...common, keyFile: join(folder, 'secret.key'), answerMs: 30_000 });
    context = { ...common, secrets: gateways.secrets };
  });
  afterEach(async () => {
    await gateways.close();
    await bench.dispose();
    peer.server.close();
    peer.server.closeAllConnections();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function add(settings: GatewaySettings = {}): Promise<string> {
    const address = `http://127.0.0.1:${(peer.server.address() as AddressInfo).port}`;
    const change = await createGateway(context, { address, password: 'p', ...settings });
    assert.ok(change.kind === 'done');
    return change.gateway.id;
  }

  async function stored(id: string): Promise<StoredGateway> {
    const gateway = await bench.store.read(() => findGateway(id));
    assert.ok(gateway !== undefined);
    return gateway;
  }

  async function untilStored(
    id: string,
    wanted: (gateway: StoredGateway) => boolean,
  ): Promise<StoredGateway> {
    for (;;) {
      const gateway = await stored(id);
      if (wanted(gateway)) return gateway;
      await turn();
    }
  }

  /** Lets the picture of the fleet become old, and looks. */
  async function look(): Promise<void> {
    clock.advance(500);
    await gateways.fleet.look();
  }

  for (const [shown, found] of [
    ['ours', 'simgate'],
    ['vendor', 'vendor'],
  ] as const)
    test(`one of unknown kind is found out as ${found}, and spoken to as such`, async () => {
      peer.kind = shown;
      const id = await add();
      gateways.fleet.own(PART);
      await look();
      const gateway = await untilStored(id, ({ state }) => state === 'up');
      assert.deepEqual([gateway.kind, gateway.wantedKind], [found, 'unknown']);
      assert.equal(gateways.fleet.driverOf(id)?.kind, found);
      assert.equal(gateways.fleet.driverOf('nobody'), undefined);
    });

  for (const wanted of ['simgate', 'vendor'] as const)
    test(`one that a person fixed as ${wanted} is not asked for it`, async () => {
      const id = await add({ kind: wanted });
      gateways.fleet.own(PART);
      await look();
      await untilStored(id, ({ state }) => state === 'up');
      assert.equal(peer.asked[0], wanted === 'simgate' ? '/v1/session' : '/api/get_port_info');
      assert.equal(gateways.fleet.driverOf(id)?.kind, wanted);
    });

  test('one that refuses the password waits for a person, and is asked no more', async () => {
    peer.kind = 'refuses';
    const id = await add();
    gateways.fleet.own(PART);
    await look();
    const { reason } = await untilStored(id, ({ state }) => state === 'refused');
    assert.equal(reason, 'it does not accept user and password');
    const before = peer.asked.length;
    clock.advance(600_000);
    await look();
    assert.equal(peer.asked.length, before);
    assert.equal(gateways.fleet.driverOf(id), undefined);
    peer.kind = 'ours';
    await updateGateway(context, id, { password: 'q' });
    await look();
    await untilStored(id, ({ state }) => state === 'up');
  });

  test('one that bans this server is asked again after five minutes', async () => {
    peer.kind = 'banned';
    const id = await add();
    gateways.fleet.own(PART);
    await look();
    await untilStored(id, ({ state }) => state === 'down');
    // The next look at the fleet, and the rest of this gateway.
    while (clock.waiting < 2) await turn();
    peer.kind = 'ours';
    const before = peer.asked.length;
    clock.advance(299_000);
    for (let turns = 0; turns < 20; turns += 1) await turn();
    assert.equal(peer.asked.length, before);
    clock.advance(1500);
    await untilStored(id, ({ state }) => state === 'up');
  });

  test('one that breaks off is asked again after a second, then two, each half as long again at most', async () => {
    peer.kind = 'breaks';
    const id = await add();
    gateways.fleet.own(PART);
    await look();
    await untilStored(id, ({ state }) => state === 'down');
    // 0.5 is drawn: a quarter more.
    for (const [before, rest] of [
      [1, 1250],
      [2, 2500],
    ] as const) {
      while (clock.waiting < 2) await turn();
      assert.equal(peer.asked.length, before);
      clock.advance(rest - 1);
      for (let turns = 0; turns < 20; turns += 1) await turn();
      assert.equal(peer.asked.length, before);
      clock.advance(1);
      while (peer.asked.length === before) await turn();
    }
  });

  test('one that a push was heard of is looked at at once', async () => {
    const id = await add({ kind: 'vendor' });
    gateways.fleet.own(PART);
    await look();
    await untilStored(id, ({ state }) => state === 'up');
    const looks = () => peer.asked.filter(path => path === '/api/get_port_info').length;
    while (clock.waiting < 2) await turn();
    const before = looks();
    gateways.fleet.hear(id, 'register');
    while (looks() === before) await turn();
    gateways.fleet.hear('nobody', 'register');
    assert.equal(looks(), before + 1);
  });

  test('one is begun as soon as its partition is', async () => {
    const id = await add({ kind: 'vendor' });
    gateways.fleet.own(PART);
    clock.advance(0);
    for (let turns = 0; turns < 1000 && gateways.fleet.driverOf(id) === undefined; turns += 1) await turn();
    assert.equal(gateways.fleet.driverOf(id)?.kind, 'vendor');
  });

  test('one is begun with its partition, and left with it', async () => {
    const id = await add({ kind: 'vendor' });
    gateways.fleet.own(PART + 1);
    await look();
    assert.equal(gateways.fleet.driverOf(id), undefined, 'it is of another partition');
    gateways.fleet.own(PART);
    clock.advance(500);
    while (gateways.fleet.driverOf(id) === undefined) await turn();
    await gateways.fleet.release(PART);
    assert.equal(gateways.fleet.driverOf(id), undefined);
  });

  test('changes by other processes are taken up within a second', async () => {
    gateways.fleet.own(PART);
    await look();
    const id = await add({ kind: 'vendor' });
    assert.equal(gateways.fleet.driverOf(id), undefined);
    while (clock.waiting === 0) await turn();
    clock.advance(1000);
    while (gateways.fleet.driverOf(id) === undefined) await turn();
    const first = gateways.fleet.driverOf(id);
    await updateGateway(context, id, { name: 'other' });
    await look();
    while (gateways.fleet.driverOf(id) === undefined) await turn();
    assert.notEqual(gateways.fleet.driverOf(id), first, 'it is met anew');
    await look();
    const second = gateways.fleet.driverOf(id);
    await look();
    assert.equal(gateways.fleet.driverOf(id), second, 'one that did not change goes on');
    await deleteGateway(context, id);
    await look();
    assert.equal(gateways.fleet.driverOf(id), undefined);
  });

  test('one that is switched off is not spoken to', async () => {
    const id = await add({ kind: 'vendor', enabled: false });
    gateways.fleet.own(PART);
    await look();
    assert.deepEqual([gateways.fleet.driverOf(id), peer.asked], [undefined, []]);
  });

  test('one whose password this process cannot read is refused with that reason', async () => {
    const id = await add({ kind: 'vendor' });
    await bench.store.write(() =>
      run('UPDATE gateway SET password = ? WHERE id = ?', new Uint8Array(40), id),
    );
    gateways.fleet.own(PART);
    await look();
    const { state, reason } = await stored(id);
    const unreadable = 'its password cannot be read with the key file of this process';
    assert.deepEqual([state, reason], ['refused', unreadable]);
    const signal = new AbortController().signal;
    assert.deepEqual(await gateways.fleet.test(await stored(id), signal), {
      found: undefined,
      trouble: { state: 'refused', reason: unreadable, rest: 0 },
    });
    assert.deepEqual(peer.asked, []);
  });

  test('a test of one that is known changes nothing of it', async () => {
    const id = await add();
    const before = await stored(id);
    const signal = new AbortController().signal;
    assert.deepEqual(await gateways.fleet.test(before, signal), { found: 'simgate' });
    peer.kind = 'vendor';
    assert.deepEqual(await gateways.fleet.test(before, signal), { found: 'vendor' });
    assert.deepEqual(await stored(id), before);
  });

  test('a call of a person goes by the driver, or over a line of its own, and not to one that refused', async () => {
    const id = await add({ kind: 'vendor' });
    const pass = async () => gateways.fleet.pass(await stored(id), client => client.querySmsInQueue());
    const isUnauthorized = (result: Awaited<ReturnType<typeof pass>>) =>
      !result.ok && result.error.kind === 'unauthorized';
    assert.equal((await pass()).ok, true);
    assert.deepEqual(peer.asked.splice(0), ['/api/query_sms_in_queue']);
    await bench.store.write(() => run("UPDATE gateway SET state = 'refused' WHERE id = ?", id));
    assert.equal(isUnauthorized(await pass()), true);
    await bench.store.write(() =>
      run("UPDATE gateway SET state = 'new', password = ? WHERE id = ?", new Uint8Array(40), id),
    );
    assert.equal(isUnauthorized(await pass()), true);
    assert.deepEqual(peer.asked, []);
  });

  test('the store being away leaves what is under way, and the next look comes', async t => {
    const id = await add({ kind: 'vendor' });
    gateways.fleet.own(PART);
    await look();
    const driver = gateways.fleet.driverOf(id);
    assert.ok(driver !== undefined);
    t.mock.method(bench.store, 'read', () => Promise.reject(new Error('away')));
    await look();
    assert.equal(gateways.fleet.driverOf(id), driver);
  });

  test('after the end nothing is begun any more', async () => {
    await add({ kind: 'vendor' });
    await gateways.close();
    gateways.fleet.own(PART);
    assert.equal(clock.waiting, 0);
  });

  describe('their picture', () => {
    test('is taken as it is for half a second, and read once for those who ask together', async t => {
      const id = await add();
      const first = await gateways.picture.now();
      assert.deepEqual([...first.gateways.keys()], [id]);
      await updateGateway(context, id, { name: 'other' });
      clock.advance(499);
      assert.equal(await gateways.picture.now(), first);
      clock.advance(1);
      const read = t.mock.method(bench.store, 'read');
      const [one, other] = await Promise.all([gateways.picture.now(), gateways.picture.now()]);
      assert.equal(one, other);
      assert.ok(read.mock.callCount() <= 3);
      assert.equal(one.gateways.get(id)?.name, 'other');
      clock.advance(500);
      assert.equal(await gateways.picture.now(), one, 'nothing has changed');
    });

    test('knows a gateway by the address that it pushes to, until it is removed', async () => {
      const id = await add();
      const path = (await stored(id)).pushPath;
      assert.equal((await gateways.picture.now()).byPushPath.get(path)?.id, id);
      await deleteGateway(context, id);
      clock.advance(500);
      const { byPushPath, gateways: known } = await gateways.picture.now();
      assert.deepEqual([byPushPath.size, known.size], [0, 0]);
    });

    test('gives a gateway that it does not know as it was for what is received there', async () => {
      const gateway = { id: 'gone', part: 3, tags: ['a'] };
      assert.deepEqual((await gateways.picture.placeOf(gateway)).gateway, gateway);
    });

    test('gives a gateway as it is now for what is received there', async () => {
      const id = await add({ tags: ['a'] });
      const old = await stored(id);
      await updateGateway(context, id, { tags: ['b'] });
      assert.deepEqual((await gateways.picture.placeOf(old)).gateway.tags, ['b']);
      const gone = { ...old, id: 'gone' };
      assert.equal((await gateways.picture.placeOf(gone)).gateway, gone);
    });
  });
});
