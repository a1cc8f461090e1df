/** Where a text may be cut, and how many pieces of a given size it makes. */
import { lockingTable, type NationalLanguage, notInTable } from './alphabets/character-tables.ts';

/** How much of a segment the code point at an index of a text takes. */
export type Measure = (text: string, index: number) => number;

/** Two septets for a character behind ESC, else one (23.038 6.2.1.1). */
export function septetMeasure(national: NationalLanguage): Measure {
  const { codes } = lockingTable(national.locking);
  return (text, index) => (codes[text.charCodeAt(index)] === notInTable ? 2 : 1);
}

/** Code units of a code point. */
export const unitMeasure: Measure = (text, index) => codePointLength(text, index);

/** 2 for a surrogate pair, 1 for all else, a lone surrogate too. */
function codePointLength(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  const next = text.charCodeAt(index + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}

/** Where a piece that begins at `start` ends when it takes as many code points as fit; never at `start`. */
function furthestEnd(text: string, start: number, measure: Measure, capacity: number): number {
  let used = 0;
  let index = start;
  while (index < text.length) {
    used += measure(text, index);
    if (used > capacity) return index;
    index += codePointLength(text, index);
  }
  return index;
}

/** How many pieces a text makes from `start` on when every piece takes as many code points as fit; at least 1. */
export function countPieces(text: string, measure: Measure, capacity: number, start = 0): number {
  let count = 1;
  let end = furthestEnd(text, start, measure, capacity);
  while (end < text.length) {
    count++;
    end = furthestEnd(text, end, measure, capacity);
  }
  return count;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Below U+0300 nothing combines but CR with LF. */
function standsAlone(text: string, index: number): boolean {
  const next = text.charCodeAt(index);
  return next < 0x300 && text.charCodeAt(index - 1) < 0x300 && next !== 0x0a;
}

/** Start of the grapheme cluster that a cut at `index` would go through; `index` itself where it goes through none. */
function clusterStart(text: string, index: number): number {
  if (standsAlone(text, index)) return index;
  return graphemes.segment(text).containing(index)?.index ?? index;
}

/**
 * Cuts a text into exactly `count` pieces, the number that `countPieces` gives. A grapheme cluster at the end of a
 * piece goes whole into the next one where the rest still makes no more pieces.
 */
export function cutPieces(text: string, measure: Measure, capacity: number, count: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (pieces.length < count - 1) {
    const furthest = furthestEnd(text, start, measure, capacity);
    const whole = clusterStart(text, furthest);
    const left = count - pieces.length - 1;
    const keep = whole === furthest || (whole > start && countPieces(text, measure, capacity, whole) <= left);
    const end = keep ? whole : furthest;
    pieces.push(text.slice(start, end));
    start = end;
  }
  pieces.push(text.slice(start));
  return pieces;
}
