/** The heart of a server around a store: accept, ownership and hand-off, with gateways that a test scripts. */
import { setMaxListeners } from 'node:events';
import { systemClock } from '@simgate/daemon';
import { silentLog } from '@simgate/daemon/testing';
import { Accept } from '../accept/accept.ts';
import type { AcceptAnswer, SendRequest } from '../accept/request.ts';
import { Fleet } from '../choice/fleet.ts';
import { usualSlots } from '../choice/slots.ts';
import type { GatewayDriver } from '../domain/driver.ts';
import type { Gateway, Sim } from '../domain/gateway.ts';
import { createIdMaker } from '../domain/ids.ts';
import { DEFAULT_POOL, type Pool, usualPool } from '../domain/pool.ts';
import { type HandoffSettings, usualHandoff } from '../handoff/context.ts';
import { Dispatcher } from '../handoff/dispatcher.ts';
import { Ownership, type OwnershipSettings, soleOwnership } from '../partitions/ownership.ts';
import { savePool } from '../store/fleet.ts';
import { all } from '../store/statements.ts';
import type { Store } from '../store/store.ts';
import { saveGateway, savePorts, saveSeenSim } from './plant.ts';

/** A gateway that is up, in a partition of its own choice. */
export function someGateway(id: string, part: number): Gateway {
  return {
    ...{ id, part, name: id, kind: 'vendor', wantedKind: 'unknown', address: `http://${id}` },
    ...{ user: 'admin', password: new Uint8Array(), certificate: '', pushPath: `push-${id}`, tags: [] },
    ...{ enabled: true, state: 'up', reason: '', serialNumber: '', clockOffsetMs: 0 },
    ...{ seenAt: undefined, createdAt: 1, changedAt: 1 },
  };
}

export function someSim(id: string, gateway: string, port: number, settings: Partial<Sim> = {}): Sim {
  return {
    ...{ id, imsi: id, number: '', operator: '', gateway, port, tags: [], limits: {}, cost: 0 },
    ...{ enabled: true, seenAt: 1 },
    ...settings,
  };
}

export interface FleetPlan {
  readonly gateways: readonly {
    readonly id: string;
    readonly part: number;
    readonly tags?: readonly string[];
  }[];
  readonly portsEach: number;
  readonly sim?: Partial<Sim>;
  readonly pool?: Partial<Pool>;
}

/** Writes gateways with registered SIMs in each port, and the default pool. SIMs are named as gateway-port. */
export async function plantFleet(store: Store, { gateways, portsEach, sim, pool }: FleetPlan): Promise<void> {
  await store.write(function* () {
    for (const { id, part, tags } of gateways) {
      yield* saveGateway({ ...someGateway(id, part), tags: tags ?? [] });
      const ports = Array.from({ length: portsEach }, (_each, port) => port);
      for (const port of ports) yield* saveSeenSim(someSim(`${id}-${port}`, id, port, sim));
      yield* savePorts(
        part,
        id,
        ports.map(port => ({
          ...{ part, gateway: id, port, sim: `${id}-${port}`, registration: 'REGISTER_OK' },
          ...{ signal: 20, enabled: true, sends: true, seenAt: 1 },
        })),
      );
    }
    yield* savePool({ ...usualPool(DEFAULT_POOL), ...pool });
  });
}

/** Quick answers: a test does not wait for a minute. */
export const quickHandoff: HandoffSettings = {
  ...usualHandoff,
  ...{
    pollMs: 5,
    longestPollMs: 20,
    upkeepMs: 10,
    askFirstMs: 1,
    askLongestMs: 20,
    askTakenMs: 1,
    doubtMs: 0,
    leastAsks: 2,
  },
  slots: { ...usualSlots, breaker: { failures: 3, firstMs: 2, longestMs: 20 } },
};

/** Of several processes, so that a test does not wait for seconds until one takes over. */
export const shortLease: OwnershipSettings = { leaseMs: 1200, renewMs: 150, marginMs: 150 };

export interface ServerOptions {
  readonly store: Store;
  readonly drivers: ReadonlyMap<string, GatewayDriver>;
  readonly settings?: Partial<HandoffSettings>;
  /** Default: leases that no slow machine loses. */
  readonly ownership?: OwnershipSettings;
}

export interface ServerBench {
  readonly accept: Accept;
  readonly dispatcher: Dispatcher;
  readonly fleet: Fleet;
  readonly ownership: Ownership;
  send(numbers: readonly string[], request?: Partial<SendRequest>): Promise<AcceptAnswer>;
  stop(): Promise<void>;
}

export const plainRequest: Omit<SendRequest, 'to'> = {
  ...{ text: 'hello', template: undefined, encoding: 'auto', pool: DEFAULT_POOL },
  ...{ sim: undefined, gateway: undefined, port: undefined, priority: 'normal' },
  ...{ validity: undefined, notBefore: undefined, reference: '', metadata: {} },
};

/** Starts the heart of a server; it owns partitions when this resolves. */
export async function startServer(options: ServerOptions): Promise<ServerBench> {
  const { store, drivers } = options;
  const ids = createIdMaker(() => Date.now());
  const fleet = new Fleet();
  await fleet.refresh(store);
  const shared = { store, fleet, ids, clock: systemClock, random: Math.random };
  const dispatcher = new Dispatcher({
    ...shared,
    drivers: { driverOf: gateway => drivers.get(gateway) },
    settings: { ...quickHandoff, ...options.settings },
    log: silentLog,
  });
  const ownership = new Ownership({
    ...{ store, clock: systemClock, log: silentLog, work: dispatcher },
    settings: options.ownership ?? soleOwnership,
    newId: () => ids.next(0),
    name: 'test',
  });
  setMaxListeners(0);
  await ownership.start();
  const accept = new Accept({
    ...shared,
    onStored: parts => {
      for (const part of parts) dispatcher.wake(part);
    },
  });
  return {
    accept,
    dispatcher,
    fleet,
    ownership,
    send: (numbers, request) =>
      accept.accept(
        {
          ...plainRequest,
          to: numbers.map(number => ({ number, values: {}, reference: '' })),
          ...request,
        },
        { owner: 'test' },
      ),
    stop: () => ownership.stop(),
  };
}

/** Messages by state number, whatever partition they live in. */
export async function countStates(store: Store): Promise<ReadonlyMap<number, number>> {
  const rows = await store.read(() =>
    all<{ state: number; messages: number }>(
      'SELECT state, count(*) AS messages FROM message WHERE moved_to IS NULL GROUP BY state',
    ),
  );
  return new Map(rows.map(row => [row.state, row.messages]));
}

/** Resolves when `holds` does; asked again after every commit. */
export async function until(store: Store, holds: () => Promise<boolean>): Promise<void> {
  for (;;) {
    const committed = new Promise<void>(resolve => {
      const end = store.onCommitted(() => {
        end();
        resolve();
      });
    });
    if (await holds()) return;
    await Promise.race([committed, new Promise(resolve => setTimeout(resolve, 50))]);
  }
}
