/** /v1/ports: everything known of a port, and telling it what to do. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ActionRecord } from '../../../port-management/action-record.ts';
import type { PortManagement } from '../../../port-management/port-management.ts';
import { temporaryStore } from '../../testing/management.ts';
import { bankOf, basic, heldClock, noPortManagement, snapshotOf, testServer } from '../../testing/peers.ts';

const record: ActionRecord = {
  ...{ id: 9, port: 1, imsi: '460011', action: { kind: 'power', power: 'off' } },
  ...{ askedAt: 1000, state: 'pending', text: '' },
};

const management: PortManagement = {
  act: async () => ({ ok: true, record }),
  state: port => ({ power: port === 1 ? 'off' : undefined, slot: 2, blocked: port === 1, recording: false }),
  lastAction: port => (port === 1 ? record : undefined),
  forwardings: (imsi): Record<string, string> => (imsi === '460011' ? { Busy: '5' } : {}),
};

function serverOf(portManagement = management) {
  return testServer({
    portManagement,
    limits: { remaining: port => (port === 1 ? { smsPerDay: 3 } : {}) },
    ports: bankOf(
      snapshotOf(0, { sim: undefined, reg: 'NO_SIM', canSend: false, trouble: 'no SIM' }),
      snapshotOf(1, {
        ...{ slot: 2, capabilities: { maker: 'Maker' }, since: Date.UTC(2026, 0, 1) },
        network: { operator: { name: 'Mobile', code: '46001' }, area: 7 },
      }),
    ),
  });
}

async function asking(url: string, payload?: object, portManagement = management) {
  const response = await serverOf(portManagement).app.inject({
    ...{ method: payload === undefined ? 'GET' : 'POST', url, headers: { authorization: basic } },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: response.statusCode, body: response.json() as Record<string, unknown> };
}

const action = {
  id: 9,
  action: 'power off',
  asked_at: '1970-01-01T00:00:01.000Z',
  state: 'pending',
  text: '',
};

describe('what is known of ports', () => {
  test('one of them', async () => {
    const { status, body } = await asking('/v1/ports/1');
    assert.equal(status, 200);
    assert.deepEqual(body, {
      ...{ port: 1, label: '', device: '', maker: 'Maker', model: '', firmware: '' },
      ...{ type: 'LTE', imei: '863070017005171' },
      ...{ operator: { name: 'Mobile', code: '46001' }, place: { area: 7, cell: null }, dbm: -71 },
      ...{ since: '2026-01-01T00:00:00.000Z', activity: 'idle' },
      today: { sent: 0, delivered: 0, failed: 0, received: 0, calls: 0 },
      sim: { iccid: '8986011', imsi: '460011', number: '15001', smsc: '+8613010868500' },
      ...{ reg: 'REGISTER_OK', slot: 2, callstate: 'Idle', signal: 21, gprs: 'attached' },
      ...{
        can_send: true,
        trouble: '',
        reason: '',
        capabilities: { maker: 'Maker' },
        power: 'off',
        blocked: true,
      },
      ...{ forwarding: { Busy: '5' }, limits_left: { smsPerDay: 3 }, waiting: 0, last_action: action },
    });
  });

  test('all of them, also one without a SIM that nobody told anything', async () => {
    const { ports } = (await asking('/v1/ports')).body as { ports: Record<string, unknown>[] };
    assert.deepEqual(
      ports.map(({ port }) => port),
      [0, 1],
    );
    const [{ sim, power, forwarding, last_action, trouble } = {}] = ports;
    assert.deepEqual([sim, power, forwarding, last_action, trouble], [null, null, {}, null, 'no SIM']);
  });

  test('one that does not exist: 404', async () => {
    assert.equal((await asking('/v1/ports/7')).status, 404);
  });
});

describe('telling a port', () => {
  const url = '/v1/ports/1/actions';
  const asked = { action: 'power', param: 'off' };

  test('202, with what was stored', async () => {
    assert.deepEqual(await asking(url, asked), { status: 202, body: action });
  });

  test('404 for one that does not exist', async () => {
    assert.equal((await asking('/v1/ports/7/actions', asked)).status, 404);
  });

  const refusals: [code: 400 | 500, error: string, status: number][] = [
    [400, 'param: must be on or off; found "maybe".', 400],
    [500, 'port: the port is away.', 503],
    [500, 'gateway: the action could not be stored.', 500],
  ];
  for (const [code, error, status] of refusals)
    test(`${status}: ${error}`, async () => {
      const refusing = { ...noPortManagement, act: async () => ({ ok: false, code, error }) as const };
      const answer = await asking(url, asked, refusing);
      assert.equal(answer.status, status);
      assert.ok(JSON.stringify(answer.body).includes(JSON.stringify(error).slice(1, -1)));
    });
});

describe('PUT /v1/ports/{port}/label', () => {
  async function naming(port: number, label: string, store = temporaryStore(heldClock())) {
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
