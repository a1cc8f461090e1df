/** Durations, timers and the clock. */
import { DecodeError } from '../../errors.ts';
import type { Timestamp } from '../../fields/timestamp.ts';
import { checkOctet, type ObjectKind, octetObject, octetOf } from './object-kind.ts';
import { readSwappedDecimal, writeSwappedDecimal } from './semi-octets.ts';

const units = ['minutes', 'seconds', 'tenthsOfSeconds'] as const;

/** A length of time; `interval` is 1..255, 0 is reserved. */
export interface Duration {
  readonly unit: (typeof units)[number];
  readonly interval: number;
}

/** 102 223 8.8. */
export const duration: ObjectKind<Duration> = {
  tag: 0x04,
  name: 'duration',
  read: value => {
    const unit = units[octetOf(value, 0, 'time unit')];
    if (unit === undefined) throw new DecodeError('time unit', 0, `${value[0]} is reserved`);
    return { unit, interval: octetOf(value, 1, 'time interval') };
  },
  write: ({ unit, interval }) => Uint8Array.of(units.indexOf(unit), checkOctet('time interval', interval)),
};

const unitMilliseconds = { minutes: 60_000, seconds: 1000, tenthsOfSeconds: 100 } as const;

/** A duration in milliseconds. */
export function durationMilliseconds({ unit, interval }: Duration): number {
  return interval * unitMilliseconds[unit];
}

/** 102 223 8.37: 1..8. */
export const timerIdentifier: ObjectKind<number> = octetObject(0x24, 'timer identifier');

/** Time for which a timer is set, or has run. */
export interface TimerValue {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** 102 223 8.38. */
export const timerValue: ObjectKind<TimerValue> = {
  tag: 0x25,
  name: 'timer value',
  read: value => ({
    hours: readSwappedDecimal(value, 0, 'hours'),
    minutes: readSwappedDecimal(value, 1, 'minutes'),
    seconds: readSwappedDecimal(value, 2, 'seconds'),
  }),
  write: ({ hours, minutes, seconds }) =>
    Uint8Array.of(
      writeSwappedDecimal(hours, 'hours'),
      writeSwappedDecimal(minutes, 'minutes'),
      writeSwappedDecimal(seconds, 'seconds'),
    ),
};

/** A timer's value in milliseconds. */
export function timerMilliseconds({ hours, minutes, seconds }: TimerValue): number {
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** The value of a time in milliseconds, in whole seconds, at most 24 hours less one second (102 223 8.38). */
export function timerValueFrom(milliseconds: number): TimerValue {
  const total = Math.min(Math.max(Math.floor(milliseconds / 1000), 0), 86_399);
  return { hours: Math.floor(total / 3600), minutes: Math.floor(total / 60) % 60, seconds: total % 60 };
}

const UNKNOWN_ZONE = 0xff;

function readZone(octet: number): number | undefined {
  if (octet === UNKNOWN_ZONE) return undefined;
  // 23.040 9.2.3.11: bit 4 of the octet as sent is the sign of the zone.
  const quarters = (octet & 0x07) * 10 + (octet >> 4);
  return (octet & 0x08) === 0 ? quarters : -quarters;
}

function writeZone(quarters: number | undefined): number {
  if (quarters === undefined) return UNKNOWN_ZONE;
  return writeSwappedDecimal(Math.abs(quarters), 'time zone') | (quarters < 0 ? 0x08 : 0);
}

/** 102 223 8.39: date, time and zone as 23.040's service centre time stamp; a zone of 0xFF is unknown. */
export const dateTime: ObjectKind<Timestamp> = {
  tag: 0x26,
  name: 'date-time and time zone',
  read: value => ({
    year: 2000 + readSwappedDecimal(value, 0, 'year'),
    month: readSwappedDecimal(value, 1, 'month'),
    day: readSwappedDecimal(value, 2, 'day'),
    hour: readSwappedDecimal(value, 3, 'hour'),
    minute: readSwappedDecimal(value, 4, 'minute'),
    second: readSwappedDecimal(value, 5, 'second'),
    zoneQuarters: readZone(octetOf(value, 6, 'time zone')),
  }),
  write: time =>
    Uint8Array.of(
      writeSwappedDecimal(time.year - 2000, 'year'),
      writeSwappedDecimal(time.month, 'month'),
      writeSwappedDecimal(time.day, 'day'),
      writeSwappedDecimal(time.hour, 'hour'),
      writeSwappedDecimal(time.minute, 'minute'),
      writeSwappedDecimal(time.second, 'second'),
      writeZone(time.zoneQuarters),
    ),
};
