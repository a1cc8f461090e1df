/** POST /v1/messages: what reaches the queue, and how its refusals become HTTP. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { basic, type TestServer, testServer } from '../../../testing/peers.ts';

async function post(server: TestServer, payload: object, headers: Record<string, string> = {}) {
  const response = await server.app.inject({
    method: 'POST',
    url: '/v1/messages',
    headers: { authorization: basic, 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  });
  return { status: response.statusCode, body: JSON.parse(response.body) };
}

const shortest = { text: 'hi', recipients: [{ number: '10086' }] };

describe('POST /v1/messages', () => {
  test('answers 202 with task and queue', async () => {
    assert.deepEqual(await post(testServer(), shortest), { status: 202, body: { task_id: 7, in_queue: 3 } });
  });

  test('everything named', async () => {
    const server = testServer();
    await post(
      server,
      {
        text: 'Dear #param#',
        recipients: [{ number: '+123', values: ['Anna'] }, { number: '456' }],
        port: [2],
        encoding: 'auto',
        request_status_report: false,
      },
      { 'idempotency-key': 'abc' },
    );
    const [{ idempotency, ...sent } = { idempotency: undefined }] = server.messages.sent;
    assert.equal(idempotency?.key, 'abc');
    assert.deepEqual(sent, {
      owner: 'admin',
      text: 'Dear #param#',
      recipients: [
        { number: '+123', userId: null, textParam: ['Anna'] },
        { number: '456', userId: null },
      ],
      ports: [2],
      encoding: 'auto',
      statusReport: false,
    });
  });

  test('takes more recipients than send_sms', async () => {
    const server = testServer();
    const recipients = Array.from({ length: 4096 }, (_, index) => ({ number: `${1000 + index}` }));
    assert.equal((await post(server, { text: 'hi', recipients })).status, 202);
    assert.equal(server.messages.sent[0]?.recipients.length, 4096);
    const { status, body } = await post(server, { text: 'hi', recipients: [...recipients, { number: '1' }] });
    assert.equal(status, 413);
    assert.match(body.error, /^recipients: /);
  });

  for (const [code, status] of [
    [400, 400],
    [413, 413],
    [500, 500],
    [550, 503],
  ] as const)
    test(`a refusal of the queue with ${code} is HTTP ${status}`, async () => {
      const server = testServer();
      server.messages.answer = { ok: false, code, error: 'port: none of these ports exists.' };
      assert.deepEqual(await post(server, shortest), {
        status,
        body: { error: 'port: none of these ports exists.' },
      });
    });

  test('a key that is none is refused', async () => {
    const server = testServer();
    assert.equal((await post(server, shortest, { 'idempotency-key': 'a b' })).status, 400);
    assert.deepEqual(server.messages.sent, []);
  });
});
