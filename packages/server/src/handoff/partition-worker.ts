/**
 * The owner of one partition: looks who waits, plans, writes the claims down, and only then calls the gateways. One look at a time;
 * calls run beside it.
 */

import { StoreError } from '@simgate/daemon';
import type { Place } from '../choice/fleet.ts';
import { mayCarry } from '../choice/membership.ts';
import { Plan, type PlannedCall } from '../choice/plan.ts';
import { Slots } from '../choice/slots.ts';
import type { SendResult } from '../domain/driver.ts';
import { readLane } from '../domain/lane.ts';
import type { Priority } from '../domain/message-state.ts';
import { claim } from '../store/handoff/claim.ts';
import type { Settled } from '../store/results.ts';
import {
  expireWaiting,
  openAttempts,
  promoteDue,
  type WaitingLine,
  waitingLines,
  whatIsDue,
} from '../store/waiting.ts';
import { Calls } from './calls.ts';
import { type ClaimedCall, claimsOf } from './claims.ts';
import type { HandoffContext, HeldLease } from './context.ts';
import { fillLine, inTurn, learnUse, refuseOptedOut, takesCalls } from './lines.ts';
import { Mover } from './mover.ts';
import { foundAttempt, OpenAttempts } from './open-attempts.ts';
import { Settlement } from './settlement.ts';
import type { Turns } from './turns.ts';
import { UserIds } from './user-ids.ts';

/** Lines of one look. Those beyond have their turn when these are empty. */
const MOST_LINES = 500;
/** Rows of one work of upkeep; as many mean that there may be more. */
const FULL = 500;

export class PartitionWorker {
  readonly #context: HandoffContext;
  readonly #lease: HeldLease;
  readonly #turns: Turns;
  readonly #slots: Slots;
  readonly #open: OpenAttempts;
  readonly #userIds: UserIds;
  readonly #calls: Calls;
  readonly #settlement: Settlement;
  readonly #mover: Mover;
  /** Messages that go in a call of their own. */
  readonly #alone = new Set<string>();
  /** The first line of the last look; most have no other. */
  #firstLine: WaitingLine | undefined;
  #looks = 0;
  #waiting = false;
  /** Looks in a row that found nothing. */
  #idle = 0;
  #upkeepAt = Number.NEGATIVE_INFINITY;
  #moveAt = Number.NEGATIVE_INFINITY;
  #draining = false;
  #wanted = true;
  #wake: (() => void) | undefined;
  #ended: Promise<void> | undefined;

  /**
   * @param turns of the looks of all partitions of this process
   * @param arrived is called with partitions that messages were moved to
   */
  constructor(
    context: HandoffContext,
    lease: HeldLease,
    turns: Turns,
    arrived: (parts: ReadonlySet<number>) => void,
  ) {
    this.#context = context;
    this.#lease = lease;
    this.#turns = turns;
    this.#slots = new Slots(context.settings.slots, context.clock, context.random);
    this.#open = new OpenAttempts(context.clock);
    this.#userIds = new UserIds(context.random);
    const parts = { context, lease, slots: this.#slots, open: this.#open, alone: this.#alone };
    const wake = (onlyRoom = false): void => {
      if (!onlyRoom || this.#waiting) this.wake();
    };
    this.#mover = new Mover({ ...parts, arrived });
    this.#calls = new Calls({ ...parts, wake });
    this.#settlement = new Settlement({ ...parts, calls: this.#calls, wake });
    lease.signal.addEventListener('abort', () => wake(), { once: true });
  }

  start(): void {
    this.#ended ??= this.#run();
  }

  /** Something may have changed: look again. */
  wake(): void {
    this.#wanted = true;
    this.#wake?.();
  }

  /** Claims nothing more, and resolves when no call is under way and what calls proved is stored. */
  async drain(): Promise<void> {
    this.#draining = true;
    this.wake();
    await this.#ended;
    await this.#calls.idle();
  }

  /** Takes what a gateway reports of its messages. Resolves once it is stored. */
  results(gateway: string, results: readonly SendResult[]): Promise<void> {
    return this.#settlement.results(gateway, results);
  }

  /** Takes note of results that are stored already. */
  heard(gateway: string, results: readonly SendResult[], settled: readonly Settled[]): Promise<void> {
    return this.#settlement.heard(gateway, results, settled);
  }

  /** The state of places, for those who ask why a message waits. */
  get slots(): Slots {
    return this.#slots;
  }

  #isOver(): boolean {
    return this.#draining || this.#lease.signal.aborted;
  }

  async #run(): Promise<void> {
    await this.#untilDone(() => this.#recover());
    while (!this.#isOver()) {
      const woken = this.#wanted;
      this.#wanted = false;
      if ((await this.#untilDone(() => this.#look(woken))) === true) {
        this.#idle = 0;
        this.#wanted = true;
      }
      if (!this.#wanted) await this.#sleep(this.#pause());
    }
  }

  /** Until the next look, where nothing wakes it. Nothing can be sent from a partition without a SIM. */
  #pause(): number {
    const { pollMs, longestPollMs, emptyPollMs, upkeepMs } = this.#context.settings;
    const { part } = this.#lease.fence;
    if (this.#open.size === 0 && this.#context.fleet.places(part).length === 0)
      return this.#waiting ? upkeepMs : emptyPollMs;
    return Math.min(longestPollMs, pollMs * 2 ** this.#idle++);
  }

  /** The store may be away for a while: then nothing is claimed, and the same is tried again. */
  async #untilDone<T>(work: () => Promise<T>): Promise<T | undefined> {
    while (!this.#lease.signal.aborted)
      try {
        return await work();
      } catch (error) {
        const part = this.#lease.fence.part;
        this.#context.log.warn({ error, part }, 'a partition cannot be worked on now');
        await this.#sleep(this.#context.settings.pollMs);
      }
    return undefined;
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const cancel = this.#context.clock.after(milliseconds, () => {
        this.#wake = undefined;
        resolve();
      });
      this.#wake = () => {
        this.#wake = undefined;
        cancel();
        resolve();
      };
    });
  }

  /** Attempts that the former owner left open have to be settled before anything else is known of those ports. */
  async #recover(): Promise<void> {
    const { store, clock } = this.#context;
    await this.#mover.finish();
    let after = { gateway: '', userId: 0 };
    for (;;) {
      const from = after;
      const rows = await store.read(() => openAttempts(this.#lease.fence.part, from));
      for (const row of rows) {
        if (this.#open.get(row.gateway, row.user_id) !== undefined) continue;
        this.#open.add(foundAttempt(row, clock.monotonic()));
        this.#slots.found(row.gateway, row.port, 1);
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < FULL) return;
      after = { gateway: last.gateway, userId: last.user_id };
    }
  }

  /** @param woken there may be more than was known at the last look. True where there is more to do at once */
  async #look(woken: boolean): Promise<boolean> {
    await this.#calls.storeUncalled();
    await this.#mover.finish();
    await this.#upkeep();
    if (this.#isOver() || !(woken || this.#waiting)) return false;
    return this.#turns.take(() => this.#send());
  }

  async #send(): Promise<boolean> {
    if (this.#isOver()) return false;
    // It sees all that came while it waited for its turn.
    this.#wanted = false;
    const plan = await this.#plan();
    return plan.calls().length > 0 && (await this.#claim(plan.calls()));
  }

  async #upkeep(): Promise<void> {
    const { clock, store, settings } = this.#context;
    if (clock.monotonic() < this.#upkeepAt) return;
    this.#upkeepAt = clock.monotonic() + settings.upkeepMs;
    const { fence } = this.#lease;
    const due = await store.read(() => whatIsDue(fence.part, clock.now()));
    this.#waiting = due.waiting || due.scheduled;
    this.#settlement.ask(due.waiting);
    const expired = due.expiring && (await store.write(() => expireWaiting(fence, clock.now())));
    const promoted = due.scheduled && (await store.write(() => promoteDue(fence, clock.now())));
    if (promoted === FULL || expired === FULL) this.#upkeepAt = Number.NEGATIVE_INFINITY;
  }

  async #plan(): Promise<Plan> {
    const { store, drivers, fleet, clock } = this.#context;
    const { part } = this.#lease.fence;
    const plan = new Plan(this.#slots, gateway => drivers.driverOf(gateway.id)?.abilities);
    const places = fleet.places(part);
    if (!takesCalls(this.#context, this.#slots, places) && clock.monotonic() < this.#moveAt) {
      // It is not known here, and looked at soon.
      this.#waiting = true;
      return plan;
    }
    const lines = await store.read(() => waitingLines(part, MOST_LINES, this.#firstLine));
    this.#firstLine = lines[0] ?? this.#firstLine;
    const lanes = [...new Set(lines.map(({ lane }) => lane))];
    this.#waiting = lanes.length > 0;
    if (lanes.length === 0 || (await this.#moveAway(lanes))) return plan;
    await learnUse(this.#context, part, this.#slots, places);
    this.#looks++;
    for (const { lane, priority } of inTurn(lines, this.#looks))
      await this.#fill(plan, lane, priority, places);
    return plan;
  }

  async #fill(plan: Plan, text: string, priority: Priority, places: readonly Place[]): Promise<void> {
    const lane = readLane(text);
    const pool = this.#context.fleet.pool(lane.pool);
    if (pool === undefined) return;
    const line = {
      ...{ pool, priority, alone: this.#alone },
      places: places.filter(place => mayCarry(pool, lane, place)),
    };
    await fillLine(this.#context, this.#lease.fence.part, plan, text, line);
  }

  /** Now and then, because the fleet changes seldom. */
  async #moveAway(lanes: readonly string[]): Promise<boolean> {
    const { clock, settings } = this.#context;
    if (clock.monotonic() < this.#moveAt) return false;
    this.#moveAt = clock.monotonic() + settings.upkeepMs;
    if (!(await this.#mover.moveFrom(lanes))) return false;
    this.#moveAt = Number.NEGATIVE_INFINITY;
    this.#wanted = true;
    return true;
  }

  /** Writes the attempts of a plan, then makes its calls. */
  async #claim(planned: readonly PlannedCall[]): Promise<boolean> {
    const { store } = this.#context;
    const claimed = await claimsOf(this.#context, this.#lease.fence, this.#slots, this.#userIds, planned);
    let ids: ReadonlySet<string> | undefined;
    try {
      ids = await store.write(() => claim(claimed.batch));
    } catch (error) {
      for (const { gateway } of claimed.batch.blocks) this.#userIds.notReserved(gateway);
      // It may stand: none of these was called, which has to be written before anything else.
      if (error instanceof StoreError && error.trouble === 'unconfirmed')
        this.#calls.neverCalled(claimed.batch.claims);
      throw error;
    }
    if (ids === undefined || this.#lease.signal.aborted) return false;
    const claimedIds = ids;
    for (const call of claimed.calls) this.#begin(call, claimedIds);
    const unclaimed = claimed.batch.claims.filter(({ message }) => !claimedIds.has(message));
    await refuseOptedOut(this.#context, this.#lease.fence, unclaimed);
    return true;
  }

  #begin({ planned, attempts }: ClaimedCall, ids: ReadonlySet<string>): void {
    const made = attempts.filter(({ message }) => ids.has(message));
    if (made.length === 0) return;
    const written = new Set(made.map(({ handOff }) => handOff.recipient));
    const newRecipients = [...planned.newRecipients].filter(recipient => written.has(recipient)).length;
    this.#slots.claimed(planned.place, planned.pool, made.length, newRecipients);
    for (const attempt of made) this.#open.add(attempt);
    this.#calls.make(planned.place.gateway.id, made);
  }
}
