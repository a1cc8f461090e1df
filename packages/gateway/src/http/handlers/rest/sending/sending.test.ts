/** Preview and another try over HTTP. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AgainRequest } from '../../../../messages/messages.ts';
import { previewOf } from '../../../../messages/tasks/preview.ts';
import { defaultSms } from '../../../../messages/testing.ts';
import { basicOf, scriptedMessages, testServer } from '../../../testing/peers.ts';

function make() {
  const asked: AgainRequest[] = [];
  const imported: { request: object; digest: string; rows: unknown[] }[] = [];
  const server = testServer({
    messages: {
      ...scriptedMessages(),
      preview: (request, samples) => previewOf(request, [0], defaultSms, samples),
      queueLeft: () => 5,
      importRows: async ({ digest, ...request }, batches) => {
        const rows = [];
        for await (const batch of batches) rows.push(...batch);
        imported.push({ request, digest: digest(), rows });
        return { ok: true, taskId: 9, inQueue: 2, messages: rows.length };
      },
      sendAgain: async request => {
        asked.push(request);
        return { ok: true, taskId: 9, inQueue: 2, messages: 2, next: null };
      },
    },
  });
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
  return { asked, imported, post, send };
}

describe('POST /v1/messages/preview', () => {
  test('shows what would be sent', async () => {
    const { post } = make();
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

  test('measures a text without recipients', async () => {
    const { body } = await make().post('/v1/messages/preview', { text: 'abc' });
    assert.deepEqual([body.alphabet, body.used, body.recipients], ['ucs2', 3, 0]);
  });

  test('is not for viewers', async () => {
    assert.equal((await make().post('/v1/messages/preview', { text: 'abc' }, 'viewer')).status, 403);
  });
});

describe('POST /v1/messages/send-again', () => {
  test('passes on what is wanted, and for whom', async () => {
    const { post, asked } = make();
    const { status, body } = await post('/v1/messages/send-again', { task_id: 3, name: 'again', port: [1] });
    assert.deepEqual([status, body], [202, { task_id: 9, in_queue: 2, messages: 2, next: null }]);
    assert.deepEqual(asked, [{ unsure: false, by: 'operator', taskId: 3, name: 'again', ports: [1] }]);
  });

  test('a sender sends only its own again', async () => {
    const { post, asked } = make();
    await post('/v1/messages/send-again', { ids: [1], unsure: true }, 'sender');
    assert.deepEqual(asked, [{ unsure: true, by: 'sender', ids: [1], owner: 'sender' }]);
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
    const { imported, send } = make();
    const lines = 1500;
    const name = 'Anna'.repeat(200);
    const { status, body } = await send(
      '?text=Hi%20%23param%23&name=Spring&encoding=auto&port=1,2&request_status_report=false',
      `number,name\n${`+491701234567,${name}\n`.repeat(lines)}`,
    );
    assert.deepEqual([status, body], [202, { task_id: 9, in_queue: 2, messages: lines }]);
    const [{ request, rows } = { request: {}, rows: [] }] = imported;
    assert.deepEqual(request, {
      ...{
        owner: 'operator',
        encoding: 'auto',
        statusReport: false,
        text: 'Hi #param#',
        name: 'Spring',
        ports: [1, 2],
      },
    });
    assert.deepEqual(
      [rows.length, rows[0]],
      [lines, { line: 2, number: '+491701234567', values: [name], text: undefined, userId: null }],
    );
  });

  test('knows a repeat by the file and its parameters', async () => {
    const { imported, send } = make();
    const key = { 'idempotency-key': 'k' };
    await send('?text=a', 'number\n1\n', key);
    await send('?text=a', 'number\n1\n', key);
    await send('?text=b', 'number\n1\n', key);
    await send('?text=a', 'number\n2\n', key);
    const digests = imported.map(({ digest }) => digest);
    assert.deepEqual([digests[0] === digests[1], new Set(digests).size], [true, 3]);
  });

  test('takes JSON lines where the type says so', async () => {
    const { imported, send } = make();
    await send('', '{"number":"1","text":"a"}\n', { 'content-type': 'application/x-ndjson' });
    assert.deepEqual(imported[0]?.rows, [{ line: 1, number: '1', values: [], text: 'a', userId: null }]);
  });

  test('is not for viewers, and needs a text that is not too long', async () => {
    const { send } = make();
    assert.equal((await send('', 'number\n1\n', {}, 'viewer')).status, 403);
    assert.equal((await send(`?text=${'x'.repeat(1501)}`, 'number\n1\n')).status, 413);
  });
});
