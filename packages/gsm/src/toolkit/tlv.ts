/** BER-TLV and COMPREHENSION-TLV (ETSI TS 101 220 clause 7.1, TS 102 223 clause 9). */
import { EncodeError } from '../errors.ts';
import { ToolkitError } from './errors.ts';
import { generalResult } from './general-result.ts';

/** One COMPREHENSION-TLV data object as octets. */
export interface DataObject {
  /** Without the comprehension required flag: 0x01..0x7E, or 15 bits of the three octet form. */
  readonly tag: number;
  /** Whoever does not understand this object must refuse the whole message. */
  readonly comprehensionRequired: boolean;
  readonly value: Uint8Array;
}

/** A data object where it was found, so that a fault in it can be shown. */
export interface ReceivedObject extends DataObject {
  /** Offset of the first octet of the value in the message. */
  readonly octet: number;
}

/** The outermost object of a proactive command or an envelope. */
export interface BerTlv {
  readonly tag: number;
  readonly value: Uint8Array;
  /** Offset of the value in the message. */
  readonly octet: number;
}

interface Header {
  readonly tag: number;
  readonly comprehensionRequired: boolean;
  readonly length: number;
  readonly valueOctet: number;
}

/** The tag octet that announces a tag of two more octets (101 220 7.1.1.2). */
const THREE_OCTET_TAG = 0x7f;
/** Tag octets that are never sent: padding and the first octets of other codings (101 220 7.1.1.1). */
const impossibleTags: readonly number[] = [0x00, 0x80, 0xff];

function refuse(field: string, octet: number, reason: string): never {
  // 102 223 6.10.6: lengths that do not agree make the whole message one that was not understood.
  throw new ToolkitError(field, octet, reason, generalResult.commandDataNotUnderstood);
}

/** Octets in which objects are looked for, and where they stand in the message. */
interface Source {
  readonly octets: Uint8Array;
  readonly offset: number;
}

/** The last octet, at which the error of something missing points. */
function endOf({ octets, offset }: Source): number {
  return octets.length === 0 ? Math.max(0, offset - 1) : offset + octets.length - 1;
}

function octetAt(source: Source, position: number, field: string): number {
  const octet = source.octets[position];
  return octet === undefined ? refuse(field, endOf(source), 'missing') : octet;
}

/** Length of one to four octets (101 220 7.1.2): up to 0x7F as it is, else 0x81..0x83 and what they announce. */
function readLength(source: Source, position: number, field: string): { length: number; next: number } {
  const first = octetAt(source, position, field);
  if (first < 0x80) return { length: first, next: position + 1 };
  const count = first - 0x80;
  if (count < 1 || count > 3)
    return refuse(field, source.offset + position, `0x${first.toString(16)} is no length`);
  let length = 0;
  for (let index = 1; index <= count; index++)
    length = length * 256 + octetAt(source, position + index, field);
  return { length, next: position + 1 + count };
}

function writeLength(length: number, field: string): number[] {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  if (length < 0x10000) return [0x82, length >> 8, length & 0xff];
  throw new EncodeError(field, `${length} octets are more than a message can hold, 65535`);
}

function readTag(source: Source, position: number): { tag: number; required: boolean; next: number } {
  const first = octetAt(source, position, 'tag');
  if (first === THREE_OCTET_TAG) {
    const high = octetAt(source, position + 1, 'tag');
    const tag = ((high & 0x7f) << 8) | octetAt(source, position + 2, 'tag');
    return { tag, required: (high & 0x80) !== 0, next: position + 3 };
  }
  if (impossibleTags.includes(first))
    refuse('tag', source.offset + position, `0x${first.toString(16)} is no tag`);
  return { tag: first & 0x7f, required: (first & 0x80) !== 0, next: position + 1 };
}

function readHeader(source: Source, position: number): Header {
  const { tag, required, next } = readTag(source, position);
  const { length, next: valueOctet } = readLength(source, next, `length of tag ${describeTag(tag)}`);
  return { tag, comprehensionRequired: required, length, valueOctet };
}

/** A tag as people write it: two hexadecimal digits, or four. */
export function describeTag(tag: number): string {
  return `0x${tag
    .toString(16)
    .toUpperCase()
    .padStart(tag > 0xff ? 4 : 2, '0')}`;
}

/**
 * All data objects of a message.
 * @param offset where these octets stand in the message, for the errors.
 * @throws ToolkitError with 0x32 where tags or lengths do not work out (102 223 6.10.6).
 */
export function decodeDataObjects(octets: Uint8Array, offset = 0): ReceivedObject[] {
  const source = { octets, offset };
  const objects: ReceivedObject[] = [];
  let position = 0;
  while (position < octets.length) {
    const { tag, comprehensionRequired, length, valueOctet } = readHeader(source, position);
    position = valueOctet + length;
    if (position > octets.length) {
      const found = octets.length - valueOctet;
      refuse(`tag ${describeTag(tag)}`, endOf(source), `cut short, ${found} of ${length} octets are there`);
    }
    const value = octets.slice(valueOctet, position);
    objects.push({ tag, comprehensionRequired, value, octet: offset + valueOctet });
  }
  return objects;
}

function writeTag(tag: number, comprehensionRequired: boolean): number[] {
  const flag = comprehensionRequired ? 0x80 : 0;
  if (tag > 0 && tag < THREE_OCTET_TAG) return [tag | flag];
  if (tag >= THREE_OCTET_TAG && tag <= 0x7fff) return [THREE_OCTET_TAG, (tag >> 8) | flag, tag & 0xff];
  throw new EncodeError('tag', `${tag} is outside 1..32767`);
}

/**
 * The octets of data objects in their order.
 * @throws EncodeError where a tag or a length is out of range.
 */
export function encodeDataObjects(objects: readonly DataObject[]): Uint8Array {
  const octets: number[] = [];
  for (const { tag, comprehensionRequired, value } of objects) {
    octets.push(
      ...writeTag(tag, comprehensionRequired),
      ...writeLength(value.length, `tag ${describeTag(tag)}`),
    );
    for (const octet of value) octets.push(octet);
  }
  return Uint8Array.from(octets);
}

/**
 * The outermost object, which must fill the octets exactly.
 * @throws ToolkitError with 0x32 where it does not (102 223 6.10.6).
 */
export function decodeBerTlv(octets: Uint8Array): BerTlv {
  const source = { octets, offset: 0 };
  const tag = octetAt(source, 0, 'BER-TLV tag');
  const { length, next } = readLength(source, 1, 'BER-TLV length');
  const found = octets.length - next;
  if (found < length) {
    return refuse('BER-TLV', endOf(source), `cut short, ${found} of ${length} octets are there`);
  }
  if (found > length) return refuse('BER-TLV', next + length, `${found - length} octets follow the message`);
  return { tag, value: octets.slice(next), octet: next };
}

/** @throws EncodeError where the value is longer than 65535 octets. */
export function encodeBerTlv(tag: number, value: Uint8Array): Uint8Array {
  return Uint8Array.from([tag, ...writeLength(value.length, 'BER-TLV'), ...value]);
}
