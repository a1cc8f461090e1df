/** Times as people write and read them. */
import { InvalidArgumentError } from 'commander';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of `90s`, `5m`, `2h`, `1d`, `1w`, or of a plain number. */
export function duration(text: string): number {
  const [, digits = '', unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)([smhdw])?$/.exec(text) ?? [];
  if (digits === '') throw new InvalidArgumentError('Allowed is a time such as 90s, 5m, 2h, 1d or 1w.');
  return Number(digits) * (units[unit] ?? 1);
}

/** `1h` (so long ago), or a date and time with or without a zone: as ISO 8601 in UTC. */
export function moment(text: string): string {
  const ago = /^\d+(\.\d+)?[smhdw]$/.test(text) ? Date.now() - duration(text) * 1000 : Number.NaN;
  const instant =
    Number.isNaN(ago) && /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text.replace(' ', 'T')) : ago;
  if (Number.isNaN(instant))
    throw new InvalidArgumentError('Allowed is a time ago such as 2h, or a moment such as 2026-05-31T18:00.');
  return new Date(instant).toISOString();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `2026-05-31 18:00:00` in the zone of this machine; "" where there is none. */
export function localTime(iso: string | null): string {
  if (iso === null || iso === '') return '';
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** `18:00:00`. */
export function localClock(iso: string): string {
  return localTime(iso).slice('2026-05-31 '.length);
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** `4 s`, `12 min`, `3 h`, `5 d`. */
export function span(seconds: number): string {
  if (seconds < MINUTE) return `${Math.round(seconds)} s`;
  if (seconds < HOUR) return `${Math.round(seconds / MINUTE)} min`;
  return seconds < 2 * DAY ? `${Math.round(seconds / HOUR)} h` : `${Math.round(seconds / DAY)} d`;
}
