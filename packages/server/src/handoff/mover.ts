/** Hands messages to other partitions where none of this one's SIMs can carry them and those of others can. */
import type { Place } from '../choice/fleet.ts';
import { mayCarry } from '../choice/membership.ts';
import type { Slots } from '../choice/slots.ts';
import { readLane } from '../domain/lane.ts';
import type { Pool } from '../domain/pool.ts';
import { insertMoved, leaveSignposts, markMoving, movableOfLane, unfinishedMoves } from '../store/moving.ts';
import type { HandoffContext, HeldLease } from './context.ts';

/** A hindrance that ends sooner is waited for, in milliseconds. */
const WORTH_WAITING = 30_000;

export interface MoverParts {
  readonly context: HandoffContext;
  readonly lease: HeldLease;
  readonly slots: Slots;
  /** Messages have arrived in these partitions. */
  readonly arrived: (parts: ReadonlySet<number>) => void;
}

export class Mover {
  readonly #parts: MoverParts;
  /** Messages may be marked that are not at their new home yet: of a former owner, or because the store was away. */
  #isUnfinished = true;

  constructor(parts: MoverParts) {
    this.#parts = parts;
  }

  /** Moves what waits in lanes that nobody here serves. Returns whether anything was moved. */
  async moveFrom(lanes: readonly string[]): Promise<boolean> {
    let moved = false;
    for (const lane of lanes) {
      const homes = this.#homesFor(lane);
      if (homes.length > 0 && (await this.#move(lane, homes))) moved = true;
    }
    return moved;
  }

  /** Ends the moves that a crash, or a store that was away, has interrupted. */
  async finish(): Promise<void> {
    if (!this.#isUnfinished) return;
    await this.#finish();
    this.#isUnfinished = false;
  }

  async #finish(): Promise<void> {
    const { context, lease } = this.#parts;
    const { part } = lease.fence;
    for (;;) {
      const rows = await context.store.read(() => unfinishedMoves(part));
      if (rows.length === 0) return;
      const byHome = Map.groupBy(rows, row => row.moved_to);
      for (const ofHome of byHome.values()) await context.store.write(() => insertMoved(ofHome));
      const ids = rows.map(row => row.id);
      await context.store.write(() => leaveSignposts(lease.fence, context.clock.now(), ids));
      if (lease.signal.aborted) return;
      this.#parts.arrived(new Set(byHome.keys()));
    }
  }

  /** Places elsewhere that send now; none where a place here does, or will soon. */
  #homesFor(text: string): readonly Place[] {
    const { context, lease } = this.#parts;
    const lane = readLane(text);
    const pool = context.fleet.pool(lane.pool);
    if (pool === undefined) return [];
    const { part } = lease.fence;
    const here = context.fleet.places(part).filter(place => mayCarry(pool, lane, place));
    if (here.some(place => this.#willSend(place, pool))) return [];
    return context.fleet
      .places()
      .filter(place => place.gateway.part !== part && mayCarry(pool, lane, place) && sendsThere(place));
  }

  #willSend(place: Place, pool: Pool): boolean {
    const hindrance = this.#parts.slots.hindrance(place, pool);
    if (hindrance === undefined) return true;
    const { until } = hindrance;
    return until !== undefined && until - this.#parts.context.clock.now() <= WORTH_WAITING;
  }

  async #move(lane: string, places: readonly Place[]): Promise<boolean> {
    const { context, lease } = this.#parts;
    const ids = await context.store.read(() => movableOfLane(lease.fence.part, lane));
    if (ids.length === 0) return false;
    const homes = new Map(
      ids.flatMap(id => {
        const place = places[Math.floor(context.random() * places.length)];
        return place === undefined ? [] : [[id, place.gateway.part] as const];
      }),
    );
    // Before it is asked for: where the answer is lost, it may stand.
    this.#isUnfinished = true;
    const marked = await context.store.write(() => markMoving(lease.fence, homes));
    if (marked === undefined || marked === 0) return false;
    await this.finish();
    return true;
  }
}

/** The knowledge of this process about a place whose owner may be another one. */
function sendsThere({ gateway, port, sim }: Place): boolean {
  return (
    gateway.enabled &&
    gateway.state === 'up' &&
    port.enabled &&
    port.sends &&
    port.registration === 'REGISTER_OK' &&
    sim.enabled
  );
}
