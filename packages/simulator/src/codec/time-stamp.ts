/** TP-SCTS, TP-DT and absolute TP-VP (23.040 9.2.3.11). */

import { type OctetReader, TpduError, toSemiOctets } from './octets.ts';

/** A moment in milliseconds since 1970 and the zone it was written in, in quarters of an hour east of Greenwich. */
export interface TimeStamp {
  readonly at: number;
  /** -79..79. */
  readonly zoneQuarters: number;
}

const QUARTER = 15 * 60_000;

function twoDigits(hex: string, reader: OctetReader, field: string): number {
  if (!/^[0-9]{2}$/.test(hex)) throw reader.fault(field, `${hex} is no pair of decimal digits`);
  return Number(hex);
}

/** Two digits of a year: short messages are sent since 1992, so 90 to 99 are of the last century. */
function fullYear(year: number): number {
  return year >= 90 ? 1900 + year : 2000 + year;
}

/** Reads seven octets. Throws `TpduError` for what is no date, time or zone. */
export function readTimeStamp(reader: OctetReader, field: string): TimeStamp {
  const digits = toSemiOctets(reader.take(7, field));
  const pair = (at: number) => twoDigits(digits.slice(at, at + 2), reader, field);
  const [year, month, day] = [pair(0), pair(2), pair(4)];
  const [hour, minute, second] = [pair(6), pair(8), pair(10)];
  const zoneQuarters = readZone(digits.slice(12), reader, field);
  const local = Date.UTC(fullYear(year), month - 1, day, hour, minute, second);
  const isDate = new Date(local).getUTCDate() === day && new Date(local).getUTCMonth() === month - 1;
  if (!isDate || hour > 23 || minute > 59 || second > 59) throw reader.fault(field, 'no such date or time');
  return { at: local - zoneQuarters * QUARTER, zoneQuarters };
}

/** The sign is the upper bit of the first semi-octet, the tens of the quarters its other three. */
function readZone(pair: string, reader: OctetReader, field: string): number {
  const first = Number(`0x${pair.charAt(0)}`);
  const quarters = twoDigits(`${first & 7}${pair.slice(1)}`, reader, field);
  return first >= 8 && quarters > 0 ? -quarters : quarters;
}

/** Seven octets of a time stamp. Throws `TpduError` for a zone that two semi-octets cannot hold. */
export function writeTimeStamp(stamp: TimeStamp): Uint8Array {
  const quarters = Math.abs(stamp.zoneQuarters);
  if (!Number.isInteger(quarters) || quarters > 79) {
    throw new TpduError('time stamp', 6, `zone ${stamp.zoneQuarters} quarters; -79 to 79 fit`);
  }
  const local = new Date(stamp.at + stamp.zoneQuarters * QUARTER);
  const fields = [
    local.getUTCFullYear() % 100,
    local.getUTCMonth() + 1,
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
    local.getUTCSeconds(),
  ];
  const sign = stamp.zoneQuarters < 0 ? 0x08 : 0;
  return Uint8Array.of(...fields.map(swappedDigits), swappedDigits(quarters) | sign);
}

/** Two decimal digits, tens in the lower half (23.040 9.1.2.3). */
function swappedDigits(value: number): number {
  return ((value % 10) << 4) | Math.floor(value / 10);
}
