/** Inbox and conversations on a real store: what is read, removed, and shown in both directions. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Store } from '../../../store/store.ts';
import { type TemporaryStore, temporaryStore } from '../../../store/testing.ts';
import { basicOf, newYear, testServer } from '../../testing/server.ts';

interface Written {
  readonly number: string;
  readonly time: number;
  readonly text?: string;
}

async function receive(store: Store, messages: readonly Written[]): Promise<void> {
  await store.write(database => {
    for (const { number, time, text = 'in' } of messages)
      database.run(
        `INSERT INTO incoming (port, imsi, number, smsc, timestamp, received_at, received_steady, text)
         VALUES (1, '26201', ?, '', ?, ?, 0, ?)`,
        ...[number, time, time, text],
      );
    database.run(
      `INSERT INTO inbox_counts (port, read, unread) VALUES (1, 0, ?)
       ON CONFLICT (port) DO UPDATE SET unread = unread + excluded.unread`,
      messages.length,
    );
  });
}

/** As acceptance.ts writes them; state 2 is sent, 0 waits. */
async function send(
  store: Store,
  messages: readonly (Written & { readonly state: number })[],
): Promise<void> {
  await store.write(database => {
    for (const { number, time, text = 'out', state } of messages) {
      const { id } = database.run(
        "INSERT INTO tasks (text, first_message, recipients, owner) VALUES (?, 1 + coalesce((SELECT max(id) FROM messages), 0), 1, 'sender')",
        text,
      );
      database.run(
        `INSERT INTO messages (task_id, number, user_id_type, encoding, locking_table, single_table, reference_width,
           report_requested, ports, count, state, time, accepted_steady, port) VALUES (?, ?, 0, 2, 0, 0, 8, 1, 0, 1, ?, ?, ?, ?)`,
        ...[id, number, state, time, time, state === 0 ? 255 : 1],
      );
    }
  });
}

function make() {
  const store = temporaryStore(newYear());
  const server = testServer({}, store);
  const ask = async (method: 'GET' | 'POST', url: string, payload?: object, role = 'operator') => {
    const headers = { authorization: basicOf(role) };
    const response = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.json() };
  };
  const unread = () => server.management.unread();
  return { store, ask, unread };
}

describe('the inbox by id', () => {
  test('shows one, and leaves it unread', async () => {
    const { store, ask, unread } = make();
    await receive(store, [{ number: '+491', time: 1000, text: 'hello' }]);
    const { status, body } = await ask('GET', '/v1/inbox/1');
    assert.deepEqual([status, body.number, body.text, body.read], [200, '+491', 'hello', false]);
    assert.equal(unread(), 1);
    assert.equal((await ask('GET', '/v1/inbox/9')).status, 404);
  });

  test('marks by id and by number, each message once', async () => {
    const { store, ask, unread } = make();
    await receive(store, [
      { number: '+491', time: 1 },
      { number: '491', time: 2 },
      { number: '+492', time: 3 },
    ]);
    assert.deepEqual((await ask('POST', '/v1/inbox/mark', { ids: [1, 1, 9] })).body, { changed: 1 });
    assert.equal(unread(), 2);
    assert.deepEqual((await ask('POST', '/v1/inbox/mark', { number: '+491' })).body, { changed: 1 });
    assert.equal(unread(), 1);
    assert.deepEqual((await ask('POST', '/v1/inbox/mark', { ids: [1], read: false })).body, { changed: 1 });
    assert.equal(unread(), 2);
  });

  test('more messages of a number than one step marks', async () => {
    const { store, ask, unread } = make();
    await receive(
      store,
      Array.from({ length: 1200 }, (_, time) => ({ number: '+491', time })),
    );
    assert.deepEqual((await ask('POST', '/v1/inbox/mark', { number: '491' })).body, { changed: 1200 });
    assert.equal(unread(), 0);
  });

  test('removes, read or not, and keeps the counts', async () => {
    const { store, ask, unread } = make();
    await receive(store, [
      { number: '+491', time: 1 },
      { number: '+491', time: 2 },
    ]);
    await ask('POST', '/v1/inbox/mark', { ids: [1] });
    assert.deepEqual((await ask('POST', '/v1/inbox/delete', { ids: [1, 2, 3] })).body, { changed: 2 });
    assert.equal(unread(), 0);
    assert.equal((await ask('GET', '/v1/inbox/1')).status, 404);
  });

  test('puts away and takes back by id and by number; a new message brings its conversation back', async () => {
    const { store, ask } = make();
    await receive(store, [
      { number: '+491', time: 1 },
      { number: '491', time: 2 },
      { number: '+492', time: 3 },
    ]);
    const ids = async (query: string) =>
      (await ask('GET', `/v1/inbox${query}`)).body.messages.map(
        ({ incoming_sms_id: id }: { incoming_sms_id: number }) => id,
      );
    const numbers = async (query: string) =>
      (await ask('GET', `/v1/conversations${query}`)).body.conversations.map(
        ({ number }: { number: string }) => number,
      );
    assert.deepEqual((await ask('POST', '/v1/inbox/archive', { number: '+491' })).body, { changed: 2 });
    assert.deepEqual((await ask('POST', '/v1/inbox/archive', { ids: [1, 3] })).body, { changed: 1 });
    assert.deepEqual([await ids('?archived=true'), await ids('?archived=false')], [[3, 2, 1], []]);
    assert.deepEqual([await ids(''), (await ask('GET', '/v1/inbox/1')).body.archived], [[3, 2, 1], true]);
    await ask('POST', '/v1/inbox/archive', { ids: [3], archived: false });
    assert.deepEqual([await numbers(''), await numbers('?archived=true')], [['+492'], ['491']]);
    await receive(store, [{ number: '+491', time: 4 }]);
    assert.deepEqual([await numbers(''), await numbers('?archived=true')], [['+491', '+492'], []]);
  });

  const refused: [string, object, RegExp][] = [
    ['/v1/inbox/mark', {}, /^ids: are missing/],
    ['/v1/inbox/mark', { ids: [1], number: '1' }, /^number: is for all/],
    ['/v1/inbox/mark', { ids: [] }, /^ids: must be/],
    ['/v1/inbox/archive', {}, /^ids: are missing/],
    ['/v1/inbox/delete', {}, /^ids: is missing/],
  ];
  for (const [url, body, error] of refused)
    test(`${url} ${JSON.stringify(body)}: 400`, async () => {
      const answer = await make().ask('POST', url, body);
      assert.equal(answer.status, 400);
      assert.match(answer.body.error, error);
    });
});

describe('conversations', () => {
  test('one for each number that wrote, newest first, in pages', async () => {
    const { store, ask } = make();
    await receive(store, [
      { number: '+491', time: 1, text: 'a' },
      { number: 'Bank', time: 2, text: 'b' },
      { number: '491', time: 3, text: 'c' },
    ]);
    const first = (await ask('GET', '/v1/conversations?limit=1')).body;
    const shown = (page: { conversations: { last: { text: string }; unread: number }[] }) =>
      page.conversations.map(({ last, unread }) => [last.text, unread]);
    assert.deepEqual([shown(first), first.next], [[['c', 2]], 3]);
    const second = (await ask('GET', '/v1/conversations?limit=5&before=3')).body;
    assert.deepEqual([shown(second), second.next], [[['b', 1]], null]);
  });

  test('both directions by time, in pages that leave nothing out and repeat nothing', async () => {
    const { store, ask } = make();
    await receive(store, [
      { number: '+491', time: 1000, text: 'one' },
      { number: '+491', time: 3000, text: 'three' },
      { number: '+492', time: 3500, text: 'of somebody else' },
    ]);
    await send(store, [
      { number: '491', time: 2000, text: 'two', state: 2 },
      { number: '+491', time: 4000, text: 'four', state: 0 },
    ]);
    const texts: string[] = [];
    let query = 'limit=1';
    for (;;) {
      const { body } = await ask('GET', `/v1/conversations/%2B491?${query}`);
      texts.push(...body.messages.map((one: { text: string }) => one.text));
      if (body.next === null) break;
      query = `limit=1&before_received=${body.next.received}&before_sent=${body.next.sent}`;
    }
    assert.deepEqual(texts, ['four', 'three', 'two', 'one']);
    const { body } = await ask('GET', '/v1/conversations/491');
    assert.deepEqual(Object.keys(body.messages[0]), [
      ...['direction', 'id', 'time', 'text', 'port', 'imsi', 'status', 'reason', 'read'],
    ]);
    assert.deepEqual(
      body.messages.map(({ direction, status, port }: Record<string, unknown>) => [direction, status, port]),
      [
        ['sent', 'SENDING', null],
        ['received', 'RECEIVED', 1],
        ['sent', 'SENT_OK', 1],
        ['received', 'RECEIVED', 1],
      ],
    );
  });

  test('one with 10,000 messages is read in pages', async () => {
    const { store, ask } = make();
    await receive(
      store,
      Array.from({ length: 10_000 }, (_, time) => ({ number: '+491', time })),
    );
    const { body } = await ask('GET', '/v1/conversations/491?limit=500');
    assert.equal(body.messages.length, 500);
    assert.equal(body.next.received, 9501);
  });
});

describe('tasks', () => {
  test('with their counts, newest first; a sender sees its own', async () => {
    const { store, ask } = make();
    await send(store, [
      { number: '1', time: 1000, text: 'first', state: 2 },
      { number: '2', time: 2000, text: 'second', state: 0 },
    ]);
    const { body } = await ask('GET', '/v1/tasks?limit=1');
    assert.deepEqual(body, {
      tasks: [
        {
          ...{ task_id: 2, name: '', text: 'second', owner: 'sender', state: 'running' },
          accepted_at: '1970-01-01T00:00:02.000Z',
          ...{ recipients: 1, waiting: 1, sending: 0, sent: 0, delivered: 0, failed: 0 },
        },
      ],
      next: 2,
    });
    assert.equal((await ask('GET', '/v1/tasks/1', undefined, 'sender')).body.sent, 1);
    assert.equal((await ask('GET', '/v1/tasks/9')).status, 404);
    assert.equal((await ask('POST', '/v1/tasks/1/stop')).status, 200);
    assert.equal((await ask('POST', '/v1/tasks/9/stop')).status, 404);
  });
});

describe('DELETE /v1/numbers/{number}', () => {
  const erase = async (store: TemporaryStore) => {
    const { statusCode, body } = await testServer({}, store).app.inject({
      ...{ method: 'DELETE', url: '/v1/numbers/%2B491' },
      headers: { authorization: basicOf('admin') },
    });
    return [statusCode, JSON.parse(body)];
  };

  test('shows how much it erased', async () => {
    const { store } = make();
    await receive(store, [{ number: '+491', time: 1000 }]);
    await send(store, [{ number: '+491', time: 1000, state: 2 }]);
    const erased = { sent: 1, received: 1, reports: 0, calls: 0, events: 0, pushes: 0 };
    assert.deepEqual(await erase(store), [200, erased]);
  });

  test('is refused while a message to the number is being sent', async () => {
    const { store } = make();
    await send(store, [{ number: '+491', time: 1000, state: 1 }]);
    await store.write(database =>
      database.run(
        "INSERT INTO segments (message_id, sequence, state, imsi, handed_steady) VALUES (1, 1, 0, '', 0)",
      ),
    );
    const [status, { error }] = await erase(store);
    assert.equal(status, 409);
    assert.match(error, /^number: a message to it is being sent/);
  });
});
