/** How many segments a text takes, and how its recipient reads it. */

import { septetsOfCharacter, textToSeptets } from '../../codec/alphabet.ts';
import { segmentText } from '../../codec/segmentation.ts';

/** A segment on the air. */
export interface AirText {
  readonly text: string;
  readonly encoding: 'gsm-7bit' | 'unicode';
  readonly count: number;
}

const ONE_SEPTETS = 160;
const ONE_UNITS = 70; // UTF-16 units of 140 octets

/** Chapter 1.4: GSM 7-bit or UCS-2. `questionMarks`: what the default alphabet lacks becomes `?`; else the text goes as UCS-2. */
export function airText(text: string, encoding: 'gsm-7bit' | 'unicode', questionMarks: boolean): AirText {
  if (encoding === 'unicode') return { text, encoding, count: segmentsOf(text, 'ucs2') };
  const sayable = textToSeptets(text) !== undefined;
  if (!sayable && !questionMarks) return airText(text, 'unicode', false);
  const spoken = sayable ? text : withQuestionMarks(text);
  return { text: spoken, encoding, count: segmentsOf(spoken, 'gsm7') };
}

function withQuestionMarks(text: string): string {
  return [...text].map(character => (septetsOfCharacter(character) ? character : '?')).join('');
}

function segmentsOf(text: string, alphabet: 'gsm7' | 'ucs2'): number {
  // A septet costs at most two per character: most texts need no cutting to be counted.
  if (alphabet === 'ucs2' && text.length <= ONE_UNITS) return 1;
  if (alphabet === 'gsm7' && text.length * 2 <= ONE_SEPTETS) return 1;
  return segmentText(text, { alphabet, reference: 0 }).length;
}
