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
/** The longest value of an object, and of all objects of a message. */
export const MOST_OCTETS = 255;

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

/** Objects behind one another, as a terminal response has them (102 223 6.8). */
export function writeObjects(objects: readonly DataObject[]): Uint8Array {
  return Uint8Array.from(objects.flatMap(writeObject));
}

/** A whole message under its BER tag. */
export function writeMessage(tag: number, objects: readonly DataObject[]): Uint8Array {
  const body = writeObjects(objects);
  return Uint8Array.from([tag, ...lengthOctets(body.length), ...body]);
}

interface Tagged extends DataObject {
  readonly end: number;
}

/** The tag at an octet, and the value behind its length. */
function readTagged(octets: Uint8Array, at: number): Tagged {
  const [tag, first, second] = octets.subarray(at);
  const long = first === 0x81;
  const length = long ? second : first;
  const start = at + (long ? 3 : 2);
  if (tag === undefined || length === undefined || (!long && length > 0x7f))
    throw new CardCodecError(`no length at octet ${at + 1}`);
  if (start + length > octets.length) throw new CardCodecError(`the object at octet ${at + 1} is cut short`);
  return { tag, value: octets.subarray(start, start + length), end: start + length };
}

/** The objects of a terminal response, or of the body of a message. */
export function readObjects(octets: Uint8Array): DataObject[] {
  const objects: DataObject[] = [];
  for (let at = 0; at < octets.length; ) {
    const { tag, value, end } = readTagged(octets, at);
    objects.push({ tag: tag & ~COMPREHENSION, value });
    at = end;
  }
  return objects;
}

/** A message with its outer tag. */
export function readMessage(octets: Uint8Array): { tag: number; objects: DataObject[] } {
  const { tag, value, end } = readTagged(octets, 0);
  if (end !== octets.length) throw new CardCodecError(`${octets.length - end} octets too many`);
  return { tag, objects: readObjects(value) };
}

/** The first object of a tag. */
export function objectOf(objects: readonly DataObject[], tag: number): Uint8Array | undefined {
  return objects.find(object => object.tag === tag)?.value;
}
