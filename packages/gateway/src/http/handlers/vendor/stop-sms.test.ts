import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, basic, SN, testServer } from '../../testing/peers.ts';

describe('stop_sms', () => {
  test('stopped', async () => {
    assert.deepEqual(await ask(testServer(), '/api/stop_sms?task_id=1'), { error_code: 200, sn: SN });
  });
  test('unknown: 404 without a sentence', async () => {
    assert.deepEqual(await ask(testServer(), '/api/stop_sms?task_id=2'), { error_code: 404, sn: SN });
  });
  test('POST with the id in the query and no body', async () => {
    const server = testServer();
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
