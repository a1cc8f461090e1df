/** Octets as hexadecimal text, the form in which 27.005 carries PDUs. */
import { DecodeError } from './errors.ts';

const pairs = Array.from({ length: 256 }, (_, octet) => octet.toString(16).toUpperCase().padStart(2, '0'));

/** Two upper case digits an octet. */
export function toHex(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += pairs[octet];
  return text;
}

/** Value of one hexadecimal digit's character code, or -1. */
function digitValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/**
 * Octets of a hexadecimal text of either case.
 * @throws DecodeError on an odd number of digits or a character that is no digit.
 */
export function fromHex(text: string): Uint8Array {
  const octets = new Uint8Array(text.length >> 1);
  for (let index = 0; index < octets.length; index++) {
    const high = digitValue(text.charCodeAt(index * 2));
    const low = digitValue(text.charCodeAt(index * 2 + 1));
    if (high < 0 || low < 0) throw new DecodeError('hex', index, 'not a hexadecimal digit');
    octets[index] = (high << 4) | low;
  }
  if (text.length % 2 !== 0) throw new DecodeError('hex', octets.length, 'an odd number of digits');
  return octets;
}
