/** The result of a benchmark: figures with their unit, several runs, and their goal. */

export interface Measurement {
  readonly name: string;
  readonly unit: string;
  /** One value per run, or per event where single events are timed. */
  readonly values: readonly number[];
  /** Digits behind the point. */
  readonly digits?: number;
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
}

/** The middle one; of an even number the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  if (!Number.isInteger(middle)) return sorted[Math.floor(middle)] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

function shown(value: number, digits: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function digitsOf({ digits, values }: Measurement): number {
  return digits ?? (median(values) >= 100 ? 0 : 2);
}

function range(measurement: Measurement): string {
  const { values } = measurement;
  if (values.length < 2) return '';
  const digits = digitsOf(measurement);
  return `${shown(Math.min(...values), digits)} to ${shown(Math.max(...values), digits)}, ${values.length}`;
}

function plain(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 4 });
}

function goalText({ goal }: Measurement): string {
  if (goal === undefined) return '';
  return 'atLeast' in goal ? `at least ${plain(goal.atLeast)}` : `at most ${plain(goal.atMost)}`;
}

/** By how much a goal is missed, as the share of it that is reached; "met" where it is not missed. */
export function verdict({ goal, values }: Measurement): string {
  if (goal === undefined) return '';
  const value = median(values);
  const share = 'atLeast' in goal ? value / goal.atLeast : goal.atMost / value;
  return share >= 1 ? 'met' : `missed: ${shown(share * 100, share > 0.99 ? 2 : 0)} %`;
}

export const TABLE_HEAD =
  '| measure | unit | median | range, number | goal | |\n|---|---|---:|---|---|---|\n';

/** One row of a Markdown table. */
export function tableRow(measurement: Measurement): string {
  const { name, unit, values } = measurement;
  const value = shown(median(values), digitsOf(measurement));
  return `| ${name} | ${unit} | ${value} | ${range(measurement)} | ${goalText(measurement)} | ${verdict(measurement)} |\n`;
}
