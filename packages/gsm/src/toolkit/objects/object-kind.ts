/** Kinds of data objects: how the value of a tag is read and written. The clauses of 102 223 chapter 8 are values of this type. */
import { DecodeError, EncodeError, lastOctet } from '../../errors.ts';

/** Reading and writing of one data object's value. */
export interface ObjectKind<T> {
  /** The tag without the comprehension required flag (102 223 9.3, 31.111 9.3). */
  readonly tag: number;
  /** The name of the clause, for errors. */
  readonly name: string;
  /**
   * @param value what follows tag and length.
   * @throws DecodeError with the offset in the value, where its contents have no meaning.
   */
  read(value: Uint8Array): T;
  /** @throws EncodeError where the object cannot carry the value. */
  write(value: T): Uint8Array;
}

/** The octet at a place of a value. @throws DecodeError where the value ends before it. */
export function octetOf(value: Uint8Array, index: number, field: string): number {
  const octet = value[index];
  if (octet === undefined) throw new DecodeError(field, lastOctet(value), 'missing');
  return octet;
}

/** Two octets, the high one first. */
export function doubleOctetOf(value: Uint8Array, index: number, field: string): number {
  return octetOf(value, index, field) * 256 + octetOf(value, index + 1, field);
}

/** @throws EncodeError where the number does not fit into so many bits. */
export function checkRange(field: string, number: number, minimum: number, maximum: number): number {
  if (!Number.isInteger(number) || number < minimum || number > maximum) {
    throw new EncodeError(field, `${number} is outside ${minimum}..${maximum}`);
  }
  return number;
}

/** @throws EncodeError where the number is no octet. */
export function checkOctet(field: string, number: number): number {
  return checkRange(field, number, 0, 255);
}

/** An object of one octet; longer ones are read by their first octet (102 223 6.10.8). */
export function octetObject(tag: number, name: string): ObjectKind<number> {
  return {
    tag,
    name,
    read: value => octetOf(value, 0, name),
    write: octet => Uint8Array.of(checkOctet(name, octet)),
  };
}

/** An object of two octets that are one number. */
export function doubleOctetObject(tag: number, name: string): ObjectKind<number> {
  return {
    tag,
    name,
    read: value => doubleOctetOf(value, 0, name),
    write: number => {
      checkRange(name, number, 0, 0xffff);
      return Uint8Array.of(number >> 8, number & 0xff);
    },
  };
}

/** An object whose octets mean nothing to this layer, or are a message of another one. */
export function octetsObject(tag: number, name: string): ObjectKind<Uint8Array> {
  return { tag, name, read: value => value.slice(), write: octets => octets.slice() };
}

/** An object that is a list of one octet numbers. */
export function octetListObject(tag: number, name: string): ObjectKind<readonly number[]> {
  return {
    tag,
    name,
    read: value => [...value],
    write: octets => Uint8Array.from(octets, octet => checkOctet(name, octet)),
  };
}

/** An object without a value, which means something by being there. */
export function flagObject(tag: number, name: string): ObjectKind<true> {
  return { tag, name, read: () => true, write: () => new Uint8Array() };
}

/** One character an octet. */
export function charactersOf(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += String.fromCharCode(octet);
  return text;
}

/** An object of characters of one octet each (ISO 646 and what a sender puts above it). */
export function characterObject(tag: number, name: string): ObjectKind<string> {
  return {
    tag,
    name,
    read: charactersOf,
    write: text => Uint8Array.from(text, character => checkOctet(name, character.charCodeAt(0))),
  };
}
