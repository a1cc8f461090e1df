/** The SMS server as the bench runs it: one process or several on one store, above a virtual fleet that takes no time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres } from '../../packages/server/src/testing/postgres-cluster.ts';
import { startVirtualFleet, type VirtualFleet } from '../../test/fleet/virtual-fleet.ts';
import { startProgram } from '../../test/foreign/support/child-program.ts';
import { launcher } from '../../test/programs/launcher.ts';
import { newFolder, type Stack, until } from '../rig.ts';

export type Engine = 'SQLite' | 'PostgreSQL';
export const engines = ['SQLite', 'PostgreSQL'] as const;

/** One process of the server. */
export interface BenchServer {
  readonly url: string;
  readonly key: string;
  readonly pid: number;
  ask<Answer>(path: string, body?: object, method?: string): Promise<Answer>;
}

/** The store of a server: a folder, and on PostgreSQL a database of its own on a durable cluster. */
export interface Place {
  readonly folder: string;
  readonly database?: string;
  /** The processes of the cluster; none on SQLite. */
  readonly pids: readonly number[];
}

export async function placeOf(stack: Stack, engine: Engine): Promise<Place> {
  const folder = await newFolder(stack);
  if (engine === 'SQLite') return { folder, pids: [] };
  const cluster = await startPostgres(true);
  stack.defer(() => cluster.stop());
  const [pid] = readFileSync(join(cluster.folder, 'data/postmaster.pid'), 'utf8').split('\n');
  return { folder, database: await cluster.createDatabase(), pids: [Number(pid)] };
}

/** Node's own options for the server, such as --cpu-prof; from the environment, for looking into a figure. */
const nodeOptions = (process.env.BENCH_NODE_OPTIONS ?? '').split(' ').filter(option => option !== '');

/** Receivers of webhooks are on this machine. */
const environment = {
  SIMGATE_SERVER_LOG_LEVEL: 'error',
  SIMGATE_SERVER_WEBHOOKS_ALLOWED_ADDRESSES: '127.0.0.0/8',
};

/** @param known a key of this store, where it is not the first start on it */
export async function startOn(
  stack: Stack,
  { folder, database }: Place,
  known?: string,
): Promise<BenchServer> {
  const store = database === undefined ? [] : ['--database', database];
  const program = startProgram(
    process.execPath,
    [...nodeOptions, launcher, 'server', '--no-gateway', '--port', '0', '--data', folder, ...store],
    { env: environment },
  );
  stack.defer(async () => {
    await program.end('SIGTERM', 30_000);
  });
  const [, url = ''] = await program.waitFor(/listens on +(http:\/\/\S+)/);
  const [, key = ''] = known === undefined ? await program.waitFor(/key +(sgk_\S+)/) : ['', known];
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

/** Starts processes of a server on a store of their own. They share the folder of the key file. */
export async function startServers(
  stack: Stack,
  engine: Engine,
  count: number,
): Promise<[BenchServer, ...BenchServer[]]> {
  const place = await placeOf(stack, engine);
  const first = await startOn(stack, place);
  const others: BenchServer[] = [];
  while (others.length + 1 < count) others.push(await startOn(stack, place, first.key));
  return [first, ...others];
}

export async function startServer(stack: Stack, engine: Engine): Promise<BenchServer> {
  const [server] = await startServers(stack, engine, 1);
  return server;
}

/** Tries of a request that the server cannot serve now: beside much other work the database ends what took too long. */
const TRIES = 5;

/** Adds a gateway; where the store cannot be used just now, again a second later. */
async function addGateway({ ask }: BenchServer, address: string): Promise<{ push_path: string }> {
  const body = { address, user: 'admin', password: 'admin', kind: 'vendor' };
  for (let tries = 1; ; tries += 1)
    try {
      return await ask<{ push_path: string }>('/v1/gateways', body);
    } catch (error) {
      if (tries === TRIES || !String(error).includes(': 503 ')) throw error;
      await delay(1000);
    }
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

/**
 * A fleet whose gateways and network take no time, known to the server.
 * @param pushes whether the gateways push, spread over the processes; else the server asks them for the results
 */
export async function fleetOf(
  stack: Stack,
  servers: readonly BenchServer[],
  { gateways, pushes }: { readonly gateways: number; readonly pushes: boolean },
): Promise<VirtualFleet> {
  const [server] = servers;
  if (server === undefined) throw new RangeError('no server');
  const more = ['--air-time', 'instant', '--quirk', 'answerTime=0'];
  const fleet = await startVirtualFleet({ gateways, ports: 32, more });
  stack.defer(() => fleet.close());
  const adding = [...fleet.gateways.entries()];
  const line = async (): Promise<void> => {
    for (let one = adding.pop(); one !== undefined; one = adding.pop()) {
      const [index, address] = one;
      const { push_path } = await addGateway(server, address);
      const { url } = servers[index % servers.length] ?? server;
      if (pushes) await fleet.control('PUT', `/gateways/${index}/push`, { url: `${url}${push_path}` });
    }
  };
  await Promise.all(Array.from({ length: 8 }, line));
  await allUp(server, gateways);
  return fleet;
}

/** Resolves when so many gateways can send. */
export function allUp(server: BenchServer, gateways: number): Promise<void> {
  return until(`${gateways} gateways up`, async () => (await countUp(server)) === gateways, 300, 1000);
}
