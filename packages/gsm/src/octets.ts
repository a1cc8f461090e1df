/** A place in octets that are being read or written. Each read names its field, so that a fault can. */
import { DecodeError, type Defect, EncodeError, lastOctet } from './errors.ts';

/** A fault by what it is about: `length` where octets are missing, or more than a length announces; else `content`. */
export interface FoundDefect extends Defect {
  readonly kind: 'length' | 'content';
}

export interface OctetReader {
  readonly octets: Uint8Array;
  position: number;
  /** Where a lenient reader keeps the faults that it read over; undefined: it is strict, and the first fault is thrown. */
  readonly defects: FoundDefect[] | undefined;
}

export interface OctetWriter {
  readonly octets: Uint8Array;
  position: number;
}

/** 12 octets of SMSC and 164 of the longest TPDU fit, whatever a caller combines. */
const WRITER_CAPACITY = 256;

/** The octet at `index`; 0 where there is none, as behind the end. */
export function octetAt(octets: ArrayLike<number>, index: number): number {
  return octets[index] ?? 0;
}

export function readerOf(octets: Uint8Array, position = 0, defects?: FoundDefect[]): OctetReader {
  return { octets, position, defects };
}

/** Keeps a fault that a strict reader reads over too, where the reader is lenient. */
export function note(
  reader: OctetReader,
  kind: FoundDefect['kind'],
  field: string,
  octet: number,
  reason: string,
): void {
  reader.defects?.push({ kind, field, octet: Math.min(octet, lastOctet(reader.octets)), reason });
}

/**
 * Keeps a fault behind which the rest can be read all the same.
 * @throws DecodeError where the reader is strict.
 */
export function readOver(
  reader: OctetReader,
  kind: FoundDefect['kind'],
  field: string,
  octet: number,
  reason: string,
): void {
  if (reader.defects === undefined) throw new DecodeError(field, octet, reason);
  note(reader, kind, field, octet, reason);
}

/** Octets not read yet. */
export function remaining(reader: OctetReader): number {
  return reader.octets.length - reader.position;
}

/** @throws DecodeError where the octets end before the field. */
export function readOctet(reader: OctetReader, field: string): number {
  const octet = reader.octets[reader.position];
  if (octet === undefined) throw new DecodeError(field, lastOctet(reader.octets), 'missing');
  reader.position++;
  return octet;
}

/**
 * An octet in place of which a lenient reader takes 0 where the octets end before it.
 * @throws DecodeError where they do and the reader is strict.
 */
export function readOctetOrZero(reader: OctetReader, field: string): number {
  if (remaining(reader) > 0) return readOctet(reader, field);
  readOver(reader, 'length', field, lastOctet(reader.octets), 'missing');
  return 0;
}

/**
 * A copy of the next `count` octets.
 * @throws DecodeError where fewer are left.
 */
export function readOctets(reader: OctetReader, count: number, field: string): Uint8Array {
  if (remaining(reader) < count) {
    const found = remaining(reader);
    throw new DecodeError(
      field,
      lastOctet(reader.octets),
      `cut short, ${found} of ${count} octets are there`,
    );
  }
  const octets = reader.octets.slice(reader.position, reader.position + count);
  reader.position += count;
  return octets;
}

export function writer(): OctetWriter {
  return { octets: new Uint8Array(WRITER_CAPACITY), position: 0 };
}

/** @throws EncodeError where the value is no octet. */
export function writeOctet(target: OctetWriter, value: number, field: string): void {
  if (!Number.isInteger(value) || value < 0 || value > 255) {
    throw new EncodeError(field, `${value} is not an octet, 0..255`);
  }
  if (target.position >= target.octets.length) throw new EncodeError(field, 'the TPDU is too long');
  target.octets[target.position++] = value;
}

/** @throws EncodeError where the octets do not fit. */
export function writeOctets(target: OctetWriter, octets: Uint8Array, field: string): void {
  if (target.position + octets.length > target.octets.length) {
    throw new EncodeError(field, `${octets.length} octets are too many`);
  }
  target.octets.set(octets, target.position);
  target.position += octets.length;
}

export function writtenOctets(target: OctetWriter): Uint8Array {
  return target.octets.slice(0, target.position);
}
