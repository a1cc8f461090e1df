/** Which messages go to which place now: fills calls up to what gateways, ports, limits and pauses allow. Nothing is written here. */
import type { DriverAbilities } from '../domain/driver.ts';
import type { Gateway } from '../domain/gateway.ts';
import type { Priority } from '../domain/message-state.ts';
import type { Pool } from '../domain/pool.ts';
import type { WaitingRow } from '../store/waiting.ts';
import type { Place } from './fleet.ts';
import type { Rank, Slots } from './slots.ts';

/** One call to a gateway: messages of one encoding and priority for one port. */
export interface PlannedCall {
  readonly place: Place;
  readonly pool: Pool;
  readonly priority: Priority;
  readonly rows: WaitingRow[];
  /** Recipients that are new to the SIM in this month; counted only where that is limited. */
  readonly newRecipients: Set<string>;
}

/** A line of messages of one priority, and the places that may carry it. */
export interface Line {
  readonly pool: Pool;
  readonly priority: Priority;
  readonly places: readonly Place[];
  /** Recipients that SIMs have written to in this month, where that is limited. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
  /** Messages that go in a call of their own, because a call with them was refused. */
  readonly alone: ReadonlySet<string>;
}

/** How many messages of a line there is room for. */
export interface Room {
  /** Of the calls that can be made now. */
  readonly now: number;
  /** Of all ports. */
  readonly most: number;
}

interface View {
  /** Before this plan gave it anything. */
  readonly free: number;
  readonly rank: Rank;
}

type Views = Map<Place, View>;

/** A call goes to one port, with one priority and, as send_sms has it, one encoding. */
function isFor(call: PlannedCall, row: WaitingRow, { pool, priority }: Line): boolean {
  return call.priority === priority && call.rows[0]?.encoding === row.encoding && call.pool.id === pool.id;
}

/** Assigns messages to ports and gathers them into calls. Nothing is reserved until the plan is claimed. */
export class Plan {
  readonly #slots: Slots;
  readonly #abilitiesOf: (gateway: Gateway) => DriverAbilities | undefined;
  readonly #calls: PlannedCall[] = [];
  /** The calls of a place that still take messages, the last first. */
  readonly #filling = new Map<Place, PlannedCall[]>();
  readonly #taken = new Map<Place, number>();
  readonly #newCalls = new Map<string, number>();
  /** The slots of places by pool and priority: the same for every message, until the plan is claimed. */
  readonly #views = new Map<string, Views>();

  constructor(slots: Slots, abilitiesOf: (gateway: Gateway) => DriverAbilities | undefined) {
    this.#slots = slots;
    this.#abilitiesOf = abilitiesOf;
  }

  calls(): readonly PlannedCall[] {
    return this.#calls;
  }

  /** How much of a line may go. Both are 0 where nothing may. */
  room(line: Line): Room {
    const views = this.#viewsOf(line);
    const fullest = new Map<Gateway, { readonly calls: number; readonly ofCall: number }>();
    let most = 0;
    for (const place of line.places) {
      const { gateway } = place;
      const { calls, mostInCall } = this.#roomOf(gateway);
      if (calls === 0) continue;
      const free = Math.max(0, this.#free(place, line, views));
      most += free;
      const { ofCall } = fullest.get(gateway) ?? { ofCall: 0 };
      fullest.set(gateway, { calls, ofCall: Math.max(ofCall, Math.min(free, mostInCall)) });
    }
    const now = [...fullest.values()].reduce((sum, { calls, ofCall }) => sum + calls * ofCall, 0);
    return { now: Math.min(now, most), most };
  }

  /** Calls that a gateway takes now, and the messages of one; none where it has no driver here. */
  #roomOf(gateway: Gateway): { readonly calls: number; readonly mostInCall: number } {
    const abilities = this.#abilitiesOf(gateway);
    return abilities === undefined
      ? { calls: 0, mostInCall: 0 }
      : { calls: this.#slots.freeCalls(gateway, abilities), mostInCall: abilities.mostInCall };
  }

  /** Gives a message its place. False where it has to wait; the rest of the line may still go. */
  assign(row: WaitingRow, line: Line): boolean {
    const place = this.#placeFor(row, line);
    if (place === undefined) return false;
    const call = this.#callFor(place, row, line);
    call.rows.push(row);
    if (this.#isNewTo(place, row, line)) call.newRecipients.add(row.recipient);
    this.#taken.set(place, (this.#taken.get(place) ?? 0) + 1);
    return true;
  }

  #free(place: Place, line: Line, views: Views): number {
    return this.#view(place, line, views).free - (this.#taken.get(place) ?? 0);
  }

  #viewsOf({ pool, priority }: Line): Views {
    const key = `${priority} ${pool.id}`;
    const known = this.#views.get(key);
    if (known !== undefined) return known;
    const views: Views = new Map();
    this.#views.set(key, views);
    return views;
  }

  #view(place: Place, { pool, priority }: Line, views: Views): View {
    const known = views.get(place);
    if (known !== undefined) return known;
    const view = {
      free: this.#slots.free(place, pool, priority),
      rank: this.#slots.rank(place, pool, priority),
    };
    views.set(place, view);
    return view;
  }

  /** Whether a call that is being filled has room for a message, or its gateway takes one more call. */
  #mayGrow(place: Place, row: WaitingRow, line: Line): boolean {
    if (this.#growing(place, row, line) !== undefined) return true;
    const begun = this.#newCalls.get(place.gateway.id) ?? 0;
    return this.#roomOf(place.gateway).calls > begun;
  }

  /** The call of a place that still takes this message. */
  #growing(place: Place, row: WaitingRow, line: Line): PlannedCall | undefined {
    const calls = this.#filling.get(place);
    if (calls === undefined || line.alone.has(row.id)) return undefined;
    const { mostInCall } = this.#roomOf(place.gateway);
    const filling = calls.find(call => isFor(call, row, line));
    return filling !== undefined && filling.rows.length < mostInCall ? filling : undefined;
  }

  #isNewTo(place: Place, row: WaitingRow, { known }: Line): boolean {
    const written = known.get(place.sim.id);
    return written !== undefined && !written.has(row.recipient);
  }

  #mayWriteTo(place: Place, row: WaitingRow, line: Line): boolean {
    if (!this.#isNewTo(place, row, line)) return true;
    const begun = this.#calls
      .filter(call => call.place === place)
      .reduce((sum, call) => sum + call.newRecipients.size, 0);
    return this.#slots.freeRecipients(place, line.pool) > begun;
  }

  #canTake(place: Place, row: WaitingRow, line: Line, views: Views): boolean {
    return (
      this.#free(place, line, views) > 0 &&
      this.#mayGrow(place, row, line) &&
      this.#mayWriteTo(place, row, line)
    );
  }

  /** The SIM that the recipient knows, while it is only busy or free; else the best one. */
  #placeFor(row: WaitingRow, line: Line): Place | undefined {
    const views = this.#viewsOf(line);
    const familiar =
      row.prefer_sim === '' ? undefined : line.places.find(one => one.sim.id === row.prefer_sim);
    if (familiar !== undefined) {
      if (this.#canTake(familiar, row, line, views)) return familiar;
      if (this.#slots.hindrance(familiar, line.pool) === undefined) return undefined;
    }
    let best: Place | undefined;
    let bestRank = Number.POSITIVE_INFINITY;
    for (const place of line.places) {
      const { now, each } = this.#view(place, line, views).rank;
      const rank = now + each * (this.#taken.get(place) ?? 0);
      if (rank >= bestRank || !this.#canTake(place, row, line, views)) continue;
      best = place;
      bestRank = rank;
    }
    return best;
  }

  #callFor(place: Place, row: WaitingRow, line: Line): PlannedCall {
    const { pool, priority, alone } = line;
    const growing = this.#growing(place, row, line);
    if (growing !== undefined) return growing;
    const call: PlannedCall = { place, pool, priority, rows: [], newRecipients: new Set() };
    this.#calls.push(call);
    if (!alone.has(row.id)) this.#filling.set(place, [call, ...(this.#filling.get(place) ?? [])]);
    this.#newCalls.set(place.gateway.id, (this.#newCalls.get(place.gateway.id) ?? 0) + 1);
    return call;
  }
}
