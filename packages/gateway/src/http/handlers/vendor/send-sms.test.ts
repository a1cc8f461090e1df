import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, SN, testServer } from '../../testing/peers.ts';

describe('send_sms', () => {
  const shortest = { text: 'hi', param: [{ number: '10086' }] };

  test('answers 202 with queue and task', async () => {
    const reply = await ask(testServer(), '/api/send_sms', shortest);
    assert.equal(JSON.stringify(reply), `{"error_code":202,"sn":"${SN}","sms_in_queue":3,"task_id":7}`);
  });

  test('the shortest body: any port, unicode, with report, no user id', async () => {
    const server = testServer();
    await ask(server, '/api/send_sms', shortest);
    assert.deepEqual(server.messages.sent, [
      {
        owner: 'admin',
        text: 'hi',
        recipients: [{ number: '10086', userId: null }],
        encoding: 'unicode',
        statusReport: true,
      },
    ]);
  });

  test('everything said', async () => {
    const server = testServer();
    await ask(server, '/api/send_sms', {
      text: 'Hello, #param#.',
      port: [2, 3],
      encoding: 'gsm-7bit',
      request_status_report: false,
      priority: 'urgent',
      param: [{ number: '+123', text_param: ['John'], user_id: '7', port: 1, encoding: 'auto' }],
    });
    assert.deepEqual(server.messages.sent, [
      {
        owner: 'admin',
        text: 'Hello, #param#.',
        recipients: [{ number: '+123', textParam: ['John'], userId: '7' }],
        ports: [2, 3],
        encoding: 'gsm-7bit',
        statusReport: false,
        priority: 'urgent',
      },
    ]);
  });

  test('port and encoding of a recipient count where the request names none', async () => {
    const server = testServer();
    await ask(server, '/api/send_sms', {
      text: 'hi',
      param: [{ number: '1', port: '1', encoding: 'gsm-7bit' }],
    });
    assert.deepEqual(server.messages.sent[0]?.recipients, [
      { number: '1', userId: null, ports: [1], encoding: 'gsm-7bit' },
    ]);
  });

  test('a refusal carries its code and sentence', async () => {
    for (const code of [400, 413, 500, 550] as const) {
      const server = testServer();
      server.messages.answer = { ok: false, code, error: 'port: none of these ports exists.' };
      assert.deepEqual(await ask(server, '/api/send_sms', shortest), {
        error_code: code,
        sn: SN,
        error: 'port: none of these ports exists.',
      });
    }
  });

  test('a request that cannot be read queues nothing', async () => {
    const server = testServer();
    const reply = await ask(server, '/api/send_sms', {
      text: 'hi',
      param: [{ number: '1' }, { number: 'x' }],
    });
    assert.equal(reply.error_code, 400);
    assert.match(String(reply.error), /^param\[1\]\.number/);
    assert.equal(server.messages.sent.length, 0);
  });

  test('Idempotency-Key: the same body has the same digest, another body another', async () => {
    const server = testServer();
    const headers = { 'idempotency-key': 'order-1' };
    await ask(server, '/api/send_sms', shortest, headers);
    await ask(server, '/api/send_sms', shortest, headers);
    await ask(server, '/api/send_sms', { ...shortest, text: 'ho' }, headers);
    const [first, second, third] = server.messages.sent.map(({ idempotency }) => idempotency);
    assert.equal(first?.key, 'order-1');
    assert.equal(first.digest, second?.digest);
    assert.notEqual(first.digest, third?.digest);
  });

  test('Idempotency-Key: blanks and great length are refused', async () => {
    for (const key of ['a b', 'x'.repeat(256)]) {
      const reply = await ask(testServer(), '/api/send_sms', shortest, { 'idempotency-key': key });
      assert.equal(reply.error_code, 400);
      assert.match(String(reply.error), /^Idempotency-Key/);
    }
  });
});
