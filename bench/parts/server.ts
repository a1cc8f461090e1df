/**
 * The SMS server: accepting, accepting to the far end, memory with a fleet, and how long a single message takes to its gateway; beside a
 * bare server on the same store and Kannel in the same run. The far end of the server is a virtual fleet in a process of its own.
 */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres } from '../../packages/server/src/testing/postgres-cluster.ts';
import { startVirtualFleet, type VirtualFleet } from '../../test/fleet/virtual-fleet.ts';
import { startProgram } from '../../test/foreign/support/child-program.ts';
import { launcher } from '../../test/programs/launcher.ts';
import { requestsPerSecond } from '../http-load.ts';
import { KANNEL_ACCEPTS, type KannelStore, startKannel } from '../kannel.ts';
import type { Measurement } from '../measurement.ts';
import { cpuSeconds, memory } from '../process-use.ts';
import { newFolder, type Stack, until } from '../rig.ts';

const CONNECTIONS = 16;
const SECONDS = 5;
/** Messages of one run to the far end, and of one request. */
const carriedMessages = Number(process.env.BENCH_SERVER_MESSAGES ?? 20_000);
const BATCH = 100;
const LINES = 4;
const GATEWAYS = 50;
const largeFleet = Number(process.env.BENCH_SERVER_GATEWAYS ?? 1000);
const SINGLES = 50;

type Engine = 'SQLite' | 'PostgreSQL';

interface BenchServer {
  readonly url: string;
  readonly key: string;
  readonly pid: number;
  ask<Answer>(path: string, body?: object, method?: string): Promise<Answer>;
}

/** A database of its own on a durable cluster; undefined for SQLite. */
async function databaseOf(stack: Stack, engine: Engine): Promise<string | undefined> {
  if (engine === 'SQLite') return undefined;
  const cluster = await startPostgres(true);
  stack.defer(() => cluster.stop());
  return cluster.createDatabase();
}

const nodeOptions = (process.env.BENCH_NODE_OPTIONS ?? '').split(' ').filter(option => option !== '');

async function startServer(stack: Stack, engine: Engine): Promise<BenchServer> {
  const folder = await newFolder(stack);
  const database = await databaseOf(stack, engine);
  const store = database === undefined ? [] : ['--database', database];
  const program = startProgram(
    process.execPath,
    [...nodeOptions, launcher, 'server', '--no-gateway', '--port', '0', '--data', folder, ...store],
    { env: { SIMGATE_SERVER_LOG_LEVEL: 'error' } },
  );
  stack.defer(async () => {
    await program.end('SIGTERM', 30_000);
  });
  const [, url = ''] = await program.waitFor(/listens on +(http:\/\/\S+)/);
  const [, key = ''] = await program.waitFor(/key +(sgk_\S+)/);
  const ask = async <Answer>(path: string, body?: object, method?: string): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  return { url, key, pid: program.pid, ask };
}

/** Requests a second of one recipient each, with no gateway to hand them to. */
async function accepting(engine: Engine): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const { url, key } = await startServer(stack, engine);
  const load = {
    ...{ url, path: '/v1/messages', authorization: `Bearer ${key}`, connections: CONNECTIONS },
    body: JSON.stringify({ to: ['+4915112345678'], text: 'Hello to you' }),
    expected: '"batch"',
  };
  await requestsPerSecond({ ...load, seconds: 1 });
  return await requestsPerSecond({ ...load, seconds: SECONDS });
}

/** The same requests at a server that stores one row and does nothing else. */
async function bare(engine: Engine): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const place = (await databaseOf(stack, engine)) ?? join(await newFolder(stack), 'bare.db');
  const program = join(import.meta.dirname, '../bare-server.ts');
  const server = startProgram(process.execPath, [program, place]);
  stack.defer(async () => {
    await server.end();
  });
  const [, port] = await server.waitFor(/listens on (\d+)\n/);
  const load = {
    ...{ url: `http://127.0.0.1:${port}`, path: '/', authorization: 'none', connections: CONNECTIONS },
    body: JSON.stringify({ to: ['+4915112345678'], text: 'Hello to you' }),
    expected: '"error_code":202',
  };
  await requestsPerSecond({ ...load, seconds: 1 });
  return await requestsPerSecond({ ...load, seconds: SECONDS });
}

async function freePorts(): Promise<[number, number, number, number]> {
  const servers = await Promise.all(
    [1, 2, 3, 4].map(
      () =>
        new Promise<ReturnType<typeof createServer>>(resolve => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map(server => (server.address() as { port: number }).port);
  for (const server of servers) server.close();
  return ports as [number, number, number, number];
}

/** Kannel: one message a request, accepted; and the rate at its far end, from the first request to the last message there. */
async function kannel(store: KannelStore): Promise<{ accepted: number; carried: number }> {
  await using stack = new AsyncDisposableStack();
  const box = await startKannel(stack, store, await freePorts());
  const load = {
    ...{ url: box.url, path: box.path, authorization: '', body: '', method: 'GET' as const },
    ...{ connections: CONNECTIONS, expected: KANNEL_ACCEPTS },
  };
  await requestsPerSecond({ ...load, seconds: 1 });
  await delay(1000);
  const before = box.taken();
  const begun = performance.now();
  const accepted = await requestsPerSecond({ ...load, seconds: SECONDS });
  let last = box.taken();
  for (;;) {
    await delay(50);
    if (box.taken() === last) break;
    last = box.taken();
  }
  return { accepted, carried: (last - before) / ((performance.now() - begun - 50) / 1000) };
}

interface GatewayPage {
  readonly gateways: readonly {
    readonly state: string;
    readonly ports: readonly { readonly sim: string }[];
  }[];
  readonly next: string | null;
}

async function countUp({ ask }: BenchServer): Promise<number> {
  let up = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: GatewayPage = await ask(`/v1/gateways?limit=500${from}`);
    up += page.gateways.filter(
      ({ state, ports }) => state === 'up' && ports.some(one => one.sim !== ''),
    ).length;
    cursor = page.next;
  }
  return up;
}

/** A fleet whose gateways and network take no time, known to the server, with pushes to it. */
async function fleetOf(stack: Stack, server: BenchServer, gateways: number): Promise<VirtualFleet> {
  const more = ['--air-time', 'instant', '--quirk', 'answerTime=0'];
  const fleet = await startVirtualFleet({ gateways, ports: 32, more });
  stack.defer(() => fleet.close());
  const adding = [...fleet.gateways.entries()];
  const line = async (): Promise<void> => {
    for (let one = adding.pop(); one !== undefined; one = adding.pop()) {
      const [index, address] = one;
      const body = { address, user: 'admin', password: 'admin', kind: 'vendor' };
      const { push_path } = await server.ask<{ push_path: string }>('/v1/gateways', body);
      await fleet.control('PUT', `/gateways/${index}/push`, { url: `${server.url}${push_path}` });
    }
  };
  await Promise.all(Array.from({ length: 8 }, line));
  await until(`${gateways} gateways up`, async () => (await countUp(server)) === gateways, 300, 1000);
  return fleet;
}

interface Counters {
  readonly handed: number;
}

/** Messages a second from the first request to the last message on the air, and CPU of the server for each, reports included. */
async function carrying(engine: Engine): Promise<{ rate: number; cpu: number }> {
  await using stack = new AsyncDisposableStack();
  const server = await startServer(stack, engine);
  const fleet = await fleetOf(stack, server, GATEWAYS);
  const parcels = Array.from({ length: carriedMessages / BATCH }, (_each, at) => at * BATCH);
  const cpuBefore = cpuSeconds([server.pid]);
  const begun = performance.now();
  const line = async (): Promise<void> => {
    for (let first = parcels.pop(); first !== undefined; first = parcels.pop()) {
      const from = 20_000_000 + first;
      const to = Array.from({ length: BATCH }, (_each, at) => `+49151${from + at}`);
      await server.ask('/v1/messages', { to, text: 'Hello to you' });
    }
  };
  await Promise.all(Array.from({ length: LINES }, line));
  await until(
    'all on the air',
    async () => ((await fleet.control('GET', '/counters')) as Counters).handed >= carriedMessages,
    600,
    50,
  );
  const rate = carriedMessages / ((performance.now() - begun) / 1000);
  return { rate, cpu: (cpuSeconds([server.pid]) - cpuBefore) / carriedMessages };
}

interface Taken {
  readonly messages: readonly { readonly text: string; readonly acceptedAt: number }[];
}

/** Milliseconds from the answer 202 until the gateway has the message, one at a time on an idle fleet; and memory with a large one. */
async function alone(): Promise<{ waits: number[]; rss: number }> {
  await using stack = new AsyncDisposableStack();
  const server = await startServer(stack, 'SQLite');
  const fleet = await fleetOf(stack, server, largeFleet);
  await delay(10_000);
  const rss = memory(server.pid).now;
  const accepted = new Map<string, number>();
  for (let index = 0; index < SINGLES; index += 1) {
    const text = `Single ${index}`;
    await server.ask('/v1/messages', { to: [`+49151${30_000_000 + index}`], text });
    accepted.set(text, Date.now());
    await delay(200);
  }
  const { messages } = (await fleet.control('GET', '/record/messages?limit=1000')) as Taken;
  const waits = messages.map(({ text, acceptedAt }) => Math.max(0, acceptedAt - (accepted.get(text) ?? 0)));
  return { waits, rss };
}

const engines = ['SQLite', 'PostgreSQL'] as const;
const goals = { SQLite: 6000, PostgreSQL: 10_000 } as const;

function rowsOf(engine: Engine, own: readonly number[], bareOnes: readonly number[]): Measurement[] {
  return [
    {
      name: `accepting on ${engine}, 1 recipient a request, ${CONNECTIONS} connections`,
      ...{ unit: 'messages/s', values: own },
    },
    { name: `the bare server on ${engine}`, unit: 'requests/s', values: bareOnes },
    {
      name: `accepting on ${engine} as a share of the bare server, by turns`,
      ...{ unit: '%', digits: 0, goal: { atLeast: 50 } },
      values: own.map((rate, index) => (100 * rate) / (bareOnes[index] ?? Number.NaN)),
    },
  ];
}

function carriedRows(engine: Engine, runs: readonly { rate: number; cpu: number }[]): Measurement[] {
  return [
    {
      name: `accepting to far end on ${engine}, ${BATCH} recipients a request, one process`,
      ...{ unit: 'messages/s', values: runs.map(({ rate }) => rate), goal: { atLeast: goals[engine] } },
    },
    {
      name: `CPU of the server for each of them on ${engine}, reports included`,
      ...{ unit: 'ms', values: runs.map(({ cpu }) => cpu * 1000), digits: 2 },
    },
  ];
}

export async function server(runs: number): Promise<Measurement[]> {
  const own = { SQLite: [] as number[], PostgreSQL: [] as number[] };
  const bareOnes = { SQLite: [] as number[], PostgreSQL: [] as number[] };
  const carried = {
    SQLite: [] as { rate: number; cpu: number }[],
    PostgreSQL: [] as { rate: number; cpu: number }[],
  };
  const peers = {
    none: [] as { accepted: number; carried: number }[],
    spool: [] as { accepted: number; carried: number }[],
  };
  for (let index = 0; index < runs; index += 1) {
    for (const engine of engines) {
      bareOnes[engine].push(await bare(engine));
      own[engine].push(await accepting(engine));
    }
    for (const store of ['none', 'spool'] as const) peers[store].push(await kannel(store));
    for (const engine of engines) carried[engine].push(await carrying(engine));
  }
  const { waits, rss } = await alone();
  return [
    ...engines.flatMap(engine => rowsOf(engine, own[engine], bareOnes[engine])),
    ...(['none', 'spool'] as const).flatMap(store => [
      {
        name: `Kannel, store ${store}: accepting`,
        ...{ unit: 'messages/s', values: peers[store].map(one => one.accepted) },
      },
      {
        name: `Kannel, store ${store}: at its far end`,
        ...{ unit: 'messages/s', values: peers[store].map(one => one.carried) },
      },
    ]),
    ...engines.flatMap(engine => carriedRows(engine, carried[engine])),
    {
      name: `resident memory with ${largeFleet} gateways of 32 ports`,
      unit: 'MiB',
      values: [rss],
      goal: { atMost: 400 },
    },
    {
      name: 'from 202 until the gateway has it, idle fleet',
      unit: 'ms',
      values: waits,
      goal: { atMost: 20 },
    },
  ];
}
