/** TP-UD with its header (3GPP TS 23.040 clauses 9.2.3.16, 9.2.3.23 and 9.2.3.24). */

import { countsSeptets } from '../alphabets/data-coding-scheme.ts';
import { octetsOfSeptets, packSeptets, unpackSeptets } from '../alphabets/septets.ts';
import { DecodeError, EncodeError } from '../errors.ts';
import {
  type OctetReader,
  type OctetWriter,
  readerOf,
  readOctet,
  readOctets,
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
   * What follows the header: one septet (0..127) an entry where the data coding scheme says GSM 7-bit and the text is not
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

/**
 * Elements of the octets behind UDHL. 9.2.3.24: where the final one has too few or too many octets, the whole header is
 * ignored; the text behind it stands.
 */
function elementsOf(octets: Uint8Array): InformationElement[] {
  const elements: InformationElement[] = [];
  let position = 0;
  while (position < octets.length) {
    const identifier = octets[position] ?? 0;
    const length = octets[position + 1];
    const end = position + 2 + (length ?? 0);
    if (length === undefined || end > octets.length) return [];
    elements.push({ identifier, data: octets.slice(position + 2, end) });
    position = end;
  }
  return elements;
}

/**
 * Reads a user data header, UDHL first.
 * @throws DecodeError where it is cut short.
 */
export function readHeader(reader: OctetReader): InformationElement[] {
  const length = readOctet(reader, `${HEADER_FIELD}L`);
  return elementsOf(readOctets(reader, length, HEADER_FIELD));
}

/** Octets of a header with UDHL in front; none where there are no elements. */
function headerOctets(header: readonly InformationElement[]): Uint8Array {
  if (header.length === 0) return new Uint8Array(0);
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

function payloadOf(
  octets: Uint8Array,
  from: number,
  length: number,
  septets: boolean,
  offset: number,
): Uint8Array {
  if (!septets) return octets.slice(from);
  const behind = headerSeptets(from);
  const count = length - behind.septets;
  if (count < 0)
    throw new DecodeError('TP-UDL', offset - 1, `${length} septets are fewer than the header takes`);
  return unpackSeptets(octets.subarray(from), count, behind.fillBits);
}

/**
 * Reads TP-UDL and TP-UD, which end the TPDU.
 * @param headed TP-UDHI.
 * @throws DecodeError where TP-UD is shorter or longer than TP-UDL says, or its header longer than TP-UD.
 */
export function readUserData(reader: OctetReader, headed: boolean, dataCodingScheme: number): UserData {
  const septets = countsSeptets(dataCodingScheme);
  const length = readOctet(reader, 'TP-UDL');
  const offset = reader.position;
  // 9.2.3.16: septets with their fill bits in the default alphabet, octets in all else.
  const octetCount = septets ? octetsOfSeptets(length) : length;
  if (octetCount > MAXIMUM_OCTETS)
    throw new DecodeError('TP-UDL', offset - 1, `${length} is more than TP-UD can be`);
  const octets = readOctets(reader, octetCount, 'TP-UD');
  if (remaining(reader) > 0) {
    throw new DecodeError('TP-UD', reader.position, `${remaining(reader)} octets more than TP-UDL announces`);
  }
  if (!headed) return { header: [], payload: payloadOf(octets, 0, length, septets, offset) };
  const inside = readerOf(reader.octets.subarray(0, offset + octetCount), offset);
  const header = readHeader(inside);
  return { header, payload: payloadOf(octets, inside.position - offset, length, septets, offset) };
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
