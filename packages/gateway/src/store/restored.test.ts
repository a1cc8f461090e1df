import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { type Connection, migrate, openConnection } from '@simgate/daemon/store';
import { backupMarkOf, jumpFrom, markAsBackup, takeOverBackup } from './restored.ts';
import { migrations } from './schema/migrations.ts';

const madeAt = Date.UTC(2026, 0, 31, 8);
const HOUR = 3_600_000;

function database(context: TestContext): Connection {
  const connection = openConnection(':memory:');
  context.after(() => connection.close());
  migrate(connection, migrations);
  return connection;
}

interface Row {
  readonly state: number;
  readonly nextSegment: number;
  readonly count: number;
}

function addMessage(connection: Connection, { state, nextSegment, count }: Row): number {
  return connection.run(
    `INSERT INTO messages (task_id, number, user_id_type, encoding, locking_table, single_table, reference_width,
       report_requested, ports, count, next_segment, state, time, accepted_steady)
     VALUES (1, '88201990001', 0, 0, 0, 0, 8, 1, 0, ?, ?, ?, 0, 0)`,
    ...[count, nextSegment, state],
  ).id;
}

function held(connection: Connection): number[] {
  return connection.all<{ id: number }>('SELECT * FROM held').flatMap(row => Object.values(row));
}

describe('a backup that is started', () => {
  test('is none without a mark', context => {
    assert.equal(takeOverBackup(database(context), madeAt), undefined);
  });

  test('keeps the mark of the older copy, and loses it at its first start', context => {
    const connection = database(context);
    assert.equal(markAsBackup(connection, madeAt), madeAt);
    assert.equal(markAsBackup(connection, madeAt + HOUR), madeAt);
    assert.equal(backupMarkOf(connection), madeAt);
    assert.deepEqual(takeOverBackup(connection, madeAt + HOUR), { madeAt, held: 0 });
    assert.equal(backupMarkOf(connection), undefined);
    assert.equal(takeOverBackup(connection, madeAt + HOUR), undefined);
  });

  /** 0 waits, 1 is being sent; segments count from 1. */
  const messages: readonly (readonly [what: string, row: Row, isHeld: boolean])[] = [
    ['waits', { state: 0, nextSegment: 1, count: 1 }, true],
    ['is being sent', { state: 1, nextSegment: 1, count: 3 }, true],
    ['has its last segment left', { state: 1, nextSegment: 3, count: 3 }, true],
    ['has no segment left', { state: 1, nextSegment: 4, count: 3 }, false],
    ['was sent', { state: 2, nextSegment: 2, count: 1 }, false],
    ['failed', { state: 3, nextSegment: 1, count: 1 }, false],
  ];
  for (const [what, row, isHeld] of messages)
    test(`${isHeld ? 'holds' : 'leaves'} a message that ${what}`, context => {
      const connection = database(context);
      markAsBackup(connection, madeAt);
      const id = addMessage(connection, row);
      assert.equal(takeOverBackup(connection, madeAt)?.held, isHeld ? 1 : 0);
      assert.deepEqual(held(connection), isHeld ? [id] : []);
    });

  test('takes its messages out of wherever they wait', context => {
    const connection = database(context);
    markAsBackup(connection, madeAt);
    addMessage(connection, { state: 0, nextSegment: 1, count: 1 });
    connection.run('INSERT INTO queue (lane, priority, message_id) VALUES (-1, 1, 1)');
    takeOverBackup(connection, madeAt);
    for (const table of [
      'queue',
      'delayed',
      'waiting_for_turn',
      'reserved',
      'recipient_turns',
      'continuations',
    ])
      assert.deepEqual(connection.all(`SELECT * FROM ${table}`), [], table);
  });

  test('gives each table with ids a start behind what may have been given since, empty ones too', context => {
    const connection = database(context);
    markAsBackup(connection, madeAt);
    connection.run("INSERT INTO tasks (text, first_message, recipients) VALUES ('x', 1, 1)");
    takeOverBackup(connection, madeAt + HOUR);
    const counted = connection
      .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%'")
      .map(({ name }) => name);
    const starts = Object.fromEntries(
      connection
        .all<{ name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence')
        .map(({ name, seq }) => [name, seq]),
    );
    assert.ok(counted.length > 3);
    // 4,500 ids a second for an hour.
    for (const name of counted) assert.equal(starts[name], (name === 'tasks' ? 1 : 0) + 16_200_000, name);
  });

  test('that fails half way stays a backup, with nothing changed', context => {
    const connection = database(context);
    markAsBackup(connection, madeAt);
    const id = addMessage(connection, { state: 0, nextSegment: 1, count: 1 });
    connection.run('INSERT INTO queue (lane, priority, message_id) VALUES (-1, 1, ?)', id);
    connection.exec("CREATE TRIGGER full BEFORE DELETE ON settings BEGIN SELECT raise(ABORT, 'disk'); END");
    assert.throws(() => takeOverBackup(connection, madeAt), /disk/);
    assert.equal(backupMarkOf(connection), madeAt);
    assert.deepEqual(held(connection), []);
    assert.equal(connection.all('SELECT * FROM queue').length, 1);
    assert.equal(connection.inTransaction(), false);
  });

  test('under a clock that stands before the backup jumps by the least', context => {
    const connection = database(context);
    markAsBackup(connection, madeAt);
    takeOverBackup(connection, madeAt - HOUR);
    const start = connection.get<{ seq: number }>(
      "SELECT seq FROM sqlite_sequence WHERE name = 'tasks'",
    )?.seq;
    assert.equal(start, 1_000_000);
  });
});

describe('the jump of ids', () => {
  const rows: readonly (readonly [id: number, seconds: number, next: number])[] = [
    [0, 0, 1_000_000],
    [5, 222, 1_000_005],
    [0, 223, 1_003_500],
    [0, 11_111, 49_999_500],
    [0, 11_112, 50_000_000],
    [7, 1e9, 50_000_007],
    // Half of what is left below 2^31.
    [2_147_483_647 - 10, 3600, 2_147_483_647 - 5],
    [2_147_483_647 - 1, 3600, 2_147_483_647 - 1],
    [2_147_483_647, 3600, 2_147_483_647],
  ];
  for (const [id, seconds, next] of rows)
    test(`from ${id} after ${seconds} s is ${next}`, () => assert.equal(jumpFrom(id, seconds), next));
});
