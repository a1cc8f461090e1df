/** USSD strings: 160 octets under a data coding scheme of cell broadcast (23.038 clauses 5 and 6.1.2.3, 24.080 annex A.3). */

import type { UssdString } from '../radio.ts';
import { septetsToText, textToSeptets } from './alphabet.ts';
import type { Alphabet } from './data-coding.ts';
import { joinOctets, TpduError } from './octets.ts';
import { packSeptets, unpackSeptets } from './septets.ts';

/** How a USSD string is coded (23.038 5). */
export interface UssdWriting {
  /** Default: the default alphabet where it has every character, else UCS-2. */
  readonly encoding?: 'gsm7' | 'ucs2';
  /** Two letters that go in front of the text (23.038 clause 5, 0001 0000 and 0001 0001). */
  readonly language?: string;
}

/** Octets of a USSD string (29.002 17.7.4). */
export const LONGEST_USSD = 160;
const CR = 0x0d;
const alphabets: readonly Alphabet[] = ['gsm7', '8bit', 'ucs2'];

/** Alphabet of a coding. Reserved codings read as the default alphabet. */
export function readUssdCoding(coding: number): { readonly alphabet: Alphabet; readonly language: boolean } {
  const group = coding >> 4;
  if (group === 1) {
    return { alphabet: coding === 0x11 ? 'ucs2' : 'gsm7', language: coding === 0x10 || coding === 0x11 };
  }
  const general = (group >= 4 && group <= 7) || group === 9;
  if (general) return { alphabet: alphabets[(coding >> 2) & 3] ?? 'gsm7', language: false };
  return { alphabet: group === 15 && (coding & 4) !== 0 ? '8bit' : 'gsm7', language: false };
}

/** Packs septets; seven spare bits become CR, and a CR that ends on an octet boundary is doubled (6.1.2.3.1). */
export function packUssd(septets: readonly number[]): Uint8Array {
  const rest = septets.length % 8;
  const filled = rest === 7 || (rest === 0 && septets.at(-1) === CR) ? [...septets, CR] : septets;
  return packSeptets(filled);
}

/** The septets without the CR that fills the last octet. */
export function unpackUssd(octets: Uint8Array): number[] {
  const septets = unpackSeptets(octets, Math.floor((octets.length * 8) / 7));
  return septets.length % 8 === 0 && septets.at(-1) === CR ? septets.slice(0, -1) : septets;
}

/** Throws `TpduError` naming what does not fit: a character, or the length. */
export function writeUssdString(text: string, { encoding, language }: UssdWriting = {}): UssdString {
  const septets = encoding === 'ucs2' ? undefined : textToSeptets(text);
  if (septets === undefined && encoding === 'gsm7') {
    throw new TpduError('text', 0, 'has a character that the default alphabet lacks');
  }
  const string = septets === undefined ? wideString(text, language) : narrowString(septets, language);
  if (string.octets.length <= LONGEST_USSD) return string;
  throw new TpduError('text', LONGEST_USSD, `takes ${string.octets.length} octets, a USSD string has 160`);
}

/** The letters a to z have their ASCII codes in the default alphabet. */
function letters(language: string): number[] {
  return [...Buffer.from(language, 'latin1')];
}

/** A string of packed septets. With a language, its two letters and a CR stand in front (23.038 clause 5, coding 0001 0000). */
function narrowString(septets: readonly number[], language: string | undefined): UssdString {
  if (language === undefined) return { coding: 0x0f, octets: packUssd(septets) };
  return { coding: 0x10, octets: packUssd([...letters(language), CR, ...septets]) };
}

/** A string of UCS-2. With a language, its two letters stand in front as packed septets (23.038 clause 5, coding 0001 0001). */
function wideString(text: string, language: string | undefined): UssdString {
  const octets = Uint8Array.from(Buffer.from(text, 'utf16le').swap16());
  if (language === undefined) return { coding: 0x48, octets };
  return { coding: 0x11, octets: joinOctets(packSeptets(letters(language)), octets) };
}

/** The text, without a language in front of it; 8-bit data as Latin 1. */
export function readUssdString({ coding, octets }: UssdString): string {
  const { alphabet, language } = readUssdCoding(coding);
  if (alphabet === '8bit') return Buffer.from(octets).toString('latin1');
  if (alphabet === 'gsm7') return septetsToText(unpackUssd(octets)).slice(language ? 3 : 0);
  const wide = Buffer.from(octets.subarray(language ? 2 : 0));
  return wide
    .subarray(0, wide.length & ~1)
    .swap16()
    .toString('utf16le');
}
