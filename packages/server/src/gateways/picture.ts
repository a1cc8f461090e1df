/** The fleet as routing sees it, read again when its version has risen; so a push to an unknown address costs no query. */
import type { Clock } from '@simgate/daemon';
import type { Pool } from '../domain/pool.ts';
import type { Place } from '../inbound/receive.ts';
import { fleetVersion, readPools } from '../store/fleet.ts';
import type { Store } from '../store/store.ts';
import { allGateways, type StoredGateway } from './gateway-rows.ts';

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
    if (this.#picture?.version !== version) this.#picture = await this.#read(version);
    this.#lookedAt = began;
    return this.#picture;
  }

  async #read(version: number): Promise<Picture> {
    const gateways = await this.#store.read(allGateways);
    return {
      version,
      pools: await this.#store.read(readPools),
      gateways: new Map(gateways.map(one => [one.id, one])),
      byPushPath: new Map(gateways.map(one => [one.pushPath, one])),
    };
  }
}
