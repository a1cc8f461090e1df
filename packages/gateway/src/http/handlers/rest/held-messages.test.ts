/** Messages of a backup that was put back: a person decides about them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { basicOf, type TestServer, writingServer } from '../../testing/server.ts';

async function ask(
  server: TestServer,
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
  role = 'operator',
) {
  const headers = { authorization: basicOf(role) };
  const response = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.json() };
}

/** Three messages wait, as the restored backup has them, and are held. */
async function withHeld() {
  const server = writingServer();
  const recipients = ['1', '2', '3'].map(number => ({ number }));
  await ask(server, 'POST', '/v1/messages', { text: 'hi', recipients });
  await server.store.write(database => {
    database.run('DELETE FROM queue');
    database.run('INSERT INTO held (message_id) SELECT id FROM messages');
  });
  return server;
}

describe('held messages', () => {
  test('are listed in pages, with how many there are', async () => {
    const server = await withHeld();
    const { body } = await ask(server, 'GET', '/v1/held-messages?limit=2');
    assert.deepEqual(
      [body.held, body.messages.map(({ number }: { number: string }) => number), body.next],
      [3, ['1', '2'], 2],
    );
    assert.deepEqual((await ask(server, 'GET', '/v1/held-messages?after=2')).body.messages.length, 1);
  });

  test('are released by their ids, and wait for a port again', async () => {
    const server = await withHeld();
    const { status, body } = await ask(server, 'POST', '/v1/held-messages/release', { ids: [1, 9] });
    assert.deepEqual([status, body], [200, { decided: 1 }]);
    assert.equal((await ask(server, 'GET', '/v1/held-messages')).body.held, 2);
    const { count } = server.store.read.get<{ count: number }>('SELECT count(*) AS count FROM queue') ?? {
      count: 0,
    };
    assert.equal(count, 1);
  });

  test('are stopped, all where none is named: they have failed', async () => {
    const server = await withHeld();
    const stopped = await ask(server, 'POST', '/v1/held-messages/stop', {});
    assert.deepEqual(stopped, { status: 200, body: { decided: 3 } });
    const { body } = await ask(server, 'GET', '/v1/messages?status=FAILED');
    assert.equal(body.messages.length, 3);
  });

  test('are not for senders to decide', async () => {
    const server = await withHeld();
    for (const verb of ['release', 'stop'])
      assert.equal((await ask(server, 'POST', `/v1/held-messages/${verb}`, {}, 'sender')).status, 403);
  });
});
