/** Lists as files, on a real store. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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
