/** TP-UD with its header (23.040 9.2.3.24). */

import { type NationalShifts, septetsToText } from './alphabet.ts';
import { readDataCoding } from './data-coding.ts';
import { joinOctets, OctetReader, TpduError } from './octets.ts';
import { fillBitsAfter, packSeptets, unpackSeptets } from './septets.ts';

/** User data as it is carried: readable only together with its TP-DCS and TP-UDHI. */
export interface UserData {
  readonly dataCodingScheme: number;
  readonly hasHeader: boolean;
  /** TP-UDL: septets in the default alphabet, octets otherwise, header counted. */
  readonly length: number;
  /** TP-UD, header included. */
  readonly octets: Uint8Array;
}

/** One element of a user data header (23.040 9.2.3.24). */
export interface InformationElement {
  readonly identifier: number;
  readonly data: Uint8Array;
}

/** The element that joins segments: reference of 8 or 16 bits (23.040 9.2.3.24.1, .8). */
export interface Concatenation {
  readonly reference: number;
  readonly referenceBits: 8 | 16;
  readonly total: number;
  /** From 1. */
  readonly sequence: number;
}

/** Content behind the header: septets of the default alphabet or octets, by the TP-DCS. */
export type UserDataContent = { readonly septets: readonly number[] } | { readonly octets: Uint8Array };

const CONCATENATION_8_BIT = 0x00;
const CONCATENATION_16_BIT = 0x08;
const NATIONAL_SINGLE_SHIFT = 0x24;
const NATIONAL_LOCKING_SHIFT = 0x25;
const MAXIMUM_OCTETS = 140; // 23.040 9.2.3.16
const MAXIMUM_SEPTETS = 160;

/** Reads TP-UDL and TP-UD. Throws `TpduError` when the length exceeds what a TPDU holds or what is there. */
export function readUserData(reader: OctetReader, dataCodingScheme: number, hasHeader: boolean): UserData {
  const length = reader.octet('TP-UDL');
  const inSeptets = countsSeptets(dataCodingScheme);
  const maximum = inSeptets ? MAXIMUM_SEPTETS : MAXIMUM_OCTETS;
  if (length > maximum) throw reader.fault('TP-UDL', `${length}; ${maximum} are allowed`);
  const octets = reader.take(inSeptets ? Math.ceil((length * 7) / 8) : length, 'TP-UD');
  return { dataCodingScheme, hasHeader, length, octets };
}

/** 23.040 9.2.3.16: TP-UDL counts septets only for uncompressed text in the default alphabet. */
function countsSeptets(dataCodingScheme: number): boolean {
  const coding = readDataCoding(dataCodingScheme);
  return coding.alphabet === 'gsm7' && !coding.compressed;
}

/** TP-UDL and TP-UD as octets. */
export function writeUserDataOctets(userData: UserData): Uint8Array {
  return joinOctets(userData.length, userData.octets);
}

/** Puts a header and content together. Throws `TpduError` when it exceeds 140 octets. */
export function makeUserData(
  dataCodingScheme: number,
  elements: readonly InformationElement[],
  content: UserDataContent,
): UserData {
  const header = writeHeader(elements);
  const fill = fillBitsAfter(header.length);
  const body = 'septets' in content ? packSeptets(content.septets, fill) : content.octets;
  const octets = joinOctets(header, body);
  if (octets.length > MAXIMUM_OCTETS) throw new TpduError('TP-UD', 0, `${octets.length} octets; 140 fit`);
  const length =
    'septets' in content ? (header.length * 8 + fill) / 7 + content.septets.length : octets.length;
  return { dataCodingScheme, hasHeader: elements.length > 0, length, octets };
}

/** The user data header with its length octet (23.040 9.2.3.24); nothing at all where there is no element. */
function writeHeader(elements: readonly InformationElement[]): Uint8Array {
  if (elements.length === 0) return new Uint8Array();
  const octets = elements.flatMap(({ identifier, data }) => [identifier, data.length, ...data]);
  return joinOctets(octets.length, Uint8Array.from(octets));
}

/** The elements of the user data header, none when TP-UDHI is clear. Throws `TpduError` when they overrun the header. */
export function headerElements(userData: UserData): readonly InformationElement[] {
  if (!userData.hasHeader) return [];
  const reader = new OctetReader(userData.octets);
  const header = new OctetReader(reader.take(reader.octet('UDHL'), 'user data header'));
  const elements: InformationElement[] = [];
  while (header.left > 0) {
    const identifier = header.octet('information element');
    const data = header.take(header.octet('information element length'), `information element ${identifier}`);
    elements.push({ identifier, data });
  }
  return elements;
}

/** The element that numbers a part of a long message (23.040 9.2.3.24.1, 9.2.3.24.8). */
export function concatenationElement(concatenation: Concatenation): InformationElement {
  const { reference, referenceBits, total, sequence } = concatenation;
  return referenceBits === 8
    ? { identifier: CONCATENATION_8_BIT, data: Uint8Array.of(reference, total, sequence) }
    : {
        identifier: CONCATENATION_16_BIT,
        data: Uint8Array.of(reference >> 8, reference & 0xff, total, sequence),
      };
}

/**
 * Which part of a long message this is; undefined without a valid element. Of several the last counts
 * (23.040 9.2.3.24); one with a zero or with a sequence beyond the total is ignored.
 */
export function concatenationOf(elements: readonly InformationElement[]): Concatenation | undefined {
  return elements
    .map(readConcatenation)
    .findLast(part => part !== undefined && part.sequence >= 1 && part.sequence <= part.total);
}

/** Reads a concatenation element with an 8-bit or 16-bit reference (23.040 9.2.3.24.1 and .8); undefined for any other element. */
function readConcatenation({ identifier, data }: InformationElement): Concatenation | undefined {
  const octets = Buffer.from(data);
  const part = (at: number) => ({ total: octets.readUInt8(at), sequence: octets.readUInt8(at + 1) });
  if (identifier === CONCATENATION_8_BIT && data.length === 3)
    return { reference: octets.readUInt8(0), referenceBits: 8, ...part(1) };
  if (identifier === CONCATENATION_16_BIT && data.length === 4)
    return { reference: octets.readUInt16BE(0), referenceBits: 16, ...part(2) };
  return undefined;
}

/** National language tables the header switches to (23.040 9.2.3.24.15, 9.2.3.24.16). */
export function nationalShifts(elements: readonly InformationElement[]): NationalShifts {
  const identified = (wanted: number) =>
    elements.findLast(({ identifier, data }) => identifier === wanted && data.length === 1)?.data[0];
  const locking = identified(NATIONAL_LOCKING_SHIFT);
  const single = identified(NATIONAL_SINGLE_SHIFT);
  return { ...(locking !== undefined && { locking }), ...(single !== undefined && { single }) };
}

/** Octets of the header with its length octet; 0 without one. Throws `TpduError` where the length octet is missing. */
function headerOctets({ hasHeader, octets }: UserData): number {
  return hasHeader ? 1 + new OctetReader(octets).octet('UDHL') : 0;
}

/** The septets behind the header. Only for user data in the default alphabet. */
export function contentSeptets(userData: UserData): number[] {
  const header = headerOctets(userData);
  const fill = fillBitsAfter(header);
  const count = Math.max(0, userData.length - (header * 8 + fill) / 7);
  return unpackSeptets(userData.octets.subarray(header), count, fill);
}

/** The octets behind the header. */
export function contentOctets(userData: UserData): Uint8Array {
  return userData.octets.subarray(headerOctets(userData));
}

/**
 * The text behind the header. UCS-2 reads as UTF-16, and a half pair stays one, so that parts can be joined before
 * `toWellFormed`; 8-bit data reads as Latin-1. Throws `TpduError` for compressed text, half a UCS-2 character or a
 * header that overruns.
 */
export function userDataText(userData: UserData): string {
  const { alphabet, compressed } = readDataCoding(userData.dataCodingScheme);
  if (compressed) throw new TpduError('TP-UD', 0, 'compressed text (23.042) is not read');
  const elements = headerElements(userData);
  if (alphabet === 'gsm7') return septetsToText(contentSeptets(userData), nationalShifts(elements));
  return alphabet === '8bit'
    ? Buffer.from(contentOctets(userData)).toString('latin1')
    : utf16Text(contentOctets(userData));
}

/** Text of UCS-2, big-endian on the air. @throws TpduError where half a character is left over */
function utf16Text(octets: Uint8Array): string {
  if (octets.length % 2 === 1) throw new TpduError('TP-UD', octets.length - 1, 'half a UCS-2 character');
  return Buffer.from(octets).swap16().toString('utf16le');
}

/** The octets of a text in UTF-16, upper octet first. */
export function utf16Octets(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}
