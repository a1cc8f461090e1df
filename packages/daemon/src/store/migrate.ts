/** Brings a database to this version's schema, and refuses one that a later version wrote. */
import { StoreError } from '../errors.ts';
import type { Connection } from './database.ts';

function versionOf(connection: Connection): number {
  return connection.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}

function step(connection: Connection, sql: string, version: number): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    connection.exec(sql);
    connection.exec(`PRAGMA user_version = ${version}`);
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction()) connection.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Runs the missing steps, each in a transaction with its number.
 * @throws StoreError `newer` when the file's number is beyond the last step known here
 */
export function migrate(connection: Connection, steps: readonly string[]): void {
  const version = versionOf(connection);
  if (version > steps.length)
    throw new StoreError(
      'newer',
      `the data was written by a later version: its schema is ${version}, this program knows ${steps.length}`,
    );
  steps.slice(version).forEach((sql, index) => {
    step(connection, sql, version + index + 1);
  });
}
