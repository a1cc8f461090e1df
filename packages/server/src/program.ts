/** The SMS server as one thing: store, partitions, gateways, webhooks and HTTP, started and stopped in order. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { boundedLog, type Clock, pause, type Random, systemClock, within } from '@simgate/daemon';
import { HttpMetrics, type ListeningAddress } from '@simgate/daemon/http';
import { Guessing, usersOf } from '@simgate/daemon/sign-in';
import { type Log, ownFolder } from '@simgate/daemon/store';
import type { Logger } from 'pino';
import { Accept } from './accept/accept.ts';
import { Keys } from './access/keys.ts';
import { ServerUsers } from './access/users.ts';
import { Fleet, type Touched } from './choice/fleet.ts';
import { usualSlots } from './choice/slots.ts';
import type { HandoffConfig, ServerConfig } from './config/schema.ts';
import { createIdMaker, type IdMaker } from './domain/ids.ts';
import { DEFAULT_POOL, usualPool } from './domain/pool.ts';
import { type Gateways, openGateways } from './gateways/index.ts';
import { createGateway, type GatewaySettings, type ManageContext } from './gateways/manage.ts';
import { usualHandoff } from './handoff/context.ts';
import { Dispatcher } from './handoff/dispatcher.ts';
import { addServerMetrics } from './http/server-metrics.ts';
import { createHttp } from './http/service.ts';
import { Ownership, sharedOwnership, soleOwnership } from './partitions/ownership.ts';
import { Retention } from './partitions/retention.ts';
import { ensurePool } from './store/fleet.ts';
import { openPostgresStore } from './store/postgres/postgres-store.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import type { Store } from './store/store.ts';
import { Webhooks } from './webhooks/webhooks.ts';

/** Parts of a server that tests replace: log, clock and randomness. */
export interface ServerSurroundings {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly random?: Random;
}

/** A server that listens. */
export interface RunningServer {
  readonly addresses: readonly ListeningAddress[];
  /** The secret of the key made at the first start on this store, role admin; it is not kept. */
  readonly firstKey?: string;
  /** How many gateways there are. */
  readonly gateways: number;
  /** Resolves when the disk did not confirm a write: the process has to end and be started again. */
  readonly failed: Promise<Error>;
  /** Adds a gateway. @throws RangeError with the reason where it cannot be added */
  addGateway(settings: GatewaySettings & { readonly address: string }): Promise<void>;
  /** Resolves with true once a port may send, with false where none may within so many milliseconds. */
  untilSending(milliseconds: number): Promise<boolean>;
  /** Serves renewed certificate files. */
  reload(): void;
  /** Takes no new work, finishes what is under way, gives its partitions back. Again: the same promise. */
  stop(): Promise<void>;
}

/** Connections of one process to PostgreSQL. */
const CONNECTIONS = 16;
/** Between two looks at the fleet, in milliseconds: a change by another process is seen within this time. */
const FLEET_LOOK_EVERY = 1000;

interface Opened {
  readonly store: Store;
  readonly failed: Promise<Error>;
}

async function openStore({ dataFolder, database }: ServerConfig, clock: Clock, log: Logger): Promise<Opened> {
  const failure = Promise.withResolvers<Error>();
  if (database !== undefined) {
    const store = await openPostgresStore({ url: database, connections: CONNECTIONS });
    return { store, failed: failure.promise };
  }
  const store = openSqliteStore({ folder: dataFolder, clock, log, onFailed: failure.resolve });
  return { store, failed: failure.promise };
}

interface Parts {
  readonly store: Store;
  readonly ids: IdMaker;
  readonly clock: Clock;
  readonly random: Random;
  /** Bounded: while the store is away, every part of the server fails several times a second. */
  readonly log: Log;
  readonly requestLog: Logger;
}

/** Reads the fleet again and again; returns what ends that. */
function followFleet(
  { store, clock, log }: Parts,
  plan: Fleet,
  changed: (touched: Touched) => void,
): () => void {
  let ended = false;
  let cancel = (): void => {};
  const look = async (): Promise<void> => {
    try {
      changed(await plan.refresh(store));
    } catch (error) {
      log.warn({ error }, 'the fleet cannot be read now');
    }
    if (!ended) cancel = clock.after(FLEET_LOOK_EVERY, () => void look());
  };
  cancel = clock.after(FLEET_LOOK_EVERY, () => void look());
  return () => {
    ended = true;
    cancel();
  };
}

/** Milliseconds between two looks whether a port may send. */
const SENDING_LOOK_EVERY = 100;

async function untilSending(plan: Fleet, clock: Clock, milliseconds: number): Promise<boolean> {
  const end = clock.monotonic() + milliseconds;
  while (!plan.places().some(({ gateway, port }) => gateway.state === 'up' && port.sends)) {
    if (clock.monotonic() >= end) return false;
    await pause(clock, SENDING_LOOK_EVERY);
  }
  return true;
}

/** The times of the settings, in milliseconds. */
export function handoffTimes(config: HandoffConfig) {
  return {
    askFirstMs: config.askFirst * 1000,
    askTakenMs: config.askTaken * 1000,
    askLongestMs: config.askLongest * 1000,
    doubtMs: config.doubt * 1000,
    takenMs: config.taken * 1000,
  };
}

function dispatcherOf(parts: Parts, plan: Fleet, gateways: Gateways, config: HandoffConfig): Dispatcher {
  const dispatcher = new Dispatcher({
    ...parts,
    fleet: plan,
    drivers: gateways.fleet,
    settings: { ...usualHandoff, ...handoffTimes(config), slots: usualSlots },
  });
  dispatcher.onPartition((part, has) => {
    if (has) gateways.fleet.own(part);
    else void gateways.fleet.release(part);
  });
  gateways.onResults((...results) => dispatcher.heard(...results));
  return dispatcher;
}

/** Ends what was begun, the last first; what does not end in time is left. */
class Endings {
  readonly #clock: Clock;
  readonly #ends: (() => unknown)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(end: () => unknown): void {
    this.#ends.push(end);
  }

  async run(milliseconds: number): Promise<void> {
    for (let end = this.#ends.pop(); end !== undefined; end = this.#ends.pop()) {
      const ended = Promise.resolve(end)
        .then(ending => ending())
        .catch(() => {});
      await within(this.#clock, milliseconds, ended);
    }
  }
}

/** Of a start that failed, in milliseconds. */
const END_WITHIN = 5000;
/** The time in milliseconds that a part gets beyond its own limit before the program ends without it. */
const STOP_MARGIN = 1000;

async function startParts(config: ServerConfig, parts: Parts, endings: Endings) {
  const { store, ids, clock, random, log } = parts;
  const keyFile = config.keyFile ?? join(config.dataFolder, 'secret.key');
  const gateways = openGateways({
    ...{ store, clock, random, ids, keyFile },
    answerMs: config.gateways.answerWithin * 1000,
  });
  endings.add(() => gateways.close());
  const keys = new Keys({ store, ids, clock, log });
  endings.add(() => keys.close());
  await keys.start();
  const users = await ServerUsers.open({
    ...{ store, clock, configured: usersOf(config.http.users) },
    allowShort: config.http.allowShortPasswords,
    keysAdminister: () => keys.hasAdmin(),
  });
  endings.add(() => users.close());
  await store.write(() => ensurePool(usualPool(DEFAULT_POOL)));
  const plan = new Fleet();
  await plan.refresh(store);
  const dispatcher = dispatcherOf(parts, plan, gateways, config.handoff);
  const ownership = new Ownership({
    ...{ store, clock, log, work: dispatcher },
    settings: store.engine === 'sqlite' ? soleOwnership : sharedOwnership,
    newId: () => ids.next(0),
    name: `${hostname()}, process ${process.pid}`,
  });
  const webhooks = new Webhooks({ ...parts, config: config.webhooks });
  const wake = (stored: ReadonlySet<number>): void => {
    for (const part of stored) dispatcher.wake(part);
  };
  const accept = new Accept({ ...parts, fleet: plan, onStored: wake });
  return { gateways, keys, users, plan, dispatcher, ownership, webhooks, accept };
}

type Running = Awaited<ReturnType<typeof startParts>>;

function httpOf(
  { http: config, dataFolder }: ServerConfig,
  { store, ids, clock, random, requestLog }: Parts,
  { gateways, keys, users, plan, dispatcher, webhooks, accept }: Running,
  ready: () => boolean,
) {
  const metrics = new HttpMetrics();
  addServerMetrics(metrics.registry, { store, plan, dispatcher, clock });
  return createHttp({
    ...{ config, dataFolder, metrics, log: requestLog },
    context: {
      ...{ users: users.directory, guessing: new Guessing(() => clock.monotonic()) },
      ...{ store, clock, random, ids, keys, accept, plan, dispatcher, webhooks, ready },
      ...{ fleet: gateways.fleet, picture: gateways.picture, pushes: gateways.pushes },
      secrets: gateways.secrets,
      metricsText: () => metrics.registry.metrics(),
    },
  });
}

async function addGateway(
  context: ManageContext,
  settings: Parameters<typeof createGateway>[1],
): Promise<void> {
  const added = await createGateway(context, settings);
  if (added.kind !== 'done') throw new RangeError(added.kind === 'wrong' ? added.error : added.kind);
}

/**
 * Starts a server on its store.
 * @throws ConfigError where settings and surroundings do not fit, StoreError where the store cannot be used, the system's error where
 *   an address is taken
 */
export async function startServer(
  config: ServerConfig,
  { log, clock = systemClock, random = Math.random }: ServerSurroundings,
): Promise<RunningServer> {
  ownFolder(config.dataFolder);
  const { store, failed } = await openStore(config, clock, log);
  const ids = createIdMaker(() => clock.now());
  const parts: Parts = { store, ids, clock, random, log: boundedLog(log, clock), requestLog: log };
  const endings = new Endings(clock);
  endings.add(() => store.close());
  const stopWithin = config.stopWithin * 1000;
  let ready = false;
  try {
    const running = await startParts(config, parts, endings);
    const { gateways, keys, plan, dispatcher, ownership, webhooks } = running;
    // A part that takes longer ends with its lease.
    endings.add(() => ownership.stop());
    const retention = new Retention({
      ...{ store, clock, log, settings: config.retention, owned: () => ownership.owned() },
    });
    endings.add(() => retention.stop());
    endings.add(() => webhooks.stop());
    await webhooks.start(dispatcher);
    const http = httpOf(config, parts, running, () => ready);
    const addresses = await http.listen();
    endings.add(() => http.close(stopWithin));
    await ownership.start();
    retention.start();
    endings.add(followFleet(parts, plan, touched => dispatcher.wakeTouched(touched)));
    // It is shown once: a start that fails makes none.
    const first = await keys.createFirst({ name: 'first key', role: 'admin', pools: [] });
    ready = true;
    let stopped: Promise<void> | undefined;
    return {
      ...{ addresses, failed, gateways: [...plan.gateways()].length },
      ...(first && { firstKey: first.secret }),
      addGateway: settings => addGateway({ ...parts, ...gateways }, settings),
      untilSending: milliseconds => untilSending(plan, clock, milliseconds),
      reload: () => void http.renewCertificates(),
      stop: () => {
        ready = false;
        stopped ??= endings.run(stopWithin + STOP_MARGIN);
        return stopped;
      },
    };
  } catch (error) {
    // Nothing that was begun may keep the process alive.
    await endings.run(END_WITHIN);
    throw error;
  }
}
