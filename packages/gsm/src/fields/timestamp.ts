/** TP-SCTS, TP-DT and absolute TP-VP (3GPP TS 23.040 clause 9.2.3.11). */
import { EncodeError, lastOctet } from '../errors.ts';
import {
  note,
  type OctetReader,
  type OctetWriter,
  octetAt,
  readOctets,
  readOver,
  remaining,
  writeOctet,
} from '../octets.ts';

/** A service centre's local time with its zone, as it was sent. */
export interface Timestamp {
  /** Full year, 2000..2099: two digits are sent. */
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Difference from GMT in quarters of an hour, -79..79; undefined where the octet cannot be read. */
  readonly zoneQuarters: number | undefined;
}

const QUARTER_MILLISECONDS = 15 * 60 * 1000;
const MAXIMUM_QUARTERS = 79;
const TIMESTAMP_OCTETS = 7;

/** The number of an octet of two swapped decimal semi-octets; undefined: one of them is no decimal digit. */
export function swappedDecimal(octet: number): number | undefined {
  const tens = octet & 0x0f;
  const units = octet >> 4;
  return tens > 9 || units > 9 ? undefined : tens * 10 + units;
}

function swappedOctet(value: number): number {
  return ((value % 10) << 4) | Math.floor(value / 10);
}

/** 9.2.3.11: bit 3 of the zone octet is the sign, the rest two swapped digits of quarters. */
function zoneOf(octet: number): number | undefined {
  const quarters = swappedDecimal(octet & ~0x08);
  if (quarters === undefined || quarters === 0) return quarters;
  return (octet & 0x08) !== 0 ? -quarters : quarters;
}

/** An unreadable zone is written as FF, which no one can read either. */
function zoneOctet(quarters: number | undefined, field: string): number {
  if (quarters === undefined) return 0xff;
  if (!Number.isInteger(quarters) || Math.abs(quarters) > MAXIMUM_QUARTERS) {
    throw new EncodeError(field, `zone of ${quarters} quarters of an hour; -79..79 can be said`);
  }
  return swappedOctet(Math.abs(quarters)) | (quarters < 0 ? 0x08 : 0);
}

/** 9.2.3.11: a semi-octet that is no decimal digit is taken as 0. */
function decimalOrZero(semiOctet: number): number {
  return semiOctet > 9 ? 0 : semiOctet;
}

/** Seven octets. Where fewer are left, a lenient reader puts 0 in place of those that are missing. */
function timestampOctets(reader: OctetReader, field: string): Uint8Array {
  const found = remaining(reader);
  if (found >= TIMESTAMP_OCTETS || reader.defects === undefined)
    return readOctets(reader, TIMESTAMP_OCTETS, field);
  const reason = `cut short, ${found} of ${TIMESTAMP_OCTETS} octets are there`;
  readOver(reader, 'length', field, lastOctet(reader.octets), reason);
  const octets = new Uint8Array(TIMESTAMP_OCTETS);
  octets.set(readOctets(reader, found, field));
  return octets;
}

/** Notes a date that no calendar has, and a zone that cannot be read. */
function noteMoment(reader: OctetReader, timestamp: Timestamp, start: number, field: string): void {
  if (timestampToEpoch({ ...timestamp, zoneQuarters: 0 }) === undefined)
    note(reader, 'content', field, start, 'no date and time of a calendar');
  if (timestamp.zoneQuarters === undefined)
    note(reader, 'content', field, start + 6, 'the zone is not two decimal digits');
}

/**
 * Reads seven octets. A zone that is not decimal is left undefined: there are networks that send such in every
 * report. A lenient reader takes digits that are none as 0, as 9.2.3.11 has it.
 * @throws DecodeError on fewer octets or a date or time that is not decimal.
 */
export function readTimestamp(reader: OctetReader, field: string): Timestamp {
  const start = reader.position;
  const octets = timestampOctets(reader, field);
  const part = (index: number): number => {
    const octet = octetAt(octets, index);
    const value = swappedDecimal(octet);
    if (value !== undefined) return value;
    readOver(reader, 'content', field, start + index, 'not two decimal digits; a bad one counts as 0');
    return decimalOrZero(octet & 0x0f) * 10 + decimalOrZero(octet >> 4);
  };
  const timestamp = {
    year: 2000 + part(0),
    month: part(1),
    day: part(2),
    hour: part(3),
    minute: part(4),
    second: part(5),
    zoneQuarters: zoneOf(octetAt(octets, 6)),
  };
  noteMoment(reader, timestamp, start, field);
  return timestamp;
}

/** @throws EncodeError on a year outside 2000..2099, a part outside 0..99, or a zone outside -79..79. */
export function writeTimestamp(target: OctetWriter, timestamp: Timestamp, field: string): void {
  const { year, month, day, hour, minute, second, zoneQuarters } = timestamp;
  for (const value of [year - 2000, month, day, hour, minute, second]) {
    if (!Number.isInteger(value) || value < 0 || value > 99) {
      throw new EncodeError(
        field,
        `${year}-${month}-${day} ${hour}:${minute}:${second} cannot be said in two digits each`,
      );
    }
    writeOctet(target, swappedOctet(value), field);
  }
  writeOctet(target, zoneOctet(zoneQuarters, field), field);
}

/** Milliseconds since 1970; undefined where it is no real time or its zone could not be read. */
export function timestampToEpoch(timestamp: Timestamp): number | undefined {
  const { year, month, day, hour, minute, second, zoneQuarters } = timestamp;
  if (zoneQuarters === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(local);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return local - zoneQuarters * QUARTER_MILLISECONDS;
}

/**
 * The local time of a moment (milliseconds since 1970, a fraction of a second is dropped) in a zone (-79..79 quarters).
 * @throws EncodeError where the local year is not 2000..2099 or the zone out of range.
 */
export function timestampFromEpoch(milliseconds: number, zoneQuarters: number): Timestamp {
  zoneOctet(zoneQuarters, 'zoneQuarters');
  const local = new Date(milliseconds + zoneQuarters * QUARTER_MILLISECONDS);
  const year = local.getUTCFullYear();
  if (!(year >= 2000 && year <= 2099))
    throw new EncodeError('milliseconds', `year ${year} is not 2000..2099`);
  return {
    year,
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    zoneQuarters,
  };
}
