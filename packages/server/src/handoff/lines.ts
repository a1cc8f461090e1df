/** Filling a plan from the lines of messages that wait. */
import type { Place } from '../choice/fleet.ts';
import type { Line, Plan } from '../choice/plan.ts';
import type { Slots } from '../choice/slots.ts';
import { limitsOf, sumOf, windowsAt } from '../choice/windows.ts';
import { priorities } from '../domain/message-state.ts';
import { findOptOuts } from '../store/acceptance.ts';
import { countRecipients, knownRecipients, readUsage } from '../store/usage.ts';
import { headOfLane, type WaitingRow } from '../store/waiting.ts';
import type { HandoffContext } from './context.ts';

/** Messages of one lane in one look. */
const MOST_OF_LANE = 500;

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

/** Gives places to the head of a line. Returns which messages may not be sent, because their recipients have opted out. */
export async function fillLine(
  context: HandoffContext,
  part: number,
  plan: Plan,
  lane: string,
  line: Omit<Line, 'known'>,
): Promise<readonly string[]> {
  const { store } = context;
  const room = plan.room({ ...line, known: new Map() });
  if (room <= 0) return [];
  const priority = priorities.indexOf(line.priority);
  const rows = await store.read(() => headOfLane(part, lane, priority, Math.min(room, MOST_OF_LANE)));
  if (rows.length === 0) return [];
  const recipients = rows.map(({ recipient }) => ({ pool: line.pool.id, recipient }));
  const refused = new Set((await store.read(() => findOptOuts(recipients))).map(one => one.recipient));
  const whole: Line = { ...line, known: await knownOf(context, part, line, rows) };
  for (const row of rows) if (!refused.has(row.recipient)) plan.assign(row, whole);
  return rows.filter(row => refused.has(row.recipient)).map(row => row.id);
}
