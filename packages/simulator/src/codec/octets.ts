/** Reading and naming octets. Every reader of this codec walks an `OctetReader`, so that a refusal names field and octet. */

/** A TPDU, or a field of one, that cannot be read or written. Carries the field's name and the octet (from 0) it failed at. */
export class TpduError extends Error {
  readonly field: string;
  readonly octet: number;
  readonly reason: string;

  constructor(field: string, octet: number, reason: string) {
    super(`${field} at octet ${octet}: ${reason}`);
    this.name = 'TpduError';
    this.field = field;
    this.octet = octet;
    this.reason = reason;
  }
}

/** Walks octets from the front; whoever takes more than there is gets a `TpduError`. */
export class OctetReader {
  readonly octets: Uint8Array;
  position = 0;

  constructor(octets: Uint8Array) {
    this.octets = octets;
  }

  get left(): number {
    return this.octets.length - this.position;
  }

  octet(field: string): number {
    const value = this.octets[this.position];
    if (value === undefined) throw this.fault(field, 'missing');
    this.position += 1;
    return value;
  }

  take(count: number, field: string): Uint8Array {
    if (count > this.left) throw this.fault(field, `needs ${count} octets, ${this.left} left`);
    const taken = this.octets.subarray(this.position, this.position + count);
    this.position += count;
    return taken;
  }

  /** The error that something at the present octet is wrong, for the caller to throw. */
  fault(field: string, reason: string): TpduError {
    return new TpduError(field, this.position, reason);
  }
}

/** Upper-case hex. */
export function toHex(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex').toUpperCase();
}

/** Octets of a hex string of either case. Throws `TpduError` on an odd length or a character that is no hex digit. */
export function fromHex(hex: string): Uint8Array {
  const bad = hex.search(/[^0-9a-fA-F]/);
  if (bad >= 0) throw new TpduError('hex', bad >> 1, `"${hex[bad]}" is no hex digit`);
  if (hex.length % 2 === 1) throw new TpduError('hex', hex.length >> 1, 'half an octet at the end');
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** Octets of semi-octets, the lower half first; an odd number is filled up with 1111 (23.040 9.1.2.3). Throws as `fromHex`. */
export function fromSemiOctets(digits: string): Uint8Array {
  return fromHex(digits.replace(/(.)(.?)/g, (_, low: string, high: string) => (high || 'F') + low));
}

/** Semi-octets of octets, the lower half first, in upper-case hex. */
export function toSemiOctets(octets: Uint8Array): string {
  return toHex(octets).replace(/(.)(.)/g, '$2$1');
}

/** Joins octets and runs of octets. */
export function joinOctets(...parts: readonly (number | Uint8Array)[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce<number>((sum, part) => sum + lengthOf(part), 0));
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'number') joined[at] = part;
    else joined.set(part, at);
    at += lengthOf(part);
  }
  return joined;
}

function lengthOf(part: number | Uint8Array): number {
  return typeof part === 'number' ? 1 : part.length;
}

/** The value, when it is an integer that one octet holds. Throws `TpduError` naming `field` otherwise. */
export function oneOctet(value: number, field: string): number {
  if (Number.isInteger(value) && value >= 0 && value <= 255) return value;
  throw new TpduError(field, 0, `${value} does not fit one octet`);
}
