/** The store of any number of processes: a PostgreSQL database. Pool and protocol are those of `pg`. */
import { StoreError, systemClock } from '@simgate/daemon';
import pg from 'pg';
import { type ListSql, PreparedStatements } from '../drive.ts';
import type { Answer, Query, RowList, Statements, Value } from '../statements.ts';
import type { Store, Work } from '../store.ts';
import { Hosts } from './hosts.ts';
import { migrate } from './migrate.ts';
import { endPools, FIRST_SILENCE_MS, openFirstPool, openPool, openWorkPool } from './pools.ts';

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

/** PostgreSQL has no U+0000 in texts. A telephone may send one, and would hold up all that comes behind it. */
function storable<V>(value: V): V | string {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}

function arraysOf(list: RowList): (string | number | null)[][] {
  return Object.keys(list.columns).map((_name, place) => list.rows.map(row => storable(row[place] ?? null)));
}

function preparedOf(query: Query): { text: string; name: string; values: unknown[] } {
  const { list, into, sql, values } = query;
  const own = values.map(storable);
  if (list === undefined) return { ...statements.of(query), values: own };
  if (into === undefined) return { ...statements.of(query), values: [...own, ...arraysOf(list)] };
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
  /** postgres://user:password@host:port/database, or several hosts with commas, one of which is the primary. */
  readonly url: string;
  /** Connections of this process for its work. */
  readonly connections?: number;
}

/** So long after a pulse that was not answered, works are refused at once; the next pulse comes before that. */
const FROZEN_FOR_MS = 6000;

interface Pools {
  readonly hosts: Hosts;
  readonly work: pg.Pool;
  /** Of works that wait for no other. */
  readonly first: pg.Pool;
}

/** A client of a pool, which is broken off in the middle of a query. */
type Breakable = pg.ClientBase & { end(): Promise<void> };

class PostgresStore implements Store {
  readonly engine = 'postgres';
  readonly #pools: Pools;
  readonly #listeners = new Set<() => void>();
  /** Connections with a work that may wait for long. */
  readonly #lent = new Set<pg.PoolClient>();
  #healthy = true;
  /** Monotonic; until then the database is taken for frozen, because it did not answer what is written first. */
  #frozenUntil = Number.NEGATIVE_INFINITY;

  constructor(pools: Pools) {
    this.#pools = pools;
  }

  read<T>(work: Work<T>): Promise<T> {
    return this.#with(this.#pools.work, client => drive(client, work()));
  }

  write<T>(work: Work<T>): Promise<T> {
    return this.#write(this.#pools.work, work);
  }

  /**
   * The lease is renewed by this twice a second, so it is the pulse of the database: where it does not answer for the time of a
   * lease, nobody waits for longer statements either.
   */
  async writeFirst<T>(work: Work<T>): Promise<T> {
    const began = systemClock.monotonic();
    try {
      const result = await this.#write(this.#pools.first, work);
      this.#frozenUntil = Number.NEGATIVE_INFINITY;
      return result;
    } catch (error) {
      if (isAway(error) && systemClock.monotonic() - began >= FIRST_SILENCE_MS) this.#breakOff();
      throw error;
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
    return endPools(this.#pools.work, this.#pools.first);
  }

  async #write<T>(pool: pg.Pool, work: Work<T>): Promise<T> {
    for (let run = 1; ; run++)
      try {
        const result = await this.#with(pool, client => transaction(client, work));
        for (const listener of this.#listeners) listener();
        return result;
      } catch (error) {
        if (run === MOST_RUNS || !again.has(codeOf(error))) throw error;
      }
  }

  /** Lends a connection. One that failed is not used again. */
  async #with<T>(pool: pg.Pool, act: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    const client = await this.#connect(pool);
    if (pool === this.#pools.work) this.#lent.add(client);
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
      this.#lent.delete(client);
      client.release(lost);
    }
  }

  /** Ends every work that is under way; each fails by the query that it waits for. */
  #breakOff(): void {
    this.#healthy = false;
    this.#frozenUntil = systemClock.monotonic() + FROZEN_FOR_MS;
    // In the middle of a query `pg` closes the socket at once.
    for (const client of this.#lent) void (client as Breakable).end().catch(() => {});
  }

  async #connect(pool: pg.Pool): Promise<pg.PoolClient> {
    const { hosts } = this.#pools;
    if (pool === this.#pools.work && systemClock.monotonic() < this.#frozenUntil)
      throw new StoreError('unwritable', 'the database does not answer');
    const at = hosts.current;
    try {
      return await pool.connect();
    } catch (error) {
      hosts.leave(at);
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
  const hosts = new Hosts(url);
  await migrateAt(hosts);
  return new PostgresStore({
    hosts,
    work: openWorkPool(hosts, connections),
    first: openFirstPool(hosts),
  });
}

/** A step of the schema may take its time, and waits for another process that is at it. */
async function migrateAt(hosts: Hosts): Promise<void> {
  for (let left = hosts.count; ; left--) {
    const pool = openPool(hosts, 1, {});
    const at = hosts.current;
    try {
      return await migrate(pool);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      hosts.leave(at);
      if (left > 1) continue;
      throw new StoreError('unwritable', `the database cannot be opened: ${String(error)}`, error);
    } finally {
      await endPools(pool);
    }
  }
}
