/** TP-VP in its three formats (3GPP TS 23.040 clause 9.2.3.12). */
import { EncodeError } from '../errors.ts';
import {
  type OctetReader,
  type OctetWriter,
  octetAt,
  readOctet,
  readOctets,
  writeOctet,
  writeOctets,
} from '../octets.ts';
import { readTimestamp, swappedDecimal, type Timestamp, writeTimestamp } from './timestamp.ts';

export type ValidityPeriod =
  /** The octet, 0..255 (9.2.3.12.1). */
  | { readonly format: 'relative'; readonly value: number }
  | { readonly format: 'absolute'; readonly until: Timestamp }
  /** The seven octets as they stand (9.2.3.12.3). */
  | { readonly format: 'enhanced'; readonly octets: Uint8Array };

const FIELD = 'TP-VP';
const ENHANCED_OCTETS = 7;
const MINUTES_PER_DAY = 24 * 60;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/** TP-VPF, bits 4 and 3 of the first octet (9.2.3.3). */
const formatBits = { relative: 0x10, enhanced: 0x08, absolute: 0x18 } as const;

/** The bits of the first octet that announce the format of TP-VP; none where it is absent. */
export function validityPeriodBits(validity: ValidityPeriod | undefined): number {
  return validity === undefined ? 0 : formatBits[validity.format];
}

/**
 * Reads TP-VP in the format that the first octet announces.
 * @throws DecodeError where it is cut short or an absolute time is not decimal.
 */
export function readValidityPeriod(reader: OctetReader, firstOctet: number): ValidityPeriod | undefined {
  switch (firstOctet & 0x18) {
    case formatBits.relative:
      return { format: 'relative', value: readOctet(reader, FIELD) };
    case formatBits.absolute:
      return { format: 'absolute', until: readTimestamp(reader, FIELD) };
    case formatBits.enhanced:
      return { format: 'enhanced', octets: readOctets(reader, ENHANCED_OCTETS, FIELD) };
    default:
      return undefined;
  }
}

/** @throws EncodeError on a value out of range or an enhanced format that has not seven octets. */
export function writeValidityPeriod(target: OctetWriter, validity: ValidityPeriod): void {
  if (validity.format === 'relative') {
    writeOctet(target, validity.value, FIELD);
  } else if (validity.format === 'absolute') {
    writeTimestamp(target, validity.until, FIELD);
  } else {
    if (validity.octets.length !== ENHANCED_OCTETS) {
      throw new EncodeError(FIELD, `the enhanced format has seven octets, not ${validity.octets.length}`);
    }
    writeOctets(target, validity.octets, FIELD);
  }
}

/** 9.2.3.12.1: steps of 5 minutes, of half an hour from 12 hours on, of days, of weeks. */
function relativeMinutes(value: number): number {
  if (value <= 143) return (value + 1) * 5;
  if (value <= 167) return 12 * 60 + (value - 143) * 30;
  if (value <= 196) return (value - 166) * MINUTES_PER_DAY;
  return (value - 192) * MINUTES_PER_WEEK;
}

function relativeValue(minutes: number): number {
  if (minutes <= 12 * 60) return Math.max(0, Math.ceil(minutes / 5) - 1);
  if (minutes <= MINUTES_PER_DAY) return 143 + Math.ceil((minutes - 12 * 60) / 30);
  if (minutes <= 30 * MINUTES_PER_DAY) return 166 + Math.ceil(minutes / MINUTES_PER_DAY);
  return Math.min(255, 192 + Math.max(5, Math.ceil(minutes / MINUTES_PER_WEEK)));
}

/**
 * The shortest relative validity that lasts at least so many minutes; 63 weeks (635,040 minutes) is the longest.
 * @throws EncodeError where `minutes` is not a positive number.
 */
export function relativeValidity(minutes: number): ValidityPeriod {
  if (!(minutes > 0)) throw new EncodeError(FIELD, `${minutes} is not a positive number of minutes`);
  return { format: 'relative', value: relativeValue(minutes) };
}

/** 9.2.3.12.3, format 011: hours, minutes and seconds in swapped semi-octets. */
function clockMinutes(octets: Uint8Array): number | undefined {
  const [hours, minutes, seconds] = Array.from(octets, swappedDecimal);
  if (hours === undefined || minutes === undefined || seconds === undefined) return undefined;
  return hours * 60 + minutes + seconds / 60;
}

/**
 * 9.2.3.12.3: the low three bits of the functionality indicator choose what follows; octets that are not used are 0,
 * else the field is not well formed.
 */
function enhancedMinutes(octets: Uint8Array): number | undefined {
  const lengths = [0, 1, 1, 3];
  const indicator = octetAt(octets, 0);
  // Bit 7: another indicator octet follows, bit 6: single shot.
  const start = (indicator & 0x80) !== 0 ? 2 : 1;
  const format = indicator & 0x07;
  const end = start + (lengths[format] ?? 0);
  if (octets.subarray(end).some(octet => octet !== 0)) return undefined;
  const value = octetAt(octets, start);
  if (format === 1) return relativeMinutes(value);
  if (format === 2) return value === 0 ? undefined : value / 60;
  return format === 3 ? clockMinutes(octets.subarray(start, end)) : undefined;
}

/**
 * How many minutes a validity period lasts, seconds as a fraction; undefined for an absolute time and for an enhanced
 * one that names no duration or is not well formed.
 */
export function validityMinutes(validity: ValidityPeriod): number | undefined {
  if (validity.format === 'relative') return relativeMinutes(validity.value);
  return validity.format === 'enhanced' ? enhancedMinutes(validity.octets) : undefined;
}
