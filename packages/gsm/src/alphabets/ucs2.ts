/** UCS-2 (3GPP TS 23.038 clause 6.2.3), read and written as UTF-16 because phones send surrogate pairs. */
import { octetAt } from '../octets.ts';

const REPLACEMENT = '\ufffd';

/** Text of big-endian code units. A lone half of a pair, or of a code unit at the end, reads as U+FFFD. */
export function decodeUcs2(octets: Uint8Array): string {
  let text = '';
  for (let index = 0; index + 1 < octets.length; index += 2) {
    text += String.fromCharCode((octetAt(octets, index) << 8) | octetAt(octets, index + 1));
  }
  if (octets.length % 2 !== 0) text += REPLACEMENT;
  return text.toWellFormed();
}

/** Big-endian code units of a text; a lone surrogate is written as U+FFFD. */
export function encodeUcs2(text: string): Uint8Array {
  const wellFormed = text.toWellFormed();
  const octets = new Uint8Array(wellFormed.length * 2);
  for (let index = 0; index < wellFormed.length; index++) {
    const unit = wellFormed.charCodeAt(index);
    octets[index * 2] = unit >> 8;
    octets[index * 2 + 1] = unit & 0xff;
  }
  return octets;
}
