/** The verdict over a push run. Pure. */

export interface MemorySample {
  /** Seconds since the run began. */
  readonly second: number;
  /** Resident memory. */
  readonly mebibytes: number;
}

export interface PushVerdict {
  /** The longest time from the commit of an event to its arrival at the good target, in milliseconds. */
  readonly longestLag: number;
  readonly medianLag: number;
  /** Memory at minute 10 and at the end; NaN where the run was shorter. */
  readonly memory: { readonly early: number; readonly late: number };
  readonly violations: readonly string[];
}

/** Milliseconds that the good target may be behind. */
const MOST_LAG = 1000;
/** Part by which the memory at the end may be above that of minute 10. */
const MOST_GROWTH = 0.1;
const MINUTE = 60;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean of a minute around minute 10, and of the last minute. */
function memoryOf(samples: readonly MemorySample[]): PushVerdict['memory'] {
  const end = samples.at(-1)?.second ?? 0;
  const within = (from: number, to: number): number =>
    mean(samples.filter(({ second }) => second >= from && second <= to).map(one => one.mebibytes));
  if (end <= 11 * MINUTE) return { early: Number.NaN, late: Number.NaN };
  return { early: within(9.5 * MINUTE, 10.5 * MINUTE), late: within(end - MINUTE, end) };
}

/**
 * @param committed wall time of each event in the journal, by id
 * @param arrived wall time of its first arrival at the good target
 */
export function judgeRun(
  committed: ReadonlyMap<number, number>,
  arrived: ReadonlyMap<number, number>,
  samples: readonly MemorySample[],
): PushVerdict {
  const lags = [...arrived]
    .map(([id, at]) => at - (committed.get(id) ?? at))
    .sort((one, other) => one - other);
  const longestLag = lags.at(-1) ?? 0;
  const missing = [...committed.keys()].filter(id => !arrived.has(id)).length;
  const memory = memoryOf(samples);
  const violations = [
    ...(missing > 0 ? [`${missing} events did not reach the good target`] : []),
    ...(longestLag > MOST_LAG ? [`the good target was ${longestLag} ms behind`] : []),
    ...(memory.late > memory.early * (1 + MOST_GROWTH)
      ? [`memory grew from ${memory.early.toFixed(0)} to ${memory.late.toFixed(0)} MiB`]
      : []),
  ];
  return { longestLag, medianLag: lags[Math.floor(lags.length / 2)] ?? 0, memory, violations };
}
