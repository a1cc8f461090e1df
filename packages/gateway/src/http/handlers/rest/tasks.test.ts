/** Tasks over HTTP: names, and what people decide of them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setCourse } from '../../../messages/tasks/course.ts';
import { basicOf, writingServer } from '../../testing/server.ts';

/** One task that waits. */
async function make() {
  const server = writingServer();
  const ask = async (method: 'GET' | 'POST', url: string, role = 'operator', payload?: object) => {
    const headers = { authorization: basicOf(role) };
    const response = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.json() };
  };
  await ask('POST', '/v1/messages', 'operator', {
    text: 'hi',
    recipients: [{ number: '1' }],
    name: 'Spring',
  });
  return { server, ask };
}

describe('tasks', () => {
  test('have a name and a state', async () => {
    const { ask } = await make();
    const { body } = await ask('GET', '/v1/tasks/1');
    assert.deepEqual([body.name, body.state], ['Spring', 'running']);
  });

  test('have the counts of their messages', async () => {
    const { ask } = await make();
    const counts = async () => {
      const { recipients, waiting, sending, sent, delivered, failed } = (await ask('GET', '/v1/tasks/1'))
        .body;
      return [recipients, waiting, sending, sent, delivered, failed];
    };
    assert.deepEqual(await counts(), [1, 1, 0, 0, 0, 0]);
    await ask('POST', '/v1/tasks/1/stop');
    assert.deepEqual(await counts(), [1, 0, 0, 0, 0, 1]);
  });

  test('are paused, and go on', async () => {
    const { ask } = await make();
    const paused = await ask('POST', '/v1/tasks/1/pause');
    assert.deepEqual([paused.status, paused.body.state], [200, 'paused']);
    const resumed = await ask('POST', '/v1/tasks/1/resume');
    assert.deepEqual([resumed.status, resumed.body.state], [200, 'running']);
  });

  test('that were stopped are not paused and do not go on', async () => {
    const { ask } = await make();
    assert.equal((await ask('POST', '/v1/tasks/1/stop')).status, 200);
    for (const verb of ['pause', 'resume']) {
      const { status, body } = await ask('POST', `/v1/tasks/1/${verb}`);
      assert.equal(status, 409);
      assert.match(body.error, /^task_id: the task was stopped/);
    }
  });

  test('whose request is not answered yet are not there', async () => {
    const { server, ask } = await make();
    await server.store.write(database => setCourse(database, 1, 'accepting'));
    assert.equal((await ask('GET', '/v1/tasks/1')).status, 404);
    assert.deepEqual((await ask('GET', '/v1/tasks')).body.tasks, []);
  });

  test('of others are not there for a sender, who sees the own ones', async () => {
    const { ask } = await make();
    await ask('POST', '/v1/messages', 'sender', { text: 'hi', recipients: [{ number: '2' }] });
    assert.equal((await ask('GET', '/v1/tasks/1', 'sender')).status, 404);
    assert.equal((await ask('POST', '/v1/tasks/1/stop', 'sender')).status, 404);
    assert.equal((await ask('GET', '/v1/tasks/2', 'sender')).body.owner, 'sender');
    const idsSeenBy = async (role: string) =>
      (await ask('GET', '/v1/tasks', role)).body.tasks.map(({ task_id }: { task_id: number }) => task_id);
    assert.deepEqual([await idsSeenBy('sender'), await idsSeenBy('operator')], [[2], [2, 1]]);
    assert.equal((await ask('GET', '/v1/tasks/3')).status, 404);
  });

  test('are not for viewers to pause', async () => {
    const { ask } = await make();
    assert.equal((await ask('POST', '/v1/tasks/1/pause', 'viewer')).status, 403);
  });
});
