import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadConfig } from '../../../config/load.ts';
import type { GatewayEvent } from '../../../events.ts';
import { createJournal } from '../../../store/journal.ts';
import { temporaryStore } from '../../../store/testing.ts';
import { ask, basic, newYear, runningServer, testServer, writingServer } from '../../testing/server.ts';

describe('documents outside /api', () => {
  test('OpenAPI is open to all', async () => {
    const response = await testServer().app.inject('/openapi.json');
    assert.equal(response.statusCode, 200);
    assert.equal(response.json().openapi, '3.1.0');
  });

  for (const [ok, status, text] of [
    [true, 200, '{"status":"ok"}'],
    [false, 503, '{"status":"failing"}'],
  ] as const) {
    test(`health ${text}`, async () => {
      const response = await testServer({ healthy: () => ok }).app.inject('/healthz');
      assert.equal(response.statusCode, status);
      assert.equal(response.body, text);
    });
  }

  const noSim = { 'AT+CPIN?': ['+CME ERROR: 10'] };
  for (const [what, healthy, second, status, text] of [
    ['all is well', true, {}, 200, '{"status":"ready","reasons":[]}'],
    ['no port can send', true, noSim, 503, '{"status":"waiting","reasons":["ports"]}'],
    ['nothing can be stored', false, {}, 503, '{"status":"waiting","reasons":["store"]}'],
  ] as const)
    test(`readiness where ${what}`, async () => {
      const server = await runningServer({ healthy: () => healthy, modems: { 0: noSim, 1: second } });
      const response = await server.app.inject('/readyz');
      assert.deepEqual([response.statusCode, response.body], [status, text]);
    });

  test('metrics need a user, and count', async () => {
    const limits = { ...loadConfig(undefined, {}).limits, smsPerDay: 3 };
    const server = writingServer({ settings: { limits }, modems: { 1: {} } });
    assert.equal((await server.app.inject('/metrics')).statusCode, 401);
    server.parts.bank.start();
    await server.store.quiet();
    await ask(server, '/api/send_sms', { text: 'hi', param: [{ number: '1' }, { number: '2' }] });
    const { body, headers } = await server.app.inject({ url: '/metrics', headers: { authorization: basic } });
    assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/);
    assert.match(body, /^simgate_messages_accepted_total 2$/m);
    assert.match(body, /^simgate_messages_in_queue 2$/m);
    assert.match(body, /^simgate_queue_oldest_seconds 0$/m);
    assert.match(body, /^simgate_messages_in_doubt 0$/m);
    assert.match(body, /^simgate_database_bytes [1-9]/m);
    assert.match(body, /^simgate_disk_free_bytes [1-9]/m);
    assert.match(body, /^simgate_sim_limit_left\{port="1",limit="smsPerDay"\} 3$/m);
    assert.match(body, /^simgate_port_state\{port="1",reg="REGISTER_OK"\} 1$/m);
    assert.match(body, /^simgate_http_request_duration_seconds_count\{endpoint="send_sms"\} 1$/m);
  });

  test('metrics count what the journal has from the start on', async () => {
    const store = temporaryStore(newYear());
    const earlier = createJournal(store, newYear());
    const result = {
      messageId: 1,
      port: 1,
      number: '1',
      time: 0,
      count: 1,
      succCount: 1,
      refId: 0,
      imsi: '',
      userId: null,
    };
    const sms = { incomingSmsId: 1, port: 0, number: '1', smsc: '', timestamp: 0, text: '', imsi: '' };
    await store.write(database => earlier.append(database, { kind: 'sms', ...sms }));
    const server = testServer({}, store);
    const add = (event: GatewayEvent) => store.write(database => server.journal.append(database, event));
    const metrics = async () =>
      (await server.app.inject({ url: '/metrics', headers: { authorization: basic } })).body;
    assert.match(await metrics(), /^simgate_messages_received_total 0$/m);
    await add({ kind: 'sms', ...sms });
    await add({ kind: 'sms_result', ...result, status: 'SENT_OK', reason: '' });
    await add({ kind: 'sms_result', ...result, status: 'DELIVERED', reason: '' });
    await add({ kind: 'sms_result', ...result, status: 'FAILED', reason: 'CMS 38', cause: 'refused' });
    for (let time = 0; time < 2; time++) {
      const text = await metrics();
      assert.match(text, /^simgate_messages_received_total 1$/m);
      assert.match(text, /^simgate_messages_sent_total 1$/m);
      assert.match(text, /^simgate_messages_delivered_total 1$/m);
      assert.match(text, /^simgate_messages_failed_total\{cause="refused"\} 1$/m);
    }
  });
});
