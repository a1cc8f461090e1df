import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, basic, SN, testServer, writingServer } from '../../testing/server.ts';

/** One task with one message that waits. */
async function withTask() {
  const server = writingServer();
  await ask(server, '/api/send_sms', { text: 'hi', param: [{ number: '1' }] });
  return server;
}

describe('stop_sms', () => {
  test('takes the messages of a task off the queue', async () => {
    const server = await withTask();
    assert.deepEqual(await ask(server, '/api/stop_sms?task_id=1'), { error_code: 200, sn: SN });
    assert.equal((await ask(server, '/api/query_sms_in_queue')).in_queue, 0);
  });
  test('unknown: 404 without a sentence', async () => {
    assert.deepEqual(await ask(testServer(), '/api/stop_sms?task_id=2'), { error_code: 404, sn: SN });
  });
  test('POST with the id in the query and no body', async () => {
    const server = await withTask();
    const response = await server.app.inject({
      method: 'POST',
      url: '/api/stop_sms?task_id=1',
      headers: { authorization: basic },
    });
    assert.deepEqual(response.json(), { error_code: 200, sn: SN });
  });
  test('no task_id', async () => {
    const reply = await ask(testServer(), '/api/stop_sms');
    assert.deepEqual(reply, { error_code: 400, sn: SN, error: 'task_id: is missing or empty.' });
  });
});
