/** Data objects of the card's toolkit: COMPREHENSION-TLV inside one BER-TLV (TS 101 220 7.1, TS 102 223 annex C). */

/** Octets that are no toolkit message. */
export class CardCodecError extends Error {}

/** A BER-TLV object (102 223 clause 8): tag and value. */
export interface DataObject {
  /** Without the bit that asks for comprehension. */
  readonly tag: number;
  readonly value: Uint8Array;
}

/** Bit 8 of a tag: the terminal has to understand the object (TS 101 220 7.1.1.2). */
const COMPREHENSION = 0x80;
const MOST_OCTETS = 255;

/** TS 101 220 7.1.2: up to 127 in one octet, up to 255 behind 0x81. */
function lengthOctets(length: number): number[] {
  if (length > MOST_OCTETS)
    throw new RangeError(`${length} octets do not fit into a toolkit message of ${MOST_OCTETS}`);
  return length < 0x80 ? [length] : [0x81, length];
}

/** One object; the terminal is asked to understand it. */
function writeObject({ tag, value }: DataObject): number[] {
  return [tag | COMPREHENSION, ...lengthOctets(value.length), ...value];
}

/** A whole message under its BER tag. */
export function writeMessage(tag: number, objects: readonly DataObject[]): Uint8Array {
  const body = objects.flatMap(writeObject);
  return Uint8Array.from([tag, ...lengthOctets(body.length), ...body]);
}

interface Sized {
  readonly value: Uint8Array;
  readonly end: number;
}

function readSized(octets: Uint8Array, at: number): Sized {
  const first = octets[at];
  const long = first === 0x81;
  const length = long ? octets[at + 1] : first;
  const start = at + (long ? 2 : 1);
  if (length === undefined || (first !== undefined && first > 0x81))
    throw new CardCodecError(`no length at octet ${at}`);
  if (start + length > octets.length) throw new CardCodecError(`the object at octet ${at} is cut short`);
  return { value: octets.subarray(start, start + length), end: start + length };
}

/** The objects of a terminal response, or of the body of a message. */
export function readObjects(octets: Uint8Array): DataObject[] {
  const objects: DataObject[] = [];
  for (let at = 0; at < octets.length; ) {
    const { value, end } = readSized(octets, at + 1);
    objects.push({ tag: (octets[at] ?? 0) & ~COMPREHENSION, value });
    at = end;
  }
  return objects;
}

/** A message with its outer tag. */
export function readMessage(octets: Uint8Array): { tag: number; objects: DataObject[] } {
  const { value, end } = readSized(octets, 1);
  if (end !== octets.length) throw new CardCodecError(`${octets.length - end} octets too many`);
  return { tag: octets[0] ?? 0, objects: readObjects(value) };
}

/** The first object of a tag. */
export function objectOf(objects: readonly DataObject[], tag: number): Uint8Array | undefined {
  return objects.find(object => object.tag === tag)?.value;
}
