import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type Simulator, startSimulator } from '../main.ts';
import { createControlServer } from './control-api.ts';

let simulator: Simulator;
let server: FastifyInstance;

before(async () => {
  simulator = await startSimulator({
    modems: 2,
    network: { airTime: 'instant' },
    personas: ['generic', 'huawei'],
  });
  server = createControlServer(simulator);
});

after(async () => {
  await server.close();
  await simulator.close();
});

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const response = await server.inject({ method, url, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.json() };
}

describe('what is wrong is refused by its field', () => {
  const rows: readonly [
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload: object | undefined,
    status: number,
    field: string,
  ][] = [
    ['GET', '/modems/9', undefined, 404, 'index'],
    ['GET', '/modems/x', undefined, 400, 'index'],
    ['GET', '/nothing', undefined, 404, 'path'],
    ['POST', '/modems/0/messages', { text: 'hi' }, 400, 'from'],
    ['POST', '/modems/0/messages', { from: '+491' }, 400, 'text'],
    ['POST', '/modems/0/messages', { from: '+491', text: 'a', tpdus: ['04'] }, 400, 'text'],
    ['POST', '/modems/0/messages', { from: '+491', tpdus: ['0'] }, 400, 'tpdus.0'],
    ['POST', '/modems/0/messages', { from: '+491', text: 'ж', encoding: 'gsm7' }, 400, 'text'],
    ['POST', '/modems/0/messages', { from: '+491', text: 'a', flash: true }, 400, 'flash'],
    ['POST', '/messages', { from: '+491', text: 'a' }, 400, 'to'],
    ['PUT', '/modems/0/signal', { rssi: 40 }, 400, 'rssi'],
    ['PUT', '/modems/0/signal', { rssi: '4' }, 400, 'rssi'],
    ['PUT', '/modems/0/registration', {}, 400, 'status'],
    ['POST', '/modems/0/sim/insert', undefined, 409, 'index'],
    ['PUT', '/modems/0/storage', { memory: 'XX' }, 400, 'memory'],
    ['PUT', '/modems/0/send-fault', { code: 500 }, 400, 'times'],
    ['PUT', '/modems/0/impairments', [{ type: 'late' }], 400, '0.milliseconds'],
    ['PUT', '/modems/0/impairments', [{ type: 'slow' }], 400, '0'],
    ['PUT', '/modems/0/faults', [{ fault: 'tired' }], 400, '0.fault'],
    ['PUT', '/modems/0/faults', { fault: 'noSim' }, 400, 'body'],
    ['POST', '/modems/0/faults', { fault: 'deaf', speaks: 1 }, 400, 'speaks'],
    ['POST', '/modems/9/faults', { fault: 'noSim' }, 404, 'index'],
    ['PUT', '/outcome-rules', [{ answer: { kind: 'refuse', cause: 300 } }], 400, 'rules[0].answer.cause'],
    ['PUT', '/air-time', { minimum: 5, maximum: 1 }, 400, 'maximum'],
    ['GET', '/carried?limit=many', undefined, 400, 'limit'],
  ];
  for (const [method, url, payload, status, field] of rows) {
    test(`${method} ${url} ${JSON.stringify(payload) ?? ''}`, async () => {
      const answer = await call(method, url, payload);
      assert.equal(answer.status, status);
      assert.equal(answer.body.field, field);
      assert.ok(answer.body.error.length > 0);
    });
  }

  test('a page in a browser may not speak to it', async () => {
    const answer = await server.inject({ url: '/modems', headers: { origin: 'http://example.org' } });
    assert.equal(answer.statusCode, 403);
  });
});

describe('control of a modem', () => {
  test('lists modems with their state', async () => {
    const { body } = await call('GET', '/modems');
    assert.equal(body.length, 2);
    const { port: _port, ...shown } = body[0];
    assert.deepEqual(shown, {
      ...{ index: 0, host: '127.0.0.1', imei: '359999000000018', imsi: '001010000000001' },
      ...{ iccid: '8988201000000000013', number: '+88201000001', persona: 'generic', power: 'on' },
      ...{ hung: false, connected: false, sim: 'ready', registration: 1, rssi: 20, impairments: [] },
      faults: [],
      storages: { SM: { used: 0, size: 30 }, ME: { used: 0, size: 50 } },
    });
  });

  test('signal, registration, SIM, power', async () => {
    await call('PUT', '/modems/0/signal', { rssi: 7 });
    await call('PUT', '/modems/0/registration', { status: 5 });
    assert.deepEqual(
      await call('GET', '/modems/0').then(({ body }) => [body.rssi, body.registration]),
      [7, 5],
    );
    await call('PUT', '/modems/0/registration', { status: 1 });
    await call('POST', '/modems/0/sim/pull');
    assert.equal((await call('GET', '/modems/0')).body.sim, 'missing');
    assert.equal((await call('PUT', '/modems/0/signal', { rssi: 7 })).status, 409);
    await call('POST', '/modems/0/sim/insert');
    const swapped = await call('POST', '/modems/0/sim/swap', { card: 1 });
    assert.equal(swapped.body.number, '+88201001001');
    await call('POST', '/modems/0/sim/swap', { card: 0 });
    await call('POST', '/modems/1/unplug', { listener: 'closes' });
    assert.equal((await call('GET', '/modems/1')).body.power, 'unplugged');
    await call('POST', '/modems/1/plug', { milliseconds: 0 });
    await call('PUT', '/modems/1/hung', { hung: true });
    assert.equal((await call('GET', '/modems/1')).body.hung, true);
    await call('POST', '/modems/1/reboot', { milliseconds: 0 });
    assert.deepEqual(await call('GET', '/modems/1').then(({ body }) => [body.power, body.hung]), [
      'on',
      false,
    ]);
  });

  test('faults and impairments are set', async () => {
    await call('PUT', '/modems/0/send-fault', { code: 500, times: 3 });
    assert.deepEqual(simulator.bank[0]?.module.sendFault, { code: 500, remaining: 3 });
    const impairments = [{ type: 'noise', probability: 0.1, longest: 3 }];
    assert.equal((await call('PUT', '/modems/0/impairments', impairments)).status, 200);
    assert.deepEqual((await call('GET', '/modems/0')).body.impairments, impairments);
    await call('PUT', '/modems/0/impairments', []);
  });

  test('a full storage holds messages back; space lets them in', async () => {
    const full = await call('PUT', '/modems/0/storage', {});
    assert.deepEqual(full.body, { used: 30, size: 30 });
    await call('POST', '/modems/0/messages', { from: 'Bank', text: 'waits' });
    const pending = await call('GET', '/pending');
    assert.deepEqual(
      pending.body.map(({ imsi }: { imsi: string }) => imsi),
      ['001010000000001'],
    );
    const emptied = await call('PUT', '/modems/0/storage', { free: 30 });
    assert.deepEqual(emptied.body.size, 30);
    assert.deepEqual((await call('GET', '/pending')).body, []);
    assert.equal((await call('GET', '/modems/0')).body.storages.SM.used, 1);
  });
});

describe('control of the network', () => {
  test('messages to numbers, phones, the record in pages', async () => {
    await call('DELETE', '/carried');
    await call('POST', '/messages', { from: '+491', to: '+88201000001', text: 'one' });
    await call('POST', '/modems/0/messages', { from: '+491', tpdus: ['04039194F100006211324085400002E834'] });
    const first = await call('GET', '/carried?limit=1');
    assert.equal(first.body.messages.length, 1);
    const second = await call('GET', `/carried?kind=deliver&afterId=${first.body.next}`);
    assert.equal(second.body.messages.length, 1);
    assert.equal(second.body.messages[0].tpduHex, '04039194F100006211324085400002E834');
    assert.equal((await call('GET', '/counters')).body.deliver, 2);
    assert.deepEqual((await call('GET', '/phones/%2B491/inbox')).body.messages, []);
    assert.equal((await call('GET', '/subscribers')).body.length >= 2, true);
  });

  test('outcome rules and air time', async () => {
    const rules = [{ times: 2, answer: { kind: 'refuse', cause: 38 } }];
    assert.deepEqual((await call('PUT', '/outcome-rules', rules)).body, rules);
    assert.deepEqual((await call('GET', '/outcome-rules')).body, rules);
    assert.deepEqual((await call('PUT', '/outcome-rules', [])).body, []);
    assert.equal((await call('PUT', '/air-time', { minimum: 0, maximum: 0 })).status, 200);
  });
});

describe('control of calls', () => {
  const rule = { match: { to: '+491' }, outcome: { kind: 'busy' } };

  test('keeps the rules that it was given', async () => {
    assert.deepEqual(await call('GET', '/call-rules'), { status: 200, body: [] });
    assert.deepEqual(await call('PUT', '/call-rules', [rule]), { status: 200, body: [rule] });
    assert.deepEqual(await call('GET', '/call-rules'), { status: 200, body: [rule] });
    const wrong = await call('PUT', '/call-rules', [{ outcome: { kind: 'refuse' } }]);
    assert.equal(wrong.status, 400);
    assert.deepEqual(await call('PUT', '/call-rules', []), { status: 200, body: [] });
  });

  test('calls a modem from a phone outside, which hangs up once', async () => {
    const { status, body } = await call('POST', '/modems/0/calls', { from: '+491', ringFor: 60_000 });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(await call('POST', `/calls/${body.id}/hang-up`), { status: 200, body: { done: true } });
    const gone = await call('POST', `/calls/${body.id}/hang-up`);
    assert.deepEqual([gone.status, gone.body.field], [409, 'id']);
    const { body: calls } = await call('GET', '/calls');
    assert.equal(calls.length, 1);
  });

  test('changes where calls of a SIM are forwarded to, reason by reason', async () => {
    const { body: before } = await call('GET', '/modems/0/forwarding');
    const { body: busy } = await call('PUT', '/modems/0/forwarding', { busy: '+493' });
    assert.deepEqual(busy, { ...before, busy: '+493' });
    const { body: off } = await call('PUT', '/modems/0/forwarding', { busy: null });
    assert.deepEqual(off, before);
    assert.deepEqual((await call('GET', '/modems/0/forwarding')).body, before);
  });
});
