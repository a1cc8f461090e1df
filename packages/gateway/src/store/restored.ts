/**
 * A store that is a backup put back. What was sent or given a number after the backup was made is not in it, so it must not send
 * again what it may have sent, and must not give a number twice.
 */
import type { Connection, Database } from '@simgate/daemon/store';

/** The setting that marks a copy as a backup: when it was made, in milliseconds since 1970. */
const BACKUP_MARK = 'backup';

/** Ids that a busy gateway may have given in a second: 1,500 messages with three events each. */
const IDS_PER_SECOND = 4500;
const LEAST_JUMP = 1_000_000;
const MOST_JUMP = 50_000_000;
/** Clients keep ids as integers of 32 bits. */
const MOST_ID = 2 ** 31 - 1;

export interface Restored {
  /** When the backup was made, in milliseconds since 1970. */
  readonly madeAt: number;
  /** Messages that may have been sent since, and wait for a person. */
  readonly held: number;
}

/** Marks a copy, so that the next start with it counts as a restore. A mark that is there stays: it is older. Returns what the mark is now. */
export function markAsBackup(database: Database, madeAt: number): number {
  database.run('INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)', BACKUP_MARK, String(madeAt));
  return database.number('SELECT value FROM settings WHERE name = ?', BACKUP_MARK);
}

export function backupMarkOf(database: Database): number | undefined {
  const row = database.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', BACKUP_MARK);
  return row === undefined ? undefined : Number(row.value);
}

/**
 * The next number that an integer id may have: behind all that were given since the backup, by the time that passed. Never beyond
 * half of what is left below 2^31.
 */
export function jumpFrom(id: number, secondsSince: number): number {
  const wanted = Math.min(Math.max(Math.round(secondsSince * IDS_PER_SECOND), LEAST_JUMP), MOST_JUMP);
  return id + Math.max(Math.min(wanted, Math.floor((MOST_ID - id) / 2)), 0);
}

/** Every id that is counted up, also of tables that are empty. */
function jumpIds(connection: Connection, secondsSince: number): void {
  const tables = connection.all<{ name: string; seq: number }>(
    `SELECT name, coalesce(seq, 0) AS seq FROM sqlite_schema LEFT JOIN sqlite_sequence USING (name)
     WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'`,
  );
  for (const { name, seq } of tables) {
    connection.run('DELETE FROM sqlite_sequence WHERE name = ?', name);
    connection.run(
      'INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)',
      name,
      jumpFrom(seq, secondsSince),
    );
  }
}

/** Takes every message with something left to send out of wherever it waits (0: waiting, 1: sending). */
function holdMessages(connection: Connection): number {
  connection.exec(`
    INSERT OR IGNORE INTO held SELECT id FROM messages WHERE state IN (0, 1) AND next_segment <= count;
    DELETE FROM queue;
    DELETE FROM delayed;
    DELETE FROM waiting_for_turn;
    DELETE FROM reserved;
    DELETE FROM set_aside;
    DELETE FROM recipient_turns;
    DELETE FROM continuations`);
  return connection.number('SELECT count(*) FROM held');
}

/** At the first start with a backup: holds its messages, lets ids jump, and takes the mark away. Undefined where there is no mark. */
export function takeOverBackup(connection: Connection, now: number): Restored | undefined {
  const madeAt = backupMarkOf(connection);
  if (madeAt === undefined) return undefined;
  connection.exec('BEGIN IMMEDIATE');
  try {
    const held = holdMessages(connection);
    jumpIds(connection, Math.max(now - madeAt, 0) / 1000);
    connection.run('DELETE FROM settings WHERE name = ?', BACKUP_MARK);
    connection.exec('COMMIT');
    return { madeAt, held };
  } catch (error) {
    if (connection.inTransaction()) connection.exec('ROLLBACK');
    throw error;
  }
}
