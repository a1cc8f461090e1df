/** /v1/ports: everything known of a port, and orders to it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadConfig } from '../../../config/load.ts';
import { setForwarding } from '../../../port-management/action-record.ts';
import { temporaryStore } from '../../../store/testing.ts';
import { basic, newYear, runningServer, type TestServer, testServer } from '../../testing/server.ts';

async function ask(server: TestServer, url: string, payload?: object) {
  const response = await server.app.inject({
    ...{ method: payload === undefined ? 'GET' : 'POST', url, headers: { authorization: basic } },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: response.statusCode, body: response.json() as Record<string, unknown> };
}

/** Port 0 has no SIM, port 1 serves. */
function ports() {
  return runningServer({
    settings: { limits: { ...loadConfig(undefined, {}).limits, smsPerDay: 3 } },
    modems: {
      0: { 'AT+CPIN?': ['+CME ERROR: 10'] },
      1: { 'AT+COPS=3,2': ['OK'], 'AT+COPS?': ['+COPS: 0,2,"46001",7', 'OK'] },
    },
  });
}

const action = {
  id: 1,
  action: 'block',
  asked_at: '2026-01-01T00:00:00.000Z',
  text: '',
};

describe('what is known of ports', () => {
  test('one of them', async () => {
    const server = await ports();
    await server.store.write(database => setForwarding(database, '460011000000001', 'Busy', '5'));
    await ask(server, '/v1/ports/1/actions', { action: 'block' });
    const { status, body } = await ask(server, '/v1/ports/1');
    assert.equal(status, 200);
    const { capabilities, ...shown } = body;
    assert.partialDeepStrictEqual(capabilities, { maker: 'Maker', dialect: 'generic' });
    assert.deepEqual(shown, {
      ...{ port: 1, label: '', device: 'tcp:modem:1', maker: 'Maker', model: 'Model', firmware: '1.0' },
      ...{ type: 'GSM', imei: '863070017005171' },
      ...{ operator: null, place: { area: 195, cell: 41394 }, dbm: -73 },
      ...{ since: '2026-01-01T00:00:00.000Z', activity: 'idle', toolkit_frame: 0 },
      today: { accepted: 0, sent: 0, delivered: 0, failed: 0, received: 0, calls: 0 },
      sim: {
        iccid: '89860110000000000001',
        imsi: '460011000000001',
        number: '15001',
        smsc: '+8613010868500',
      },
      ...{ reg: 'REGISTER_OK', slot: 255, callstate: 'Idle', signal: 20, gprs: 'attached' },
      ...{ can_send: false, trouble: 'blocked', reason: 'blocked', power: null, blocked: true },
      ...{ forwarding: { Busy: '5' }, limits_left: { smsPerDay: 3 }, waiting: 0 },
      last_action: { ...action, state: 'done' },
    });
  });

  test('all of them, also one without a SIM that nobody gave an order', async () => {
    const { body } = await ask(await ports(), '/v1/ports');
    const { ports: shown } = body as { ports: Record<string, unknown>[] };
    assert.deepEqual(
      shown.map(({ port }) => port),
      [0, 1],
    );
    const [{ sim, power, forwarding, last_action, reason } = {}] = shown;
    assert.deepEqual([sim, power, forwarding, last_action, reason], [null, null, {}, null, 'no_sim']);
  });

  test('the signal in dBm; 0 may be none at all', async () => {
    const measured = (signal: number) => ({ 'AT+CSQ': [`+CSQ: ${signal},99`, 'OK'] });
    const server = await runningServer({ modems: { 0: measured(0), 1: measured(1), 2: measured(31) } });
    const { body } = await ask(server, '/v1/ports');
    const { ports: shown } = body as { ports: { signal: number; dbm: number | null }[] };
    assert.deepEqual(
      shown.map(({ signal, dbm }) => [signal, dbm]),
      [
        [0, null],
        [1, -111],
        [31, -51],
      ],
    );
  });

  test('one that does not exist: 404', async () => {
    assert.equal((await ask(testServer(), '/v1/ports/7')).status, 404);
  });
});

describe('orders to a port', () => {
  const url = '/v1/ports/1/actions';
  const block = { action: 'block' };

  test('202, with what was stored', async () => {
    const answer = await ask(await ports(), url, block);
    assert.deepEqual(answer, { status: 202, body: { ...action, state: 'pending' } });
  });

  const refusals: [what: string, url: string, order: object, status: number, error: RegExp][] = [
    ['a port that does not exist', '/v1/ports/7/actions', block, 404, /^port: /],
    ['no such power', url, { action: 'power', param: 'maybe' }, 400, /^param: must be on or off/],
    ['a modem that is not open', url, { action: 'reset' }, 503, /^port: /],
  ];
  for (const [what, path, order, status, error] of refusals)
    test(`${what}: ${status}`, async () => {
      const answer = await ask(testServer(), path, order);
      assert.equal(answer.status, status);
      assert.match(String(answer.body.error), error);
    });

  test('what cannot be stored: 500', async () => {
    const server = testServer({}, temporaryStore(newYear()));
    const write = () => Promise.reject(new Error('disk I/O error'));
    const failing = testServer({}, { ...server.store, write });
    const { status, body } = await ask(failing, url, block);
    assert.equal(status, 500);
    assert.match(String(body.error), /^gateway: the action could not be stored/);
  });
});

describe('PUT /v1/ports/{port}/label', () => {
  async function naming(port: number, label: string, store = temporaryStore(newYear())) {
    const response = await testServer({}, store).app.inject({
      ...{
        method: 'PUT',
        url: `/v1/ports/${port}/label`,
        headers: { authorization: basic },
        payload: { label },
      },
    });
    return { status: response.statusCode, body: response.json(), store };
  }

  test('is shown from then on, also after a restart, and goes with an empty one', async () => {
    const { status, body, store } = await naming(1, 'Küche 日本');
    assert.deepEqual([status, body.port, body.label], [200, 1, 'Küche 日本']);
    const url = '/v1/ports/1';
    const again = await testServer({}, store).app.inject({ url, headers: { authorization: basic } });
    assert.equal(again.json().label, 'Küche 日本');
    assert.equal((await naming(1, '', store)).body.label, '');
  });

  test('of a port that does not exist: 404; too long: 400', async () => {
    assert.equal((await naming(9, 'a')).status, 404);
    assert.equal((await naming(1, 'a'.repeat(65))).status, 400);
  });
});
