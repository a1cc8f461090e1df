/** The store of any number of processes: a PostgreSQL database. Pool and protocol are those of `pg`. */
import { StoreError } from '@simgate/daemon';
import pg from 'pg';
import { type ListSql, PreparedStatements } from '../drive.ts';
import type { Answer, Query, RowList, Statements, Value } from '../statements.ts';
import type { Store, Work } from '../store.ts';
import { migrate } from './migrate.ts';

const columnTypes = { int: 'bigint', text: 'text' } as const;

function arraysFrom(list: RowList, first: number): string {
  return Object.values(list.columns)
    .map((type, place) => `$${first + place}::${columnTypes[type]}[]`)
    .join(', ');
}

/** A list travels as one array for each column. */
const listSql: ListSql = (list, first) =>
  `unnest(${arraysFrom(list, first)}) AS v(${Object.keys(list.columns).join(', ')})`;

const statements = new PreparedStatements('postgres', listSql);

function insertion(table: string, list: RowList, tail: string): string {
  return `INSERT INTO ${table} (${Object.keys(list.columns).join(', ')}) SELECT * FROM unnest(${arraysFrom(list, 1)}) ${tail}`;
}

function arraysOf(list: RowList): (string | number | null)[][] {
  return Object.keys(list.columns).map((_name, place) => list.rows.map(row => row[place] ?? null));
}

function preparedOf(query: Query): { text: string; name: string; values: unknown[] } {
  const { list, into, sql, values } = query;
  if (list === undefined) return { ...statements.of(query), values: [...values] };
  if (into === undefined) return { ...statements.of(query), values: [...values, ...arraysOf(list)] };
  const prepared = statements.insertion(into, list, sql, () => insertion(into, list, sql));
  return { ...prepared, values: arraysOf(list) };
}

/** 64-bit integers as numbers: none of ours is beyond 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((type: number, format?: 'text' | 'binary') =>
    type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format)) as never,
};

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** An error of the database itself has five characters (SQLSTATE); 08, 53, 57 and 58 are of its state and not of the statement. */
function isAway(error: unknown): boolean {
  const code = codeOf(error);
  return typeof code !== 'string' || code.length !== 5 || /^(?:08|53|57|58|25006|25P03)/.test(code);
}

/** Sends one query. What it throws is a StoreError where the database is away, and the database's own error otherwise. */
async function ask<T extends pg.QueryResultRow>(
  client: pg.ClientBase,
  query: string | pg.QueryConfig,
): Promise<pg.QueryResult<T>> {
  try {
    return await client.query<T>(query);
  } catch (error) {
    if (!isAway(error)) throw error;
    throw new StoreError('unwritable', `the database cannot be used: ${String(error)}`, error);
  }
}

async function answer(client: pg.ClientBase, query: Query): Promise<Answer> {
  const { text, name, values } = preparedOf(query);
  const result = await ask<Record<string, Value>>(client, { text, name, values, types });
  return { rows: result.rows, changes: result.rowCount ?? 0 };
}

async function drive<T>(client: pg.ClientBase, work: Statements<T>): Promise<T> {
  let step = work.next();
  while (step.done !== true) step = work.next(await answer(client, step.value));
  return step.value;
}

/** Two transactions wanted the same rows; one of them begins again. */
const again: ReadonlySet<unknown> = new Set(['40001', '40P01']);
const MOST_RUNS = 5;

async function run<T>(client: pg.ClientBase, work: Work<T>): Promise<T> {
  await ask(client, 'BEGIN');
  try {
    return await drive(client, work());
  } catch (error) {
    if (!(error instanceof StoreError)) await ask(client, 'ROLLBACK');
    throw error;
  }
}

async function transaction<T>(client: pg.ClientBase, work: Work<T>): Promise<T> {
  const result = await run(client, work);
  try {
    await ask(client, 'COMMIT');
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new StoreError('unconfirmed', 'the connection was lost during a commit', error);
  }
  return result;
}

export interface PostgresOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  /** Connections of this process. */
  readonly connections?: number;
}

/** A transaction that its process left open, because it is frozen, is ended by the database after so long: it holds its lease's row. */
const FROZEN_MS = 2000;
const STATEMENT_MS = 30_000;
const CONNECT_MS = 5000;
const USUAL_CONNECTIONS = 8;

class PostgresStore implements Store {
  readonly engine = 'postgres';
  readonly #pool: pg.Pool;
  readonly #listeners = new Set<() => void>();
  #healthy = true;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  read<T>(work: Work<T>): Promise<T> {
    return this.#with(client => drive(client, work()));
  }

  async write<T>(work: Work<T>): Promise<T> {
    for (let run = 1; ; run++)
      try {
        const result = await this.#with(client => transaction(client, work));
        for (const listener of this.#listeners) listener();
        return result;
      } catch (error) {
        if (run === MOST_RUNS || !again.has(codeOf(error))) throw error;
      }
  }

  onCommitted(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  healthy(): boolean {
    return this.#healthy;
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  /** Lends a connection. One that failed is not used again. */
  async #with<T>(act: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let lost: StoreError | undefined;
    try {
      const result = await act(client);
      this.#healthy = true;
      return result;
    } catch (error) {
      if (error instanceof StoreError) {
        lost = error;
        this.#healthy = false;
      }
      throw error;
    } finally {
      client.release(lost);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      this.#healthy = false;
      throw new StoreError('unwritable', `the database cannot be reached: ${String(error)}`, error);
    }
  }
}

/**
 * Opens a database, and brings it to this version's schema.
 * @throws StoreError `unwritable` where it cannot be reached, `newer` where a later version wrote it
 */
export async function openPostgresStore({ url, connections }: PostgresOptions): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections ?? USUAL_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: FROZEN_MS,
    application_name: 'simgate',
  });
  // A connection that breaks while it is idle is replaced; the next work tells where the database is away.
  pool.on('error', () => {});
  // The same of one that is in use, as when the database ends the transaction of a process that was frozen: its work is told by its query.
  pool.on('connect', client => void client.on('error', () => {}));
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    if (error instanceof StoreError) throw error;
    throw new StoreError('unwritable', `the database cannot be opened: ${String(error)}`, error);
  }
  return new PostgresStore(pool);
}
