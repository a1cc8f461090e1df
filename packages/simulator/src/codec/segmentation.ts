/** Cutting a text into the user data of as many short messages as it needs, and joining parts again. */

import { septetsOfCharacter, textToSeptets } from './alphabet.ts';
import { type Alphabet, dataCodingScheme } from './data-coding.ts';
import {
  type Concatenation,
  concatenationElement,
  type InformationElement,
  makeUserData,
  type UserData,
  utf16Octets,
} from './user-data.ts';

/** How a long text is cut (23.040 9.2.3.24.1). */
export interface SegmentationOptions {
  /** Left out: the default alphabet where it has every character, else UCS-2. */
  readonly alphabet?: Extract<Alphabet, 'gsm7' | 'ucs2'>;
  readonly messageClass?: number;
  /** Reference of the long message, should it become one. */
  readonly reference: number;
  readonly referenceBits?: 8 | 16;
}

/** A text that cannot be sent as asked. */
export class SegmentationError extends Error {
  override readonly name = 'SegmentationError';
}

const MOST_SEGMENTS = 255; // 23.040 9.2.3.24.1: the total is one octet

/** Room of one segment: septets, or UTF-16 units. Single, then with an 8-bit, then with a 16-bit reference. */
const segmentRoom = {
  gsm7: { single: 160, 8: 153, 16: 152 },
  ucs2: { single: 70, 8: 67, 16: 66 },
} as const;

/** Whether every character of the text is in the default alphabet or its extension. */
function fitsDefaultAlphabet(text: string): boolean {
  return [...text].every(character => septetsOfCharacter(character) !== undefined);
}

/**
 * The user data of each segment of a text, one for a text that fits. A pair of escape and code, or of surrogates, is never
 * cut in two. Throws `SegmentationError` for a text the wanted alphabet lacks, or one of more than 255 segments.
 */
export function segmentText(text: string, options: SegmentationOptions): UserData[] {
  const alphabet = options.alphabet ?? (fitsDefaultAlphabet(text) ? 'gsm7' : 'ucs2');
  const scheme = dataCodingScheme(alphabet, options.messageClass);
  const bits = options.referenceBits ?? 8;
  const whole = cutText(text, alphabet, segmentRoom[alphabet].single);
  if (whole.length <= 1) return [makeSegment(whole[0] ?? '', alphabet, scheme, [])];
  const pieces = cutText(text, alphabet, segmentRoom[alphabet][bits]);
  if (pieces.length > MOST_SEGMENTS) {
    throw new SegmentationError(`the text needs ${pieces.length} segments; 255 are allowed`);
  }
  return pieces.map((piece, at) => {
    const part = {
      reference: options.reference,
      referenceBits: bits,
      total: pieces.length,
      sequence: at + 1,
    };
    return makeSegment(piece, alphabet, scheme, [concatenationElement(part)]);
  });
}

/** Cuts a text into pieces of at most `room` septets or octets. No character is split, so a piece may be shorter than the room. */
function cutText(text: string, alphabet: 'gsm7' | 'ucs2', room: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const character of text) {
    const size = characterSize(character, alphabet);
    if (used + size > room) {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += character;
    used += size;
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}

/** Septets or UTF-16 units of one code point. */
function characterSize(character: string, alphabet: 'gsm7' | 'ucs2'): number {
  if (alphabet === 'ucs2') return character.length;
  const septets = septetsOfCharacter(character);
  if (septets === undefined)
    throw new SegmentationError(`"${character}" is not in the GSM 7-bit default alphabet`);
  return septets.length;
}

/** User data of one piece. */
function makeSegment(
  piece: string,
  alphabet: 'gsm7' | 'ucs2',
  scheme: number,
  elements: readonly InformationElement[],
): UserData {
  const septets = alphabet === 'gsm7' ? textToSeptets(piece) : undefined;
  return makeUserData(scheme, elements, septets === undefined ? { octets: utf16Octets(piece) } : { septets });
}

/** Key that all parts of one long message share, and no other message of the same sender (23.040 9.2.3.24.1). */
export function concatenationKey(part: Concatenation): string {
  return `${part.referenceBits}/${part.reference}/${part.total}`;
}
