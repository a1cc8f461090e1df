/** How a text will be sent: counted by the code that sends it. */
import {
  cutText,
  type Encoding,
  lastFill,
  type Offender,
  offendersOf,
  lookAlikesOf as withReplacements,
} from '@simgate/gsm';

export { lookAlikesOf as withReplacements, type Offender } from '@simgate/gsm';

/** The segments of a text, counted by the code that sends it. */
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

function cut(text: string, encoding: Encoding) {
  const cut = cutText(text, { encoding });
  return { alphabet: cut.alphabet, segments: cut.ends.length, ...lastFill(text, cut) };
}

/**
 * Counts a text: alphabet, segments, and the characters that make it longer.
 * @param encoding `unicode` has no offenders, as it has room for every character
 * @returns at least one segment for a text that is not empty
 */
export function measure(text: string, encoding: Encoding): Measure {
  const offenders = encoding === 'unicode' ? [] : offendersOf(text);
  const now = cut(text, encoding);
  const replaced = offenders.length === 0 ? now : cut(withReplacements(text), encoding);
  return { ...now, segmentsReplaced: replaced.segments, offenders };
}
