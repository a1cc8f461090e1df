/** Reads the cause of a call's end, by 24.008 10.5.4.11 (table 10.5.123), from the texts of modules. */
import { afterPrefix } from './fields.ts';

/** 1..127; codes beyond, and 0, are the module's own. */
export function isReleaseCause(value: number): boolean {
  return value >= 1 && value <= 127;
}

/** The words of the table, then shorter ones that modules use; in lower case, letters alone. */
const causeWords: readonly (readonly [words: string, cause: number])[] = [
  ['unassigned unallocated number', 1],
  ['no route to destination', 3],
  ['channel unacceptable', 6],
  ['operator determined barring', 8],
  ['normal call clearing', 16],
  ['user busy', 17],
  ['no user responding', 18],
  ['user alerting no answer', 19],
  ['call rejected', 21],
  ['number changed', 22],
  ['pre emption', 25],
  ['non selected user clearing', 26],
  ['destination out of order', 27],
  ['invalid number format', 28],
  ['facility rejected', 29],
  ['response to status enquiry', 30],
  ['normal unspecified', 31],
  ['no circuit channel available', 34],
  ['network out of order', 38],
  ['temporary failure', 41],
  ['switching equipment congestion', 42],
  ['access information discarded', 43],
  ['requested circuit channel not available', 44],
  ['resources unavailable', 47],
  ['quality of service unavailable', 49],
  ['requested facility not subscribed', 50],
  ['incoming calls barred within the cug', 55],
  ['bearer capability not authorized', 57],
  ['bearer capability not presently available', 58],
  ['service or option not available', 63],
  ['bearer service not implemented', 65],
  ['acm equal', 68],
  ['requested facility not implemented', 69],
  ['only restricted digital information', 70],
  ['service or option not implemented', 79],
  ['invalid transaction identifier', 81],
  ['user not member of cug', 87],
  ['incompatible destination', 88],
  ['invalid transit network selection', 91],
  ['semantically incorrect message', 95],
  ['invalid mandatory information', 96],
  ['message type non existent', 97],
  ['message type not compatible', 98],
  ['information element non existent', 99],
  ['conditional ie error', 100],
  ['message not compatible', 101],
  ['recovery on timer expiry', 102],
  ['protocol error', 111],
  ['interworking', 127],
  ['unassigned', 1],
  ['unobtainable', 1],
  ['no route', 3],
  ['normal clearing', 16],
  ['no answer', 19],
  ['alerting', 19],
  ['rejected', 21],
  ['out of order', 27],
  ['invalid number', 28],
  ['incomplete number', 28],
  ['congestion', 42],
];

/**
 * The release cause of an answer to +CEER, which 27.007 6.10 leaves to the maker: the last number of it, else its words.
 * Undefined where there is none.
 */
export function parseReleaseCause(lines: readonly string[]): number | undefined {
  const text = lines.map(line => afterPrefix(line, '+CEER')).join(' ');
  // Digits with letters behind them, as in 3G, are no code.
  const numbers = [...text.matchAll(/\b\d+\b/g)].map(([digits]) => Number(digits)).filter(isReleaseCause);
  const words = text.toLowerCase().replace(/[^a-z]+/g, ' ');
  return numbers.at(-1) ?? causeWords.find(([part]) => words.includes(part))?.[1];
}
