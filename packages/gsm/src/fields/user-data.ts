/** TP-UD with its header (3GPP TS 23.040 clauses 9.2.3.16, 9.2.3.23 and 9.2.3.24). */

import { countsSeptets, describeDataCodingScheme } from '../alphabets/data-coding-scheme.ts';
import { octetsOfSeptets, packSeptets, unpackSeptets } from '../alphabets/septets.ts';
import { EncodeError, lastOctet } from '../errors.ts';
import {
  note,
  type OctetReader,
  type OctetWriter,
  octetAt,
  readerOf,
  readOctetOrZero,
  readOctets,
  readOver,
  remaining,
  writeOctet,
  writeOctets,
  writer,
  writtenOctets,
} from '../octets.ts';

/** One information element of a user data header, kept as it came (9.2.3.24). */
export interface InformationElement {
  /** IEI, 0..255. */
  readonly identifier: number;
  readonly data: Uint8Array;
}

export interface UserData {
  /** Elements of the header in their order; empty: TP-UDHI is 0. */
  readonly header: readonly InformationElement[];
  /**
   * The text or data behind the header: one septet (0..127) an entry where the data coding scheme is GSM 7-bit and the text is not
   * compressed, else octets.
   */
  readonly payload: Uint8Array;
}

const HEADER_FIELD = 'TP-UD.UDH';

/** 9.2.3.24: TP-UD has 140 octets at most. */
const MAXIMUM_OCTETS = 140;

function hexadecimal(identifier: number): string {
  return `0x${identifier.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Elements of the octets behind UDHL; undefined where the final one has too few or too many octets. */
function elementsOf(octets: Uint8Array): InformationElement[] | undefined {
  const elements: InformationElement[] = [];
  let position = 0;
  while (position < octets.length) {
    const identifier = octetAt(octets, position);
    const length = octets[position + 1];
    const end = position + 2 + (length ?? 0);
    if (length === undefined || end > octets.length) return undefined;
    elements.push({ identifier, data: octets.slice(position + 2, end) });
    position = end;
  }
  return elements;
}

/**
 * Reads a user data header, UDHL first. A lenient reader takes a header that is longer than TP-UD as text.
 * @throws DecodeError where it is cut short.
 */
export function readHeader(reader: OctetReader): InformationElement[] {
  const start = reader.position;
  const length = readOctetOrZero(reader, `${HEADER_FIELD}L`);
  if (reader.defects !== undefined && length > remaining(reader)) {
    note(reader, 'content', `${HEADER_FIELD}L`, start, `${length} octets are more than TP-UD has left`);
    reader.position = start;
    return [];
  }
  const elements = elementsOf(readOctets(reader, length, HEADER_FIELD));
  if (elements !== undefined) return elements;
  // 9.2.3.24: the whole header is ignored then; the text behind it stands.
  note(reader, 'content', HEADER_FIELD, start, 'its elements do not end where it ends');
  return [];
}

/** Shared: a typed array costs more to make than all else that a text without a header takes. */
const noOctets = new Uint8Array(0);

/** Octets of a header with UDHL in front; none where there are no elements. */
function headerOctets(header: readonly InformationElement[]): Uint8Array {
  if (header.length === 0) return noOctets;
  const target = writer();
  target.position = 1;
  for (const { identifier, data } of header) {
    const field = `${HEADER_FIELD}.IE ${hexadecimal(identifier)}`;
    writeOctet(target, identifier, field);
    writeOctet(target, data.length, field);
    writeOctets(target, data, field);
  }
  target.octets[0] = target.position - 1;
  return writtenOctets(target);
}

/** Septets that a header takes with the fill bits behind it (9.2.3.24), and how many bits those are. */
function headerSeptets(octetCount: number): { septets: number; fillBits: number } {
  const septets = Math.ceil((octetCount * 8) / 7);
  return { septets, fillBits: septets * 7 - octetCount * 8 };
}

/** How many septets (default alphabet) or octets fit behind such a header. */
export function capacityBehind(header: readonly InformationElement[], septets: boolean): number {
  const used = headerOctets(header).length;
  return septets ? 160 - headerSeptets(used).septets : MAXIMUM_OCTETS - used;
}

/** How far TP-UD goes. */
interface Extent {
  readonly octets: number;
  /** Septets, with those that the header takes, or octets. */
  readonly units: number;
}

function octetsExtent(octets: number, septets: boolean): Extent {
  return { octets, units: septets ? Math.floor((octets * 8) / 7) : octets };
}

function isFill(octets: Uint8Array): boolean {
  return octets.every(octet => octet === 0xff) || octets.every(octet => octet === 0x00);
}

/** Octets that a length of the text alone, without its header, would announce. */
function octetsWithHeader(length: number, headerLength: number, septets: boolean): number {
  if (!septets) return headerLength + length;
  return headerLength + Math.ceil((headerSeptets(headerLength).fillBits + length * 7) / 8);
}

/** The unit in which TP-UDL announces exactly the octets that are there, where it is not the one of 9.2.3.16. */
function otherUnit(length: number, found: Uint8Array, headed: boolean, coding: number): string | undefined {
  const septets = countsSeptets(coding);
  if (septets && length === found.length) return 'octets in place of septets';
  const { alphabet } = describeDataCodingScheme(coding);
  if (alphabet === 'ucs2' && length * 2 === found.length) return 'characters in place of octets';
  const headerLength = 1 + octetAt(found, 0);
  const leftOut = headed && octetsWithHeader(length, headerLength, septets) === found.length;
  return leftOut ? 'the text without its header' : undefined;
}

/**
 * How much of what is left is TP-UD: what TP-UDL announces. A lenient reader takes what is there where it is less, and all
 * where TP-UDL counts it in another unit.
 */
function extentOf(reader: OctetReader, length: number, headed: boolean, coding: number): Extent {
  const septets = countsSeptets(coding);
  const place = reader.position - 1;
  // 9.2.3.16: septets with their fill bits in the default alphabet, octets in all else.
  const announced = septets ? octetsOfSeptets(length) : length;
  if (announced > MAXIMUM_OCTETS)
    readOver(reader, 'length', 'TP-UDL', place, `${length} is more than TP-UD can be`);
  const found = reader.octets.subarray(reader.position);
  if (found.length === announced) return { octets: announced, units: length };
  if (found.length < announced) {
    const reason = `cut short, ${found.length} of ${announced} octets are there`;
    readOver(reader, 'length', 'TP-UD', lastOctet(reader.octets), reason);
    return octetsExtent(found.length, septets);
  }
  const behind = found.subarray(announced);
  const unit = isFill(behind) ? undefined : reader.defects && otherUnit(length, found, headed, coding);
  if (unit !== undefined) {
    note(reader, 'length', 'TP-UDL', place, `counts ${unit}`);
    const { units } = octetsExtent(found.length, septets);
    // 23.038 6.1.2.1: seven spare bits at the end are 0 and no character.
    const spare = septets && found.length % 7 === 0 && (found.at(-1) ?? 0) >> 1 === 0;
    return { octets: found.length, units: spare ? units - 1 : units };
  }
  const kind = isFill(behind) ? 'content' : 'length';
  const reason = `${behind.length} octets more than TP-UDL announces`;
  readOver(reader, kind, 'TP-UD', reader.position + announced, reason);
  return { octets: announced, units: length };
}

/** The text of TP-UD behind a header of so many octets. `place` is that of TP-UDL. */
function payloadOf(
  reader: OctetReader,
  octets: Uint8Array,
  headerLength: number,
  units: number,
  place: number,
): Uint8Array {
  const behind = headerSeptets(headerLength);
  if (units >= behind.septets)
    return unpackSeptets(octets.subarray(headerLength), units - behind.septets, behind.fillBits);
  readOver(reader, 'length', 'TP-UDL', place, `${units} septets are fewer than the header takes`);
  return new Uint8Array(0);
}

/**
 * Reads TP-UDL and TP-UD, which end the TPDU. A lenient reader takes what is there of them.
 * @param headed TP-UDHI.
 * @throws DecodeError where TP-UD is shorter or longer than TP-UDL announces, or its header longer than TP-UD.
 */
export function readUserData(reader: OctetReader, headed: boolean, dataCodingScheme: number): UserData {
  const length = readOctetOrZero(reader, 'TP-UDL');
  const offset = reader.position;
  const extent = extentOf(reader, length, headed, dataCodingScheme);
  const octets = readOctets(reader, extent.octets, 'TP-UD');
  const inside = readerOf(reader.octets.subarray(0, reader.position), offset, reader.defects);
  const header = headed ? readHeader(inside) : [];
  const headerLength = inside.position - offset;
  reader.position = reader.octets.length;
  if (!countsSeptets(dataCodingScheme)) return { header, payload: octets.slice(headerLength) };
  return { header, payload: payloadOf(reader, octets, headerLength, extent.units, offset - 1) };
}

/** @throws EncodeError where header and payload are more than TP-UD holds. */
export function writeUserData(target: OctetWriter, userData: UserData, dataCodingScheme: number): void {
  const header = headerOctets(userData.header);
  const septets = countsSeptets(dataCodingScheme);
  const behind = headerSeptets(header.length);
  const text = septets ? packSeptets(userData.payload, behind.fillBits) : userData.payload;
  const used = header.length + text.length;
  const length = septets ? behind.septets + userData.payload.length : used;
  if (used > MAXIMUM_OCTETS || (septets && length > 160)) {
    throw new EncodeError('TP-UD', `${used} octets, at most ${MAXIMUM_OCTETS} fit`);
  }
  writeOctet(target, length, 'TP-UDL');
  writeOctets(target, header, HEADER_FIELD);
  writeOctets(target, text, 'TP-UD');
}
