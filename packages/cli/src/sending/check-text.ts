/** The segments of a text, by the code that cuts it when it is sent. */
import { canEncodeGsm7, cutText } from '@simgate/gsm';

/** The encoding of a request; `auto` is unknown to original hardware. */
export type Encoding = 'auto' | 'gsm-7bit' | 'unicode';

/** The segments of a text, and the alphabet that they need. */
export interface Cost {
  readonly encoding: 'gsm-7bit' | 'unicode';
  readonly segments: number;
}

/** Octets of UTF-8 that the API takes (chapter 2). */
const MOST_OCTETS = 1500;

/** Whether the API refuses it for its length. */
export function isTooLong(text: string): boolean {
  return Buffer.byteLength(text) > MOST_OCTETS;
}

/** Characters outside of GSM 7 bit, each once. */
export function oddOf(text: string): string[] {
  return [...new Set(text)].filter(character => !canEncodeGsm7(character));
}

/** @param encoding what was asked for */
export function costOf(text: string, encoding: Encoding): Cost {
  const { alphabet, ends } = cutText(text, { encoding });
  return { encoding: alphabet === 'gsm7' ? 'gsm-7bit' : 'unicode', segments: ends.length };
}
