/** TP-VP in its three formats (23.040 9.2.3.12). */

import { OctetReader, toSemiOctets } from './octets.ts';
import { readTimeStamp, type TimeStamp } from './time-stamp.ts';

/** The values of TP-VPF in their order (23.040 9.2.3.3). */
export type ValidityFormat = 'absent' | 'enhanced' | 'relative' | 'absolute';

/** TP-VP in its three forms (23.040 9.2.3.12). */
export type Validity =
  | { readonly format: 'absent' }
  | { readonly format: 'relative'; readonly value: number }
  | { readonly format: 'absolute'; readonly until: TimeStamp }
  | {
      readonly format: 'enhanced';
      readonly octets: Uint8Array;
      /** Undefined: the message names no period. */
      readonly milliseconds: number | undefined;
      /** One attempt, then given up. */
      readonly singleShot: boolean;
    };

const MINUTE = 60_000;
/** TP-VPF 1 to 3; 0 is absent. */
const formats: readonly ValidityFormat[] = ['enhanced', 'relative', 'absolute'];

/** Reads TP-VPF from bits 4 and 3 of the first octet. */
export function validityFormat(firstOctet: number): ValidityFormat {
  return formats[((firstOctet >> 3) & 0x03) - 1] ?? 'absent';
}

/** The two TP-VPF bits in their place. */
export function validityFormatBits(format: ValidityFormat): number {
  return (formats.indexOf(format) + 1) << 3;
}

/** Reads TP-VP in the format that TP-VPF names. Throws `TpduError`. */
export function readValidity(reader: OctetReader, format: ValidityFormat): Validity {
  if (format === 'absent') return { format };
  if (format === 'relative') return { format, value: reader.octet('TP-VP') };
  if (format === 'absolute') return { format, until: readTimeStamp(reader, 'TP-VP') };
  return readEnhanced(reader.take(7, 'TP-VP'));
}

/** 23.040 9.2.3.12.3: seven octets, of which those that are not used are zero. */
function readEnhanced(octets: Uint8Array): Validity {
  const reader = new OctetReader(octets);
  const indicator = reader.octet('TP-VP');
  if ((indicator & 0x80) !== 0) throw reader.fault('TP-VP', 'an extended indicator is not known');
  const milliseconds = readEnhancedPeriod(reader, indicator & 0x07);
  if (octets.subarray(reader.position).some(octet => octet !== 0)) {
    throw reader.fault('TP-VP', 'octets after the period must be zero');
  }
  return { format: 'enhanced', octets, milliseconds, singleShot: (indicator & 0x40) !== 0 };
}

/**
 * The period of the enhanced format in milliseconds (23.040 9.2.3.12.3); undefined where the format names none.
 * @throws TpduError where the format is reserved
 */
function readEnhancedPeriod(reader: OctetReader, format: number): number | undefined {
  if (format === 0) return undefined;
  if (format === 1) return relativeMinutes(reader.octet('TP-VP')) * MINUTE;
  if (format === 2) return reader.octet('TP-VP') * 1000;
  if (format === 3) return readHoursMinutesSeconds(reader);
  throw reader.fault('TP-VP', `period format ${format} is reserved`);
}

/** A period of three octets of semi-octets, as milliseconds. @throws TpduError where a half is no decimal digit */
function readHoursMinutesSeconds(reader: OctetReader): number {
  const digits = toSemiOctets(reader.take(3, 'TP-VP'));
  if (/\D/.test(digits)) throw reader.fault('TP-VP', `${digits} holds a digit that is not decimal`);
  const pair = (at: number) => Number(digits.slice(at, at + 2));
  return ((pair(0) * 60 + pair(2)) * 60 + pair(4)) * 1000;
}

/** Minutes of a relative TP-VP, 0..255 (23.040 9.2.3.12.1). */
export function relativeMinutes(value: number): number {
  if (value <= 143) return (value + 1) * 5;
  if (value <= 167) return 12 * 60 + (value - 143) * 30;
  if (value <= 196) return (value - 166) * 24 * 60;
  return (value - 192) * 7 * 24 * 60;
}

/** The shortest relative TP-VP that lasts at least `minutes`; the longest there is for more than 63 weeks. */
export function relativeValidity(minutes: number): Validity {
  const value = Array.from({ length: 256 }, (_, candidate) => candidate).find(candidate => {
    return relativeMinutes(candidate) >= minutes;
  });
  return { format: 'relative', value: value ?? 255 };
}

/** How long a message accepted at `acceptedAt` is valid, in milliseconds; undefined where it has no period. */
export function validityMilliseconds(validity: Validity, acceptedAt: number): number | undefined {
  if (validity.format === 'relative') return relativeMinutes(validity.value) * MINUTE;
  if (validity.format === 'absolute') return Math.max(0, validity.until.at - acceptedAt);
  return validity.format === 'enhanced' ? validity.milliseconds : undefined;
}
