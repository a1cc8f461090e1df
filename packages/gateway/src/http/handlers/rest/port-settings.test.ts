/** Ports that are set while the gateway runs, and one order to several. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { basicOf, runningServer, type TestServer, testServer, writingServer } from '../../testing/server.ts';

type Method = 'GET' | 'PUT' | 'DELETE' | 'POST';

async function ask(server: TestServer, method: Method, url: string, payload?: object, role = 'admin') {
  const headers = { authorization: basicOf(role) };
  const response = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.json() };
}

describe('settings of ports', () => {
  test('are shown with where they come from', async () => {
    const { body } = await ask(testServer({ modems: { 1: {} } }), 'GET', '/v1/port-settings');
    assert.deepEqual(body.ports, [{ port: 1, source: 'file', settings: { tcp: 'modem:1' }, pin_set: false }]);
  });

  test('are set above the file, without the PIN being shown, and taken back', async () => {
    const server = writingServer({ modems: { 1: {} } });
    const set = await ask(server, 'PUT', '/v1/ports/1/settings', { tcp: 'modem:1', gap: 3, pin: '1234' });
    const view = { port: 1, source: 'here', settings: { tcp: 'modem:1', gap: 3 }, pin_set: true };
    assert.deepEqual(set, { status: 200, body: view });
    assert.deepEqual((await ask(server, 'GET', '/v1/port-settings')).body.ports, [view]);
    const kept = await ask(server, 'PUT', '/v1/ports/1/settings', { tcp: 'modem:1' });
    assert.equal(kept.body.pin_set, true);
    assert.equal((await ask(server, 'DELETE', '/v1/ports/1/settings')).status, 200);
    const [{ source, pin_set } = {}] = (await ask(server, 'GET', '/v1/port-settings')).body.ports;
    assert.deepEqual([source, pin_set], ['file', false]);
    assert.equal((await ask(server, 'DELETE', '/v1/ports/1/settings')).status, 404);
  });

  test('are shown with their lists and groups', async () => {
    const server = writingServer({ modems: { 1: {} } });
    const settings = { tcp: 'modem:1', toolkitAllows: ['sms'], limits: { smsPerDay: 5 } };
    const { status, body } = await ask(server, 'PUT', '/v1/ports/1/settings', settings);
    assert.deepEqual([status, body.settings], [200, settings]);
  });

  for (const place of [{ usb: 'serial:2c7c:1' }, { device: '/dev/ttyUSB9' }])
    test(`name ${Object.keys(place)[0]} as the device of the port`, async () => {
      const server = writingServer({ modems: { 1: {} } });
      await ask(server, 'PUT', '/v1/ports/1/settings', place);
      assert.equal((await ask(server, 'GET', '/v1/ports/1')).body.device, Object.values(place)[0]);
    });

  const refusals: [what: string, url: string, payload: object, role: string, status: number][] = [
    ['no modem named', '/v1/ports/5/settings', { gap: 1 }, 'admin', 400],
    ['the modem of another port', '/v1/ports/5/settings', { tcp: 'modem:1' }, 'admin', 409],
    ['an operator', '/v1/ports/1/settings', { tcp: 'modem:1' }, 'operator', 403],
  ];
  for (const [what, url, payload, role, status] of refusals)
    test(`${what}: ${status}`, async () => {
      const server = writingServer({ modems: { 1: {} } });
      assert.equal((await ask(server, 'PUT', url, payload, role)).status, status);
    });
});

describe('one order to several ports', () => {
  test('is done by each that can; one that refuses holds up no other', async () => {
    const server = await runningServer({ modems: { 0: {}, 1: {} } });
    const order = { ports: [0, 7, 1], action: 'block' };
    const { status, body } = await ask(server, 'POST', '/v1/port-actions', order, 'operator');
    assert.equal(status, 202);
    assert.deepEqual(
      body.results.map(({ port, action, error }: { port: number; action: object | null; error: string }) => [
        port,
        action !== null,
        error,
      ]),
      [
        [0, true, ''],
        [7, false, 'port: this gateway has no port 7.'],
        [1, true, ''],
      ],
    );
    const { ports } = (await ask(server, 'GET', '/v1/ports')).body;
    assert.deepEqual(
      ports.map(({ blocked }: { blocked: boolean }) => blocked),
      [true, true],
    );
  });

  test('is not for senders', async () => {
    const order = { ports: [0], action: 'block' };
    assert.equal((await ask(testServer(), 'POST', '/v1/port-actions', order, 'sender')).status, 403);
  });
});
