/**
 * Times of original hardware: its own clock, written without a zone, and off by minutes or a day where it reaches no time server. What is
 * between it and ours is learned from messages whose sending we know.
 */

const FORM = /^(\d{4})[-/](\d{2})[-/](\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

type Six = [number, number, number, number, number, number];

/** Milliseconds since 1970 as if the device lived in UTC; undefined where the text is no time. */
export function parseDeviceTime(text: string): number | undefined {
  const found = FORM.exec(text.trim());
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number) as Six;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
    return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The same for a filter of a query. */
export function formatDeviceTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}

/** Bounds of how far a clock is ahead of ours, in milliseconds. */
export interface OffsetBounds {
  readonly least: number;
  readonly most: number;
}

/** Of the second that a device leaves out. */
const RESOLUTION = 1000;
/** A less exact observation is not used. */
const WIDEST = 10 * 60_000;

/**
 * Bounds of the device's clock by an event that happened between two moments of ours.
 * @param device its time by the device's clock
 */
export function boundsOf(device: number, earliest: number, latest: number): OffsetBounds | undefined {
  const bounds = { least: device - latest, most: device + RESOLUTION - earliest };
  return bounds.most - bounds.least > WIDEST ? undefined : bounds;
}

/** The range that both observations allow. Where they exclude each other the clock was set, and the newer one counts. */
export function narrowed(known: OffsetBounds | undefined, seen: OffsetBounds): OffsetBounds {
  if (known === undefined) return seen;
  const least = Math.max(known.least, seen.least);
  const most = Math.min(known.most, seen.most);
  return least <= most ? { least, most } : seen;
}

/** The middle of what is possible. */
export function offsetOf({ least, most }: OffsetBounds): number {
  return Math.round((least + most) / 2);
}
