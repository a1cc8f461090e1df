/** Times and numbers as people of a language write them. Times are in the zone of the gateway, not of the browser. */

/** Ways to write times and numbers. */
export interface Formats {
  /** 14:02:33, with the day where it is not today. */
  when(instant: string): string;
  /** 14:02, for axes. */
  clock(instant: string): string;
  /** 3 Nov, for axes. */
  day(instant: string): string;
  /** Day, time and zone in full. */
  full(instant: string): string;
  count(value: number): string;
  /** Octets as kB, MB or GB. */
  bytes(octets: number): string;
  /** Seconds as days and hours, or hours and minutes. */
  duration(seconds: number): string;
}

function localeOf(language: string): string {
  // Digits of identities are Latin everywhere on the page, so those of times and counts are too.
  if (language === 'ar') return 'ar-u-nu-latn';
  return language === 'xx' ? 'en' : language;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function bytesOf(octets: number, locale: string): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, octets)) / 3));
  const options = { style: 'unit', unit: units[step] ?? 'byte', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, options).format(octets / 1000 ** step);
}

const DAY = 86_400;
const HOUR = 3600;

function durationOf(seconds: number, locale: string): string {
  const part = (value: number, unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  const days = Math.floor(seconds / DAY);
  const hours = Math.floor((seconds % DAY) / HOUR);
  const minutes = Math.floor((seconds % HOUR) / 60);
  const two =
    days > 0
      ? [[days, 'day'] as const, [hours, 'hour'] as const]
      : [[hours, 'hour'] as const, [minutes, 'minute'] as const];
  const told = two.filter(([value]) => value > 0);
  return (told.length === 0 ? [[0, 'minute'] as const] : told)
    .map(([value, unit]) => part(value, unit))
    .join(' ');
}

export function formatsOf(language: string, timeZone: string, now: () => number = Date.now): Formats {
  const locale = localeOf(language);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone });
  const short = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
  const date = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long', timeZone });
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone });
  const numbers = new Intl.NumberFormat(locale);
  return {
    when(instant) {
      const moment = new Date(instant);
      return (day.format(moment) === day.format(now()) ? time : short).format(moment);
    },
    clock: instant => clock.format(new Date(instant)),
    day: instant => date.format(new Date(instant)),
    full: instant => full.format(new Date(instant)),
    count: value => numbers.format(value),
    bytes: octets => bytesOf(octets, locale),
    duration: seconds => durationOf(seconds, locale),
  };
}
