/** Alpha fields of the SIM: names of numbers and of the operator (3GPP TS 11.11 annex B, 31.102 annex A). */

import { DecodeError, lastOctet } from '../errors.ts';
import { octetAt } from '../octets.ts';
import { decodeGsm7 } from './gsm7.ts';
import { decodeUcs2 } from './ucs2.ts';

const UNUSED = 0xff;

/** Coding 80: UCS-2 up to the end or to FFFF. */
function plainUcs2(octets: Uint8Array): string {
  const pairs = octets.subarray(0, octets.length & ~1);
  let end = 0;
  while (end < pairs.length && !(pairs[end] === UNUSED && pairs[end + 1] === UNUSED)) end += 2;
  return decodeUcs2(pairs.subarray(0, end));
}

/** One octet a character: below 0x80 the default alphabet, above it counted from `base`. */
function pagedText(octets: Uint8Array, base: number, offset: number): string {
  let text = '';
  for (let index = 0; index < octets.length; index++) {
    const octet = octetAt(octets, index);
    if (octet < 0x80) {
      // A pair with ESC is read together.
      const pair = octet === 0x1b ? octets.subarray(index, ++index + 1) : octets.subarray(index, index + 1);
      text += decodeGsm7(pair);
      continue;
    }
    const unit = base + (octet & 0x7f);
    if (unit > 0xffff || (unit >= 0xd800 && unit <= 0xdfff)) {
      throw new DecodeError('alpha', offset + index, 'names a code point that is no character');
    }
    text += String.fromCharCode(unit);
  }
  return text;
}

/** Codings 81 and 82: a count, a base pointer of one or two octets, the characters. */
function paged(octets: Uint8Array, pointerLength: 1 | 2): string {
  const start = 2 + pointerLength;
  const count = octetAt(octets, 1);
  if (octets.length < start + count)
    throw new DecodeError('alpha', lastOctet(octets), 'shorter than its count says');
  const [, , first = 0, second = 0] = octets;
  // 81: the pointer is bits 15 to 8 of the code point, which has bit 16 at 0.
  const base = pointerLength === 1 ? first << 7 : (first << 8) | second;
  return pagedText(octets.subarray(start, start + count), base, start);
}

/**
 * Text of an alpha field, in whichever of its codings: the default alphabet unpacked, or 80, 81, 82 in front for UCS-2.
 * @throws DecodeError where the field is shorter than its count or names surrogates.
 */
export function decodeSimAlpha(octets: Uint8Array): string {
  const coding = octets[0];
  if (coding === 0x80) return plainUcs2(octets.subarray(1));
  if (coding === 0x81) return paged(octets, 1);
  if (coding === 0x82) return paged(octets, 2);
  const end = octets.indexOf(UNUSED);
  return decodeGsm7(end < 0 ? octets : octets.subarray(0, end));
}
