import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { GatewayEvent } from '../../../events.ts';
import { createJournal } from '../../../store/journal.ts';
import { temporaryStore } from '../../testing/management.ts';
import { ask, bankOf, basic, heldClock, snapshotOf, testServer } from '../../testing/peers.ts';

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

  for (const [what, healthy, canSend, status, text] of [
    ['all is well', true, true, 200, '{"status":"ready","reasons":[]}'],
    ['no port can send', true, false, 503, '{"status":"waiting","reasons":["ports"]}'],
    ['nothing can be stored', false, true, 503, '{"status":"waiting","reasons":["store"]}'],
  ] as const)
    test(`readiness where ${what}`, async () => {
      const ports = bankOf(snapshotOf(0, { canSend: false }), snapshotOf(1, { canSend }));
      const response = await testServer({ healthy: () => healthy, ports }).app.inject('/readyz');
      assert.deepEqual([response.statusCode, response.body], [status, text]);
    });

  test('metrics need a user, and count', async t => {
    const folder = mkdtempSync(join(tmpdir(), 'simgate-metrics-'));
    t.after(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'simgate.db'), 'x');
    const limits = { remaining: (port: number) => (port === 1 ? { smsPerDay: 3 } : {}) };
    const server = testServer({ dataFolder: folder, limits });
    assert.equal((await server.app.inject('/metrics')).statusCode, 401);
    await ask(server, '/api/send_sms', { text: 'hi', param: [{ number: '1' }, { number: '2' }] });
    server.messages.waiting = 4;
    const { body, headers } = await server.app.inject({ url: '/metrics', headers: { authorization: basic } });
    assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/);
    assert.match(body, /^simgate_messages_accepted_total 2$/m);
    assert.match(body, /^simgate_messages_in_queue 4$/m);
    assert.match(body, /^simgate_queue_oldest_seconds 0$/m);
    assert.match(body, /^simgate_messages_in_doubt 0$/m);
    assert.match(body, /^simgate_database_bytes [1-9]/m);
    assert.match(body, /^simgate_disk_free_bytes [1-9]/m);
    assert.match(body, /^simgate_sim_limit_left\{port="1",limit="smsPerDay"\} 3$/m);
    assert.match(body, /^simgate_port_state\{port="1",reg="REGISTER_OK"\} 1$/m);
    assert.match(body, /^simgate_http_request_duration_seconds_count\{endpoint="send_sms"\} 1$/m);
  });

  test('metrics count what the journal tells from the start on', async () => {
    const store = temporaryStore(heldClock());
    const journal = createJournal(store, heldClock());
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
    const add = (event: GatewayEvent) => store.write(database => journal.append(database, event));
    await add({ kind: 'sms', ...sms });
    const server = testServer({ management: { journal } });
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
