import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, basic, testServer } from '../../testing/peers.ts';

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

  test('metrics need a user, and count', async () => {
    const server = testServer();
    assert.equal((await server.app.inject('/metrics')).statusCode, 401);
    await ask(server, '/api/send_sms', { text: 'hi', param: [{ number: '1' }, { number: '2' }] });
    server.messages.waiting = 4;
    const { body, headers } = await server.app.inject({ url: '/metrics', headers: { authorization: basic } });
    assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/);
    assert.match(body, /^simgate_messages_accepted_total 2$/m);
    assert.match(body, /^simgate_messages_in_queue 4$/m);
    assert.match(body, /^simgate_port_state\{port="1",reg="REGISTER_OK"\} 1$/m);
    assert.match(body, /^simgate_http_request_duration_seconds_count\{endpoint="send_sms"\} 1$/m);
  });
});
