/** Preview, another try and files of recipients over HTTP. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { queuedAt } from '../../../testing/queued.ts';
import { basicOf, writingServer } from '../../../testing/server.ts';

function make() {
  const server = writingServer();
  const post = async (url: string, payload: object, role = 'operator') => {
    const response = await server.app.inject({
      ...{ method: 'POST', url, payload, headers: { authorization: basicOf(role) } },
    });
    return { status: response.statusCode, body: response.json() };
  };
  const send = async (
    query: string,
    payload: string,
    headers: Record<string, string> = {},
    role = 'operator',
  ) => {
    const response = await server.app.inject({
      ...{ method: 'POST', url: `/v1/messages/import${query}`, payload },
      headers: { authorization: basicOf(role), 'content-type': 'text/csv', ...headers },
    });
    return { status: response.statusCode, body: response.json() };
  };
  return { server, post, send };
}

describe('POST /v1/messages/preview', () => {
  test('shows what would be sent', async () => {
    const { server, post } = make();
    await server.management.settings.change({ sms: { queueLimit: 5 } });
    const recipients = [{ number: '+491', values: ['Anna'] }, { number: '112' }];
    const { status, body } = await post('/v1/messages/preview', {
      ...{ text: 'Hi #param# …', recipients, encoding: 'auto', samples: 1 },
    });
    assert.equal(status, 200);
    assert.deepEqual(body, {
      ...{ alphabet: 'ucs2', segments: 1, used: 12, capacity: 70 },
      offenders: [{ character: '…', place: 12, replacement: '...' }],
      ...{ segments_replaced: 1, recipients: 1, total_segments: 1, by_segments: { 1: 1 } },
      samples: [{ number: '+491', text: 'Hi Anna …', alphabet: 'ucs2', segments: 1, used: 9, capacity: 70 }],
      troubles: [{ index: 1, number: '112', error: 'recipients[1].number: 112 is an emergency number' }],
      ...{ refused: 1, queue_left: 5 },
    });
  });

  test('has three samples unless more are wanted', async () => {
    const recipients = ['1', '2', '3', '4', '5'].map(number => ({ number }));
    const { body } = await make().post('/v1/messages/preview', { text: 'abc', recipients });
    assert.equal(body.samples.length, 3);
  });

  test('measures a text without recipients', async () => {
    const { body } = await make().post('/v1/messages/preview', { text: 'abc' });
    assert.deepEqual([body.alphabet, body.used, body.recipients], ['ucs2', 3, 0]);
  });

  test('is not for viewers', async () => {
    assert.equal((await make().post('/v1/messages/preview', { text: 'abc' }, 'viewer')).status, 403);
  });
});

describe('POST /v1/messages/send-again', () => {
  /** Messages 1 of a sender and 2 of the operator, in tasks of their own; both have failed. */
  async function failed() {
    const bench = make();
    for (const [role, number] of [
      ['sender', '1'],
      ['operator', '2'],
    ] as const)
      await bench.post('/v1/messages', { text: `to ${number}`, recipients: [{ number }] }, role);
    await bench.post('/v1/tasks/1/stop', {});
    await bench.post('/v1/tasks/2/stop', {});
    return bench;
  }

  test('makes a new task of the failed messages of one', async () => {
    const { server, post } = await failed();
    const { status, body } = await post('/v1/messages/send-again', { task_id: 2, name: 'again', port: [1] });
    assert.deepEqual([status, body], [202, { task_id: 3, in_queue: 1, messages: 1, next: null }]);
    const { number, text, owner, ports } = queuedAt(server)[2] ?? {};
    assert.deepEqual([number, text, owner, ports], ['2', 'to 2', 'operator', [1]]);
  });

  test('goes on behind an id, and knows a repeat by its key', async () => {
    const { server, post } = make();
    const recipients = ['1', '2', '3'].map(number => ({ number }));
    await post('/v1/messages', { text: 'hi', recipients });
    await post('/v1/tasks/1/stop', {});
    const again = async () => {
      const { statusCode, body } = await server.app.inject({
        ...{ method: 'POST', url: '/v1/messages/send-again', payload: { task_id: 1, after: 1 } },
        headers: { authorization: basicOf('operator'), 'idempotency-key': 'k' },
      });
      return [statusCode, JSON.parse(body)];
    };
    const answer = [202, { task_id: 2, in_queue: 2, messages: 2, next: null }];
    assert.deepEqual(await again(), answer);
    assert.deepEqual((await again())[1].task_id, 2);
    assert.deepEqual(
      queuedAt(server).map(({ number }) => number),
      ['1', '2', '3', '2', '3'],
    );
  });

  test('a sender sends only its own again', async () => {
    const { server, post } = await failed();
    assert.equal((await post('/v1/messages/send-again', { ids: [2] }, 'sender')).status, 404);
    assert.equal((await post('/v1/messages/send-again', { ids: [1] }, 'sender')).status, 202);
    assert.deepEqual(
      queuedAt(server).map(({ owner }) => owner),
      ['sender', 'operator', 'sender'],
    );
  });

  const wrong: [object, RegExp][] = [
    [{}, /^ids: are missing, and so is task_id/],
    [{ ids: [1], task_id: 1 }, /^task_id: is for the failed messages/],
    [{ ids: [] }, /^ids: must be/],
  ];
  for (const [payload, error] of wrong)
    test(`${JSON.stringify(payload)}: 400`, async () => {
      const { status, body } = await make().post('/v1/messages/send-again', payload);
      assert.equal(status, 400);
      assert.match(body.error, error);
    });
});

describe('POST /v1/messages/import', () => {
  test('takes a file of more than other bodies may have, beside parameters in the query', async () => {
    const { server, send } = make();
    const lines = 1500;
    const name = 'Anna'.repeat(200);
    const { status, body } = await send(
      '?text=Hi%20%23param%23&name=Spring&encoding=auto&port=1,2&request_status_report=false',
      `number,name\n${`+491701234567,${name}\n`.repeat(lines)}`,
    );
    assert.deepEqual([status, body], [202, { task_id: 1, in_queue: lines, messages: lines }]);
    const queued = queuedAt(server);
    assert.equal(queued.length, lines);
    assert.deepEqual(queued[0], {
      ...{ owner: 'operator', number: '+491701234567', text: `Hi ${name}`, userId: null, encoding: 'auto' },
      ...{ statusReport: false, ports: [1, 2], priority: 'normal' },
    });
    assert.deepEqual(
      server.store.read.all<{ name: string }>('SELECT name FROM tasks').map(({ name: shown }) => shown),
      ['Spring'],
    );
  });

  test('knows a repeat by the file and its parameters', async () => {
    const { send } = make();
    const key = { 'idempotency-key': 'k' };
    const statuses = [
      await send('?text=a', 'number\n1\n', key),
      await send('?text=a', 'number\n1\n', key),
      await send('?text=b', 'number\n1\n', key),
      await send('?text=a', 'number\n2\n', key),
    ].map(({ status, body }) => [status, body.task_id]);
    assert.deepEqual(statuses, [
      [202, 1],
      [202, 1],
      [400, undefined],
      [400, undefined],
    ]);
  });

  test('takes JSON lines where the type says so', async () => {
    const { server, send } = make();
    await send('', '{"number":"1","text":"a"}\n', { 'content-type': 'application/x-ndjson' });
    const [{ number, text } = {}] = queuedAt(server);
    assert.deepEqual([number, text], ['1', 'a']);
  });

  test('needs a file', async () => {
    const { statusCode, body } = await writingServer().app.inject({
      ...{
        method: 'POST',
        url: '/v1/messages/import?text=a',
        headers: { authorization: basicOf('operator') },
      },
    });
    assert.deepEqual([statusCode, JSON.parse(body)], [400, { error: 'body: is missing.' }]);
  });

  test('is not for viewers, and needs a text that is not too long', async () => {
    const { send } = make();
    assert.equal((await send('', 'number\n1\n', {}, 'viewer')).status, 403);
    assert.equal((await send(`?text=${'x'.repeat(1501)}`, 'number\n1\n')).status, 413);
  });
});

describe('an Idempotency-Key', () => {
  for (const [url, payload] of [
    ['/v1/messages', { text: 'a', recipients: [{ number: '1' }] }],
    ['/v1/messages/send-again', { ids: [1] }],
    ['/v1/messages/import', 'number\n1\n'],
  ] as const)
    test(`with a blank is refused at ${url}`, async () => {
      const type = typeof payload === 'string' ? 'text/csv' : 'application/json';
      const { statusCode, body } = await writingServer().app.inject({
        ...{ method: 'POST', url, payload },
        headers: { authorization: basicOf('operator'), 'content-type': type, 'idempotency-key': 'a b' },
      });
      assert.deepEqual(
        [statusCode, JSON.parse(body).error],
        [400, 'Idempotency-Key: must be 1 to 255 visible ASCII characters.'],
      );
    });
});
