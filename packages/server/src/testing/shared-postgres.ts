/** One PostgreSQL for all tests of a process, and databases that are emptied between them: a cluster and a schema cost seconds. */
import pg from 'pg';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { type PostgresCluster, startPostgres } from './postgres-cluster.ts';

let starting: Promise<PostgresCluster> | undefined;

/** Starts it at the first call; it ends with the process. @throws Error where PostgreSQL is not installed */
export function sharedPostgres(): Promise<PostgresCluster> {
  starting ??= startPostgres().then(cluster => {
    process.once('exit', () => cluster.stopNow());
    return cluster;
  });
  return starting;
}

/** A database with the schema, and nothing in it but what the schema begins with. */
export interface SharedDatabase {
  readonly url: string;
  /** Lends it to the next test. */
  giveBack(): void;
}

interface Known {
  readonly url: string;
  /** SQL that makes it as it was. */
  readonly reset: string;
}

const free: Known[] = [];
let made = 0;

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Keeps what the tables begin with beside them. */
async function make(): Promise<Known> {
  const cluster = await sharedPostgres();
  // Making one costs seconds on a busy machine.
  const url = made++ === 0 ? cluster.firstDatabase : await cluster.createDatabase();
  await (await openPostgresStore({ url })).close();
  const tables = await ask<{ name: string }>(
    url,
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_version'",
  );
  const names = tables.map(({ name }) => name);
  const copies = names.map(name => `CREATE TABLE beginning.${name} AS SELECT * FROM ${name}`);
  await ask(url, ['CREATE SCHEMA beginning', ...copies].join(';'));
  const resets = names.map(
    name => `DELETE FROM ${name}; INSERT INTO ${name} SELECT * FROM beginning.${name}`,
  );
  return { url, reset: resets.join(';') };
}

/** Lends a database. */
export async function sharedDatabase(): Promise<SharedDatabase> {
  const used = free.pop();
  if (used !== undefined) await ask(used.url, used.reset);
  const known = used ?? (await make());
  return { url: known.url, giveBack: () => void free.push(known) };
}
