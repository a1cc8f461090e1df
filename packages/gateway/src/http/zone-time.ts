/** Times of the API: `YYYY-MM-DD HH:MM:SS` in one zone, to and from milliseconds since 1970. */

export interface ZoneTime {
  /** Fast: long answers hold many times. */
  format(milliseconds: number): string;
  /**
   * First moment that shows `text` or later. In the repeated hour of a clock change the earlier; in the skipped hour the
   * moment of the change. Undefined where it is no date.
   */
  after(text: string): number | undefined;
  /** Last moment that shows `text` or earlier; in the repeated hour the later. */
  before(text: string): number | undefined;
}

const SECOND = 1000;
const DAY = 86_400_000;
/** Zones have changed on quarters of an hour only since 1972. */
const QUARTER = 900_000;
const MOST_CACHED = 5000;

function fieldsFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

/** Remembers the results of `make`, and forgets all when there are too many. */
function cached(make: (key: number) => number): (key: number) => number {
  const known = new Map<number, number>();
  return key => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MOST_CACHED) known.clear();
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

/** How far local time is ahead of UTC at a moment, in milliseconds. */
export function offsets(timeZone: string): (milliseconds: number) => number {
  const format = fieldsFormat(timeZone);
  const atQuarter = cached(index => {
    const at = index * QUARTER;
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name));
    const local = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return local - at;
  });
  return milliseconds => atQuarter(Math.floor(milliseconds / QUARTER));
}

const PATTERN = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2}):(\d{2})$/;

/** The fields as if they were UTC; undefined where the calendar has no such day or time. */
function readFields(text: string): number | undefined {
  const found = PATTERN.exec(text);
  if (found === null) return undefined;
  const field = (place: number): number => Number(found[place]);
  const [year, month, date] = [field(1), field(2), field(3)];
  const [hour, minute, seconds] = [field(4), field(5), field(6)];
  const local = Date.UTC(year, month - 1, date, hour, minute, seconds);
  const back = new Date(local);
  const same = back.getUTCDate() === date && back.getUTCMonth() === month - 1 && back.getUTCHours() === hour;
  return same && minute < 60 && seconds < 60 && year >= 1970 ? local : undefined;
}

/** The first moment after `low` that has the offset of `high`. */
function changeBetween(low: number, high: number, offsetAt: (at: number) => number): number {
  let before = low;
  let after = high;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === offsetAt(high)) after = middle;
    else before = middle;
  }
  return after;
}

/** The moments a local time stands for: one, two in a repeated hour, none in a skipped one. */
function momentsOf(local: number, offsetAt: (at: number) => number): number[] {
  return [...new Set([local - offsetAt(local - DAY), local - offsetAt(local + DAY)])]
    .filter(moment => moment + offsetAt(moment) === local)
    .sort((one, other) => one - other);
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

/** Makes the clock face of a zone; `timeZone` is an IANA name that the caller has checked. */
export function createZoneTime(timeZone: string): ZoneTime {
  const offsetAt = offsets(timeZone);
  let cachedMinute = Number.NaN;
  let cachedText = '';
  return {
    format(milliseconds) {
      const local = milliseconds + offsetAt(milliseconds);
      const minute = Math.floor(local / 60_000);
      if (minute !== cachedMinute) {
        cachedMinute = minute;
        cachedText = new Date(minute * 60_000).toISOString().slice(0, 17).replace('T', ' ');
      }
      return cachedText + two(Math.floor((local - minute * 60_000) / SECOND));
    },
    after(text) {
      const local = readFields(text);
      if (local === undefined) return undefined;
      return momentsOf(local, offsetAt)[0] ?? changeBetween(local - DAY, local + DAY, offsetAt);
    },
    before(text) {
      const local = readFields(text);
      if (local === undefined) return undefined;
      const last = momentsOf(local, offsetAt).at(-1);
      // Times are shown without fractions, so the whole second belongs to the end.
      return last === undefined ? changeBetween(local - DAY, local + DAY, offsetAt) - 1 : last + SECOND - 1;
    },
  };
}
