/** Settings of the server whose effect shows only in the whole program: who asked, and how long a stop may take. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createServerClient } from '@simgate/api/server';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import pino from 'pino';
import { loadServerConfig } from './config/load.ts';
import { handoffTimes, startServer } from './program.ts';

/** A server on SQLite whose clock stands still. */
async function started(t: TestContext, variables: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-server-program-'));
  const config = loadServerConfig(undefined, {
    SIMGATE_SERVER_DATA_FOLDER: folder,
    SIMGATE_SERVER_HTTP_PORT: '0',
    ...variables,
  });
  const clock = fakeClock();
  const server = await startServer(config, { log: pino({ level: 'silent' }), clock });
  t.after(async () => {
    const stopped = server.stop();
    for (let second = 0; second < 60; second += 1) {
      clock.advance(1000);
      await turn();
    }
    await stopped;
    rmSync(folder, { recursive: true, force: true });
  });
  const [address] = server.addresses;
  assert.ok(address);
  return { server, clock, port: address.port, key: server.firstKey ?? '' };
}

/** The address that stands in the audit trail for a change behind `forwarded`. */
async function auditedAddress(t: TestContext, trusted: Readonly<Record<string, string>>): Promise<string> {
  const { port, key } = await started(t, trusted);
  const baseUrl = `http://127.0.0.1:${port}`;
  const answer = await fetch(`${baseUrl}/v1/keys`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      'x-forwarded-for': '203.0.113.7',
    },
    body: '{"name":"shop"}',
  });
  assert.equal(answer.status, 201, await answer.text());
  const { entries } = await createServerClient({ baseUrl, token: key }).orThrow.listAudit({});
  return entries[0]?.address ?? '';
}

describe('the first key', { timeout: 60_000 }, () => {
  test('is made by the first start that succeeds: it is shown once', async t => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    t.after(() => taken.close());
    const folder = mkdtempSync(join(tmpdir(), 'simgate-server-program-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const startAt = (port: number) =>
      startServer(
        loadServerConfig(undefined, {
          SIMGATE_SERVER_DATA_FOLDER: folder,
          SIMGATE_SERVER_HTTP_PORT: String(port),
        }),
        { log: pino({ level: 'silent' }) },
      );
    await assert.rejects(startAt((taken.address() as AddressInfo).port), /EADDRINUSE/);
    const server = await startAt(0);
    await server.stop();
    assert.match(server.firstKey ?? '', /^sgk_/);
    const again = await startAt(0);
    await again.stop();
    assert.equal(again.firstKey, undefined);
  });
});

describe('http.trustedProxies', { timeout: 60_000 }, () => {
  test('makes the address that a trusted proxy forwards that of the caller', async t => {
    const trusted = { SIMGATE_SERVER_HTTP_TRUSTED_PROXIES: '127.0.0.1' };
    assert.equal(await auditedAddress(t, trusted), '203.0.113.7');
  });

  test('leaves it to anybody else: the header is not believed', async t =>
    assert.equal(await auditedAddress(t, {}), '127.0.0.1'));
});

describe('stopWithin', { timeout: 60_000 }, () => {
  test('lets a request that is under way go on for so long, then cuts it', async t => {
    const { server, clock, port, key } = await started(t, { SIMGATE_SERVER_STOP_WITHIN: '7' });
    const socket = connect({ host: '127.0.0.1', port });
    t.after(() => socket.destroy());
    const head = `Host: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n`;
    socket.write(`POST /v1/keys HTTP/1.1\r\n${head}Expect: 100-continue\r\nContent-Length: 100\r\n\r\n`);
    // The server has begun with the request when it asks for its body, which does not come.
    const [words] = await once(socket, 'data');
    assert.match(String(words), /^HTTP\/1\.1 100/);
    let isCut = false;
    socket.once('close', () => {
      isCut = true;
    });
    socket.on('error', () => {});
    void server.stop();
    const pass = async (milliseconds: number) => {
      clock.advance(milliseconds);
      for (let turns = 0; turns < 50; turns += 1) await turn();
    };
    // Until the service has begun to close.
    await pass(0);
    await pass(6999);
    assert.equal(isCut, false);
    await pass(1);
    if (!isCut) await once(socket, 'close');
  });
});

describe('a server that runs', { timeout: 60_000 }, () => {
  const pass = async (clock: FakeClock, milliseconds: number): Promise<void> => {
    clock.advance(milliseconds);
    for (let turns = 0; turns < 50; turns += 1) await turn();
  };

  test('adds gateways as the command line names them, or explains why not', async t => {
    const { server, port, key } = await started(t, {});
    await server.addGateway({ address: 'http://192.0.2.1', enabled: false, name: 'roof' });
    await assert.rejects(server.addGateway({ address: 'nowhere' }), (error: unknown) => {
      return error instanceof RangeError && /^address: /.test(error.message);
    });
    await assert.rejects(server.addGateway({ address: 'http://192.0.2.1' }), new RangeError('taken'));
    const { gateways } = await createServerClient({
      baseUrl: `http://127.0.0.1:${port}`,
      token: key,
    }).orThrow.listGateways({});
    assert.deepEqual(
      gateways.map(({ name }) => name),
      ['roof'],
    );
  });

  test('waits until a port may send, looking ten times a second, for so long', async t => {
    const { server, clock } = await started(t, {});
    const outcomes: boolean[] = [];
    void server.untilSending(1000).then(sends => outcomes.push(sends));
    await pass(clock, 999);
    assert.deepEqual(outcomes, []);
    for (let look = 0; look < 3; look += 1) await pass(clock, 100);
    assert.deepEqual(outcomes, [false]);
    assert.equal(await server.untilSending(0), false);
  });

  test('has waited once a port sends, as the fleet shows it within a second', async t => {
    const info = [{ port: 0, reg: 'REGISTER_OK', iccid: '8949', imsi: '26201', number: '', signal: 20 }];
    const peer = createHttpServer((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error_code: 200, sn: 'a1', info, sms: [], result: [] })),
    ).listen(0, '127.0.0.1');
    await once(peer, 'listening');
    const { server, clock } = await started(t, {});
    t.after(() => {
      peer.close();
      peer.closeAllConnections();
    });
    const address = `http://127.0.0.1:${(peer.address() as AddressInfo).port}`;
    await server.addGateway({ address, kind: 'vendor' });
    let sends: boolean | undefined;
    void server.untilSending(3_600_000).then(found => {
      sends = found;
    });
    while (sends === undefined) await pass(clock, 100);
    assert.equal(sends, true);
    assert.equal(await server.untilSending(0), true);
  });

  test('has a first key at its first start alone, and is stopped once', async t => {
    const folder = mkdtempSync(join(tmpdir(), 'simgate-server-program-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const config = loadServerConfig(undefined, {
      SIMGATE_SERVER_DATA_FOLDER: folder,
      SIMGATE_SERVER_HTTP_PORT: '0',
    });
    const log = pino({ level: 'silent' });
    const first = await startServer(config, { log });
    assert.match(first.firstKey ?? '', /^sgk_/);
    assert.equal(first.gateways, 0);
    await first.addGateway({ address: 'http://192.0.2.1', enabled: false });
    assert.equal(first.stop(), first.stop());
    await first.stop();
    const second = await startServer(config, { log });
    assert.deepEqual([second.firstKey, second.gateways], [undefined, 1]);
    second.reload();
    await second.stop();
  });

  test('that cannot listen lets go of its store', async t => {
    const { port } = await started(t, {});
    const folder = mkdtempSync(join(tmpdir(), 'simgate-server-program-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const variables = { SIMGATE_SERVER_DATA_FOLDER: folder, SIMGATE_SERVER_HTTP_PORT: String(port) };
    const log = pino({ level: 'silent' });
    await assert.rejects(startServer(loadServerConfig(undefined, variables), { log }), {
      code: 'EADDRINUSE',
    });
    const free = loadServerConfig(undefined, { ...variables, SIMGATE_SERVER_HTTP_PORT: '0' });
    const server = await startServer(free, { log });
    await server.stop();
  });

  test('is ready while it takes requests, and its metrics show its parts', async t => {
    const { port, key } = await started(t, {});
    const get = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { authorization: `Bearer ${key}` },
      });
      return response.text();
    };
    assert.equal(await get('/readyz'), '{"status":"ok"}');
    const metrics = await get('/metrics');
    for (const line of [
      'simgate_gateways{state="up"} 0',
      'simgate_gateways{state="refused"} 0',
      'simgate_partitions_owned 256',
      'simgate_store_healthy 1',
    ])
      assert.ok(metrics.split('\n').includes(line), line);
  });
});

describe('the times of handoff reach the hand-off in milliseconds', () => {
  const rows = [
    ['SIMGATE_SERVER_HANDOFF_ASK_FIRST', 'askFirstMs'],
    ['SIMGATE_SERVER_HANDOFF_ASK_TAKEN', 'askTakenMs'],
    ['SIMGATE_SERVER_HANDOFF_ASK_LONGEST', 'askLongestMs'],
    ['SIMGATE_SERVER_HANDOFF_DOUBT', 'doubtMs'],
    ['SIMGATE_SERVER_HANDOFF_TAKEN', 'takenMs'],
  ] as const;
  for (const [variable, time] of rows)
    test(variable, () => {
      const { handoff } = loadServerConfig(undefined, { [variable]: '77777' });
      assert.equal(handoffTimes(handoff)[time], 77_777_000);
    });
});
