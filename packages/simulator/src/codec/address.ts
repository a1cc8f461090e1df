/** Addresses of TPDUs (23.040 9.1.2.5) and of the service centre (24.011 8.2.5.2). */

import { septetsToText, textToSeptets } from './alphabet.ts';
import { fromSemiOctets, joinOctets, type OctetReader, TpduError, toSemiOctets } from './octets.ts';
import { packSeptets, unpackSeptets } from './septets.ts';

/** Digits (`0-9*#abc`) or, for an alphanumeric address, text; and the type-of-address octet as it stands on the wire. */
export interface Address {
  readonly typeOfAddress: number;
  readonly value: string;
}

const INTERNATIONAL_TELEPHONE = 0x91;
const UNKNOWN_TELEPHONE = 0x81;
const ALPHANUMERIC = 0xd0;
const DIGITS = '0123456789*#abc';
const FILLER = 'F';

/** Type of number, bits 6 to 4: 0 unknown, 1 international, 2 national, 5 alphanumeric. */
export function typeOfNumber(address: Address): number {
  return (address.typeOfAddress >> 4) & 0x07;
}

/** The address as people write it: `+` before an international number, other numbers and names as they are. */
export function addressText(address: Address): string {
  return typeOfNumber(address) === 1 ? `+${address.value}` : address.value;
}

/** The address a text stands for: `+digits` international, digits unknown type, anything else an alphanumeric name. */
export function parseAddress(text: string): Address {
  if (/^\+[0-9*#abc]{1,20}$/.test(text))
    return { typeOfAddress: INTERNATIONAL_TELEPHONE, value: text.slice(1) };
  if (/^[0-9*#abc]{1,20}$/.test(text)) return { typeOfAddress: UNKNOWN_TELEPHONE, value: text };
  return { typeOfAddress: ALPHANUMERIC, value: text };
}

/** Reads an address whose length octet counts semi-octets. Throws `TpduError` naming `field`. */
export function readAddress(reader: OctetReader, field: string): Address {
  const length = reader.octet(`${field} length`);
  if (length > 20) throw reader.fault(field, `${length} digits; 20 are allowed`); // 23.040 9.1.2.5
  const typeOfAddress = reader.octet(`${field} type`);
  const octets = reader.take(Math.ceil(length / 2), field);
  if (((typeOfAddress >> 4) & 0x07) === 5) {
    return { typeOfAddress, value: septetsToText(unpackSeptets(octets, Math.floor((length * 4) / 7))) };
  }
  return { typeOfAddress, value: readDigits(octets, length, reader, field) };
}

/** Reads `count` semi-octets. @throws TpduError where the filler 1111 stands before the end */
function readDigits(octets: Uint8Array, count: number, reader: OctetReader, field: string): string {
  // The filler of an odd number is not looked at.
  const digits = [...toSemiOctets(octets).slice(0, count)].map(half => DIGITS[Number.parseInt(half, 16)]);
  if (digits.includes(undefined)) throw reader.fault(field, 'filler inside the digits');
  return digits.join('');
}

/**
 * Octets of an address, length octet first. A name is cut to the 11 characters that 10 octets hold. Throws `TpduError` on
 * more than 20 digits, a character that is no digit, or a name outside the default alphabet.
 */
export function writeAddress(address: Address): Uint8Array {
  if (typeOfNumber(address) === 5) return writeName(address);
  const digits = digitOctets(address.value);
  if (address.value.length > 20) throw new TpduError('address', 2, `${address.value.length} digits; 20 fit`);
  return joinOctets(address.value.length, address.typeOfAddress, digits);
}

/**
 * Writes an alphanumeric address of at most 11 septets; a longer one is cut.
 * @throws TpduError where a character is not of the GSM 7-bit default alphabet
 */
function writeName(address: Address): Uint8Array {
  const septets = textToSeptets(address.value)?.slice(0, 11);
  if (septets === undefined) throw new TpduError('address', 2, `"${address.value}" has no GSM 7-bit form`);
  const semiOctets = Math.ceil((septets.length * 7) / 4); // 23.040 9.1.2.5: useful semi-octets, not septets
  return joinOctets(semiOctets, address.typeOfAddress, packSeptets(septets));
}

/**
 * Writes digits as semi-octets.
 * @throws TpduError where a character is no digit of an address
 */
function digitOctets(value: string): Uint8Array {
  const halves = [...value].map(digit => {
    const half = DIGITS.indexOf(digit);
    if (half < 0) throw new TpduError('address', 2, `"${digit}" is no digit`);
    return half.toString(16);
  });
  return fromSemiOctets(halves.join(''));
}

/** Reads the service centre's address, whose length octet counts octets; undefined when it is empty. */
export function readServiceCentreAddress(reader: OctetReader): Address | undefined {
  const field = 'service centre address';
  const length = reader.octet(`${field} length`);
  if (length === 0) return undefined;
  if (length > 11) throw reader.fault(field, `${length} octets; 11 are allowed`); // 24.011 8.2.5.2
  const typeOfAddress = reader.octet(`${field} type`);
  const octets = reader.take(length - 1, field);
  const semiOctets = toSemiOctets(octets);
  const digits = semiOctets.endsWith(FILLER) ? semiOctets.length - 1 : semiOctets.length;
  return { typeOfAddress, value: readDigits(octets, digits, reader, field) };
}

/** Octets of the service centre's address with its length octet; one zero octet for none. */
export function writeServiceCentreAddress(address: Address | undefined): Uint8Array {
  if (address === undefined) return Uint8Array.of(0);
  const digits = digitOctets(address.value);
  return joinOctets(digits.length + 1, address.typeOfAddress, digits);
}
