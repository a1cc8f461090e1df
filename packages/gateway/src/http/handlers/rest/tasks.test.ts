/** Tasks over HTTP: names, and what people decide of them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { temporaryStore } from '../../testing/management.ts';
import { basicOf, heldClock, scriptedMessages, testServer } from '../../testing/peers.ts';

function make() {
  const store = temporaryStore(heldClock());
  const messages = { ...scriptedMessages(), stop: async () => 'stopped' as const };
  const course = (code: number) =>
    store.write(database => database.run('UPDATE tasks SET course = ? WHERE id = 1', code));
  const server = testServer(
    {
      messages: {
        ...messages,
        pause: async () => (await course(1)) && 'paused',
        resume: async () => 'stopped',
      },
    },
    store,
  );
  const ask = async (method: 'GET' | 'POST', url: string, role = 'operator') => {
    const response = await server.app.inject({ method, url, headers: { authorization: basicOf(role) } });
    return { status: response.statusCode, body: response.json() };
  };
  const add = () =>
    store.write(database =>
      database.run(
        "INSERT INTO tasks (text, first_message, recipients, owner, name) VALUES ('hi', 1, 1, 'operator', 'Spring')",
      ),
    );
  return { ask, add, course };
}

describe('tasks', () => {
  test('have a name and a state', async () => {
    const { ask, add } = make();
    await add();
    const { body } = await ask('GET', '/v1/tasks/1');
    assert.deepEqual([body.name, body.state], ['Spring', 'running']);
  });

  test('are paused', async () => {
    const { ask, add } = make();
    await add();
    const { status, body } = await ask('POST', '/v1/tasks/1/pause');
    assert.deepEqual([status, body.state], [200, 'paused']);
  });

  test('that were stopped do not go on', async () => {
    const { ask, add } = make();
    await add();
    const { status, body } = await ask('POST', '/v1/tasks/1/resume');
    assert.equal(status, 409);
    assert.match(body.error, /^task_id: the task was stopped/);
  });

  test('that nobody was told of yet are not there', async () => {
    const { ask, add, course } = make();
    await add();
    await course(4);
    assert.equal((await ask('GET', '/v1/tasks/1')).status, 404);
    assert.deepEqual((await ask('GET', '/v1/tasks')).body.tasks, []);
  });

  test('are not for viewers to pause', async () => {
    assert.equal((await make().ask('POST', '/v1/tasks/1/pause', 'viewer')).status, 403);
  });
});
