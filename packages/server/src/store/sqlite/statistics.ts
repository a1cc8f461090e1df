/**
 * Statistics of full tables for SQLite's planner, from the first row on. Without it, it takes a partition for a few rows: a
 * statement over a list then walks the whole partition for each batch, instead of looking each row up by its key. The figures are those
 * that ANALYZE would find in a large store: rows, and rows for each value of the first column, of the first two, and so on.
 */
import type { Connection } from '@simgate/daemon/store';

const figures: readonly (readonly [table: string, index: string, figures: string])[] = [
  ['message', 'sqlite_autoindex_message_1', '10000000 40000 1'],
  ['message', 'message_queue', '1000000 4000 4000 2000 1'],
  ['message', 'message_due', '100000 400 2'],
  ['message', 'message_expiry', '100000 400 2'],
  ['message', 'message_moving', '1000 10 2'],
  ['message', 'message_age', '9000000 40000 2'],
  ['message', 'message_recipient', '10000000 20 1'],
  ['message', 'message_batch', '10000000 100 10 1'],
  ['attempt', 'attempt', '10000000 40000 10000 1'],
  ['attempt', 'attempt_message', '10000000 40000 2 1'],
  ['attempt', 'attempt_open', '100000 400 100 2'],
  ['attempt', 'attempt_age', '10000000 40000 2'],
];

/** Gives the planner of a connection these figures. Done at each start. */
export function teachPlanner(connection: Connection): void {
  // Makes the table of figures where it is missing.
  connection.exec('ANALYZE pool; DELETE FROM sqlite_stat1');
  for (const row of figures)
    connection.run('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)', ...row);
  connection.exec('ANALYZE sqlite_schema');
}
