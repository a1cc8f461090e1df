/** Statistics as series for a chart: one value for each step, with gaps where nothing is known. */
import type { Statistics } from './types.ts';

type Row = Statistics['rows'][number];

/** Counts by time, ready to be drawn. */
export interface Series {
  /** Seconds since 1970, in even steps. */
  readonly times: readonly number[];
  /** By time; undefined where the gateway has no row. */
  readonly rows: readonly (Row | undefined)[];
}

/**
 * @param from seconds since 1970, as is `to`
 * @param step seconds
 */
export function seriesOf(rows: readonly Row[], from: number, to: number, step: number): Series {
  const found = new Map(rows.map(row => [Math.floor(Date.parse(row.start) / 1000), row]));
  // The gateway's steps begin at times of its zone; those of the rows lead.
  const [first] = found.keys();
  const offset = first === undefined ? 0 : first % step;
  const begin = Math.ceil((from - offset) / step) * step + offset;
  const times: number[] = [];
  for (let time = begin; time <= to; time += step) times.push(time);
  return { times, rows: times.map(time => found.get(time)) };
}

/** The range of a series, for the label of its chart. */
export interface Spread {
  readonly lowest: number;
  readonly highest: number;
  readonly last: number;
}

/** A chart in three numbers; undefined where it is empty. */
export function spreadOf(values: readonly (number | null)[]): Spread | undefined {
  const known = values.filter(value => value !== null);
  const last = known.at(-1);
  return last === undefined ? undefined : { lowest: Math.min(...known), highest: Math.max(...known), last };
}
