/**
 * The fleet run: processes of the server on one store, above a fleet of virtual gateways. While messages go in both directions, processes
 * are killed and frozen, the database restarts, and gateways restart, freeze, lose answers and are cut off. At the end the fleet's own
 * record judges the answers of the server.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres } from '../../packages/server/src/testing/postgres-cluster.ts';
import { startPostgresPair } from '../../packages/server/src/testing/postgres-pair.ts';
import { seededRandom } from '../crash/seeded-random.ts';
import { type FleetVerdict, judgeFleetRun } from './judge.ts';
import {
  askServer,
  listInbound,
  listMessages,
  RefusedError,
  type ServerAccess,
  untilSettled,
} from './server-client.ts';
import { type RunningServers, startServers } from './server-lives.ts';
import { receiveTraffic, sendTraffic, type TrafficSettings } from './traffic.ts';
import { makeTrouble, type TroubleWorld } from './troubles.ts';
import { startVirtualFleet, type VirtualFleet } from './virtual-fleet.ts';

export interface FleetRunSettings {
  readonly gateways: number;
  readonly ports: number;
  readonly messages: number;
  readonly inbound: number;
  /** Recipients of one request. */
  readonly batch: number;
  /** Processes of the server; more than one needs PostgreSQL. */
  readonly servers: number;
  /** `pair`: PostgreSQL with a synchronous standby. */
  readonly store: 'sqlite' | 'postgres' | 'pair';
  /** How many troubles are made, spread over the run. */
  readonly troubles: number;
  /** The only troubles that are made, by name; absent: all. */
  readonly only?: readonly string[];
  readonly seed: number;
  /** How long the server may take to settle everything once all troubles are over, in milliseconds. */
  readonly settle: number;
  /** More arguments of `simgate fleet`. */
  readonly fleet: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** A folder for stores and keys. */
  readonly folder: string;
  /** Called with lines for people. */
  readonly print: (line: string) => void;
}

export interface FleetRunReport extends FleetVerdict {
  /** Processes of the server that were killed. */
  readonly kills: number;
  /** Troubles by name. */
  readonly troubles: Readonly<Record<string, number>>;
  /** Seconds from the first message to the end of sending, and until all was settled. */
  readonly sending: number;
  readonly settling: number;
}

/** A pool whose messages may be sent twice: their number is divisible by this. */
const RESEND_EACH = 10;
const INBOUND_PATIENCE = 60_000;

interface Database {
  readonly url: string;
  readonly restart: (() => Promise<void>) | undefined;
  readonly failOver: (() => Promise<void>) | undefined;
  stop(): Promise<void>;
}

async function openDatabase(store: FleetRunSettings['store']): Promise<Database | undefined> {
  if (store === 'sqlite') return undefined;
  if (store === 'pair') return { restart: undefined, ...(await startPostgresPair()) };
  const cluster = await startPostgres(true);
  return { ...cluster, failOver: undefined, url: await cluster.createDatabase() };
}

/** Runs it all and judges. */
export async function fleetRun(settings: FleetRunSettings): Promise<FleetRunReport> {
  const fleet = await startVirtualFleet({ ...settings, more: settings.fleet });
  const database = await openDatabase(settings.store);
  try {
    settings.print('the fleet and the store are there');
    const servers = await startServers({ ...settings, count: settings.servers, database: database?.url });
    settings.print(`${servers.count} processes of the server listen`);
    try {
      return await runWith(settings, fleet, servers, database);
    } catch (error) {
      await keepOutputs(settings.folder, servers);
      throw error;
    } finally {
      await servers.stop();
    }
  } finally {
    await database?.stop();
    await fleet.close();
  }
}

async function runWith(
  settings: FleetRunSettings,
  fleet: VirtualFleet,
  servers: RunningServers,
  database: Database | undefined,
): Promise<FleetRunReport> {
  const random = seededRandom(settings.seed);
  const access = { urls: servers.urls, key: servers.key, random: seededRandom(settings.seed + 1) };
  await addGateways(access, fleet, servers);
  settings.print(`${fleet.gateways.length} gateways are up`);
  const begun = Date.now();
  const traffic = {
    messages: settings.messages,
    inbound: settings.inbound,
    batch: settings.batch,
    requests: 4,
  };
  const { restart: restartDatabase, failOver } = database ?? {};
  const world = { fleet, servers, restartDatabase, failOver, random };
  const { accepted, troubles } = await sendUnderTroubles(settings, access, traffic, world);
  const sent = Date.now();
  settings.print(`all ${accepted.length} messages are accepted; troubles: ${JSON.stringify(troubles)}`);
  await fleet.control('PUT', '/gateways/all/faults', []);
  await fleet.control('PUT', '/gateways/all/line', { line: 'up' });
  await untilSettled(access, settings.settle);
  const outside = (await fleet.incoming()).filter(({ storedAt }) => storedAt !== 0);
  const saidInbound = await inboundOf(access, outside.length);
  const [said, air] = [await listMessages(access), await fleet.air()];
  const repeats = (text: string) => mayRepeat(Number(/\d+/.exec(text)?.[0]));
  const verdict = judgeFleetRun({ accepted, said, air, mayRepeat: repeats, outside, saidInbound });
  if (verdict.violations.length > 0) await keepFacts(settings.folder, fleet, servers, { said, air });
  return {
    ...verdict,
    kills: servers.kills(),
    troubles,
    sending: (sent - begun) / 1000,
    settling: (Date.now() - sent) / 1000,
  };
}

/** The data that a person needs to find the cause. */
async function keepFacts(
  folder: string,
  fleet: VirtualFleet,
  servers: RunningServers,
  facts: object,
): Promise<void> {
  const gateways = await fleet.control('GET', '/gateways');
  const events = await fleet.control('GET', '/record/events');
  await writeFile(join(folder, 'facts.json'), JSON.stringify({ ...facts, gateways, events }));
  await keepOutputs(folder, servers);
}

async function keepOutputs(folder: string, servers: RunningServers): Promise<void> {
  for (const [life, output] of servers.outputs().entries())
    await writeFile(join(folder, `life-${life}.log`), output);
}

function mayRepeat(index: number): boolean {
  return index % RESEND_EACH === 0;
}

/** Adds every gateway with its push address, and waits until all of them are up with all their SIMs. */
async function addGateways(
  access: ServerAccess,
  fleet: VirtualFleet,
  servers: RunningServers,
): Promise<void> {
  for (const [id, doubt] of [
    ['default', 'hold'],
    ['again', 'resend'],
  ]) {
    await askServer(access, 'PUT', `/v1/pools/${id}`, {
      body: { country: 'DE', doubt, most_attempts: 1000 },
    });
  }
  for (const [index, address] of fleet.gateways.entries()) {
    const body = { address, user: 'admin', password: 'admin', kind: 'vendor', name: `gateway ${index}` };
    const { push_path } = await addGateway(access, body);
    const place = servers.places[index % servers.count];
    const path = push_path.startsWith('/') ? push_path : `/push/${push_path}`;
    await fleet.control('PUT', `/gateways/${index}/push`, { url: `${place}${path}` });
  }
  while ((await countUp(access)) < fleet.gateways.length) await delay(500);
}

interface GatewayPage {
  readonly gateways: readonly {
    readonly address: string;
    readonly push_path: string;
    readonly state: string;
    readonly ports: readonly { readonly sim: string }[];
  }[];
  readonly next: string | null;
}

/** A request whose answer was lost may have added it: then the repeat finds its address taken. */
async function addGateway(
  access: ServerAccess,
  body: { readonly address: string },
): Promise<{ readonly push_path: string }> {
  try {
    return await askServer(access, 'POST', '/v1/gateways', { body });
  } catch (error) {
    if (!(error instanceof RefusedError) || error.status !== 409) throw error;
    for await (const gateway of eachGateway(access)) if (gateway.address === body.address) return gateway;
    throw error;
  }
}

async function* eachGateway(access: ServerAccess): AsyncGenerator<GatewayPage['gateways'][number]> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: GatewayPage = await askServer(access, 'GET', `/v1/gateways?limit=100${from}`);
    yield* page.gateways;
    cursor = page.next;
  }
}

async function countUp(access: ServerAccess): Promise<number> {
  let up = 0;
  for await (const { state, ports } of eachGateway(access))
    if (state === 'up' && ports.some(({ sim }) => sim !== '')) up += 1;
  return up;
}

/** Two lines of requests, one for each pool, and the troubles when so much of the traffic is done. */
async function sendUnderTroubles(
  { troubles: count, only, ports, print }: FleetRunSettings,
  access: ServerAccess,
  traffic: Omit<TrafficSettings, 'poolOf'>,
  world: TroubleWorld,
) {
  const troubles: Record<string, number> = {};
  const made: Promise<void>[] = [];
  let ended = false;
  const progress = (share: number) => {
    while (made.length < Math.floor(share * (count + 1)) && made.length < count) {
      const trouble = makeTrouble(world, only).then(name => {
        troubles[name] = (troubles[name] ?? 0) + 1;
        print(`${Math.round(share * 100)} %: ${name}`);
      });
      // A trouble that could not be made ends the run when all are awaited.
      trouble.catch(() => {});
      made.push(trouble);
    }
  };
  const poolOf = (index: number) => (mayRepeat(index) ? 'again' : 'default');
  const receiving = receiveTraffic(world.fleet, { ...traffic, poolOf }, world.random, {
    ports,
    ended: () => ended,
  });
  const accepted = await sendTraffic(access, { ...traffic, poolOf }, progress);
  ended = true;
  await Promise.all([receiving, ...made]);
  return { accepted, troubles };
}

/** The messages that the server received, once they are as many as the gateways have or no more come. */
async function inboundOf(access: ServerAccess, wanted: number) {
  const end = Date.now() + INBOUND_PATIENCE;
  for (;;) {
    const messages = await listInbound(access);
    if (messages.length >= wanted || Date.now() > end) return messages;
    await delay(1000);
  }
}
