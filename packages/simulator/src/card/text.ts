/** Texts as the toolkit carries them: text strings with their coding (TS 102 223 8.15), alpha fields (31.102 annex A). */

import { septetsToText, textToSeptets } from '../codec/alphabet.ts';
import { unpackSeptets } from '../codec/septets.ts';

/** Data coding schemes of a text string: septets packed, one in each octet, UCS-2 (23.038 4). */
export const textCodings = { packed: 0x00, unpacked: 0x04, ucs2: 0x08 } as const;
const ALPHA_UCS2 = 0x80;

/** Octets of UCS-2, big-endian. */
function writeUcs2(text: string): number[] {
  return [...Buffer.from(text, 'utf16le').swap16()];
}

/** Text of UCS-2, big-endian; an odd octet at the end is left out. */
function readUcs2(octets: Uint8Array): string {
  const even = octets.subarray(0, octets.length & ~1);
  return Buffer.from(even).swap16().toString('utf16le');
}

/** One character an octet where the default alphabet has all characters, else UCS-2. */
export function writeTextString(text: string): Uint8Array {
  const septets = textToSeptets(text);
  return Uint8Array.from(
    septets === undefined ? [textCodings.ucs2, ...writeUcs2(text)] : [textCodings.unpacked, ...septets],
  );
}

/** Bits 4 and 3 of the coding are the alphabet (23.038 4). */
export function readTextString(value: Uint8Array): string {
  const [coding = textCodings.unpacked, ...octets] = value;
  const alphabet = coding & 0x0c;
  if (alphabet === textCodings.ucs2) return readUcs2(Uint8Array.from(octets));
  if (alphabet === textCodings.unpacked) return septetsToText(octets);
  const packed = Uint8Array.from(octets);
  return septetsToText(unpackSeptets(packed, Math.floor((packed.length * 8) / 7)));
}

/** A title or an item: the default alphabet, else 0x80 and UCS-2. */
export function writeAlpha(text: string): Uint8Array {
  const septets = textToSeptets(text);
  return Uint8Array.from(septets ?? [ALPHA_UCS2, ...writeUcs2(text)]);
}

/** The two forms that this card writes. */
export function readAlpha(octets: Uint8Array): string {
  return octets[0] === ALPHA_UCS2 ? readUcs2(octets.subarray(1)) : septetsToText([...octets]);
}
