/** Limits of a SIM. Windows begin with the minute, hour, day and month of UTC; a count of an older window is nothing. */
import type { SimLimits } from '../domain/gateway.ts';
import type { Usage, WindowCount } from '../store/usage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const names = ['minute', 'hour', 'day', 'month'] as const;
type WindowName = (typeof names)[number];

function monthOf(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

function nextMonth(month: number): number {
  const date = new Date(month);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

type Windows = Readonly<Record<WindowName, number>>;

/** Asked for each SIM that may carry a message, and the same for a minute. */
let latest: Windows = { minute: -1, hour: -1, day: -1, month: -1 };

/** When the windows around `now` began (wall milliseconds). */
export function windowsAt(now: number): Windows {
  const minute = now - (now % MINUTE);
  if (latest.minute !== minute)
    latest = { minute, hour: now - (now % HOUR), day: now - (now % DAY), month: monthOf(now) };
  return latest;
}

/** When a window that began at `start` ends. */
function endOf(name: WindowName, start: number): number {
  const lengths = { minute: MINUTE, hour: HOUR, day: DAY };
  return name === 'month' ? nextMonth(start) : start + lengths[name];
}

const nothing: WindowCount = { at: 0, count: 0 };
/** The use of a SIM that has sent nothing. */
export const unused: Usage = { minute: nothing, hour: nothing, day: nothing, month: nothing };

function counted({ at, count }: WindowCount, start: number): number {
  return at === start ? count : 0;
}

/** The use in the windows around `now`. */
export function usedNow(usage: Usage, now: number): Readonly<Record<WindowName, number>> {
  const starts = windowsAt(now);
  return {
    minute: counted(usage.minute, starts.minute),
    hour: counted(usage.hour, starts.hour),
    day: counted(usage.day, starts.day),
    month: counted(usage.month, starts.month),
  };
}

/** The use of the day around `now`. */
export function usedToday({ day }: Usage, now: number): number {
  return counted(day, windowsAt(now).day);
}

/** The usage after `count` more. */
export function addUse(usage: Usage, now: number, count: number): Usage {
  const starts = windowsAt(now);
  const used = usedNow(usage, now);
  const window = (name: WindowName): WindowCount => ({ at: starts[name], count: used[name] + count });
  return { minute: window('minute'), hour: window('hour'), day: window('day'), month: window('month') };
}

/** The same SIM, counted in several partitions: the sum of the windows around `now`. */
export function sumOf(usages: readonly Usage[], now: number): Usage {
  const starts = windowsAt(now);
  const total = (name: WindowName): WindowCount => ({
    at: starts[name],
    count: usages.reduce((sum, usage) => sum + counted(usage[name], starts[name]), 0),
  });
  return { minute: total('minute'), hour: total('hour'), day: total('day'), month: total('month') };
}

/** Messages that a SIM may still send now; where that is 0, the time until which it may send none. */
export interface Allowance {
  readonly left: number;
  /** Wall milliseconds. */
  readonly until: number;
}

/** Messages that the limits leave; `Infinity` without limits. */
export function allowanceOf(limits: SimLimits, usage: Usage, now: number): Allowance {
  if (isEmpty(limits)) return { left: Number.POSITIVE_INFINITY, until: now };
  const starts = windowsAt(now);
  const used = usedNow(usage, now);
  let left = Number.POSITIVE_INFINITY;
  let until = now;
  for (const name of names) {
    const limit = limits[name];
    if (limit === undefined) continue;
    const rest = Math.max(0, limit - used[name]);
    if (rest === 0) until = Math.max(until, endOf(name, starts[name]));
    left = Math.min(left, rest);
  }
  return { left, until };
}

function isEmpty(limits: SimLimits): boolean {
  for (const _name in limits) return false;
  return true;
}

/** Those of a SIM, else those of its pool, limit by limit. Asked for each place of each plan. */
export function limitsOf(sim: SimLimits, pool: SimLimits): SimLimits {
  if (isEmpty(pool)) return sim;
  if (isEmpty(sim)) return pool;
  return { ...pool, ...sim };
}
