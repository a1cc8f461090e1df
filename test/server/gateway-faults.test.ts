/** Gateways that cannot be used, and pushes that nobody should send: each has its reason, and the others are not disturbed. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type RunningFleet, startFleetProgram } from '@simgate/simulator';
import { runningServer, type TestServer } from '../../packages/server/src/testing/running-server.ts';
import { control, until } from '../end-to-end/support/gateway.ts';

const noAir = { airTime: { minimum: 0, maximum: 0 }, deliveryTime: { minimum: 0, maximum: 0 } };

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a server with gateways that fail', { timeout: 120_000 }, () => {
  let server: TestServer;
  let fleet: RunningFleet;
  const sockets = new Set<Socket>();
  const servers: Server[] = [];
  /** Tries of the password that the gateway which refuses it has seen. */
  let tries = 0;

  before(async () => {
    server = await runningServer('gateway-faults', {
      SIMGATE_SERVER_GATEWAYS_ANSWER_WITHIN: '1',
      SIMGATE_SERVER_HANDOFF_ASK_TAKEN: '0.5',
    });
    fleet = await startFleetProgram({ gateways: 3, ports: 2, air: noAir, controlPort: 0 });
    for (const place of [0, 1]) {
      const { body } = await add(fleet.gateways[place] ?? '');
      await control(`${fleet.control}/gateways/${place}/push`, 'PUT', {
        url: `${server.url}${body.push_path}`,
      });
    }
    await until(
      () => server.call('/v1/gateways'),
      ({ body }) => body.gateways.every((one: { state: string }) => one.state === 'up'),
    );
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    for (const one of servers) one.close();
    await server?.remove();
    await fleet?.close();
  });

  const add = (address: string, password = 'admin') =>
    server.call('/v1/gateways', { address, user: 'admin', password });
  async function stateOf(id: string, wanted: string) {
    const { body } = await until(
      () => server.call(`/v1/gateways/${id}`),
      answer => answer.body.state === wanted,
    );
    return body;
  }
  async function open(one: Server): Promise<string> {
    servers.push(one);
    one.on('connection', socket => {
      sockets.add(socket);
      socket.on('error', () => {});
    });
    return listening(one);
  }
  async function delivered(text: string, count: number): Promise<void> {
    const to = Array.from({ length: count }, (_each, at) => `+49151400${String(at).padStart(5, '0')}`);
    const { body, status } = await server.call('/v1/messages', { to, text });
    assert.equal(status, 202);
    await until(
      () => server.call(`/v1/batches/${body.batch}`),
      answer => answer.body.states.delivered === count,
    );
  }

  const refusing = async (): Promise<string> => {
    const closed = createTcpServer();
    const address = await listening(closed);
    closed.close();
    await once(closed, 'close');
    return address;
  };
  const rows: [name: string, address: () => Promise<string>, state: string, reason: RegExp][] = [
    ['refuses connections', refusing, 'down', /cannot be reached.*ECONNREFUSED/],
    ['takes connections and says nothing', () => open(createTcpServer()), 'down', /does not answer in time/],
    [
      'answers with a web page',
      () => open(createServer((_request, response) => response.end('<html>A printer</html>'))),
      'down',
      /answers with a web page instead of JSON/,
    ],
    ['hangs up', () => open(createTcpServer(socket => socket.destroy())), 'down', /cannot be reached/],
    [
      'refuses the password',
      () =>
        open(
          createServer((incoming, response) => {
            if (incoming.headers.authorization !== undefined) tries += 1;
            const challenge =
              'Digest realm="Web Server", domain="",qop="auth", nonce="0123456789abcdef0123456789abcdef", opaque="5ccc069c403ebaf9f0171e9517f40e41",algorithm="MD5", stale="FALSE"';
            response.writeHead(401, { 'www-authenticate': challenge }).end('<html>Access denied</html>');
          }),
        ),
      'refused',
      /^it does not accept user and password$/,
    ],
  ];
  for (const [name, address, state, reason] of rows)
    test(`one that ${name} is ${state}, says why, and messages go elsewhere`, async () => {
      const { body } = await add(await address());
      assert.match((await stateOf(body.id, state)).reason, reason);
      await delivered(`Past one that ${name}`, 5);
      assert.equal(
        (await server.call(`/v1/gateways/${body.id}`, undefined, { method: 'DELETE' })).status,
        200,
      );
    });

  test('a password that was refused was tried once', () => {
    assert.equal(tries, 1);
  });

  test('one that bans the server says so, rests, and works when the ban is over and a person asks', async () => {
    await control(`${fleet.control}/gateways/2/bans`, 'POST', { address: '127.0.0.1', milliseconds: 60_000 });
    const { body } = await add(fleet.gateways[2] ?? '');
    assert.match((await stateOf(body.id, 'down')).reason, /shuts this server out \(HTTP 403\)/);
    await delivered('Past the ban', 5);
    await control(`${fleet.control}/gateways/2/bans`, 'DELETE');
    await server.call(`/v1/gateways/${body.id}`, { enabled: true }, { method: 'PATCH' });
    await stateOf(body.id, 'up');
  });

  test('thousands of pushes of one gateway at once: each is stored once or refused, and another gateway is heard meanwhile', async () => {
    const { body } = await server.call('/v1/gateways');
    const [flooding, quiet] = body.gateways;
    const agent = new Agent({ keepAlive: true, maxSockets: 300 });
    const push = (path: string, sms: object): Promise<number> =>
      new Promise((resolve, reject) => {
        const url = `${server.url}${path}`;
        const sending = request(url, { method: 'POST', agent }, response => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0));
        });
        sending.on('error', reject);
        sending.end(JSON.stringify({ sn: flooding.serial_number, sms: [sms] }));
      });
    const FLOOD = 700;
    const message = (id: number) => ({
      ...{ incoming_sms_id: 10_000 + id, port: 1, number: '+4915199000001', smsc: '' },
      ...{ timestamp: '2026-01-31 12:00:00', text: `Flood ${id}` },
    });
    // Each comes twice.
    const flood = Array.from({ length: 2 * FLOOD }, (_each, at) =>
      push(flooding.push_path, message(at % FLOOD)).then(status => ({ status, id: at % FLOOD })),
    );
    await control(`${fleet.control}/incoming`, 'POST', [
      { from: '+4915199000002', gateway: 1, port: 0, text: 'Meanwhile' },
    ]);
    await until(
      () => server.call(`/v1/inbound?from=${encodeURIComponent('+4915199000002')}`),
      answer => answer.body.messages.length === 1 && answer.body.messages[0].gateway === quiet.id,
    );
    await delivered('Beside the flood', 5);
    const answers = await Promise.all(flood);
    agent.destroy();
    assert.deepEqual(
      answers.map(({ status }) => status).filter(status => status !== 200 && status !== 429),
      [],
    );
    const taken = new Set(answers.filter(({ status }) => status === 200).map(({ id }) => id));
    const stored: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await server.call(`/v1/inbound?from=%2B4915199000001&limit=500${cursor}`);
      stored.push(...page.body.messages.map((one: { text: string }) => one.text));
      if (page.body.next === null) break;
      cursor = `&cursor=${encodeURIComponent(page.body.next)}`;
    }
    assert.deepEqual(stored.toSorted(), [...taken].map(id => `Flood ${id}`).toSorted());
  });

  test('garbage on the wire of the push address is answered by nothing but an error, and the server lives', async () => {
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.end('\0\0\0 not HTTP at all\r\n\r\n');
    const [piece] = (await once(socket, 'data')) as [Buffer];
    assert.match(piece.toString('latin1'), /^HTTP\/1\.1 400/);
    socket.destroy();
    assert.equal((await server.call('/readyz')).status, 200);
  });
});
