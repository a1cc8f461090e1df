/** Removes rows at their age: a few rows of one partition at a time, each found by an index. */
import { all, type Statements, withRows } from './statements.ts';

/** Rows of one transaction. */
export const MOST_REMOVED = 500;

/** Rows older than these are removed; wall milliseconds since 1970. */
export interface Ages {
  /** Messages that have ended, by the time of that; their hand-offs go with them. */
  readonly messages: number;
  readonly inbound: number;
  readonly events: number;
  readonly idempotency: number;
  /** Batches, SIMs that recipients know, and recipients of months past. */
  readonly memory: number;
}

function* removeMessages(part: number, before: number): Statements<number> {
  const rows = yield* all<{ id: string }>(
    `DELETE FROM message WHERE part = ? AND id IN
       (SELECT id FROM message WHERE part = ? AND state >= 3 AND state_at < ? ORDER BY state_at LIMIT ?)
     RETURNING id`,
    part,
    part,
    before,
    MOST_REMOVED,
  );
  yield* withRows(
    'DELETE FROM attempt WHERE part = ? AND message IN (SELECT v.id FROM {rows}) RETURNING user_id',
    { columns: { id: 'text' }, rows: rows.map(row => [row.id]) },
    part,
  );
  return rows.length;
}

/** Tables with a key of their own and a time by which they age. */
const aging: readonly { readonly sql: string; readonly age: keyof Ages }[] = [
  {
    age: 'inbound',
    sql: `DELETE FROM inbound WHERE part = ? AND id IN
      (SELECT id FROM inbound WHERE part = ? AND received_at < ? ORDER BY received_at LIMIT ?) RETURNING id`,
  },
  {
    age: 'inbound',
    sql: `DELETE FROM report WHERE part = ? AND (gateway, dedupe) IN
      (SELECT gateway, dedupe FROM report WHERE part = ? AND received_at < ? ORDER BY received_at LIMIT ?) RETURNING at`,
  },
  {
    age: 'events',
    sql: `DELETE FROM heard_push WHERE part = ? AND (gateway, dedupe) IN
      (SELECT gateway, dedupe FROM heard_push WHERE part = ? AND at < ? ORDER BY at LIMIT ?) RETURNING at`,
  },
  {
    age: 'events',
    sql: `DELETE FROM event WHERE part = ? AND seq IN
      (SELECT seq FROM event WHERE part = ? AND at < ? ORDER BY at LIMIT ?) RETURNING seq`,
  },
  {
    age: 'events',
    sql: `DELETE FROM delivery WHERE part = ? AND (webhook, seq) IN
      (SELECT webhook, seq FROM delivery WHERE part = ? AND ended_at IS NOT NULL AND ended_at < ? ORDER BY ended_at LIMIT ?)
      RETURNING seq`,
  },
  {
    age: 'idempotency',
    sql: `DELETE FROM idempotency WHERE part = ? AND (owner, key) IN
      (SELECT owner, key FROM idempotency WHERE part = ? AND at < ? ORDER BY at LIMIT ?) RETURNING at`,
  },
  {
    age: 'memory',
    sql: `DELETE FROM batch WHERE part = ? AND id IN
      (SELECT id FROM batch WHERE part = ? AND created_at < ? ORDER BY created_at LIMIT ?) RETURNING id`,
  },
  {
    age: 'memory',
    sql: `DELETE FROM sticky WHERE part = ? AND (pool, recipient) IN
      (SELECT pool, recipient FROM sticky WHERE part = ? AND at < ? ORDER BY at LIMIT ?) RETURNING at`,
  },
  {
    age: 'memory',
    sql: `DELETE FROM sim_recipient WHERE part = ? AND (sim, month_at, recipient) IN
      (SELECT sim, month_at, recipient FROM sim_recipient WHERE part = ? AND month_at < ? ORDER BY month_at LIMIT ?)
      RETURNING sim`,
  },
];

/** Removes some of what is too old in a partition. True where there may be more of it. */
export function* removeOld(part: number, ages: Ages): Statements<boolean> {
  let most = yield* removeMessages(part, ages.messages);
  for (const { sql, age } of aging) {
    const removed = yield* all(sql, part, part, ages[age], MOST_REMOVED);
    most = Math.max(most, removed.length);
  }
  return most === MOST_REMOVED;
}
