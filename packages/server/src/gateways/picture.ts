/** The fleet as routing sees it, read again when its version has risen; so a push to an unknown address costs no query. */
import type { Clock } from '@simgate/daemon';
import type { Pool } from '../domain/pool.ts';
import type { Place } from '../inbound/receive.ts';
import { changedParts, fleetVersion, readPools } from '../store/fleet.ts';
import type { Store } from '../store/store.ts';
import { allGateways, gatewaysOf, type StoredGateway } from './gateway-rows.ts';

/** Milliseconds for which a picture is taken as it is. */
const FRESH = 500;

export interface Picture {
  readonly version: number;
  readonly gateways: ReadonlyMap<string, StoredGateway>;
  readonly byPushPath: ReadonlyMap<string, StoredGateway>;
  readonly pools: readonly Pool[];
}

export class FleetPicture {
  readonly #store: Store;
  readonly #clock: Clock;
  #picture: Picture | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<Picture> | undefined;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Rejects where the store cannot be read. */
  async now(): Promise<Picture> {
    const known = this.#picture;
    if (known !== undefined && this.#clock.monotonic() - this.#lookedAt < FRESH) return known;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Where messages of a gateway are received. */
  async placeOf(gateway: Place['gateway']): Promise<Place> {
    const picture = await this.now();
    const known = picture.gateways.get(gateway.id) ?? gateway;
    return { gateway: known, pools: picture.pools };
  }

  async #look(): Promise<Picture> {
    const began = this.#clock.monotonic();
    const version = await this.#store.read(fleetVersion);
    const known = this.#picture;
    const picture =
      known?.version === version
        ? known
        : ((await this.#update(known, version)) ?? (await this.#read(version)));
    this.#picture = picture;
    this.#lookedAt = began;
    return picture;
  }

  /** Reads what changed; undefined where everything has to be read. */
  async #update(known: Picture | undefined, version: number): Promise<Picture | undefined> {
    if (known === undefined) return undefined;
    const changed = await this.#store.read(() => changedParts(known.version, version));
    if (changed === undefined) return undefined;
    const read = await this.#store.read(() => gatewaysOf(changed.gateways));
    const pools = changed.pools ? await this.#store.read(readPools) : known.pools;
    const gateways = new Map(known.gateways);
    const there = new Set(read.map(({ id }) => id));
    for (const id of changed.gateways) if (!there.has(id)) gateways.delete(id);
    for (const gateway of read) gateways.set(gateway.id, gateway);
    return pictureOf(version, gateways, pools);
  }

  async #read(version: number): Promise<Picture> {
    const gateways = await this.#store.read(allGateways);
    const pools = await this.#store.read(readPools);
    return pictureOf(version, new Map(gateways.map(one => [one.id, one])), pools);
  }
}

function pictureOf(
  version: number,
  gateways: ReadonlyMap<string, StoredGateway>,
  pools: readonly Pool[],
): Picture {
  const byPushPath = new Map([...gateways.values()].map(one => [one.pushPath, one]));
  return { version, gateways, byPushPath, pools };
}
