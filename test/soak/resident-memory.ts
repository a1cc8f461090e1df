/** Judges the resident memory of a soak run. Pure. */
import { type Sample, slopeOf } from './trend.ts';

export interface MemoryVerdict {
  /** MiB, when warming up is over: at minute 10, in a shorter run after its first fourth. */
  readonly first: number;
  readonly last: number;
  readonly perMinute: number;
  /** "": it did not grow too much. */
  readonly violation: string;
}

/** Seconds until a run is warm: compiled code and the page cache of the database fill. */
const WARM = 600;
/** Samples on either side that a figure is the mean of. */
const AROUND = 3;
/** Of the figure at minute 10. */
const MOST_GROWTH = 0.1;
/** MiB a minute, in a run that is too short for minute 10. */
const MOST_PER_MINUTE = 1;

/** @param samples MiB over seconds, in order */
export function judgeMemory(samples: readonly Sample[]): MemoryVerdict {
  const begun = samples[0]?.at ?? 0;
  const isLong = (samples.at(-1)?.at ?? 0) - begun >= WARM * 1.5;
  const warm = isLong
    ? samples.filter(({ at }) => at - begun >= WARM)
    : samples.slice(Math.floor(samples.length / 4));
  const first = meanOf(warm.slice(0, AROUND * 2));
  const last = meanOf(warm.slice(-AROUND * 2));
  const perMinute = slopeOf(warm) * 60;
  const grown = isLong ? last > first * (1 + MOST_GROWTH) : perMinute > MOST_PER_MINUTE;
  const words = `memory grew from ${first.toFixed(0)} to ${last.toFixed(0)} MiB, ${perMinute.toFixed(2)} a minute`;
  return { first, last, perMinute, violation: grown ? words : '' };
}

function meanOf(samples: readonly Sample[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0) / samples.length;
}
