/** Filling a plan from the lines of messages that wait. */
import type { Place } from '../choice/fleet.ts';
import type { Line, Plan } from '../choice/plan.ts';
import type { Slots } from '../choice/slots.ts';
import { limitsOf, sumOf, windowsAt } from '../choice/windows.ts';
import { type Priority, priorities } from '../domain/message-state.ts';
import { findOptOuts, type PoolRecipient } from '../store/acceptance.ts';
import type { Claim } from '../store/handoff/claim.ts';
import type { Fence } from '../store/leases.ts';
import { countRecipients, knownRecipients, readUsage } from '../store/usage.ts';
import { headOfLane, refuseWaiting, type WaitingLine, type WaitingRow } from '../store/waiting.ts';
import type { HandoffContext } from './context.ts';

/** Messages of one lane in one look. */
const MOST_OF_LANE = 500;

/** One look in so many serves the least urgent first, so that nothing starves behind a steady stream. */
const REVERSED_LOOK = 8;

/** Lines in the order in which a look serves them: the most urgent first, and of those of one priority another lane first each time. */
export function inTurn(
  lines: readonly WaitingLine[],
  look: number,
): { readonly lane: string; readonly priority: Priority }[] {
  const lanes = [...new Set(lines.map(({ lane }) => lane))];
  const first = look % lanes.length;
  const turn = [...lanes.slice(first), ...lanes.slice(0, first)];
  const waits = new Set(lines.map(({ lane, priority }) => `${priority} ${lane}`));
  const order = look % REVERSED_LOOK === 0 ? priorities.toReversed() : priorities;
  return order.flatMap(priority =>
    turn
      .filter(lane => waits.has(`${priorities.indexOf(priority)} ${lane}`))
      .map(lane => ({ lane, priority })),
  );
}

/** Whether any gateway here takes a call now. While all are busy there is nothing to plan, however much comes in. */
export function takesCalls({ drivers }: HandoffContext, slots: Slots, places: readonly Place[]): boolean {
  return places.some(({ gateway }) => {
    const abilities = drivers.driverOf(gateway.id)?.abilities;
    return abilities !== undefined && slots.freeCalls(gateway, abilities) > 0;
  });
}

/** Reads what SIMs have sent that this owner has not counted yet. A SIM that came from elsewhere brings its counts along. */
export async function learnUse(
  { store, clock }: HandoffContext,
  part: number,
  slots: Slots,
  places: readonly Place[],
): Promise<void> {
  const sims = slots.unknownSims(places);
  if (sims.length === 0) return;
  const counted = await store.read(() => readUsage(sims));
  const month = windowsAt(clock.now()).month;
  const recipients = await store.read(() => countRecipients(part, sims, month));
  for (const sim of sims) {
    const usages = counted.get(sim)?.map(one => one.usage) ?? [];
    slots.learn(sim, sumOf(usages, clock.now()), recipients.get(sim) ?? 0);
  }
}

/** Of the SIMs whose distinct recipients are limited: which of these they have written to in this month. */
async function knownOf(
  { store, clock }: HandoffContext,
  part: number,
  { pool, places }: Pick<Line, 'pool' | 'places'>,
  rows: readonly WaitingRow[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const known = new Map<string, ReadonlySet<string>>();
  const recipients = [...new Set(rows.map(row => row.recipient))];
  const month = windowsAt(clock.now()).month;
  for (const { sim } of places) {
    if (limitsOf(sim.limits, pool.limits).recipients === undefined) continue;
    known.set(sim.id, await store.read(() => knownRecipients(part, sim.id, month, recipients)));
  }
  return known;
}

/** Returns whether all of these have a place; else there may be more behind them that has one. */
async function assignAll(
  context: HandoffContext,
  part: number,
  plan: Plan,
  line: Omit<Line, 'known'>,
  rows: readonly WaitingRow[],
): Promise<boolean> {
  const whole: Line = { ...line, known: await knownOf(context, part, line, rows) };
  let assigned = 0;
  for (const row of rows) if (plan.assign(row, whole)) assigned++;
  return assigned === rows.length;
}

/** Gives places to the head of a line: as much of it as the next calls take, and more where some of that waits for a SIM of its own. */
export async function fillLine(
  context: HandoffContext,
  part: number,
  plan: Plan,
  lane: string,
  line: Omit<Line, 'known'>,
): Promise<void> {
  const room = plan.room({ ...line, known: new Map() });
  if (room.now <= 0) return;
  const priority = priorities.indexOf(line.priority);
  const head = (most: number) =>
    context.store.read(() => headOfLane(part, lane, priority, Math.min(most, MOST_OF_LANE)));
  const first = await head(room.now);
  if (await assignAll(context, part, plan, line, first)) return;
  if (first.length < Math.min(room.now, MOST_OF_LANE) || room.most <= room.now) return;
  await assignAll(context, part, plan, line, (await head(room.most)).slice(first.length));
}

/** Ends messages that were not claimed because their recipients have opted out. */
export async function refuseOptedOut(
  { store, clock }: HandoffContext,
  fence: Fence,
  unclaimed: readonly Claim[],
): Promise<void> {
  if (unclaimed.length === 0) return;
  const key = ({ pool, recipient }: PoolRecipient) => `${pool} ${recipient}`;
  const optedOut = new Set((await store.read(() => findOptOuts(unclaimed))).map(key));
  const ids = unclaimed.filter(one => optedOut.has(key(one))).map(({ message }) => message);
  if (ids.length > 0) await store.write(() => refuseWaiting(fence, clock.now(), ids));
}
