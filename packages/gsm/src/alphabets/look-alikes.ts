/** Replacements for characters that the default alphabet (23.038 6.2.1) lacks. With them a text needs no UCS-2. */
import { canEncodeGsm7 } from './gsm7.ts';

/** A character that the default alphabet lacks. */
export interface Offender {
  readonly character: string;
  /** The place of the first one, from 1, in code points. */
  readonly place: number;
  /** The replacement, which is in the alphabet; undefined: none looks alike. */
  readonly replacement: string | undefined;
}

/** Typographic characters of word processors and telephones by what looks alike within the default alphabet. */
const replacements: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
  }),
);

/** The characters of a text that the default alphabet lacks, each once, with its first place. */
export function offendersOf(text: string): Offender[] {
  const found = new Map<string, Offender>();
  let place = 0;
  for (const character of text) {
    place += 1;
    if (found.has(character) || canEncodeGsm7(character)) continue;
    found.set(character, { character, place, replacement: replacements.get(character) });
  }
  return [...found.values()];
}

/** A text with every character replaced that has a look-alike; with `only` that one alone. */
export function lookAlikesOf(text: string, only?: string): string {
  return [...text]
    .map(character =>
      only === undefined || only === character ? (replacements.get(character) ?? character) : character,
    )
    .join('');
}
