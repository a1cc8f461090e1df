/** How a text will be sent: counted by the code that sends it. */
import { canEncodeGsm7, cutText, type Encoding, encodeGsm7 } from '@simgate/gsm';

/** A character that the default alphabet lacks. */
export interface Offender {
  readonly character: string;
  /** The place of the first one, from 1, in characters as people count them. */
  readonly place: number;
  /** What looks alike and is in the alphabet; undefined: there is nothing alike. */
  readonly replacement: string | undefined;
}

export interface Measure {
  readonly alphabet: 'gsm7' | 'ucs2';
  readonly segments: number;
  /** Characters of the alphabet in the last segment, and how many it takes. */
  readonly used: number;
  readonly capacity: number;
  /** Segments in the default alphabet, were the offenders replaced; the same where none can be. */
  readonly segmentsReplaced: number;
  readonly offenders: readonly Offender[];
}

/** Typographic characters of word processors and telephones, and what stands for them on a typewriter. */
const replacements: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‚': ',',
  '´': "'",
  '`': "'",
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '•': '*',
  '·': '.',
  '×': 'x',
  '\t': ' ',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u200b': '',
  '\ufeff': '',
  '\u00ad': '',
  '№': 'No',
  '™': '(TM)',
  '©': '(C)',
  '®': '(R)',
  '‹': '<',
  '›': '>',
};

function offendersOf(text: string): Offender[] {
  const found = new Map<string, Offender>();
  let place = 0;
  for (const character of text) {
    place += 1;
    if (found.has(character) || canEncodeGsm7(character)) continue;
    found.set(character, { character, place, replacement: replacements[character] });
  }
  return [...found.values()];
}

/** The text with every character replaced that has a replacement. */
export function withReplacements(text: string, only?: string): string {
  return [...text]
    .map(character =>
      only === undefined || only === character ? (replacements[character] ?? character) : character,
    )
    .join('');
}

/** 23.040 9.2.3.24.1: 160 septets or 70 code units alone, 153 or 67 in parts. */
function capacityOf(alphabet: Measure['alphabet'], segments: number): number {
  if (alphabet === 'gsm7') return segments === 1 ? 160 : 153;
  return segments === 1 ? 70 : 67;
}

function cut(text: string, encoding: Encoding) {
  const { alphabet, ends } = cutText(text, { encoding });
  const last = text.slice(ends.at(-2) ?? 0);
  const used = alphabet === 'gsm7' ? (encodeGsm7(last)?.length ?? last.length) : last.length;
  return { alphabet, segments: ends.length, used, capacity: capacityOf(alphabet, ends.length) };
}

export function measure(text: string, encoding: Encoding): Measure {
  const offenders = encoding === 'unicode' ? [] : offendersOf(text);
  const now = cut(text, encoding);
  const replaced = offenders.length === 0 ? now : cut(withReplacements(text), encoding);
  return { ...now, segmentsReplaced: replaced.segments, offenders };
}
