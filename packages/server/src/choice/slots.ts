/**
 * The places of one partition and what they are doing: how many more messages each may be handed now. Everything here is in memory and
 * belongs to the owner of the partition; counts of limits are in the store too, and are written with each claim.
 */
import type { Clock, Random } from '@simgate/daemon';
import type { Gateway, Sim } from '../domain/gateway.ts';
import type { Priority } from '../domain/message-state.ts';
import type { Pool } from '../domain/pool.ts';
import type { ReasonCode } from '../domain/reasons.ts';
import type { Usage } from '../store/usage.ts';
import { Breaker, type BreakerSettings } from './breaker.ts';
import type { Place } from './fleet.ts';
import { type Allowance, addUse, allowanceOf, limitsOf, unused, usedToday } from './windows.ts';

/** Bounds of the messages that a gateway is handed before it has settled others. */
export interface SlotSettings {
  /** Messages of a port that its gateway was handed and has not settled. */
  readonly outstanding: number;
  /** So many more where they are urgent. */
  readonly urgentOutstanding: number;
  readonly breaker: BreakerSettings;
}

/** Bounds that keep a modem of some seconds a message busy, and lose little when its gateway dies. */
export const usualSlots: SlotSettings = {
  outstanding: 10,
  urgentOutstanding: 2,
  breaker: { failures: 3, firstMs: 2000, longestMs: 300_000 },
};

/** Why a place does not send now. */
export interface Hindrance {
  readonly reason: ReasonCode;
  /** Wall milliseconds; undefined where nobody knows. */
  readonly until: number | undefined;
}

/** How well a place is suited, and how much less with each message that it is given. */
export interface Rank {
  readonly now: number;
  readonly each: number;
}

interface PortState {
  outstanding: number;
  /** Monotonic; when it was last handed something, or settled something. */
  movedAt: number;
  /** Monotonic; the pause after a message. */
  nextAt: number;
  readonly breaker: Breaker;
}

interface GatewayWork {
  calls: number;
  readonly breaker: Breaker;
  readonly ports: Map<number, PortState>;
}

/** The use of a SIM, as far as it is known. */
interface SimUse {
  usage: Usage;
  /** Distinct recipients of the month that began at `monthAt`. */
  recipients: number;
  monthAt: number;
}

function isUp({ enabled, state }: Gateway): boolean {
  return enabled && state === 'up';
}

/** Whether gateway, port and SIM are there to send, whatever they have sent. */
function maySend({ gateway, port, sim }: Place): boolean {
  return isUp(gateway) && port.enabled && sim.enabled && port.registration === 'REGISTER_OK';
}

function hindranceBy({ left, until }: Allowance): Hindrance | undefined {
  return left > 0 ? undefined : { reason: 'waits_for_limit', until };
}

/** The room of each port and the use of each SIM, as this process knows them: how many messages are under way, and who rests. */
export class Slots {
  readonly #settings: SlotSettings;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #gateways = new Map<string, GatewayWork>();
  readonly #uses = new Map<string, SimUse>();

  constructor(settings: SlotSettings, clock: Clock, random: Random) {
    this.#settings = settings;
    this.#clock = clock;
    this.#random = random;
  }

  /** SIMs whose use is not known here yet, of these places. */
  unknownSims(places: readonly Place[]): string[] {
    return places.map(({ sim }) => sim.id).filter(id => !this.#uses.has(id));
  }

  /** The use of a SIM as the store has it. */
  learn(sim: string, usage: Usage, recipients: number): void {
    this.#uses.set(sim, { usage, recipients, monthAt: usage.month.at });
  }

  usageOf(sim: string): Usage {
    return this.#uses.get(sim)?.usage ?? unused;
  }

  recipientsOf(sim: string): number {
    return this.#uses.get(sim)?.recipients ?? 0;
  }

  /** The usage after `count` more, as a claim writes it. */
  usageAfter(sim: string, count: number): Usage {
    return addUse(this.usageOf(sim), this.#clock.now(), count);
  }

  /** Calls that a gateway takes at once, less those under way. */
  freeCalls({ id }: Gateway, abilities: { readonly calls: number }): number {
    return Math.max(0, abilities.calls - this.#gateway(id).calls);
  }

  /** Why a place may send nothing now; undefined where it may. */
  hindrance(place: Place, pool: Pool): Hindrance | undefined {
    const { gateway, port, sim } = place;
    if (!isUp(gateway)) return { reason: 'waits_for_gateway', until: undefined };
    if (!maySend(place)) return { reason: 'waits_for_sim', until: undefined };
    return this.#restOf(gateway.id, port.port) ?? hindranceBy(this.#allowanceOf(sim, pool));
  }

  /** How many more messages of a priority a place may be handed now. 0 where something hinders it. */
  free(place: Place, pool: Pool, priority: Priority): number {
    const { gateway, port, sim } = place;
    if (this.#restOf(gateway.id, port.port) !== undefined || !maySend(place)) return 0;
    const state = this.#port(gateway.id, port.port);
    const { outstanding, urgentOutstanding } = this.#settings;
    const room = outstanding + (priority === 'otp' ? urgentOutstanding : 0) - state.outstanding;
    const { left } = this.#allowanceOf(sim, pool);
    const paced = priority !== 'otp' && (pool.pacing.gapMs > 0 || pool.pacing.jitterMs > 0);
    if (paced) return state.nextAt > this.#clock.monotonic() ? 0 : Math.min(1, room, left);
    return Math.max(0, Math.min(room, left));
  }

  /** Recipients that are new to the SIM which it may still write to in this month. */
  freeRecipients(place: Place, pool: Pool): number {
    const limit = limitsOf(place.sim.limits, pool.limits).recipients;
    return limit === undefined
      ? Number.POSITIVE_INFINITY
      : Math.max(0, limit - this.recipientsOf(place.sim.id));
  }

  /** Whether a place is only busy: it will send by itself in a moment. */
  isBusy(place: Place, pool: Pool): boolean {
    return this.hindrance(place, pool) === undefined && this.free(place, pool, 'normal') === 0;
  }

  /** The lower the better: least used today, or least costly and then least used; of what is urgent, least busy. */
  rank({ gateway, port, sim }: Place, pool: Pool, priority: Priority): Rank {
    const used = usedToday(this.usageOf(sim.id), this.#clock.now());
    const { outstanding } = this.#port(gateway.id, port.port);
    // An urgent message goes where nothing waits before it.
    if (priority === 'otp') return { now: outstanding * 1e9 + used, each: 1e9 };
    const load = used + outstanding / 1000;
    return { now: pool.order === 'cheapest' ? sim.cost * 1e9 + load : load, each: 1 };
  }

  /** A claim is on disk: its messages count from now on. */
  claimed(place: Place, pool: Pool, count: number, newRecipients: number): void {
    const { id } = place.sim;
    const usage = this.usageAfter(id, count);
    const before = this.#uses.get(id);
    const recipients = before?.monthAt === usage.month.at ? before.recipients : 0;
    this.#uses.set(id, { usage, recipients: recipients + newRecipients, monthAt: usage.month.at });
    const state = this.#port(place.gateway.id, place.port.port);
    state.outstanding += count;
    state.movedAt = this.#clock.monotonic();
    const { gapMs, jitterMs } = pool.pacing;
    state.nextAt = this.#clock.monotonic() + gapMs + jitterMs * this.#random();
  }

  /** Attempts that a new owner found open. */
  found(gateway: string, port: number, count: number): void {
    const state = this.#port(gateway, port);
    state.outstanding += count;
    state.movedAt = this.#clock.monotonic();
  }

  /** How long a port that takes nothing more has been so, in milliseconds; 0 where it takes more. */
  fullFor(gateway: string, port: number): number {
    const { outstanding, movedAt } = this.#port(gateway, port);
    return outstanding < this.#settings.outstanding ? 0 : this.#clock.monotonic() - movedAt;
  }

  /** Attempts that are settled, however. */
  settled(gateway: string, port: number, count: number): void {
    const state = this.#port(gateway, port);
    state.outstanding = Math.max(0, state.outstanding - count);
    state.movedAt = this.#clock.monotonic();
  }

  callBegins(gateway: string): void {
    this.#gateway(gateway).calls++;
  }

  callEnds(gateway: string): void {
    const work = this.#gateway(gateway);
    work.calls = Math.max(0, work.calls - 1);
  }

  gatewayBreaker(gateway: string): Breaker {
    return this.#gateway(gateway).breaker;
  }

  portBreaker(gateway: string, port: number): Breaker {
    return this.#port(gateway, port).breaker;
  }

  #restOf(gateway: string, port: number): Hindrance | undefined {
    const now = this.#clock.monotonic();
    const until = Math.max(
      this.#gateway(gateway).breaker.restsUntil(),
      this.#port(gateway, port).breaker.restsUntil(),
    );
    if (until <= now) return undefined;
    return { reason: 'waits_for_gateway', until: this.#clock.now() + until - now };
  }

  #allowanceOf({ id, limits }: Sim, pool: Pool): Allowance {
    return allowanceOf(limitsOf(limits, pool.limits), this.usageOf(id), this.#clock.now());
  }

  #gateway(id: string): GatewayWork {
    const known = this.#gateways.get(id);
    if (known !== undefined) return known;
    const made = { calls: 0, breaker: new Breaker(this.#settings.breaker), ports: new Map() };
    this.#gateways.set(id, made);
    return made;
  }

  #port(gateway: string, port: number): PortState {
    const { ports } = this.#gateway(gateway);
    const known = ports.get(port);
    if (known !== undefined) return known;
    const made = {
      outstanding: 0,
      ...{ movedAt: Number.NEGATIVE_INFINITY, nextAt: Number.NEGATIVE_INFINITY },
      breaker: new Breaker(this.#settings.breaker),
    };
    ports.set(port, made);
    return made;
  }
}
