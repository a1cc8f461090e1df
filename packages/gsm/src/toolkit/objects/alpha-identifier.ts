/** Short texts in the codings of SIM alpha fields (31.102 Annex A): alpha identifiers and items. */
import { encodeGsm7 } from '../../alphabets/gsm7.ts';
import { decodeSimAlpha } from '../../alphabets/sim-alpha.ts';
import { encodeUcs2 } from '../../alphabets/ucs2.ts';
import { DecodeError, EncodeError } from '../../errors.ts';
import { checkOctet, checkRange, doubleOctetOf, type ObjectKind, octetOf } from './object-kind.ts';

/**
 * How a text was coded: `gsm7` one septet an octet, `ucs2` two octets a character (0x80), or one octet a character
 * against a page of 128 characters (0x81) or a base of any value (0x82).
 */
export type AlphaCoding = 'gsm7' | 'ucs2' | 'ucs2Page' | 'ucs2Base';

export interface AlphaIdentifier {
  readonly text: string;
  /** Absent when writing: `gsm7` where it has all characters, else `ucs2`. */
  readonly coding?: AlphaCoding;
  /** Code point that `ucs2Base` counts from; absent when writing: the lowest character that needs it. */
  readonly base?: number;
}

const codings = new Map<number, AlphaCoding>([
  [0x80, 'ucs2'],
  [0x81, 'ucs2Page'],
  [0x82, 'ucs2Base'],
]);

function readAlpha(octets: Uint8Array): AlphaIdentifier {
  if (octets.length === 0) return { text: '' };
  const coding = codings.get(octetOf(octets, 0, 'alpha identifier')) ?? 'gsm7';
  const text = decodeSimAlpha(octets);
  return coding === 'ucs2Base'
    ? { text, coding, base: doubleOctetOf(octets, 2, 'base pointer') }
    : { text, coding };
}

/** One octet a character: the default alphabet below 0x80, else 0x80 and the distance from the base. */
function writeAgainstBase(text: string, base: number): number[] {
  return [...text].flatMap(character => {
    const septets = encodeGsm7(character);
    if (septets !== undefined) return [...septets];
    const distance = (character.codePointAt(0) ?? 0) - base;
    if (distance < 0 || distance > 0x7f) {
      throw new EncodeError('alpha identifier', `'${character}' is not on the page of the other characters`);
    }
    return [0x80 | distance];
  });
}

/** The lowest character that the default alphabet lacks. */
function lowestOutside(text: string): number {
  const outside = [...text].filter(character => encodeGsm7(character) === undefined);
  return outside.length === 0 ? 0 : Math.min(...outside.map(character => character.codePointAt(0) ?? 0));
}

function writePage(text: string): Uint8Array {
  // 31.102 Annex A: the page is bits 15 to 8 of a base whose other bits are 0.
  const page = lowestOutside(text) >> 7;
  const coded = writeAgainstBase(text, page << 7);
  return Uint8Array.of(0x81, coded.length, checkOctet('alpha identifier', page), ...coded);
}

function writeBase(text: string, pointer = lowestOutside(text)): Uint8Array {
  const base = checkRange('base pointer', pointer, 0, 0xffff);
  const coded = writeAgainstBase(text, base);
  return Uint8Array.of(0x82, coded.length, base >> 8, base & 0xff, ...coded);
}

function writeUcs2(text: string): Uint8Array {
  return Uint8Array.of(0x80, ...encodeUcs2(text));
}

function writeAlpha({ text, coding, base }: AlphaIdentifier): Uint8Array {
  if (text === '' && coding === undefined) return new Uint8Array();
  if (coding === 'ucs2Page') return writePage(text);
  if (coding === 'ucs2Base') return writeBase(text, base);
  const septets = coding === 'ucs2' ? undefined : encodeGsm7(text);
  if (septets !== undefined) return septets;
  if (coding === 'gsm7') throw new EncodeError('alpha identifier', 'the GSM alphabet cannot say this text');
  return writeUcs2(text);
}

/** 102 223 8.2; a length of 0 is the null text, which is not the same as no text. */
export const alphaIdentifier: ObjectKind<AlphaIdentifier> = {
  tag: 0x05,
  name: 'alpha identifier',
  read: readAlpha,
  write: writeAlpha,
};

/** One entry of a menu or a list. */
export interface Item extends AlphaIdentifier {
  /** 1..255, sent to the card when the entry is chosen. */
  readonly identifier: number;
}

/** 102 223 8.9. */
export const item: ObjectKind<Item> = {
  tag: 0x0f,
  name: 'item',
  read: value => {
    const identifier = octetOf(value, 0, 'item identifier');
    if (identifier === 0) throw new DecodeError('item identifier', 0, '0 is reserved');
    return { identifier, ...readAlpha(value.subarray(1)) };
  },
  write: entry =>
    Uint8Array.of(checkRange('item identifier', entry.identifier, 1, 255), ...writeAlpha(entry)),
};
