/**
 * The SMS server: accepting, accepting to the far end with one process and several, reports back to the caller, memory with a fleet, how
 * long a single message takes to its gateway, and the cost of a message in a full store; beside a bare server on the same store and
 * Kannel in the same run. `BENCH_SERVER=accepting,carrying` takes some of these alone.
 */
import type { Measurement } from '../measurement.ts';
import { type Accepted, accepting, bare, CONNECTIONS, kannel, type Peer } from '../server/accepting.ts';
import { BATCH, type Carried, carrying } from '../server/carrying.ts';
import { idleFleet, largeFleet } from '../server/idle-fleet.ts';
import { type FullStore, fullStore, manyRows } from '../server/many-rows.ts';
import { type Engine, engines } from '../server/servers.ts';

const PROCESSES = 3;

async function times<Result>(runs: number, measure: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  while (results.length < runs) results.push(await measure());
  return results;
}

function rates(all: readonly { readonly rate: number }[]): number[] {
  return all.map(({ rate }) => rate);
}

function cpus(all: readonly { readonly cpu: number }[]): number[] {
  return all.map(({ cpu }) => cpu * 1000);
}

function acceptedRows(
  engine: Engine,
  own: readonly Accepted[],
  bareOnes: readonly Accepted[],
): Measurement[] {
  const name = `accepting on ${engine}, 1 recipient a request, ${CONNECTIONS} connections`;
  return [
    { name, unit: 'messages/s', values: rates(own) },
    { name: `the same: 99 of 100 answered within`, unit: 'ms', values: own.map(({ p99 }) => p99) },
    { name: 'the same: CPU of the server for each', unit: 'ms', values: cpus(own), digits: 3 },
    { name: `the bare server on ${engine}`, unit: 'requests/s', values: rates(bareOnes) },
    {
      name: `accepting on ${engine} as a share of the bare server, by turns`,
      ...{ unit: '%', digits: 0, goal: { atLeast: 50 } },
      values: own.map(({ rate }, index) => (100 * rate) / (bareOnes[index]?.rate ?? Number.NaN)),
    },
  ];
}

/** By turns, so that what the machine does besides meets both. */
async function acceptingRows(runs: number): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  for (const engine of engines) {
    const [own, bareOnes]: [Accepted[], Accepted[]] = [[], []];
    for (let index = 0; index < runs; index += 1) {
      bareOnes.push(await bare(engine));
      own.push(await accepting(engine));
    }
    rows.push(...acceptedRows(engine, own, bareOnes));
  }
  return rows;
}

function peerRows(store: string, peers: readonly Peer[]): Measurement[] {
  return [
    { name: `Kannel, store ${store}: accepting`, unit: 'messages/s', values: rates(peers) },
    {
      name: `Kannel, store ${store}: 99 of 100 answered within`,
      ...{ unit: 'ms', values: peers.map(({ p99 }) => p99) },
    },
    {
      name: `Kannel, store ${store}: at its far end`,
      ...{ unit: 'messages/s', values: peers.map(({ carried }) => carried) },
    },
  ];
}

async function kannelRows(runs: number): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  for (const store of ['none', 'spool'] as const)
    rows.push(...peerRows(store, await times(runs, () => kannel(store))));
  return rows;
}

interface Way {
  readonly engine: Engine;
  readonly processes: number;
  readonly goal?: Measurement['goal'];
}

const ways: readonly Way[] = [
  { engine: 'SQLite', processes: 1, goal: { atLeast: 6000 } },
  { engine: 'PostgreSQL', processes: 1 },
  { engine: 'PostgreSQL', processes: PROCESSES, goal: { atLeast: 10_000 } },
];

function nameOf({ engine, processes }: Way): string {
  const those = processes === 1 ? 'one process' : `${processes} processes`;
  return `on ${engine}, ${BATCH} recipients a request, ${those}`;
}

function carriedRows(way: Way, runs: readonly Carried[]): Measurement[] {
  const { goal } = way;
  return [
    {
      name: `accepting to far end ${nameOf(way)}`,
      ...{ unit: 'messages/s', values: rates(runs), ...(goal && { goal }) },
    },
    { name: 'the same: CPU of the server for each', unit: 'ms', values: cpus(runs), digits: 2 },
  ];
}

async function carryingRows(runs: number): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  for (const way of ways) {
    const carried = await times(runs, () => carrying(way.engine, way.processes, false));
    rows.push(...carriedRows(way, carried));
  }
  return rows;
}

async function reportedRows(runs: number): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  for (const way of ways) {
    const carried = await times(runs, () => carrying(way.engine, way.processes, true));
    rows.push(
      {
        name: `until the report is back at the caller, ${nameOf(way)}`,
        ...{ unit: 'messages/s', values: carried.map(({ reported = Number.NaN }) => reported) },
      },
      { name: 'the same: CPU of the server for each', unit: 'ms', values: cpus(carried), digits: 2 },
    );
  }
  return rows;
}

async function idleRows(): Promise<Measurement[]> {
  const { waits, rss } = await idleFleet();
  return [
    {
      name: `resident memory with ${largeFleet} gateways of 32 ports, at rest`,
      ...{ unit: 'MiB', values: [rss.now], goal: { atMost: 400 } },
    },
    {
      name: `resident memory with ${largeFleet} gateways of 32 ports, at its most since the start`,
      ...{ unit: 'MiB', values: [rss.most], goal: { atMost: 400 } },
    },
    {
      name: 'from 202 until the gateway has it, idle fleet',
      ...{ unit: 'ms', values: waits, goal: { atMost: 20 } },
    },
  ];
}

function fullRows(engine: Engine, { few, many }: FullStore): Measurement[] {
  return [
    {
      name: `CPU of server and database for a message on ${engine}, 10,000 rows stored`,
      unit: 'ms',
      values: few,
      digits: 3,
    },
    {
      name: `CPU of server and database for a message on ${engine}, ${manyRows.toLocaleString('en')} rows stored`,
      ...{ unit: 'ms', values: many, digits: 3 },
    },
    {
      name: `cost with many rows to cost with few on ${engine}`,
      ...{ unit: 'times', values: many.map((cost, index) => cost / (few[index] ?? Number.NaN)), digits: 2 },
      goal: { atMost: 1.3 },
    },
  ];
}

async function manyRowsRows(runs: number): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  for (const engine of engines) rows.push(...fullRows(engine, await fullStore(engine, runs)));
  return rows;
}

const measures: Readonly<Record<string, (runs: number) => Promise<Measurement[]>>> = {
  accepting: acceptingRows,
  kannel: kannelRows,
  carrying: carryingRows,
  reported: reportedRows,
  idle: idleRows,
  rows: manyRowsRows,
};

const wanted = (process.env.BENCH_SERVER ?? Object.keys(measures).join()).split(',');

export async function server(runs: number): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  for (const name of wanted) rows.push(...((await measures[name]?.(runs)) ?? []));
  return rows;
}
