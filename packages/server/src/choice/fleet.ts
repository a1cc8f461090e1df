/** The fleet as this process sees it: read from the store when its version changes. */
import type { Gateway, Sim } from '../domain/gateway.ts';
import type { Pool } from '../domain/pool.ts';
import { type FleetRows, fleetVersion, readFleet, type StoredPort } from '../store/fleet.ts';
import type { Store } from '../store/store.ts';

/** A place that could send: a port with the SIM in it, and the gateway around it. */
export interface Place {
  readonly gateway: Gateway;
  readonly port: StoredPort;
  readonly sim: Sim;
}

/** Gateways, ports, SIMs and pools in memory. All of them are of one version, so that a choice never mixes two states of the fleet. */
export class Fleet {
  #version = -1;
  #gateways = new Map<string, Gateway>();
  #pools = new Map<string, Pool>();
  #sims = new Map<string, Sim>();
  #placesByPart = new Map<number, Place[]>();
  #places: readonly Place[] = [];

  /** Reads the store again where its version is another one. */
  async refresh(store: Store): Promise<boolean> {
    if ((await store.read(fleetVersion)) === this.#version) return false;
    this.replace(await store.read(readFleet));
    return true;
  }

  replace({ version, gateways, ports, sims, pools }: FleetRows): void {
    this.#version = version;
    this.#gateways = new Map(gateways.map(gateway => [gateway.id, gateway]));
    this.#sims = new Map(sims.map(sim => [sim.id, sim]));
    this.#pools = new Map(pools.map(pool => [pool.id, pool]));
    this.#places = ports.flatMap(port => {
      const gateway = this.#gateways.get(port.gateway);
      const sim = this.#sims.get(port.sim);
      return gateway === undefined || sim === undefined ? [] : [{ gateway, port, sim }];
    });
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
