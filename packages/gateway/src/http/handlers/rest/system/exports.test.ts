/** Lists as files, on a real store. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Database } from '@simgate/daemon/store';
import type { GatewayEvent } from '../../../../events.ts';
import { createJournal } from '../../../../store/journal.ts';
import type { Store } from '../../../../store/store.ts';
import { temporaryStore } from '../../../../store/testing.ts';
import { basicOf, newYear, testServer } from '../../../testing/server.ts';

function make() {
  const store = temporaryStore(newYear());
  const clock = newYear();
  const journal = createJournal(store, clock);
  const server = testServer({ management: { journal } }, store);
  const get = async (url: string, role = 'operator') => {
    const response = await server.app.inject({ url, headers: { authorization: basicOf(role) } });
    return { status: response.statusCode, headers: response.headers, text: response.body };
  };
  return { store, journal, get };
}

function receive(store: Store, texts: readonly string[]): Promise<unknown> {
  return store.write(database => {
    for (const text of texts)
      database.run(
        `INSERT INTO incoming (port, imsi, number, smsc, timestamp, received_at, received_steady, text)
         VALUES (1, '26201', '+491701234567', '', 0, 0, 0, ?)`,
        text,
      );
  });
}

const HEAD = 'incoming_sms_id,port,number,text,timestamp,received_at,read,archived,imsi,smsc,trouble\r\n';

describe('an export', () => {
  test('as CSV has a line of names, is a file, and runs no formula', async () => {
    const { store, get } = make();
    await receive(store, ['plain', '=1+1', 'a,"b"']);
    const { text, headers } = await get('/v1/export/inbox');
    const rest = '1970-01-01T00:00:00.000Z,1970-01-01T00:00:00.000Z,false,false,26201,,\r\n';
    assert.equal(
      text,
      `${HEAD}3,1,+491701234567,"a,""b""",${rest}2,1,+491701234567,'=1+1,${rest}1,1,+491701234567,plain,${rest}`,
    );
    assert.equal(headers['content-type'], 'text/csv; charset=utf-8');
    assert.equal(headers['content-disposition'], 'attachment; filename="inbox.csv"');
  });

  test('as JSON lines has the keys of the list, by its filter', async () => {
    const { store, get } = make();
    await receive(store, ['one', 'two']);
    const { text } = await get('/v1/export/inbox?format=jsonl&text=two');
    const lines = text.trimEnd().split('\n');
    assert.deepEqual([lines.length, JSON.parse(lines[0] ?? '').text], [1, 'two']);
  });

  test('of more than a page is whole', async () => {
    const { store, get } = make();
    await receive(
      store,
      Array.from({ length: 450 }, (_, index) => `${index}`),
    );
    const lines = (await get('/v1/export/inbox')).text.trimEnd().split('\r\n');
    assert.deepEqual([lines.length, new Set(lines).size], [451, 451]);
  });

  for (const [list, sql] of [
    [
      'messages',
      `INSERT INTO messages (task_id, number, text, user_id_type, encoding, locking_table, single_table, reference_width,
         report_requested, ports, count, state, time, accepted_steady) VALUES (1, '5', 'a', 0, 2, 0, 0, 8, 1, 0, 1, 2, 0, 0)`,
    ],
    [
      'calls',
      "INSERT INTO calls (direction, source, destination, state, started, ended, steady) VALUES (0, '1', '2', 6, 0, 0, 0)",
    ],
  ] as const)
    test(`of more than a page of ${list} is whole`, async () => {
      const { store, get } = make();
      await store.write(database => {
        database.run("INSERT INTO tasks (text, first_message, recipients) VALUES ('a', 1, 401)");
        for (let row = 0; row < 401; row += 1) database.run(sql);
        database.run('INSERT INTO call_legs (call_id, side, port) SELECT id, 0, 1 FROM calls');
      });
      const lines = (await get(`/v1/export/${list}`)).text.trimEnd().split('\r\n');
      assert.deepEqual([lines.length, new Set(lines).size], [402, 402]);
    });

  test('of more than a page of events is whole', async () => {
    const { store, journal, get } = make();
    const event = { kind: 'exception_info', port: 3, type: 'call_fail', action: 'reset' } as const;
    await store.write(database => {
      for (let row = 0; row < 401; row += 1) journal.append(database, event);
    });
    const lines = (await get('/v1/export/events')).text.trimEnd().split('\r\n');
    assert.deepEqual([lines.length, new Set(lines).size], [402, 402]);
  });

  for (const list of ['messages', 'inbox'])
    test(`of ${list} needs times of the calendar`, async () => {
      const { status, text } = await make().get(`/v1/export/${list}?time_after=2026-02-30%2000:00:00`);
      assert.equal(status, 400);
      assert.match(text, /time_after: is no date/);
    });

  test('of nothing is the line of names', async () => {
    const { get } = make();
    assert.equal((await get('/v1/export/inbox')).text, HEAD);
    assert.match((await get('/v1/export/messages')).text, /^id,task_id,number,[\w,]+\r\n$/);
    assert.match((await get('/v1/export/calls')).text, /^id,port,imsi,[\w,]+\r\n$/);
    assert.equal((await get('/v1/export/events?format=jsonl')).text, '');
  });

  test('shows a viewer no texts, masked numbers, and nothing to guess by', async () => {
    const { store, get } = make();
    await receive(store, ['secret']);
    const { text } = await get('/v1/export/inbox', 'viewer');
    assert.doesNotMatch(text, /secret|1234567/);
    assert.match(text, /\*567/);
    assert.equal((await get('/v1/export/inbox?text=s', 'viewer')).status, 403);
  });

  test('has events with the keys of their kind together', async () => {
    const { store, journal, get } = make();
    const event = { kind: 'exception_info', port: 3, type: 'call_fail', action: 'reset' } as const;
    await store.write(database => journal.append(database, event));
    assert.equal(
      (await get('/v1/export/events?port=3')).text,
      'id,at,kind,port,fields\r\n1,2026-01-01T00:00:00.000Z,exception_info,3,"{""type"":""call_fail"",""action"":""reset""}"\r\n',
    );
    assert.equal((await get('/v1/export/events?port=4&format=jsonl')).text, '');
  });
});

describe('each filter of an export counts', () => {
  function addMessage(database: Database, port: number): void {
    database.run(
      `INSERT INTO incoming (port, imsi, number, smsc, timestamp, received_at, received_steady, text, seen, archived)
       VALUES (?, '26201', ?, '', ?, ?, 0, ?, ?, ?)`,
      ...[port, `+49170${port}`, port * 1000, port * 1000, `text ${port}`, Number(port === 2)],
      Number(port === 3),
    );
  }

  /** Of three tasks: sent, failed and delivered. */
  function addSent(database: Database, port: number): void {
    const owner = port === 2 ? 'sender' : 'operator';
    database.run(
      'INSERT INTO tasks (text, first_message, recipients, owner) VALUES (?, ?, 1, ?)',
      ...[`text ${port}`, port, owner],
    );
    database.run(
      `INSERT INTO messages (task_id, number, user_id, user_id_type, encoding, locking_table, single_table,
         reference_width, report_requested, ports, count, state, port, time, accepted_steady)
       VALUES (?1, ?2, ?3, 2, 2, 0, 0, 8, 1, 0, 1, 1 + ?1, ?1, 1000 * ?1, 0)`,
      ...[port, `+49170${port}`, `u${port}`],
    );
  }

  function addCall(database: Database, port: number): void {
    database.run(
      `INSERT INTO calls (direction, source, destination, state, started, ended, duration, steady)
       VALUES (1, '+1', ?, 6, ?, ?, 0, 0)`,
      ...[`+2${port}`, port * 1000, port < 3 ? port * 1000 : null],
    );
    database.run('INSERT INTO call_legs (call_id, side, port) VALUES (?, 0, ?)', port, port);
  }

  function eventOf(port: number): GatewayEvent {
    return port === 2
      ? { kind: 'register', port, iccid: '', imsi: '', number: '', status: 'up', sequence: 0, slot: 255 }
      : { kind: 'exception_info', port, type: 'call_fail', action: 'reset' };
  }

  /** Three received messages, sent ones, calls (the last one goes on) and events: of the ports 1, 2 and 3. */
  async function filled() {
    const bench = make();
    await bench.store.write(database => {
      for (const port of [1, 2, 3]) {
        addMessage(database, port);
        addSent(database, port);
        addCall(database, port);
        bench.journal.append(database, eventOf(port));
      }
    });
    return bench;
  }

  const rows: readonly [url: string, ports: readonly number[]][] = [
    ['inbox?', [3, 2, 1]],
    ['inbox?port=1,3', [3, 1]],
    ['inbox?number=%2B491702', [2]],
    ['inbox?text=xt 3', [3]],
    ['inbox?flag=unread', [3, 1]],
    ['inbox?flag=read', [2]],
    ['inbox?archived=true', [3]],
    ['inbox?archived=false', [2, 1]],
    ['inbox?time_after=1970-01-01T00:00:02Z', [3, 2]],
    ['inbox?time_before=1970-01-01T00:00:02Z', [2, 1]],
    ['messages?', [3, 2, 1]],
    ['messages?status=FAILED,SENT_OK', [2, 1]],
    ['messages?task_id=3', [3]],
    ['messages?user_id=u2', [2]],
    ['messages?port=1,2', [2, 1]],
    ['messages?number=%2B491703', [3]],
    ['messages?time_after=1970-01-01T00:00:02Z', [3, 2]],
    ['calls?', [2, 1]],
    ['calls?port=1', [1]],
    ['calls?port=1,2,3', [2, 1]],
    ['events?', [3, 2, 1]],
    ['events?port=2,3', [3, 2]],
    ['events?kinds=register', [2]],
    ['events?kinds=exception_info&port=1', [1]],
  ];
  for (const [url, ports] of rows)
    test(url, async () => {
      const { get } = await filled();
      const { text, status } = await get(`/v1/export/${url}&format=jsonl`);
      const found = text.split('\n').filter(line => line !== '');
      assert.equal(status, 200, text);
      assert.deepEqual(
        found.map(line => (JSON.parse(line) as { port: number }).port),
        ports,
      );
    });

  test('messages of a sender are its own', async () => {
    const { get } = await filled();
    const { text } = await get('/v1/export/messages?format=jsonl', 'sender');
    assert.deepEqual(
      text
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line).port),
      [2],
    );
  });
});
