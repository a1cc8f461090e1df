/** From accept to `delivered` over gateways of both kinds: ours by its stream of events, original hardware by pushes, and by questions alone. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { systemClock } from '@simgate/daemon';
import { silentLog } from '@simgate/daemon/testing';
import { startFleetProgram } from '@simgate/simulator';
import { createIdMaker, PARTITIONS } from '../../packages/server/src/domain/ids.ts';
import { codeOfState, type MessageState } from '../../packages/server/src/domain/message-state.ts';
import { type Gateways, openGateways } from '../../packages/server/src/gateways/index.ts';
import { createGateway } from '../../packages/server/src/gateways/manage.ts';
import { usualHandoff } from '../../packages/server/src/handoff/context.ts';
import { openSqliteStore } from '../../packages/server/src/store/sqlite/sqlite-store.ts';
import { all } from '../../packages/server/src/store/statements.ts';
import type { Store } from '../../packages/server/src/store/store.ts';
import {
  countStates,
  type ServerBench,
  startServer,
  until,
} from '../../packages/server/src/testing/server-bench.ts';
import { instantAir, startGatewayProgram } from '../end-to-end/support/gateway.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';

const noAir = { airTime: { minimum: 0, maximum: 0 }, deliveryTime: { minimum: 0, maximum: 0 } };
const numbers = Array.from({ length: 40 }, (_each, at) => `+49151200000${String(at).padStart(2, '0')}`);

describe('from accept to delivered', { timeout: 120_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let store: Store;
  let gateways: Gateways;
  let server: ServerBench;
  const ends: (() => unknown)[] = [];

  beforeEach(async () => {
    folder = await temporaryFolder('delivered');
    const clock = systemClock;
    store = openSqliteStore({ folder: join(folder.path, 'server'), clock, log: silentLog });
    const ids = createIdMaker(() => clock.now());
    gateways = openGateways({
      store,
      clock,
      random: Math.random,
      ids,
      keyFile: join(folder.path, 'key'),
      answerMs: 30_000,
    });
    for (let part = 0; part < PARTITIONS; part++) gateways.fleet.own(part);
  });

  afterEach(async () => {
    await server.stop();
    await gateways.close();
    for (const end of ends.splice(0)) await end();
    await store.close();
    await folder.remove();
  });

  /** Adds a gateway and starts the rest of the server once its SIMs are known. Usual times: only questions are asked sooner. */
  async function serveBy(
    address: string,
    user: string,
    password: string,
    askTakenMs: number,
  ): Promise<string> {
    const ids = createIdMaker(() => systemClock.now());
    const context = { store, clock: systemClock, random: Math.random, ids, secrets: gateways.secrets };
    const change = await createGateway(context, { address, user, password });
    assert.equal(change.kind, 'done');
    await until(store, async () => {
      const rows = await store.read(() =>
        all(
          "SELECT port FROM port JOIN gateway ON gateway.id = port.gateway WHERE sends = 1 AND state = 'up'",
        ),
      );
      return rows.length >= 4;
    });
    const drivers = { get: (id: string) => gateways.fleet.driverOf(id) };
    server = await startServer({
      store,
      drivers: drivers as ReadonlyMap<string, NonNullable<ReturnType<typeof drivers.get>>>,
      settings: { ...usualHandoff, askTakenMs },
    });
    gateways.onResults((...told) => server.dispatcher.heard(...told));
    return change.kind === 'done' ? change.gateway.pushPath : '';
  }

  async function untilAll(state: MessageState): Promise<void> {
    await until(store, async () => (await countStates(store)).get(codeOfState(state)) === numbers.length);
  }

  test('over our own gateway', async () => {
    const gateway = await startGatewayProgram(join(folder.path, 'gateway'));
    ends.push(() => gateway.program.end());
    await instantAir(gateway);
    await serveBy(gateway.url, gateway.user, gateway.password, 3_600_000);
    const answer = await server.send(numbers, { text: 'Hello' });
    assert.equal(answer.kind, 'accepted');
    await untilAll('delivered');
  });

  for (const [name, askTakenMs, isPushing] of [
    ['by pushes', 3_600_000, true],
    ['by questions and polls, without any push', 200, false],
  ] as const)
    test(`over original hardware, ${name}`, async () => {
      const hardware = await startFleetProgram({ ports: 4, air: noAir, controlPort: 0 });
      ends.push(() => hardware.close());
      const path = await serveBy(hardware.gateways[0] ?? '', 'admin', 'admin', askTakenMs);
      const listener = createServer(async (request, response) => {
        const pieces: Buffer[] = [];
        for await (const piece of request) pieces.push(piece);
        const { status } = await gateways.pushes.take(path, Buffer.concat(pieces));
        response.writeHead(status).end();
      }).listen(0, '127.0.0.1');
      await once(listener, 'listening');
      ends.push(() => listener.close());
      const { port } = listener.address() as AddressInfo;
      if (isPushing)
        await fetch(`${hardware.control}/gateways/all/push`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ url: `http://127.0.0.1:${port}/` }),
        });
      const answer = await server.send(numbers, { text: 'Hello' });
      assert.equal(answer.kind, 'accepted');
      await untilAll('delivered');
      assert.equal(hardware.fleet.world.record.messages().length, numbers.length);
    });
});
