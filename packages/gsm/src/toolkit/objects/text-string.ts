/** Texts that carry their data coding scheme: text strings, default texts, USSD strings; and plain character objects. */

import { type Alphabet, describeDataCodingScheme } from '../../alphabets/data-coding-scheme.ts';
import { decodeGsm7, encodeGsm7 } from '../../alphabets/gsm7.ts';
import { packSeptets, unpackSeptets } from '../../alphabets/septets.ts';
import { decodeUcs2, encodeUcs2 } from '../../alphabets/ucs2.ts';
import { DecodeError, EncodeError } from '../../errors.ts';
import { characterObject, type ObjectKind } from './object-kind.ts';

/** A text with the octet of its coding. */
export interface TextString {
  readonly text: string;
  /**
   * 0x00 packed 7-bit, 0x04 one septet an octet, 0x08 UCS-2, or another octet of 23.038 clause 4 with one of these
   * alphabets. Absent: the null text when read; when written, 0x04 where the GSM alphabet has all characters, else 0x08.
   */
  readonly dataCodingScheme?: number;
}

const UNPACKED_CODING = 0x04;
const UCS2_CODING = 0x08;

function alphabetOf(dataCodingScheme: number): Alphabet {
  const scheme = describeDataCodingScheme(dataCodingScheme);
  if (!scheme.reserved && !scheme.compressed) return scheme.alphabet;
  const octet = `0x${dataCodingScheme.toString(16).padStart(2, '0')}`;
  throw new DecodeError('data coding scheme', 0, `${octet} is reserved or compressed`);
}

function readPacked(octets: Uint8Array): string {
  const septets = unpackSeptets(octets, Math.floor((octets.length * 8) / 7));
  // 23.038 6.1.2.1: seven spare bits look like one more character, `@`; a text of 8n - 1 characters leaves them.
  const spare = octets.length > 0 && octets.length % 7 === 0 && septets.at(-1) === 0;
  return decodeGsm7(spare ? septets.subarray(0, -1) : septets);
}

/** 102 223 8.15: "8-bit" is the default alphabet with bit 8 of each octet 0. */
function readUnpacked(octets: Uint8Array): string {
  return decodeGsm7(octets.map(octet => octet & 0x7f));
}

function readCoded(dataCodingScheme: number, octets: Uint8Array): string {
  const alphabet = alphabetOf(dataCodingScheme);
  if (alphabet === 'gsm7') return readPacked(octets);
  return alphabet === '8bit' ? readUnpacked(octets) : decodeUcs2(octets);
}

function writeCoded(dataCodingScheme: number, text: string): Uint8Array {
  const alphabet = alphabetOf(dataCodingScheme);
  if (alphabet === 'ucs2') return encodeUcs2(text);
  const septets = encodeGsm7(text);
  if (septets === undefined) throw new EncodeError('text string', 'the GSM alphabet cannot say this text');
  return alphabet === 'gsm7' ? packSeptets(septets) : septets;
}

/**
 * A text string without its tag and length: the data coding scheme, and the octets of the text (102 223 8.15).
 * @throws DecodeError for a scheme that is reserved or compressed
 */
export function decodeTextString(value: Uint8Array): TextString {
  const dataCodingScheme = value[0];
  if (dataCodingScheme === undefined) return { text: '' };
  return { text: readCoded(dataCodingScheme, value.subarray(1)), dataCodingScheme };
}

/**
 * The reverse of `decodeTextString`.
 * @throws EncodeError for a text with a character that its scheme lacks
 */
export function encodeTextString({ text, dataCodingScheme }: TextString): Uint8Array {
  if (text === '' && dataCodingScheme === undefined) return new Uint8Array();
  const coding = dataCodingScheme ?? (encodeGsm7(text) === undefined ? UCS2_CODING : UNPACKED_CODING);
  return Uint8Array.of(coding, ...writeCoded(coding, text));
}

/** 102 223 8.15. */
export const textString: ObjectKind<TextString> = {
  tag: 0x0d,
  name: 'text string',
  read: decodeTextString,
  write: encodeTextString,
};

/** 102 223 8.23. */
export const defaultText: ObjectKind<TextString> = { ...textString, tag: 0x17, name: 'default text' };

/** 102 223 8.45: two characters of ISO 639. */
export const language: ObjectKind<string> = characterObject(0x2d, 'language');
/** 102 223 8.40: ends without the carriage return. */
export const atCommand = characterObject(0x28, 'AT command');
/** 102 223 8.41. */
export const atResponse = characterObject(0x29, 'AT response');
/** 102 223 8.48; empty: the default URL of the browser. */
export const url = characterObject(0x31, 'URL');
