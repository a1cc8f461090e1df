/** Reads amounts of money in the texts of operators. Every function looks at each character once. */

/** The mark before the fraction; `auto`: chosen by the form of the number. */
export type DecimalMark = 'auto' | 'point' | 'comma';

export interface Amount {
  /** A plain decimal number, such as -1234.50. */
  readonly value: string;
  /** "" where no sign of a currency stands beside it. */
  readonly currency: string;
  /** The first character behind it. */
  readonly end: number;
}

const MOST_DIGITS = 15;
const MOST_FRACTION = 6;

/** The digits 0 of scripts that operators write in: Latin, Arabic, Persian, Devanagari, Bengali, Thai, full width. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

const digits = new Map<string | undefined, number>(
  zeros.flatMap(zero =>
    Array.from({ length: 10 }, (_, digit) => [String.fromCodePoint(zero + digit), digit]),
  ),
);

/** 0 to 9; undefined where the character is no digit. */
function digitOf(character: string | undefined): number | undefined {
  return digits.get(character);
}

type Characters = ReadonlySet<string | undefined>;

const points: Characters = new Set(['.', '٫']);
const commas: Characters = new Set([',', '،', '٬']);
/** Between groups of three digits alone, never before a fraction: blanks of three widths and apostrophes. */
const groupMarks: Characters = new Set([' ', '\u00a0', '\u202f', "'", '’']);
const minusSigns: Characters = new Set(['-', '−', '–']);
const CURRENCY_SIGN = /^\p{Sc}$/u;
const LETTER = /^\p{L}$/u;

interface Piece {
  readonly digits: string;
  /** The mark before it: a point, a comma, a blank or apostrophe, or none at the first piece. */
  readonly mark: '' | '.' | ',' | ' ';
}

function markOf(character: string | undefined): Piece['mark'] {
  if (points.has(character)) return '.';
  if (commas.has(character)) return ',';
  return groupMarks.has(character) ? ' ' : '';
}

function digitsAt(text: readonly string[], from: number): string {
  let digits = '';
  for (let at = from; ; at += 1) {
    const digit = digitOf(text[at]);
    if (digit === undefined) return digits;
    digits += digit;
  }
}

interface Run {
  readonly pieces: readonly Piece[];
  readonly end: number;
}

/** Digits with single marks between them. A blank or apostrophe belongs to the number only before exactly three digits. */
function runAt(text: readonly string[], from: number): Run {
  const first = digitsAt(text, from);
  const pieces: Piece[] = [{ digits: first, mark: '' }];
  let end = from + first.length;
  for (;;) {
    const mark = markOf(text[end]);
    const digits = mark === '' ? '' : digitsAt(text, end + 1);
    if (digits === '' || (mark === ' ' && !isGroup(digits, pieces))) return { pieces, end };
    pieces.push({ digits, mark });
    end += 1 + digits.length;
  }
}

/** Three digits behind one to three digits that are no fraction. */
function isGroup(digits: string, before: readonly Piece[]): boolean {
  const last = before.at(-1);
  if (digits.length !== 3 || last === undefined) return false;
  return last.mark === '' ? last.digits.length <= 3 : last.mark === ' ';
}

/** Whole part and fraction; undefined where the digits are no number of that form: a date, an address, a version. */
function partsOf(pieces: readonly Piece[], decimal: DecimalMark): [string, string] | undefined {
  const last = pieces.at(-1);
  if (last === undefined) return undefined;
  const isFraction = pieces.length > 1 && last.mark !== ' ' && endsInFraction(pieces, last, decimal);
  const whole = isFraction ? pieces.slice(0, -1) : pieces;
  if (!areGroups(whole, isFraction ? last.mark : '')) return undefined;
  return [whole.map(({ digits }) => digits).join(''), isFraction ? last.digits : ''];
}

function endsInFraction(pieces: readonly Piece[], last: Piece, decimal: DecimalMark): boolean {
  if (decimal !== 'auto') return last.mark === (decimal === 'point' ? '.' : ',');
  if (pieces.length > 2) return pieces.slice(1, -1).every(({ mark }) => mark !== last.mark);
  // One mark: three digits behind one to three others are thousands, but for 0.500.
  const [first = last] = pieces;
  return last.digits.length !== 3 || first.digits.length > 3 || first.digits === '0';
}

/** All marks alike and unlike that of the fraction, and three digits behind each. */
function areGroups(pieces: readonly Piece[], fractionMark: string): boolean {
  const [first, ...groups] = pieces;
  if (first === undefined || groups.length === 0) return first !== undefined;
  const [mark] = groups.map(group => group.mark);
  return (
    first.digits.length <= 3 &&
    mark !== fractionMark &&
    groups.every(group => group.mark === mark && group.digits.length === 3)
  );
}

function isWordy(character: string | undefined): boolean {
  return character !== undefined && (LETTER.test(character) || digitOf(character) !== undefined);
}

/** Whether a number that begins here would be the rest of another one, as 12.2026 in 31.12.2026. */
function isInsideNumber(text: readonly string[], at: number): boolean {
  const before = text[at - 1];
  if (digitOf(before) !== undefined) return true;
  const mark = markOf(before);
  return mark !== '' && mark !== ' ' && digitOf(text[at - 2]) !== undefined;
}

interface Lead {
  readonly negative: boolean;
  readonly sign: string;
  /** Where the digits begin. */
  readonly start: number;
}

/** Signs that may stand before the digits: minus and currency, in either order. */
function leadAt(text: readonly string[], from: number): Lead {
  let [negative, sign, at] = [false, '', from];
  for (; at < from + 2; at += 1) {
    const character = text[at] ?? '';
    if (minusSigns.has(character) && !negative && !isWordy(text[at - 1])) negative = true;
    else if (CURRENCY_SIGN.test(character) && sign === '') sign = character;
    else break;
  }
  return { negative, sign, start: at };
}

const knownCurrencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Three capitals that are a code of ISO 4217, from `at`; "" otherwise. */
function codeAt(text: readonly string[], at: number): string {
  if (at < 0 || isLetter(text[at - 1]) || isLetter(text[at + 3])) return '';
  const code = text.slice(at, at + 3).join('');
  return knownCurrencies.has(code) ? code : '';
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && LETTER.test(character);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\u00a0' || character === '\u202f';
}

/** A currency sign or code of ISO 4217 right beside the number, or one blank away. */
function currencyBeside(text: readonly string[], from: number, end: number): string {
  const behind = isBlank(text[end]) ? end + 1 : end;
  const before = isBlank(text[from - 1]) ? from - 1 : from;
  const signs = [text[behind], text[before - 1]].map(sign =>
    sign !== undefined && CURRENCY_SIGN.test(sign) ? sign : '',
  );
  return signs[0] || codeAt(text, behind) || signs[1] || codeAt(text, before - 3);
}

/** An amount that begins exactly at `from`, with signs before it; undefined where none does. */
export function amountAt(text: readonly string[], from: number, decimal: DecimalMark): Amount | undefined {
  const { negative, sign, start } = leadAt(text, from);
  if (digitOf(text[start]) === undefined || isInsideNumber(text, start)) return undefined;
  const { pieces, end: endOfDigits } = runAt(text, start);
  const [whole, fraction] = partsOf(pieces, decimal) ?? [];
  if (whole === undefined || fraction === undefined) return undefined;
  if (whole.length > MOST_DIGITS || fraction.length > MOST_FRACTION) return undefined;
  // Bookkeepers write 5.00-.
  const trailing = minusSigns.has(text[endOfDigits]) && !isWordy(text[endOfDigits + 1]);
  const end = trailing ? endOfDigits + 1 : endOfDigits;
  const isNegative = (negative || trailing) && /[1-9]/.test(whole + fraction);
  const plain = whole.replace(/^0+(?=\d)/, '');
  return {
    value: `${isNegative ? '-' : ''}${plain}${fraction === '' ? '' : `.${fraction}`}`,
    currency: sign || currencyBeside(text, from, end),
    end,
  };
}
