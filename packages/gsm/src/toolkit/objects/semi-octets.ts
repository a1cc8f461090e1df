/** Digits of four bits, the low half of each octet first (102 223 8.1, 31.102 4.4.2.3). */
import { DecodeError, EncodeError, lastOctet } from '../../errors.ts';

/** `c` separates what is dialled from the tones sent after it, `d` is a wild card, `e` is kept for later. */
const DIGITS = '0123456789*#cde';
const FILLER = 0x0f;

/** The digits of all octets, up to a filler. */
export function readSemiOctets(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) {
    for (const half of [octet & 0x0f, octet >> 4]) {
      if (half === FILLER) return text;
      text += DIGITS[half];
    }
  }
  return text;
}

/**
 * Octets of a text of digits; an odd number is filled up with 0xF.
 * @throws EncodeError on a character that is no digit.
 */
export function writeSemiOctets(text: string, field: string): Uint8Array {
  const halves = [...text].map(character => {
    const half = DIGITS.indexOf(character);
    if (half < 0) throw new EncodeError(field, `'${character}' is none of ${DIGITS}`);
    return half;
  });
  if (halves.length % 2 !== 0) halves.push(FILLER);
  return Uint8Array.from({ length: halves.length / 2 }, (_, index) => {
    return (halves[index * 2] ?? FILLER) | ((halves[index * 2 + 1] ?? FILLER) << 4);
  });
}

/** One number of two decimal digits, the tens in the low half. @throws DecodeError where a half is no digit. */
export function readSwappedDecimal(value: Uint8Array, index: number, field: string): number {
  const octet = value[index];
  if (octet === undefined) throw new DecodeError(field, lastOctet(value), 'missing');
  const tens = octet & 0x0f;
  const units = octet >> 4;
  if (tens > 9 || units > 9)
    throw new DecodeError(field, index, `0x${octet.toString(16)} is no decimal number`);
  return tens * 10 + units;
}

/** @throws EncodeError where the number is not 0..99. */
export function writeSwappedDecimal(number: number, field: string): number {
  if (!Number.isInteger(number) || number < 0 || number > 99) {
    throw new EncodeError(field, `${number} is outside 0..99`);
  }
  return Math.floor(number / 10) | ((number % 10) << 4);
}
