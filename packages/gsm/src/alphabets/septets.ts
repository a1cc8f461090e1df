/** Septets packed into octets, the first one in the lowest bits (3GPP TS 23.038 clause 6.1.2.1). */

import { DecodeError, lastOctet } from '../errors.ts';
import { octetAt } from '../octets.ts';

/**
 * Octets of septets (one an entry, 0..127). Spare bits at the end are 0.
 * @param fillBits 0..6 zero bits in front: they bring the text behind a header to a septet boundary (23.040 9.2.3.24).
 */
export function packSeptets(septets: Uint8Array, fillBits = 0): Uint8Array {
  const octets = new Uint8Array(Math.ceil((fillBits + septets.length * 7) / 8));
  let pending = 0;
  let bits = fillBits;
  let position = 0;
  for (const septet of septets) {
    pending |= (septet & 0x7f) << bits;
    bits += 7;
    while (bits >= 8) {
      octets[position++] = pending & 0xff;
      pending >>= 8;
      bits -= 8;
    }
  }
  if (bits > 0 && position < octets.length) octets[position] = pending;
  return octets;
}

/**
 * The first `count` septets of packed octets.
 * @param fillBits 0..6 bits in front to be passed over.
 * @throws DecodeError where the octets hold fewer.
 */
export function unpackSeptets(octets: Uint8Array, count: number, fillBits = 0): Uint8Array {
  if (fillBits + count * 7 > octets.length * 8) {
    throw new DecodeError('septets', lastOctet(octets), `${octets.length} octets hold no ${count} septets`);
  }
  const septets = new Uint8Array(count);
  let pending = fillBits > 0 ? octetAt(octets, 0) >> fillBits : 0;
  let bits = fillBits > 0 ? 8 - fillBits : 0;
  let position = fillBits > 0 ? 1 : 0;
  for (let index = 0; index < count; index++) {
    if (bits < 7) {
      pending |= octetAt(octets, position++) << bits;
      bits += 8;
    }
    septets[index] = pending & 0x7f;
    pending >>= 7;
    bits -= 7;
  }
  return septets;
}

/** How many octets a number of septets takes. */
export function octetsOfSeptets(count: number): number {
  return Math.ceil((count * 7) / 8);
}
