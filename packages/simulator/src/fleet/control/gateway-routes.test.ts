/** Control of gateways, as their clients see it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { connect } from 'node:tls';
import { type TestFleet, testFleet } from '../test-fleet.ts';

const QUEUE = '/api/query_sms_in_queue';

/** Whether a gateway answers a request. */
function answers(bench: TestFleet, gateway = 0): Promise<boolean> {
  return bench.fetch(QUEUE, {}, gateway).then(
    ({ status }) => status === 200,
    () => false,
  );
}

async function gatewayOf(bench: TestFleet): Promise<Record<string, unknown>> {
  const [gateway] = (await bench.control('GET', '/gateways/0')).body as Record<string, unknown>[];
  return gateway ?? {};
}

describe('a restart', () => {
  test('is of 30 seconds where none are named; nobody listens until then', async () => {
    await using bench = await testFleet({ addressing: 'port' });
    assert.deepEqual((await bench.control('POST', '/gateways/0/restart', {})).body, { gateways: 1 });
    await assert.rejects(bench.fetch(QUEUE), (error: Error) => {
      return (error.cause as NodeJS.ErrnoException).code === 'ECONNREFUSED';
    });
    await bench.clock.advance(29_999);
    assert.deepEqual([(await gatewayOf(bench)).up, await answers(bench)], [false, false]);
    await bench.clock.advance(1);
    assert.deepEqual([(await gatewayOf(bench)).up, await answers(bench)], [true, true]);
  });

  test('a second one while it lasts changes nothing', async () => {
    await using bench = await testFleet();
    await bench.control('POST', '/gateways/0/restart', { milliseconds: 1000 });
    await bench.control('POST', '/gateways/0/restart', { milliseconds: 5000 });
    await bench.clock.advance(1000);
    const { up, run } = await gatewayOf(bench);
    assert.deepEqual([up, run, await answers(bench)], [true, 2, true]);
    const { events } = (await bench.control('GET', '/record/events')).body as { events: { kind: string }[] };
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['restart'],
    );
  });
});

test('a line is up again by itself after its time, and each change is in the record once', async () => {
  await using bench = await testFleet({ gateways: 2 });
  for (const _ of [1, 2])
    await bench.control('PUT', '/gateways/1/line', { line: 'resets', milliseconds: 500 });
  await bench.clock.advance(499);
  assert.deepEqual([await answers(bench, 0), await answers(bench, 1)], [true, false]);
  await bench.clock.advance(1);
  assert.deepEqual([await answers(bench, 0), await answers(bench, 1)], [true, true]);
  const { events } = (await bench.control('GET', '/record/events')).body as { events: object[] };
  const at = Date.UTC(2025, 0, 1, 12);
  assert.deepEqual(events, [
    { id: 1, at, gateway: 1, kind: 'line', detail: { line: 'resets' } },
    { id: 2, at: at + 500, gateway: 1, kind: 'line', detail: { line: 'up' } },
  ]);
});

test('a ban is for a day where no time is named', async () => {
  await using bench = await testFleet();
  const now = bench.clock.now();
  await bench.control('POST', '/gateways/0/bans', { address: '192.0.2.1' });
  await bench.control('POST', '/gateways/0/bans', { address: '192.0.2.2', milliseconds: 60_000 });
  assert.deepEqual((await gatewayOf(bench)).bans, [
    { address: '192.0.2.1', until: now + 86_400_000 },
    { address: '192.0.2.2', until: now + 60_000 },
  ]);
});

test('switches without a body change nothing; faults replace those of before', async () => {
  await using bench = await testFleet();
  const before = await gatewayOf(bench);
  assert.deepEqual((await bench.control('PATCH', '/gateways/0/quirks')).body, { gateways: 1 });
  for (const kind of ['lost', 'html']) await bench.control('PUT', '/gateways/all/faults', [{ kind }]);
  assert.deepEqual(await gatewayOf(bench), { ...before, faults: [{ kind: 'html' }] });
});

test('a gateway is described with its ports', async () => {
  await using bench = await testFleet({ gateways: 2, ports: 1 });
  const { url, sn, quirks, ...rest } = await gatewayOf(bench);
  assert.equal(url, bench.fleet.urlOf(0));
  assert.deepEqual(rest, {
    ...{ gateway: 0, user: 'admin', up: true, line: 'up', frozen: false, run: 1 },
    ...{ waiting: 0, results: 0, inbox: 0, held: 0, push: null, faults: [], bans: [] },
    ports: [
      {
        ...{ port: 0, slot: 0, registration: 'REGISTER_OK', signal: 24, callState: 'Idle', blocked: false },
        ...{ sending: false, imei: '359999020000006', imsi: '001010000000000' },
        ...{ iccid: '8988203000000000003', number: '+8820300000000' },
      },
    ],
  });
  const all = (await bench.control('GET', '/gateways')).body as { gateway: number; url: string }[];
  assert.deepEqual(
    all.map(each => [each.gateway, each.url]),
    [
      [0, url],
      [1, bench.fleet.urlOf(1)],
    ],
  );
  assert.ok(quirks !== undefined && sn !== undefined);
});

test('a message that waits for a port begins once that port is registered', async () => {
  await using bench = await testFleet({ ports: 1 });
  await bench.ask('/api/send_sms', { text: 'a', param: [{ number: '1' }, { number: '2' }] });
  const port = '/gateways/0/ports/0';
  const [gone] = (await bench.control('PATCH', port, { registration: 'UNREGISTER' })).body as object[];
  assert.equal((gone as { sending: boolean }).sending, true);
  await bench.clock.advance(1000);
  assert.equal((await gatewayOf(bench)).waiting, 1);
  const [back] = (await bench.control('PATCH', port, { registration: 'REGISTER_OK', signal: 3 }))
    .body as object[];
  const { signal, sending } = back as { signal: number; sending: boolean };
  assert.deepEqual([signal, sending, (await gatewayOf(bench)).waiting], [3, true, 0]);
});

test('a renewed certificate is shown from the next connection on', async () => {
  await using bench = await testFleet({ tls: true, addressing: 'port', quirks: { handshakeTime: 0 } });
  const { hostname, port } = new URL(bench.fleet.urlOf(0));
  const shown = async () => {
    const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { fingerprint256 } = socket.getPeerCertificate();
    socket.destroy();
    return fingerprint256;
  };
  const first = await shown();
  assert.equal(await shown(), first);
  assert.deepEqual((await bench.control('POST', '/gateways/0/certificate')).body, { gateways: 1 });
  assert.notEqual(await shown(), first);
});
