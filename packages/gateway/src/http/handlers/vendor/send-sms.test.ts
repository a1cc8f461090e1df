import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { queuedAt } from '../../testing/queued.ts';
import { ask, SN, testServer, writingServer } from '../../testing/server.ts';

describe('send_sms', () => {
  const shortest = { text: 'hi', param: [{ number: '10086' }] };

  test('answers 202 with queue and task', async () => {
    const server = writingServer();
    await ask(server, '/api/send_sms', { text: 'hi', param: [{ number: '1' }, { number: '2' }] });
    const reply = await ask(server, '/api/send_sms', shortest);
    assert.equal(JSON.stringify(reply), `{"error_code":202,"sn":"${SN}","sms_in_queue":3,"task_id":2}`);
  });

  test('the shortest body: any port, unicode, with report, no user id', async () => {
    const server = writingServer();
    await ask(server, '/api/send_sms', shortest);
    assert.deepEqual(queuedAt(server), [
      {
        ...{ owner: 'admin', number: '10086', text: 'hi', userId: null, encoding: 'unicode' },
        ...{ statusReport: true, ports: undefined, priority: 'normal' },
      },
    ]);
  });

  test('everything named', async () => {
    const server = writingServer();
    await ask(server, '/api/send_sms', {
      text: 'Hello, #param#.',
      port: [1, 2],
      encoding: 'gsm-7bit',
      request_status_report: false,
      priority: 'urgent',
      param: [{ number: '+123', text_param: ['John'], user_id: '7', port: 0, encoding: 'auto' }],
    });
    assert.deepEqual(queuedAt(server), [
      {
        ...{ owner: 'admin', number: '+123', text: 'Hello, John.', userId: '7', encoding: 'gsm-7bit' },
        ...{ statusReport: false, ports: [1, 2], priority: 'urgent' },
      },
    ]);
  });

  test('port and encoding of a recipient count where the request names none', async () => {
    const server = writingServer();
    const param = [{ number: '1', port: '1', encoding: 'gsm-7bit' }];
    await ask(server, '/api/send_sms', { text: 'hi', param });
    const [{ ports, encoding } = {}] = queuedAt(server);
    assert.deepEqual([ports, encoding], [[1], 'gsm-7bit']);
  });

  const refusals: [what: string, body: object, code: number, error: RegExp][] = [
    ['a port that is not there', { ...shortest, port: 9 }, 550, /^param\[0\]: none of the named ports/],
    ['a text that is too long', { ...shortest, text: 'x'.repeat(1501) }, 413, /^text: /],
    [
      'a number that is none',
      { text: 'hi', param: [{ number: '1' }, { number: 'x' }] },
      400,
      /^param\[1\]\.number/,
    ],
  ];
  for (const [what, body, code, error] of refusals)
    test(`${what}: ${code}, and nothing is queued`, async () => {
      const server = writingServer();
      const reply = await ask(server, '/api/send_sms', body);
      assert.equal(reply.error_code, code);
      assert.match(String(reply.error), error);
      assert.deepEqual(queuedAt(server), []);
    });

  test('a full queue: 413', async () => {
    const server = writingServer();
    await server.management.settings.change({ sms: { queueLimit: 1 } });
    await ask(server, '/api/send_sms', shortest);
    const reply = await ask(server, '/api/send_sms', shortest);
    assert.deepEqual([reply.error_code, queuedAt(server).length], [413, 1]);
  });

  test('what cannot be stored: 500', async () => {
    const server = writingServer();
    server.store.close();
    const reply = await ask(server, '/api/send_sms', shortest);
    assert.deepEqual([reply.error_code, reply.sn], [500, SN]);
  });

  test('Idempotency-Key: the same body is the same task, another body is refused', async () => {
    const server = writingServer();
    const headers = { 'idempotency-key': 'order-1' };
    const first = await ask(server, '/api/send_sms', shortest, headers);
    assert.deepEqual(await ask(server, '/api/send_sms', shortest, headers), first);
    const other = await ask(server, '/api/send_sms', { ...shortest, text: 'ho' }, headers);
    assert.equal(other.error_code, 400);
    assert.equal(queuedAt(server).length, 1);
  });

  test('Idempotency-Key: blanks and great length are refused', async () => {
    for (const key of ['a b', 'x'.repeat(256)]) {
      const reply = await ask(testServer(), '/api/send_sms', shortest, { 'idempotency-key': key });
      assert.equal(reply.error_code, 400);
      assert.match(String(reply.error), /^Idempotency-Key/);
    }
  });
});
