/** From accepting to the far end: messages that a fleet of virtual gateways has on the air, and their reports back at the caller. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VirtualFleet } from '../../test/fleet/virtual-fleet.ts';
import { cpuSeconds } from '../process-use.ts';
import { type Stack, until } from '../rig.ts';
import { type BenchServer, type Engine, fleetOf, startServers } from './servers.ts';

/** Messages of one run to the far end, of one with reports, and of one request. */
const carriedMessages = Number(process.env.BENCH_SERVER_MESSAGES ?? 24_000);
const reportedMessages = Number(process.env.BENCH_SERVER_REPORTED ?? 6000);
export const BATCH = 100;
/** Messages before those that are measured: the program is compiled while it runs. */
const WARMING = 3000;
/** Requests under way at each process. */
const LINES = 4;
/** Their ports take 38,400 messages before one of them has to be settled. */
const gateways = Number(process.env.BENCH_SERVER_SMALL_FLEET ?? 120);

export interface Carried {
  /** Messages a second from the first request to the last message on the air. */
  readonly rate: number;
  /** The same until the last report is at the caller; absent where nobody asked for them. */
  readonly reported?: number;
  /** CPU seconds of all processes for a message, its report included. */
  readonly cpu: number;
}

interface Receiver {
  readonly url: string;
  readonly count: () => number;
}

/** Takes webhooks, and counts those that report the end of a message. */
async function receiver(stack: Stack): Promise<Receiver> {
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      seen.add(String(request.headers['webhook-id']));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  stack.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, count: () => seen.size };
}

/** Posts all messages, spread over the processes. Each number comes once. @param behind so many that were posted before */
export async function postAll(servers: readonly BenchServer[], messages: number, behind = 0): Promise<void> {
  const parcels = Array.from({ length: messages / BATCH }, (_each, at) => at * BATCH);
  const line = async (server: BenchServer): Promise<void> => {
    for (let first = parcels.pop(); first !== undefined; first = parcels.pop()) {
      const from = 20_000_000 + behind + first;
      const to = Array.from({ length: BATCH }, (_each, at) => `+49151${from + at}`);
      await server.ask('/v1/messages', { to, text: 'Hello to you' });
    }
  };
  await Promise.all(servers.flatMap(server => Array.from({ length: LINES }, () => line(server))));
}

interface Counters {
  readonly handed: number;
}

/** Messages that a fleet was handed since its start. */
export async function handedTo(fleet: VirtualFleet): Promise<number> {
  return ((await fleet.control('GET', '/counters')) as Counters).handed;
}

/** @param reports whether the gateways push, and a webhook gets the report of each message */
export async function carrying(engine: Engine, processes: number, reports: boolean): Promise<Carried> {
  await using stack = new AsyncDisposableStack();
  const servers = await startServers(stack, engine, processes);
  const fleet = await fleetOf(stack, servers, { gateways, pushes: reports });
  const caller = reports ? await receiver(stack) : undefined;
  if (caller !== undefined)
    await servers[0].ask('/v1/webhooks', { url: caller.url, kinds: ['message.delivered'] });
  const count = reports ? reportedMessages : carriedMessages;
  const carried = async (all: number): Promise<void> => {
    await until('all on the air', async () => (await handedTo(fleet)) >= all, 600, 50);
  };
  const told = async (all: number): Promise<void> => {
    if (caller !== undefined) await until('all reported', async () => caller.count() >= all, 600, 50);
  };
  await postAll(servers, WARMING);
  await carried(WARMING);
  await told(WARMING);
  const pids = servers.map(({ pid }) => pid);
  const before = cpuSeconds(pids);
  const begun = performance.now();
  const since = () => (performance.now() - begun) / 1000;
  await postAll(servers, count, WARMING);
  await carried(WARMING + count);
  const rate = count / since();
  await told(WARMING + count);
  const reported = count / since();
  const cpu = (cpuSeconds(pids) - before) / count;
  return { rate, cpu, ...(reports && { reported }) };
}
