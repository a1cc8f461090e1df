/** Where a text may be cut, and how many pieces of a given size it makes. */
import { lockingTable, type NationalLanguage, NOT_IN_TABLE } from '../alphabets/character-tables.ts';

/**
 * Where a piece of a text that begins at `start` ends when it takes as many code points as fit into `capacity` septets
 * or code units. A capacity of 2 or more always brings it on.
 */
export type Reach = (text: string, start: number, capacity: number) => number;

/** Whether a surrogate pair stands at an index. */
function isPair(text: string, index: number): boolean {
  const high = text.charCodeAt(index);
  const low = text.charCodeAt(index + 1);
  return high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff;
}

/** For text of one code unit or septet a character, or of surrogate pairs, which are not cut. */
export const reachInUnits: Reach = (text, start, capacity) => {
  const end = start + capacity;
  if (end >= text.length) return text.length;
  return isPair(text, end - 1) ? end - 1 : end;
};

/** For text in the default alphabet and its tables: two septets for a character behind ESC (23.038 6.2.1.1). */
export function reachInSeptets(national: NationalLanguage): Reach {
  const { codes } = lockingTable(national.locking);
  return (text, start, capacity) => {
    let room = capacity;
    for (let index = start; index < text.length; index++) {
      room -= codes[text.charCodeAt(index)] === NOT_IN_TABLE ? 2 : 1;
      if (room < 0) return index;
    }
    return text.length;
  };
}

/** How many pieces a text makes from `start` on when every piece takes as many code points as fit; at least 1. */
export function countPieces(text: string, reach: Reach, capacity: number, start = 0): number {
  let count = 1;
  let end = reach(text, start, capacity);
  while (end < text.length) {
    count++;
    end = reach(text, end, capacity);
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
 * Where the pieces of a text end when it is cut into exactly `count` of them, the number that `countPieces` gives. A grapheme
 * cluster at the end of a piece goes whole into the next one where the rest still makes no more pieces.
 */
export function endsOfPieces(text: string, reach: Reach, capacity: number, count: number): number[] {
  const ends: number[] = [];
  let start = 0;
  while (ends.length < count - 1) {
    const furthest = reach(text, start, capacity);
    const whole = clusterStart(text, furthest);
    const left = count - ends.length - 1;
    const keep = whole === furthest || (whole > start && countPieces(text, reach, capacity, whole) <= left);
    start = keep ? whole : furthest;
    ends.push(start);
  }
  ends.push(text.length);
  return ends;
}
