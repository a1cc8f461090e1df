/** Brings a PostgreSQL database to this version's schema. Processes that start together take turns. */
import { StoreError } from '@simgate/daemon';
import type pg from 'pg';
import { dialectOf } from '../schema/dialect.ts';
import { migrations } from '../schema/migrations.ts';

/** Of the lock that a migration holds until its transaction ends: any number that nobody else uses. */
const MIGRATION_LOCK = 7_467_283;

async function migrateWith(client: pg.ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  await client.query('CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY)');
  const found = await client.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM schema_version',
  );
  const version = found.rows[0]?.version ?? 0;
  if (version > migrations.length)
    throw new StoreError(
      'newer',
      `the database was written by a later version: its schema is ${version}, this program knows ${migrations.length}`,
    );
  for (const [place, step] of migrations.entries()) {
    if (place < version) continue;
    await client.query(dialectOf('postgres', step));
    await client.query('INSERT INTO schema_version (version) VALUES ($1)', [place + 1]);
  }
}

/** Runs the missing steps, all in one transaction. @throws StoreError `newer` */
export async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  let done = false;
  try {
    await client.query('BEGIN');
    await migrateWith(client);
    await client.query('COMMIT');
    done = true;
  } finally {
    // A failure leaves a transaction behind, which ends with its connection.
    client.release(!done);
  }
}
