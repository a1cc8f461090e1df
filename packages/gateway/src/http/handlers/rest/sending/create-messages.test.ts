/** POST /v1/messages: what reaches the queue, and how its refusals become HTTP. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { queuedAt } from '../../../testing/queued.ts';
import { basic, type TestServer, testServer, writingServer } from '../../../testing/server.ts';

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
    const answer = { status: 202, body: { task_id: 1, in_queue: 1 } };
    assert.deepEqual(await post(writingServer(), shortest), answer);
  });

  test('everything named', async () => {
    const server = writingServer();
    await post(server, {
      text: 'Dear #param#',
      recipients: [{ number: '+123', values: ['Anna'] }, { number: '456' }],
      port: [2],
      encoding: 'auto',
      request_status_report: false,
    });
    const common = { owner: 'admin', userId: null, encoding: 'auto', statusReport: false, ports: [2] };
    assert.deepEqual(queuedAt(server), [
      { ...common, number: '+123', text: 'Dear Anna', priority: 'normal' },
      { ...common, number: '456', text: 'Dear #param#', priority: 'normal' },
    ]);
  });

  test('a key makes one task of a repeat', async () => {
    const server = writingServer();
    const send = () => post(server, shortest, { 'idempotency-key': 'abc' });
    assert.deepEqual(await send(), await send());
    assert.equal(queuedAt(server).length, 1);
  });

  test('takes more recipients than send_sms', async () => {
    const server = writingServer();
    const recipients = Array.from({ length: 4096 }, (_, index) => ({ number: `${1000 + index}` }));
    assert.equal((await post(server, { text: 'hi', recipients })).status, 202);
    assert.equal(server.parts.messaging.messages.inQueue(), 4096);
    const { status, body } = await post(server, { text: 'hi', recipients: [...recipients, { number: '1' }] });
    assert.equal(status, 413);
    assert.match(body.error, /^recipients: /);
  });

  const refusals: [what: string, payload: object, status: number, error: RegExp][] = [
    [
      'an emergency number',
      { ...shortest, recipients: [{ number: '112' }] },
      400,
      /^recipients\[0\]\.number: /,
    ],
    ['a text that is too long', { ...shortest, text: 'x'.repeat(1501) }, 413, /^text: /],
    [
      'ports that are not there',
      { ...shortest, port: [9] },
      503,
      /^recipients\[0\]: none of the named ports/,
    ],
  ];
  for (const [what, payload, status, error] of refusals)
    test(`${what}: HTTP ${status}, and nothing is queued`, async () => {
      const server = writingServer();
      const answer = await post(server, payload);
      assert.equal(answer.status, status);
      assert.match(answer.body.error, error);
      assert.deepEqual(queuedAt(server), []);
    });

  test('what cannot be stored: HTTP 500', async () => {
    const server = writingServer();
    server.store.close();
    assert.equal((await post(server, shortest)).status, 500);
  });

  test('a key that is none is refused', async () => {
    assert.equal((await post(testServer(), shortest, { 'idempotency-key': 'a b' })).status, 400);
  });
});
