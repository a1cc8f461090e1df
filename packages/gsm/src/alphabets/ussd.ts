/** USSD strings (3GPP TS 23.038 clause 6.1.2.3). */

import { EncodeError } from '../errors.ts';
import { decodeCellBroadcastDcs } from './cell-broadcast-coding.ts';
import { decodeGsm7, encodeGsm7 } from './gsm7.ts';
import { packSeptets, unpackSeptets } from './septets.ts';
import { decodeUcs2 } from './ucs2.ts';

const CARRIAGE_RETURN = 0x0d;

/** Two letters of a language and, in the default alphabet, a CR. */
const SEPTETS_OF_PREFIX = 3;
const OCTETS_OF_PREFIX = 2;

/**
 * Octets of a USSD string in the default alphabet. Seven spare bits are filled with CR, because zeros would read as
 * `@`; a string that itself ends with CR on an octet boundary gets a second one (6.1.2.3.1).
 * @throws EncodeError on a character that the default alphabet lacks.
 */
export function packUssd(text: string): Uint8Array {
  const septets = encodeGsm7(text);
  if (septets === undefined) throw new EncodeError('text', 'has a character that the default alphabet lacks');
  const spare = septets.length % 8 === 7;
  const ambiguous = septets.length > 0 && septets.length % 8 === 0 && septets.at(-1) === CARRIAGE_RETURN;
  return packSeptets(spare || ambiguous ? Uint8Array.of(...septets, CARRIAGE_RETURN) : septets);
}

/** Septets of octets without the CR that fills them up (6.1.2.3.1). */
function ussdSeptets(octets: Uint8Array): Uint8Array {
  const septets = unpackSeptets(octets, Math.floor((octets.length * 8) / 7));
  const filled = septets.length % 8 === 0 && septets.at(-1) === CARRIAGE_RETURN;
  return filled ? septets.subarray(0, -1) : septets;
}

/**
 * Text of a USSD string under its data coding scheme (0..255), without a language in front of it; undefined where it is
 * 8-bit data or compressed.
 */
export function decodeUssd(octets: Uint8Array, dataCodingScheme: number): string | undefined {
  const { alphabet, compressed, languagePrefix } = decodeCellBroadcastDcs(dataCodingScheme);
  if (compressed || alphabet === '8bit') return undefined;
  // 23.038 5: two septets padded to two octets stand in front of UCS-2.
  if (alphabet === 'ucs2') return decodeUcs2(languagePrefix ? octets.subarray(OCTETS_OF_PREFIX) : octets);
  const septets = ussdSeptets(octets);
  return decodeGsm7(languagePrefix ? septets.subarray(SEPTETS_OF_PREFIX) : septets);
}
