/** Whether a row of samples grows. Pure. */

export interface Sample {
  /** Seconds. */
  readonly at: number;
  readonly value: number;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

/** Growth per second of the straight line that fits best (least squares); 0 for fewer than two moments. */
export function slopeOf(samples: readonly Sample[]): number {
  const time = mean(samples.map(({ at }) => at));
  const value = mean(samples.map(sample => sample.value));
  const above = samples.reduce((sum, sample) => sum + (sample.at - time) * (sample.value - value), 0);
  const below = samples.reduce((sum, { at }) => sum + (at - time) ** 2, 0);
  return below === 0 ? 0 : above / below;
}
