/** The cost of a message while few others are stored, and while millions are: rows made by SQL, then the same load on both. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { VirtualFleet } from '../../test/fleet/virtual-fleet.ts';
import { cpuSeconds } from '../process-use.ts';
import { until } from '../rig.ts';
import { handedTo, postAll } from './carrying.ts';
import { allUp, type Engine, fleetOf, type Place, placeOf, startOn } from './servers.ts';

const FEW_ROWS = 10_000;
export const manyRows = Number(process.env.BENCH_SERVER_ROWS ?? 10_000_000);
/** Messages of one measurement, and gateways that carry them. */
const MESSAGES = 5000;
const GATEWAYS = 20;
/** Rows of one transaction while a store is filled. */
const PIECE = 250_000;

/** Delivered messages of the days before, over all partitions, with one hand-off each. `n` counts from 1; ids sort before those of today. */
function fillWords(
  numbers: string,
  hex: (value: string) => string,
  padded: (value: string) => string,
): string[] {
  const id = `'0' || ${padded('n')} || ${hex('n % 256')}`;
  const at = '1700000000000 + n';
  return [
    `INSERT INTO message (part, id, batch, owner, pool, lane, prefer_sim, recipient, country, written, body, encoding, segments, priority,
       state, state_at, reason, detail, created_at, not_before, expires_at, attempts, gateway, port, sim, user_id, sent_at, reference,
       metadata, moved_to, moves)
     SELECT n % 256, ${id}, '0' || ${padded('n / 100')}, 'owner', 'default', 'default', '', '+49' || (15000000000 + n), 'DE',
       '+49' || (15000000000 + n), 'A message of some length, as many are that machines send', 1, 1, 1,
       4, ${at}, '', '', ${at}, NULL, NULL, 1, 'gateway-' || (n % 1000), n % 32, 'sim-' || (n % 32000), n, ${at}, '', '{}', NULL, 0
     FROM ${numbers}`,
    `INSERT INTO attempt (part, gateway, user_id, message, port, sim, call_id, epoch, state, at, state_at, ref_id, detail, task)
     SELECT n % 256, 'gateway-' || (n % 1000), n, ${id}, n % 32, 'sim-' || (n % 32000), 'call', 1, 4, ${at}, ${at}, n % 256, '', NULL
     FROM ${numbers}`,
  ];
}

function fillSqlite(folder: string, from: number, to: number): void {
  const database = new DatabaseSync(join(folder, 'server.db'));
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -500000');
  for (let first = from; first <= to; first += PIECE) {
    const last = Math.min(to, first + PIECE - 1);
    const numbers = `(WITH RECURSIVE c(n) AS (SELECT ${first} UNION ALL SELECT n + 1 FROM c WHERE n < ${last}) SELECT n FROM c)`;
    database.exec('BEGIN');
    for (const sql of fillWords(
      numbers,
      one => `printf('%02x', ${one})`,
      one => `printf('%019d', ${one})`,
    ))
      database.exec(sql);
    database.exec('COMMIT');
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

async function fillPostgres(url: string, from: number, to: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'");
  // Indexes that are made of full tables are the same, and made much faster.
  const { rows: indexes } = await client.query<{ indexname: string; indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('message', 'attempt') AND indexname NOT LIKE '%_pkey'`,
  );
  for (const { indexname } of indexes) await client.query(`DROP INDEX ${indexname}`);
  for (let first = from; first <= to; first += PIECE) {
    const numbers = `generate_series(${first}::bigint, ${Math.min(to, first + PIECE - 1)}::bigint) AS c(n)`;
    const words = fillWords(
      numbers,
      one => `lpad(to_hex(${one}), 2, '0')`,
      one => `lpad((${one})::text, 19, '0')`,
    );
    for (const sql of words) await client.query(sql);
  }
  for (const { indexdef } of indexes) await client.query(indexdef);
  for (const table of ['message', 'attempt']) await client.query(`VACUUM ANALYZE ${table}`);
  await client.query('CHECKPOINT');
  await client.end();
}

/** No process of the server runs meanwhile. */
async function fill({ folder, database }: Place, from: number, to: number): Promise<void> {
  if (database === undefined) fillSqlite(folder, from, to);
  else await fillPostgres(database, from, to);
}

/** CPU milliseconds of server and database for a message, some times. */
async function costs(place: Place, key: string, fleet: VirtualFleet, runs: number): Promise<number[]> {
  await using stack = new AsyncDisposableStack();
  const server = await startOn(stack, place, key);
  await allUp(server, GATEWAYS);
  const pids = [server.pid, ...place.pids];
  const found: number[] = [];
  // The first run fills caches.
  for (let run = 0; run <= runs; run += 1) {
    await delay(2000);
    const before = { cpu: cpuSeconds(pids), handed: await handedTo(fleet) };
    await postAll([server], MESSAGES);
    await until('all on the air', async () => (await handedTo(fleet)) >= before.handed + MESSAGES, 600, 50);
    found.push(((cpuSeconds(pids) - before.cpu) / MESSAGES) * 1000);
  }
  return found.slice(1);
}

export interface FullStore {
  /** CPU milliseconds of server and database for a message. */
  readonly few: readonly number[];
  readonly many: readonly number[];
}

export async function fullStore(engine: Engine, runs: number): Promise<FullStore> {
  await using stack = new AsyncDisposableStack();
  const place = await placeOf(stack, engine);
  await using first = new AsyncDisposableStack();
  const server = await startOn(first, place);
  const fleet = await fleetOf(stack, [server], { gateways: GATEWAYS, pushes: false });
  await first.disposeAsync();
  await fill(place, 1, FEW_ROWS);
  const few = await costs(place, server.key, fleet, runs);
  await fill(place, FEW_ROWS + 1, manyRows);
  return { few, many: await costs(place, server.key, fleet, runs) };
}
