/** Preview and another try over HTTP. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AgainRequest } from '../../../../messages/messages.ts';
import { previewOf } from '../../../../messages/tasks/preview.ts';
import { defaultSms } from '../../../../messages/testing.ts';
import { basicOf, scriptedMessages, testServer } from '../../../testing/peers.ts';

function make() {
  const asked: AgainRequest[] = [];
  const server = testServer({
    messages: {
      ...scriptedMessages(),
      preview: (request, samples) => previewOf(request, [0], defaultSms, samples),
      queueLeft: () => 5,
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
  return { asked, post };
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
