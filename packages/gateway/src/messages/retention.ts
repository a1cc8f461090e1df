/**
 * Removes what is old or too much, a few rows at a time, oldest first. Age is of the steady clock: a wall clock that jumped
 * or is implausible removes nothing (store/steady-clock.ts).
 */
import type { Database } from '@simgate/daemon/store';
import type { MessagesContext } from './context.ts';
import { removeIncoming } from './incoming/incoming-message.ts';
import { IDEMPOTENCY_AGE } from './outgoing/acceptance.ts';
import { messageStateCode } from './rows.ts';

/** Rows of each kind removed in one transaction. */
export const RETENTION_STEP = 200;
const DAY = 24 * 3600_000;
/** How long a repeat is recognised: service centres give up after a few days. */
const REPEAT_AGE = 7 * DAY;

type Aged = { id: number; steady: number };

interface Kind {
  readonly table: string;
  readonly steadyColumn: string;
  /** Days; 0 keeps for ever. */
  readonly days: number;
  readonly maximumRows: number;
  /** Removes one row; false where it must stay yet. */
  readonly remove: (database: Database, id: number) => boolean;
}

function removeMessage(database: Database, id: number): boolean {
  const { changes } = database.run(
    'DELETE FROM messages WHERE id = ? AND state >= ?',
    id,
    messageStateCode('sentOk'),
  );
  if (changes === 0) return false;
  database.run('DELETE FROM segments WHERE message_id = ?', id);
  database.run('DELETE FROM status_reports WHERE message_id = ?', id);
  return true;
}

function removeFrom(table: string) {
  return (database: Database, id: number): boolean =>
    database.run(`DELETE FROM ${table} WHERE id = ?`, id).changes === 1;
}

/** Reports of a message go with it; those that found none go by their own age. */
function removeParked(database: Database, id: number): boolean {
  return database.run('DELETE FROM status_reports WHERE id = ? AND message_id IS NULL', id).changes === 1;
}

function kindsOf({ retention }: MessagesContext): Kind[] {
  const { maximumRows } = retention;
  return [
    {
      table: 'messages',
      steadyColumn: 'accepted_steady',
      days: retention.sent,
      maximumRows,
      remove: removeMessage,
    },
    {
      table: 'status_reports',
      steadyColumn: 'received_steady',
      days: retention.sent,
      maximumRows: 0,
      remove: removeParked,
    },
    {
      table: 'incoming',
      steadyColumn: 'received_steady',
      days: retention.received,
      maximumRows,
      remove: removeIncoming,
    },
    {
      table: 'events',
      steadyColumn: 'steady',
      days: retention.events,
      maximumRows,
      remove: removeFrom('events'),
    },
    {
      table: 'received',
      steadyColumn: 'steady',
      days: REPEAT_AGE / DAY,
      maximumRows: 0,
      remove: removeFrom('received'),
    },
  ];
}

/** Ids are dense: the newest less the number to keep is the newest that must go. */
function lastExcess(database: Database, kind: Kind): number {
  if (kind.maximumRows === 0) return 0;
  return database.number(`SELECT max(id) FROM ${kind.table}`) - kind.maximumRows;
}

function removeOldest(database: Database, kind: Kind, now: number): number {
  const before = kind.days === 0 ? Number.MIN_SAFE_INTEGER : now - kind.days * DAY;
  const excess = lastExcess(database, kind);
  const oldest = database.all<Aged>(
    `SELECT id, ${kind.steadyColumn} AS steady FROM ${kind.table} ORDER BY id LIMIT ${RETENTION_STEP}`,
  );
  const due = oldest.filter(row => row.steady < before || row.id <= excess);
  return due.filter(row => kind.remove(database, row.id)).length;
}

/** A task is of use as long as one of its messages may be there. */
function removeTasks(database: Database): void {
  database.run(
    `DELETE FROM tasks WHERE id IN (SELECT id FROM tasks ORDER BY id LIMIT ${RETENTION_STEP})
     AND course < 4 AND first_message + recipients <= coalesce((SELECT min(id) FROM messages), ${Number.MAX_SAFE_INTEGER})`,
  );
}

/** One step of every kind; returns the most rows removed of one kind, so that a full step can be followed by another. */
export function applyRetention(context: MessagesContext, database: Database): number {
  const now = context.store.steady.now();
  const removed = kindsOf(context).map(kind => removeOldest(database, kind, now));
  removeTasks(database);
  database.run('DELETE FROM idempotency WHERE steady < ?', now - IDEMPOTENCY_AGE);
  return Math.max(...removed);
}
