/** Lists under /v1: how long a page is that names no length, and where the next one begins. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { LogTail } from '@simgate/daemon/program';
import { pino } from 'pino';
import { ask, basic, type TestServer, writingServer } from '../../testing/server.ts';

const COUNT = 101;

/** Each of them so often, one numbered ?1 to the other. */
const rows = [
  `INSERT INTO incoming (port, imsi, number, smsc, timestamp, received_at, received_steady, text)
   VALUES (1, '26201', '+49' || ?1, '', ?1, ?1, 0, 'in')`,
  `INSERT INTO tasks (text, first_message, recipients) VALUES ('hi', ?1, 1)`,
  `INSERT INTO messages (task_id, number, user_id_type, encoding, locking_table, single_table, reference_width,
     report_requested, ports, count, state, time, accepted_steady) VALUES (?1, '5', 0, 2, 0, 0, 8, 1, 0, 1, 0, 0, 0)`,
  'INSERT INTO held (message_id) VALUES (?1)',
  "INSERT INTO calls (direction, source, destination, state, started, ended, steady) VALUES (0, '1', '2', 6, ?1, ?1, 0)",
  'INSERT INTO call_legs (call_id, side, port) VALUES (?1, 0, 1)',
  "INSERT INTO ussd_dialogues (port, imsi, origin, state, started, ended, steady) VALUES (1, '1', 0, 3, ?1, ?1, 0)",
  "INSERT INTO audit (at, user, address, endpoint, parameters) VALUES (?1, 'admin', '', 'stop_task', '{}')",
  `INSERT INTO alarms (kind, subject, imsi, text, reason, raised_at, raised_steady, last_steady)
   VALUES ('disk_low', 'd' || ?1, '', '', '', 0, 0, 0)`,
  `INSERT INTO push_deliveries (target_id, event_id, state, subject, kind, at, body)
   VALUES (1, ?1, 0, '', 'sms', 0, '{}'), (1, 1000 + ?1, 2, '', 'sms', 0, '{}')`,
  `INSERT INTO push_attempts (target_id, failed, slot, number, event_id, kind, at, steady, milliseconds, status, trouble, answer)
   VALUES (1, 0, ?1, ?1, ?1, 'sms', 0, 0, 0, 200, '', '')`,
];

const exception = { kind: 'exception_info', port: 1, type: 'call_fail', action: 'reset' } as const;

async function filled(): Promise<TestServer> {
  const logTail = new LogTail();
  const log = pino({ level: 'info' }, logTail);
  const server = writingServer({ management: { logTail } });
  const crm = { name: 'crm', url: 'http://127.0.0.1:1/', enabled: false };
  const made = await server.app.inject({
    ...{ method: 'POST', url: '/v1/push-targets', headers: { authorization: basic }, payload: crm },
  });
  assert.equal(made.statusCode, 201, made.body);
  await server.store.write(database => {
    for (let id = 1; id <= COUNT; id += 1) {
      for (const sql of rows) database.run(sql, id);
      server.journal.append(database, exception);
    }
  });
  for (let id = 1; id <= COUNT; id += 1) log.info('line');
  return server;
}

/** Each with the parameter of its next page, and what the cursor is where the page is full. */
const lists: readonly (readonly [
  url: string,
  key: string,
  usual: number,
  parameter: string,
  count?: number,
])[] = [
  ['messages', 'messages', 100, 'before'],
  ['held-messages', 'messages', 100, 'after'],
  ['inbox', 'messages', 100, 'before'],
  ['conversations', 'conversations', 100, 'before'],
  ['tasks', 'tasks', 20, 'before'],
  ['calls', 'calls', 100, 'before'],
  ['ussd', 'dialogues', 100, 'before'],
  ['journal', 'events', 100, 'before'],
  // One entry more: the target was made.
  ['audit', 'entries', 100, 'before', COUNT + 1],
  ['alarms', 'alarms', 100, 'before'],
  ['log', 'lines', 100, 'before'],
  ['push-targets/1/waiting', 'waiting', 100, 'after'],
  ['push-targets/1/given-up', 'given_up', 100, 'after'],
  ['push-targets/1/attempts', 'attempts', 100, 'before'],
];

describe('a list under /v1', () => {
  let server: TestServer;
  before(async () => {
    server = await filled();
  });
  const page = async (url: string, key: string) => {
    const body = await ask(server, url);
    const items = body[key];
    assert.ok(Array.isArray(items));
    return { count: items.length, next: body.next };
  };

  for (const [name, key, usual, parameter, count = COUNT] of lists)
    test(`${name} has ${usual} on a page, and the next one begins behind them`, async () => {
      const url = `/v1/${name}`;
      const first = await page(url, key);
      assert.equal(first.count, usual);
      assert.equal(typeof first.next, 'number');
      const rest = await page(`${url}?limit=100&${parameter}=${first.next}`, key);
      assert.deepEqual(rest, { count: count - usual, next: null });
    });

  test('conversations/{number} has 100 on a page, and the next one begins behind them on each side', async () => {
    const { messages, next } = await ask(server, '/v1/conversations/5');
    assert.ok(Array.isArray(messages) && typeof next === 'object' && next !== null && 'sent' in next);
    assert.deepEqual([messages.length, next.sent], [100, 2]);
    const rest = await page('/v1/conversations/5?before_sent=2', 'messages');
    assert.deepEqual(rest, { count: 1, next: null });
  });

  test('answers 200, and so does each that is shown alone', async () => {
    const alone = ['messages/1', 'inbox/1', 'tasks/1', 'calls/1', 'ports/1', 'push-targets/1', 'users/admin'];
    const short = ['ports', 'port-settings', 'push-targets', 'users', 'tokens', 'balances', 'recordings'];
    const others = ['gateway', 'settings', 'settings/all', 'statistics', 'session'];
    for (const name of [...alone, ...short, ...others]) await ask(server, `/v1/${name}`);
  });
});
