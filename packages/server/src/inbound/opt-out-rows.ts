/** Who does not want to be written to, by pool and number. Enforced at accept and again at hand-off. */
import type { ServerEvent } from '../domain/events.ts';
import { partOfText } from '../domain/ids.ts';
import { all, type Row, run, type Statements } from '../store/statements.ts';

export interface OptOut {
  readonly pool: string;
  /** E.164, or a short code as it was written. */
  readonly recipient: string;
  readonly source: 'keyword' | 'person';
  readonly at: number;
}

/** Stops or allows messages. True where that changed something. */
export function* writeOptOut(optOut: OptOut, optedOut: boolean): Statements<boolean> {
  const { pool, recipient, source, at } = optOut;
  const part = partOfText(recipient);
  if (!optedOut) {
    const sql = 'DELETE FROM opt_out WHERE part = ? AND pool = ? AND recipient = ?';
    return (yield* run(sql, part, pool, recipient)) > 0;
  }
  const added = yield* run(
    'INSERT INTO opt_out (part, pool, recipient, source, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ...[part, pool, recipient, source, at],
  );
  return added > 0;
}

export function optOutEvent({ pool, recipient, source, at }: OptOut, optedOut: boolean): ServerEvent {
  return {
    kind: 'optout.changed',
    subject: recipient,
    at,
    pool,
    data: { pool, number: recipient, opted_out: optedOut, source },
  };
}

type OptOutRow = Row & { pool: string; recipient: string; source: string; at: number };

/** A page by number and pool. @param pool "": of all pools */
export function* pageOfOptOuts(
  pool: string,
  after: readonly [recipient: string, pool: string],
  limit: number,
): Statements<readonly OptOut[]> {
  const rows = yield* all<OptOutRow>(
    `SELECT pool, recipient, source, at FROM opt_out
     WHERE (? = '' OR pool = ?) AND (recipient > ? OR (recipient = ? AND pool > ?)) ORDER BY recipient, pool LIMIT ?`,
    ...[pool, pool, after[0], after[0], after[1], limit],
  );
  return rows.map(row => ({ ...row, source: row.source === 'person' ? 'person' : 'keyword' }));
}
