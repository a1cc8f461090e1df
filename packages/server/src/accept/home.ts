/** The partition of a new message: one whose SIMs may carry it, by chance and by how many there are. */
import type { Random } from '@simgate/daemon';
import type { Fleet, Place } from '../choice/fleet.ts';
import { mayCarry } from '../choice/membership.ts';
import { partOfText } from '../domain/ids.ts';
import { type Lane, writeLane } from '../domain/lane.ts';
import type { Pool } from '../domain/pool.ts';

/** Partitions with the running total of their weights, and the whole of it. */
interface Homes {
  readonly parts: readonly { readonly part: number; readonly upTo: number }[];
  readonly total: number;
}

function sendsNow({ gateway, port, sim }: Place): boolean {
  return (
    gateway.enabled &&
    gateway.state === 'up' &&
    port.enabled &&
    port.sends &&
    sim.enabled &&
    port.registration === 'REGISTER_OK'
  );
}

function homesOf(places: readonly Place[]): Homes {
  const byPart = Map.groupBy(places, ({ gateway }) => gateway.part);
  let total = 0;
  const parts = [...byPart].map(([part, ofPart]) => {
    total += ofPart.length;
    return { part, upTo: total };
  });
  return { parts, total };
}

/** Chooses homes of messages of one view of the fleet; made anew when that changes. */
export class HomeFinder {
  readonly #fleet: Fleet;
  readonly #random: Random;
  readonly #known = new Map<string, Homes>();

  constructor(fleet: Fleet, random: Random) {
    this.#fleet = fleet;
    this.#random = random;
  }

  /** @param sticky the SIM that the recipient knows; "" without */
  homeOf(pool: Pool, lane: Lane, sticky: string): number {
    const familiar = sticky === '' ? undefined : this.#fleet.sim(sticky);
    const gateway = familiar === undefined ? undefined : this.#fleet.gateway(familiar.gateway);
    if (gateway !== undefined) return gateway.part;
    const { parts, total } = this.#homes(pool, lane);
    const drawn = this.#random() * total;
    return parts.find(({ upTo }) => drawn < upTo)?.part ?? partOfText(writeLane(lane));
  }

  /** Where SIMs may send now; else where there are any that may carry it at all. */
  #homes(pool: Pool, lane: Lane): Homes {
    const key = writeLane(lane);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const places = this.#fleet.places().filter(place => mayCarry(pool, lane, place));
    const sending = places.filter(sendsNow);
    const homes = homesOf(sending.length > 0 ? sending : places);
    this.#known.set(key, homes);
    return homes;
  }
}
