/** Addresses of the SM-TL (3GPP TS 23.040 clause 9.1.2.5). */
import { decodeGsm7, encodeGsm7 } from '../alphabets/gsm7.ts';
import { packSeptets, unpackSeptets } from '../alphabets/septets.ts';
import { DecodeError, EncodeError } from '../errors.ts';
import {
  type OctetReader,
  type OctetWriter,
  octetAt,
  readOctet,
  readOctets,
  readOver,
  writeOctet,
  writeOctets,
} from '../octets.ts';

/** Types of number in the order of their three bits, 6 to 4 of the type-of-address octet (23.040 9.1.2.5). */
const typesOfNumber = [
  'unknown',
  'international',
  'national',
  'networkSpecific',
  'subscriber',
  'alphanumeric',
  'abbreviated',
  'reserved',
] as const;

export type TypeOfNumber = (typeof typesOfNumber)[number];

/** The type of number that a type-of-address octet (0..255) names. */
export function typeOfNumberIn(octet: number): TypeOfNumber {
  return typesOfNumber[(octet >> 4) & 0x07] ?? 'reserved';
}

/** TP-DA, TP-OA, TP-RA or a service centre's address. */
export interface Address {
  readonly typeOfNumber: TypeOfNumber;
  /** Numbering plan identification, 0..15; 1 is E.164. */
  readonly numberingPlan: number;
  /** Digits 0-9 * # a b c without a leading `+`; the text itself where the type of number is alphanumeric. */
  readonly digits: string;
}

/** 9.1.2.3: the fifteen values of a semi-octet; 1111 is fill. */
const SEMI_OCTETS = '0123456789*#abc';
const FILL = 0x0f;

/** 9.1.2.5: an address has 12 octets at most, ten of them carry the value. */
const MAXIMUM_VALUE_OCTETS = 10;

/** 9.1.2.5: the length counts the useful semi-octets; the fill behind an odd one may have any value. */
function digitsOf(reader: OctetReader, octets: Uint8Array, count: number, field: string): string {
  let digits = '';
  for (let index = 0; index < count; index++) {
    const octet = octetAt(octets, index >> 1);
    const value = index % 2 === 0 ? octet & 0x0f : octet >> 4;
    if (value !== FILL) digits += SEMI_OCTETS[value];
    else {
      const place = reader.position - octets.length + (index >> 1);
      readOver(reader, 'content', field, place, 'fill stands among the digits and is left out');
    }
  }
  return digits;
}

function semiOctetsOf(digits: string, field: string): Uint8Array {
  const octets = new Uint8Array((digits.length + 1) >> 1);
  if (digits.length % 2 !== 0) octets[octets.length - 1] = FILL << 4;
  for (let index = 0; index < digits.length; index++) {
    const value = SEMI_OCTETS.indexOf(digits.charAt(index));
    if (value < 0) throw new EncodeError(field, `'${digits.charAt(index)}' is no digit; 0-9 * # a b c are`);
    octets[index >> 1] = octetAt(octets, index >> 1) | (index % 2 === 0 ? value : value << 4);
  }
  return octets;
}

/** Septets of a name. @throws EncodeError on a character that the default alphabet lacks. */
export function alphanumericSeptets(text: string, field: string): Uint8Array {
  const septets = encodeGsm7(text);
  if (septets === undefined) {
    throw new EncodeError(field, `'${text}' has a character that the default alphabet lacks`);
  }
  return septets;
}

/** The octet behind the length: 1, type of number, numbering plan (9.1.2.5). */
function typeOctet(address: Address, field: string): number {
  const { numberingPlan } = address;
  if (!Number.isInteger(numberingPlan) || numberingPlan < 0 || numberingPlan > 15) {
    throw new EncodeError(field, `numbering plan ${numberingPlan} is not 0..15`);
  }
  return 0x80 | (typesOfNumber.indexOf(address.typeOfNumber) << 4) | numberingPlan;
}

/** The address of a value that was read last. */
function addressOf(
  reader: OctetReader,
  type: number,
  semiOctetCount: number,
  value: Uint8Array,
  field: string,
): Address {
  const typeOfNumber = typeOfNumberIn(type);
  const numberingPlan = type & 0x0f;
  if (typeOfNumber !== 'alphanumeric') {
    return { typeOfNumber, numberingPlan, digits: digitsOf(reader, value, semiOctetCount, field) };
  }
  // 9.1.2.5: the length counts semi-octets of the packed text, so four bits each.
  const septets = unpackSeptets(value, Math.floor((semiOctetCount * 4) / 7));
  return { typeOfNumber, numberingPlan, digits: decodeGsm7(septets) };
}

/**
 * Reads TP-DA, TP-OA or TP-RA: length in semi-octets, type, value. A lenient reader leaves out fill among the digits.
 * @throws DecodeError on more than 20 semi-octets, a cut value, or fill in a wrong place.
 */
export function readAddress(reader: OctetReader, field: string): Address {
  const start = reader.position;
  const count = readOctet(reader, field);
  const octetCount = (count + 1) >> 1;
  if (octetCount > MAXIMUM_VALUE_OCTETS)
    throw new DecodeError(field, start, `${count} semi-octets, at most 20 can be`);
  const type = readOctet(reader, field);
  const value = readOctets(reader, octetCount, field);
  return addressOf(reader, type, count, value, field);
}

/**
 * Reads the service centre's address in front of a PDU (27.005 3.1): length in octets, type, digits.
 * @returns undefined where the length is 0: the modem uses the stored one.
 * @throws DecodeError as readAddress.
 */
export function readServiceCentre(reader: OctetReader): Address | undefined {
  const start = reader.position;
  const length = readOctet(reader, 'SMSC');
  if (length === 0) return undefined;
  if (length > MAXIMUM_VALUE_OCTETS + 1)
    throw new DecodeError('SMSC', start, `${length} octets, at most 11 can be`);
  const type = readOctet(reader, 'SMSC');
  const value = readOctets(reader, length - 1, 'SMSC');
  const last = value.at(-1) ?? 0;
  const count = value.length * 2 - (last >> 4 === FILL ? 1 : 0);
  return addressOf(reader, type, count, value, 'SMSC');
}

/**
 * Writes TP-DA, TP-OA or TP-RA.
 * @throws EncodeError on more than 20 digits or 11 septets, or characters that cannot be.
 */
export function writeAddress(target: OctetWriter, address: Address, field: string): void {
  const type = typeOctet(address, field);
  const alphanumeric = address.typeOfNumber === 'alphanumeric';
  const septets = alphanumeric ? alphanumericSeptets(address.digits, field) : undefined;
  const value = septets === undefined ? semiOctetsOf(address.digits, field) : packSeptets(septets);
  if (value.length > MAXIMUM_VALUE_OCTETS) {
    throw new EncodeError(field, `'${address.digits}' is too long: 20 digits or 11 characters of text fit`);
  }
  // 9.1.2.5: the length is the number of useful semi-octets.
  writeOctet(
    target,
    septets === undefined ? address.digits.length : Math.ceil((septets.length * 7) / 4),
    field,
  );
  writeOctet(target, type, field);
  writeOctets(target, value, field);
}

/**
 * Writes the service centre's address in front of a PDU; undefined writes length 0.
 * @throws EncodeError on text (24.011 8.2.5.2 has digits only), no or more than 20 digits.
 */
export function writeServiceCentre(target: OctetWriter, address: Address | undefined): void {
  if (address === undefined) {
    writeOctet(target, 0, 'SMSC');
    return;
  }
  if (address.typeOfNumber === 'alphanumeric')
    throw new EncodeError('SMSC', 'an address of digits is needed');
  const value = semiOctetsOf(address.digits, 'SMSC');
  if (value.length === 0 || value.length > MAXIMUM_VALUE_OCTETS) {
    throw new EncodeError('SMSC', `${address.digits.length} digits; 1 to 20 fit`);
  }
  writeOctet(target, value.length + 1, 'SMSC');
  writeOctet(target, typeOctet(address, 'SMSC'), 'SMSC');
  writeOctets(target, value, 'SMSC');
}
