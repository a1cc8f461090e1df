/** USSD texts as modems write them in +CUSD: characters of +CSCS, hexadecimal of octets, or packed septets in hexadecimal. */
import {
  canEncodeGsm7,
  decodeCellBroadcastDcs,
  decodeGsm7,
  decodeUcs2,
  decodeUssd,
  EncodeError,
  encodeGsm7,
  encodeUcs2,
  fromHex,
  packUssd,
  toHex,
} from '@simgate/gsm';
import type { UssdLine } from '../../at/ussd.ts';
import type { UssdForm } from '../../dialects/dialect.ts';

/** The current value of +CSCS (27.007 5.5). */
export type CharacterSet = 'GSM' | 'IRA' | 'UCS2';

/** 24.080 annex A.3: a USSD string has at most 160 octets. */
const MOST_OCTETS = 160;
/** Hexadecimal digits of packed septets that are read as text whatever the maker is known for. */
const LONG_PACKED = 40;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
/** Language unspecified, default alphabet; and UCS-2 (23.038 clause 5). */
export const DEFAULT_ALPHABET = 0x0f;
const UCS2 = 0x48;

/** `<str>` and `<dcs>` of a request, ready to stand between quotes. */
export interface WrittenUssd {
  readonly text: string;
  readonly dataCodingScheme: number;
}

/**
 * Whether a text fits one USSD string: 182 septets of the default alphabet, else 80 UCS-2 code units.
 * Undefined when it fits; else the reason, for people.
 */
export function ussdObstacle(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (canEncodeGsm7(text))
    return packUssd(text).length > MOST_OCTETS
      ? 'has more than 182 characters of the default alphabet'
      : undefined;
  return encodeUcs2(text).length > MOST_OCTETS ? 'has more than 80 UCS-2 characters' : undefined;
}

/**
 * A request as the modem takes it.
 * @throws EncodeError where the text does not fit a USSD string.
 */
export function writeUssd(text: string, form: UssdForm, characterSet: CharacterSet): WrittenUssd {
  const obstacle = ussdObstacle(text);
  if (obstacle !== undefined) throw new EncodeError('text', obstacle);
  if (!canEncodeGsm7(text)) return { text: toHex(encodeUcs2(text)), dataCodingScheme: UCS2 };
  if (form === 'packed') return { text: toHex(packUssd(text)), dataCodingScheme: DEFAULT_ALPHABET };
  return writeCharacters(text, characterSet);
}

/** 27.007 7.15: in the default alphabet the characters are those of +CSCS. */
function writeCharacters(text: string, characterSet: CharacterSet): WrittenUssd {
  const characters = characterSet === 'UCS2' ? toHex(encodeUcs2(text)) : octetsOf(text, characterSet);
  if (characters !== undefined) return { text: characters, dataCodingScheme: DEFAULT_ALPHABET };
  return { text: toHex(encodeUcs2(text)), dataCodingScheme: UCS2 };
}

/** Undefined where an octet would end the command line or the quotes (V.250 5.2.1, 5.4.2.2). */
function octetsOf(text: string, characterSet: CharacterSet): string | undefined {
  const septets = characterSet === 'GSM' ? encodeGsm7(text) : undefined;
  const octets = septets === undefined ? text : String.fromCharCode(...septets);
  return /^[ !#-~]*$/.test(octets) ? octets : undefined;
}

/** The text of a `+CUSD`; "" where it has none. Never fails: a text that cannot be decoded is shown as it came. */
export function readUssd(line: UssdLine, form: UssdForm | undefined, characterSet: CharacterSet): string {
  const { text = '', dataCodingScheme = DEFAULT_ALPHABET } = line;
  const { alphabet } = decodeCellBroadcastDcs(dataCodingScheme);
  if (alphabet === 'gsm7') return readDefaultAlphabet(text, dataCodingScheme, form, characterSet);
  const octets = octetsOfHex(alphabet === 'ucs2' ? wholeUnits(text) : text);
  // 27.007 7.15: UCS-2 and 8-bit data are always hexadecimal; some give characters all the same.
  if (octets === undefined) return readCharacters(text, characterSet);
  const decoded = decodeUssd(octets, dataCodingScheme);
  return decoded === undefined ? readData(octets) : beforeNul(decoded);
}

function readDefaultAlphabet(
  text: string,
  dataCodingScheme: number,
  form: UssdForm | undefined,
  characterSet: CharacterSet,
): string {
  const octets = octetsOfHex(characterSet === 'UCS2' ? wholeUnits(text) : text);
  if (octets === undefined) return withoutLanguage(readCharacters(text, characterSet), dataCodingScheme);
  // Under +CSCS="UCS2", and in modules that think so, the default alphabet comes as UCS-2 too.
  const wide = decodeUcs2(octets);
  if (characterSet === 'UCS2' || isOneScript(wide)) return wide;
  // A modem that writes characters may write digits alone, such as a balance or the number of a voucher.
  if (form === 'characters') return withoutLanguage(text, dataCodingScheme);
  if (isWide(octets, wide)) return wide;
  const packed = decodeUssd(octets, dataCodingScheme);
  return packed !== undefined && (form === 'packed' || readsAsText(text, packed)) ? packed : text;
}

/**
 * The form that an answer in the default alphabet proves; undefined where it proves none. Packed septets are hexadecimal
 * digits alone: more than a quarter of other signs is no damage of the line.
 */
export function provenForm({
  text = '',
  dataCodingScheme = DEFAULT_ALPHABET,
}: UssdLine): UssdForm | undefined {
  if (decodeCellBroadcastDcs(dataCodingScheme).alphabet !== 'gsm7') return undefined;
  const others = text.replace(/[0-9A-Fa-f]/g, '').length;
  if (others * 4 > text.length) return 'characters';
  const octets = octetsOfHex(text);
  if (octets === undefined) return undefined;
  const wide = decodeUcs2(octets);
  if (isWide(octets, wide) || isOneScript(wide)) return undefined;
  return readsAsText(text, decodeUssd(octets, dataCodingScheme)) ? 'packed' : undefined;
}

/**
 * True for packed septets so long that no text of people looks like them by chance: a maker's modules may be known for
 * characters and this one gives septets all the same.
 */
export function isLongPacked({ text = '', dataCodingScheme = DEFAULT_ALPHABET }: UssdLine): boolean {
  return text.length >= LONG_PACKED && provenForm({ status: 0, text, dataCodingScheme }) === 'packed';
}

/** Octets that hold whole septets without padding are 7, or a multiple (23.038 6.1.2.3.1). */
const WHOLE = 7;
/** Fewer hexadecimal digits prove nothing of a rest. */
const PROVING = 8;

function isPackedLine({ text = '', dataCodingScheme = DEFAULT_ALPHABET }: UssdLine): boolean {
  return /^[0-9A-Fa-f]+$/.test(text) && decodeCellBroadcastDcs(dataCodingScheme).alphabet === 'gsm7';
}

/** True for packed septets that a module may have cut: they do not end with a whole septet. */
export function mayBeCut(line: UssdLine): boolean {
  const { text = '' } = line;
  return isPackedLine(line) && text.length % (2 * WHOLE) !== 0;
}

/** Half an octet stands at the end, or the bits behind the last whole septet are not zero, as padding is. */
function isCut({ text = '' }: UssdLine): boolean {
  const last = Number.parseInt(text.slice(-2), 16);
  return text.length % 2 === 1 || last >> (8 - ((text.length / 2) % WHOLE)) !== 0;
}

/** A piece of packed septets that `mayBeCut`, with the rest that came behind it; undefined where that is no rest of it. */
export function joinPacked(piece: UssdLine, rest: UssdLine): UssdLine | undefined {
  const [{ text: begin = '' }, { text: end = '' }] = [piece, rest];
  const line = { ...rest, text: `${begin}${end}` };
  const isAlike = isPackedLine(rest) && rest.dataCodingScheme === piece.dataCodingScheme;
  if (!isAlike || line.text.length > 2 * MOST_OCTETS) return undefined;
  const readsAlone = provenForm(rest) === 'packed';
  const readsJoined = provenForm(line) === 'packed';
  const isProven = readsJoined && !readsAlone && end.length >= PROVING;
  return isProven || (isCut(piece) && (readsJoined || !readsAlone)) ? line : undefined;
}

/** Two characters or more, each of which the default alphabet has. */
function isWide(octets: Uint8Array, text: string): boolean {
  return octets.length >= 4 && octets.length % 2 === 0 && canEncodeGsm7(text);
}

/** Fewer characters of another script may be septets, or digits of an answer. */
const SCRIPT_LETTERS = 5;

/**
 * True for UCS-2 that an alphabet beyond the Latin one is written in: its letters stand together in one block, which neither
 * septets nor digits do by chance.
 */
function isOneScript(text: string): boolean {
  const others = text.replaceAll(/[\s\x20-\x7e]/g, '');
  return (
    others.length >= SCRIPT_LETTERS &&
    /^(?:\p{Script=Cyrillic}+|\p{Script=Greek}+|\p{Script=Arabic}+|\p{Script=Hebrew}+|\p{Script=Devanagari}+|\p{Script=Thai}+)$/u.test(
      others,
    )
  );
}

/** Digits without the rest of a unit behind them: modules with a buffer of fixed length cut inside of one. */
function wholeUnits(text: string): string {
  return /^[0-9A-Fa-f]{5,}$/.test(text) ? text.slice(0, text.length - (text.length % 4)) : text;
}

/** Digits alone may be the answer itself, such as a balance. */
function readsAsText(hex: string, packed = ''): boolean {
  return hex.length >= 8 && /[A-Fa-f]/.test(hex) && /^[\n\r\x20-\x7e]*$/.test(packed);
}

function octetsOfHex(text: string): Uint8Array | undefined {
  return text !== '' && text.length % 2 === 0 && /^[0-9A-Fa-f]+$/.test(text) ? fromHex(text) : undefined;
}

function readCharacters(text: string, characterSet: CharacterSet): string {
  const octets = Uint8Array.from(text, character => character.charCodeAt(0));
  const utf8 = octets.some(octet => octet >= 0x80) ? readUtf8(octets) : undefined;
  if (utf8 !== undefined) return utf8;
  return characterSet === 'GSM' && octets.every(octet => octet < 0x80) ? decodeGsm7(octets) : text;
}

/** Modules with an operating system of their own write UTF-8, whatever +CSCS is; undefined where the octets are none. */
function readUtf8(octets: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(octets);
  } catch {
    return undefined;
  }
}

/** 23.038 clause 5, 0x10: two letters of a language and a CR stand in front. */
function withoutLanguage(text: string, dataCodingScheme: number): string {
  return dataCodingScheme === 0x10 && text[2] === '\r' ? text.slice(3) : text;
}

/** Modules that keep a buffer of fixed length give what lay behind the text along. */
function beforeNul(text: string): string {
  const [shown = ''] = text.split('\0');
  return shown;
}

/** 8-bit data of services is ASCII or Latin 1 in practice; what is not stays hexadecimal. */
function readData(octets: Uint8Array): string {
  const text = Buffer.from(octets).toString('latin1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are looked for
  return /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/.test(text) ? toHex(octets) : text;
}
