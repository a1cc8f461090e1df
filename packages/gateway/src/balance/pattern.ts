/**
 * Finds the amount in the answer of an operator. The pattern is the operator's own text with `{amount}` in the place of the amount;
 * `{currency}` is a word, `*` is anything. It need not cover the whole text. A pattern is matched piece by piece from left to right and
 * never goes back, so the time is bounded by the length of the text times that of the pattern; a regular expression could go back.
 */
import { type Amount, amountAt, type DecimalMark } from './amount.ts';

/** Characters of a text that are looked at: a USSD text has 182 at most. */
const LONGEST_TEXT = 1000;
const LONGEST_CURRENCY = 8;

type Token =
  | { readonly kind: 'literal'; readonly character: string }
  | { readonly kind: 'blank' | 'amount' | 'currency' };

/** Between two `*`: what has to stand side by side. */
type Piece = readonly Token[];

export interface AmountPattern {
  /** The amount in a text; undefined where the pattern does not fit it. */
  read(text: string): { readonly value: string; readonly currency: string } | undefined;
}

const BLANK = /^\s$/u;
const CURRENCY_CHARACTER = /^[\p{L}\p{Sc}.]$/u;

function placesOf(pattern: string, place: string): number {
  return pattern.split(place).length - 1;
}

/** Why a pattern cannot be used; undefined where it can. */
export function patternProblem(pattern: string): string | undefined {
  if (placesOf(pattern, '{amount}') !== 1) return 'needs {amount} exactly once';
  if (placesOf(pattern, '{currency}') > 1) return 'has {currency} more than once';
  const rest = pattern.replaceAll('{amount}', '').replaceAll('{currency}', '');
  return rest.includes('{') || rest.includes('}')
    ? 'knows no other places than {amount} and {currency}'
    : undefined;
}

/** Capitals and small letters are alike, and so are all blanks. */
function folded(text: string): string[] {
  return [...text.normalize('NFKC')].map(character => (BLANK.test(character) ? ' ' : character));
}

function tokensOf(piece: string): Piece {
  const tokens: Token[] = [];
  for (const part of piece.split(/(\{amount\}|\{currency\})/)) {
    if (part === '{amount}') tokens.push({ kind: 'amount' });
    else if (part === '{currency}') tokens.push({ kind: 'currency' });
    else for (const character of folded(part)) tokens.push(literalOf(character));
  }
  return tokens;
}

function literalOf(character: string): Token {
  return character === ' ' ? { kind: 'blank' } : { kind: 'literal', character: character.toLowerCase() };
}

interface Found {
  amount?: Amount;
  currency?: string;
}

/** Matches one token; the first character behind it, or undefined. */
function tokenAt(
  text: readonly string[],
  at: number,
  token: Token,
  next: Token | undefined,
  decimal: DecimalMark,
  found: Found,
): number | undefined {
  switch (token.kind) {
    case 'literal':
      return text[at]?.toLowerCase() === token.character ? at + 1 : undefined;
    case 'blank':
      return behindBlanks(text, at);
    case 'amount': {
      const amount = amountAt(text, at, decimal);
      if (amount === undefined) return undefined;
      found.amount = amount;
      return amount.end;
    }
    case 'currency': {
      const end = behindCurrency(text, at);
      const word = text.slice(at, end).join('').replace(/\.$/, '');
      if (word === '') return undefined;
      found.currency = word;
      // A full stop behind it belongs to the word, unless the pattern has one there.
      return isFullStop(next) ? at + word.length : end;
    }
  }
}

function isFullStop(token: Token | undefined): boolean {
  return token?.kind === 'literal' && token.character === '.';
}

/** A blank of the pattern stands for any number of them, none too: operators are careless with them. */
function behindBlanks(text: readonly string[], from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

function behindCurrency(text: readonly string[], from: number): number {
  let at = from;
  while (at < from + LONGEST_CURRENCY && CURRENCY_CHARACTER.test(text[at] ?? '')) at += 1;
  return at;
}

/** Matches a piece that begins exactly at `from`. */
function pieceAt(
  text: readonly string[],
  from: number,
  piece: Piece,
  decimal: DecimalMark,
  found: Found,
): number | undefined {
  let at: number | undefined = from;
  for (const [index, token] of piece.entries()) {
    at = tokenAt(text, at, token, piece[index + 1], decimal, found);
    if (at === undefined) return undefined;
  }
  return at;
}

/** Each piece at the first place behind the one before it where it fits. */
function find(text: readonly string[], pieces: readonly Piece[], decimal: DecimalMark): Found | undefined {
  const found: Found = {};
  let from = 0;
  for (const piece of pieces) {
    let end: number | undefined;
    for (; end === undefined; from += 1) {
      if (from > text.length) return undefined;
      end = pieceAt(text, from, piece, decimal, found);
    }
    from = end;
  }
  return found;
}

/** @param pattern one without a `patternProblem` */
export function compilePattern(pattern: string, decimal: DecimalMark): AmountPattern {
  const pieces = pattern.split('*').map(tokensOf);
  return {
    read: text => {
      const { amount, currency } = find(folded(text.slice(0, LONGEST_TEXT)), pieces, decimal) ?? {};
      if (amount === undefined) return undefined;
      return { value: amount.value, currency: currency ?? amount.currency };
    },
  };
}
