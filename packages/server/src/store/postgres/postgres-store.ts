/** The store of any number of processes: a PostgreSQL database. Pool and protocol are those of `pg`. */
import { lineOf, StoreError, systemClock } from '@simgate/daemon';
import type pg from 'pg';
import type { Store, Work } from '../store.ts';
import { Hosts } from './hosts.ts';
import { migrate } from './migrate.ts';
import { endPools, FIRST_SILENCE_MS, openFirstPool, openPool, openWorkPool } from './pools.ts';
import { codeOf, drive, isAway, transaction } from './transactions.ts';

/** Two transactions wanted the same rows; one of them begins again. */
const again: ReadonlySet<unknown> = new Set(['40001', '40P01']);
const MOST_RUNS = 5;

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
  async #with<T>(pool: pg.Pool, act: (client: pg.Client) => Promise<T>): Promise<T> {
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
    // `end` would wait for the answers.
    for (const client of this.#lent) client.connection.stream.destroy();
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
      throw new StoreError('unwritable', `the database cannot be reached: ${lineOf(error)}`, error);
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
      throw new StoreError('unwritable', `the database cannot be opened: ${lineOf(error)}`, error);
    } finally {
      await endPools(pool);
    }
  }
}
