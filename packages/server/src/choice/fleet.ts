/** The fleet as this process sees it: what changed is read from the store when its version does. */
import type { Gateway, Sim } from '../domain/gateway.ts';
import type { Pool } from '../domain/pool.ts';
import {
  type FleetRows,
  type FleetUpdate,
  fleetVersion,
  readFleet,
  readFleetUpdate,
  type StoredPort,
} from '../store/fleet.ts';
import type { Store } from '../store/store.ts';

/** A place that could send: a port with the SIM in it, and the gateway around it. */
export interface Place {
  readonly gateway: Gateway;
  readonly port: StoredPort;
  readonly sim: Sim;
}

/** The partitions whose choice a change of the fleet touches. */
export type Touched = ReadonlySet<number> | 'all';

/** Gateways, ports, SIMs and pools in memory. A choice never mixes two states of one gateway. */
export class Fleet {
  #version = -1;
  #gateways = new Map<string, Gateway>();
  #pools = new Map<string, Pool>();
  #sims = new Map<string, Sim>();
  #ports = new Map<string, readonly StoredPort[]>();
  #placesByPart = new Map<number, Place[]>();
  #places: readonly Place[] = [];

  /** Reads what has changed in the store; the whole fleet at first. Returns which partitions it touches. */
  async refresh(store: Store): Promise<Touched> {
    if ((await store.read(fleetVersion)) === this.#version) return new Set();
    const update = this.#version < 0 ? undefined : await store.read(() => readFleetUpdate(this.#version));
    if (update !== undefined) return this.#take(update);
    this.replace(await store.read(readFleet));
    return 'all';
  }

  replace({ version, gateways, ports, sims, pools }: FleetRows): void {
    this.#version = version;
    this.#gateways = new Map(gateways.map(gateway => [gateway.id, gateway]));
    this.#sims = new Map(sims.map(sim => [sim.id, sim]));
    this.#pools = new Map(pools.map(pool => [pool.id, pool]));
    this.#ports = Map.groupBy(ports, ({ gateway }) => gateway);
    this.#findPlaces();
  }

  #take({ version, asked, gateways, ports, sims, pools }: FleetUpdate): Touched {
    this.#version = version;
    const before = this.#partsOf(asked);
    const there = new Set(gateways.map(({ id }) => id));
    for (const id of asked.gateways) {
      this.#ports.delete(id);
      if (!there.has(id)) this.#gateways.delete(id);
    }
    for (const gateway of gateways) this.#gateways.set(gateway.id, gateway);
    for (const [id, ofGateway] of Map.groupBy(ports, ({ gateway }) => gateway))
      this.#ports.set(id, ofGateway);
    for (const sim of sims) this.#sims.set(sim.id, sim);
    if (asked.pools) this.#pools = new Map(pools.map(pool => [pool.id, pool]));
    this.#findPlaces();
    return asked.pools ? 'all' : new Set([...before, ...this.#partsOf(asked)]);
  }

  #partsOf({ gateways, sims }: FleetUpdate['asked']): ReadonlySet<number> {
    const ofSims = sims.map(id => this.#sims.get(id)?.gateway ?? '');
    const parts = [...gateways, ...ofSims].map(id => this.#gateways.get(id)?.part);
    return new Set(parts.filter(part => part !== undefined));
  }

  #findPlaces(): void {
    this.#places = [...this.#gateways.values()].flatMap(gateway =>
      (this.#ports.get(gateway.id) ?? []).flatMap(port => {
        const sim = this.#sims.get(port.sim);
        return sim === undefined ? [] : [{ gateway, port, sim }];
      }),
    );
    this.#placesByPart = Map.groupBy(this.#places, place => place.gateway.part);
  }

  gateway(id: string): Gateway | undefined {
    return this.#gateways.get(id);
  }

  gateways(): Iterable<Gateway> {
    return this.#gateways.values();
  }

  pool(id: string): Pool | undefined {
    return this.#pools.get(id);
  }

  pools(): Iterable<Pool> {
    return this.#pools.values();
  }

  sim(id: string): Sim | undefined {
    return this.#sims.get(id);
  }

  sims(): Iterable<Sim> {
    return this.#sims.values();
  }

  /** Every place, of one partition or of all. */
  places(part?: number): readonly Place[] {
    return part === undefined ? this.#places : (this.#placesByPart.get(part) ?? []);
  }
}
