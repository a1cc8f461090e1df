/** Pools of connections to a database, with their limits: one of works, and one of what is written first. */
import { systemClock, within } from '@simgate/daemon';
import pg from 'pg';
import { clientOf, type Hosts, verifyPrimary } from './hosts.ts';

/** A transaction that its process left open, because it is frozen, is ended by the database after so long: it holds its lease's row. */
const FROZEN_MS = 2000;
/** The database ends a statement after so long; where it is silent, the connection is given up a little later. */
const STATEMENT_MS = 30_000;
const SILENCE_MS = 35_000;
const CONNECT_MS = 5000;
const USUAL_CONNECTIONS = 8;
/** Of what is written first: the lease of a process is over before that. */
const FIRST_STATEMENT_MS = 2500;
export const FIRST_SILENCE_MS = 3000;
const FIRST_CONNECTIONS = 1;
/** Connections that do not end by then are left to the database. */
const CLOSE_MS = 5000;

/** Connections that replace themselves. Nothing is opened before it is needed. */
export function openPool(hosts: Hosts, connections: number, limits: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    Client: clientOf(hosts),
    ...(hosts.count > 1 && { verify: verifyPrimary }),
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    // Statements that need no answer of each other travel together.
    pipeline: true,
    application_name: 'simgate',
    ...limits,
  });
  // A connection that breaks while it is idle is replaced; the next work fails where the database is away.
  pool.on('error', () => {});
  // The same of one that is in use, as when the database ends the transaction of a process that was frozen: its work learns it by the query.
  pool.on('connect', client => void client.on('error', () => {}));
  return pool;
}

/** A database that is frozen or cut off answers nothing at all: `query_timeout` holds then. */
const workLimits: pg.PoolConfig = {
  statement_timeout: STATEMENT_MS,
  query_timeout: SILENCE_MS,
  idle_in_transaction_session_timeout: FROZEN_MS,
};
const firstLimits: pg.PoolConfig = {
  statement_timeout: FIRST_STATEMENT_MS,
  query_timeout: FIRST_SILENCE_MS,
  idle_in_transaction_session_timeout: FROZEN_MS,
};

export async function endPools(...pools: readonly pg.Pool[]): Promise<void> {
  await within(systemClock, CLOSE_MS, Promise.all(pools.map(pool => pool.end())));
}

/** Connections of works, which may take their time. */
export function openWorkPool(hosts: Hosts, connections = USUAL_CONNECTIONS): pg.Pool {
  return openPool(hosts, connections, workLimits);
}

/** The connection of what is written first, which waits for no other work and never for long. */
export function openFirstPool(hosts: Hosts): pg.Pool {
  return openPool(hosts, FIRST_CONNECTIONS, firstLimits);
}
