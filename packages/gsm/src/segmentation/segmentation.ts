/** Texts cut into the user data of one or more TPDUs (3GPP TS 23.040 clause 9.2.3.24.1, 23.038 clause 6.2). */
import type { NationalLanguage } from '../alphabets/character-tables.ts';
import { countSeptets, encodeGsm7 } from '../alphabets/gsm7.ts';
import { encodeUcs2 } from '../alphabets/ucs2.ts';
import { EncodeError } from '../errors.ts';
import { elementIdentifiers } from '../fields/information-elements.ts';
import { capacityBehind, type InformationElement, type UserData } from '../fields/user-data.ts';
import { countPieces, endsOfPieces, type Reach, reachInSeptets, reachInUnits } from './pieces.ts';

/** `auto`: the default alphabet where it has every character of the text, else UCS-2. */
export type Encoding = 'gsm-7bit' | 'unicode' | 'auto';

export interface CutOptions {
  readonly encoding: Encoding;
  /** Default: 8. */
  readonly referenceWidth?: 8 | 16;
  /** Tables that may be used where the default ones lack a character or take more segments. */
  readonly nationalLanguage?: NationalLanguage;
  /** 1..255, default 255 (9.2.3.24.1). */
  readonly maximumSegments?: number;
}

export interface SegmentationOptions extends CutOptions {
  /** Same in all segments of a message, 0..255, or 0..65535 where it is 16 bits wide. */
  readonly reference: number;
}

/** How a text is cut: plain data, so that it can be kept and each segment made when it is sent. */
export interface Cut {
  readonly alphabet: 'gsm7' | 'ucs2';
  /** The tables in use. */
  readonly national: NationalLanguage;
  readonly referenceWidth: 8 | 16;
  /** Where each segment ends in the text, in UTF-16 code units; the last is the length of the text. */
  readonly ends: readonly number[];
}

export interface Segment {
  readonly userData: UserData;
  readonly text: string;
}

export interface Segmentation {
  readonly alphabet: 'gsm7' | 'ucs2';
  /** TP-DCS without a class. */
  readonly dataCodingScheme: number;
  readonly segments: readonly Segment[];
  /** `gsm-7bit` was asked for, and the text has characters that it lacks. */
  readonly fellBack: boolean;
}

const MOST_SEGMENTS = 255;
const GSM7_SCHEME = 0x00;
const UCS2_SCHEME = 0x08;

/** How a text will be carried: its alphabet, the header elements every segment needs, and how far a part reaches. */
interface Plan {
  readonly alphabet: 'gsm7' | 'ucs2';
  readonly national: NationalLanguage;
  readonly header: readonly InformationElement[];
  /** Septets or code units of the whole text. */
  readonly size: number;
  readonly count: number;
  readonly reach: Reach;
}

/** 9.2.3.24.16 and 9.2.3.24.15. */
function nationalElements({ locking, single }: NationalLanguage): InformationElement[] {
  const elements: InformationElement[] = [];
  const add = (identifier: number, language: number | undefined) => {
    if (language !== undefined) elements.push({ identifier, data: Uint8Array.of(language) });
  };
  add(elementIdentifiers.nationalLockingShift, locking);
  add(elementIdentifiers.nationalSingleShift, single);
  return elements;
}

/** 9.2.3.24.1 and 9.2.3.24.8. */
function concatenationElement(
  reference: number,
  width: 8 | 16,
  total: number,
  sequence: number,
): InformationElement {
  return width === 8
    ? { identifier: elementIdentifiers.concatenation8, data: Uint8Array.of(reference, total, sequence) }
    : {
        identifier: elementIdentifiers.concatenation16,
        data: Uint8Array.of(reference >> 8, reference, total, sequence),
      };
}

/** Septets, or code units, that fit behind a header. */
function capacityOf(alphabet: Plan['alphabet'], header: readonly InformationElement[]): number {
  return alphabet === 'gsm7' ? capacityBehind(header, true) : capacityBehind(header, false) >> 1;
}

/** Septets, or code units, of one part of many. */
function partCapacity({ alphabet, header }: Pick<Plan, 'alphabet' | 'header'>, width: 8 | 16): number {
  return capacityOf(alphabet, [concatenationElement(0, width, 1, 1), ...header]);
}

function counted(text: string, plan: Omit<Plan, 'count'>, width: 8 | 16): Plan {
  const fits = plan.size <= capacityOf(plan.alphabet, plan.header);
  return { ...plan, count: fits ? 1 : countPieces(text, plan.reach, partCapacity(plan, width)) };
}

const noElements: readonly InformationElement[] = [];
const noLanguage: NationalLanguage = {};

function ucs2Plan(text: string, width: 8 | 16): Plan {
  const plan = { national: noLanguage, header: noElements, size: text.length, reach: reachInUnits };
  return counted(text, { alphabet: 'ucs2', ...plan }, width);
}

function gsm7Plan(text: string, national: NationalLanguage, width: 8 | 16): Plan | undefined {
  const size = countSeptets(text, national);
  if (size === undefined) return undefined;
  const header = national === noLanguage ? noElements : nationalElements(national);
  // Without a character behind ESC every code unit is one septet.
  const reach = size === text.length ? reachInUnits : reachInSeptets(national);
  return counted(text, { alphabet: 'gsm7', national, header, size, reach }, width);
}

/** The tables to try, the fewest header elements first. */
function languagesOf({ locking, single }: NationalLanguage): NationalLanguage[] {
  const languages = [noLanguage];
  if (locking !== undefined) languages.push({ locking });
  if (single !== undefined) languages.push({ single });
  if (locking !== undefined && single !== undefined) languages.push({ locking, single });
  return languages;
}

/** The plan with the fewest segments in the default alphabet and the tables allowed; undefined: a character is in none of them. */
function bestGsm7Plan(text: string, national: NationalLanguage | undefined, width: 8 | 16): Plan | undefined {
  const plain = gsm7Plan(text, noLanguage, width);
  if (national === undefined || plain?.count === 1) return plain;
  const plans = languagesOf(national).map(language => gsm7Plan(text, language, width));
  return plans.reduce((best, plan) =>
    best === undefined || (plan && plan.count < best.count) ? plan : best,
  );
}

function planOf(
  text: string,
  encoding: Encoding,
  national: NationalLanguage | undefined,
  width: 8 | 16,
): Plan {
  const gsm7 = encoding === 'unicode' ? undefined : bestGsm7Plan(text, national, width);
  return gsm7 ?? ucs2Plan(text, width);
}

function payloadOf(text: string, { alphabet, national }: Cut): Uint8Array {
  if (alphabet === 'ucs2') return encodeUcs2(text);
  const septets = encodeGsm7(text, national);
  if (septets === undefined) throw new EncodeError('text', 'has a character that its alphabet lacks');
  return septets;
}

function checkReference(reference: number, width: 8 | 16): void {
  const largest = width === 8 ? 0xff : 0xffff;
  if (!Number.isInteger(reference) || reference < 0 || reference > largest) {
    throw new EncodeError('reference', `${reference} is not 0..${largest}`);
  }
}

function checkCount(count: number, maximum: number | undefined): void {
  const allowed = Math.min(maximum ?? MOST_SEGMENTS, MOST_SEGMENTS);
  if (count > allowed)
    throw new EncodeError('text', `takes ${count} segments, at most ${allowed} are allowed`);
}

/**
 * How a text is cut: 160 septets or 70 code units in one segment, 153 or 67 in parts (152 or 66 with a 16-bit reference).
 * An escape pair or a surrogate pair is never cut in two; a grapheme cluster only where it alone exceeds a segment or
 * keeping it whole would take one segment more than cutting it does.
 * @throws EncodeError on more segments than allowed (field `text`), an unknown table.
 */
export function cutText(text: string, options: CutOptions): Cut {
  const { encoding, referenceWidth = 8, nationalLanguage, maximumSegments } = options;
  const plan = planOf(text, encoding, nationalLanguage, referenceWidth);
  checkCount(plan.count, maximumSegments);
  const { alphabet, national, reach, count } = plan;
  const ends =
    count === 1 ? [text.length] : endsOfPieces(text, reach, partCapacity(plan, referenceWidth), count);
  return { alphabet, national, referenceWidth, ends };
}

/** How full a segment is, in septets of the default alphabet or in UTF-16 code units. */
export interface Fill {
  readonly used: number;
  readonly capacity: number;
}

/** How full the last segment of a cut text is. */
export function lastFill(text: string, cut: Cut): Fill {
  const { alphabet, national, referenceWidth, ends } = cut;
  const header = nationalElements(national);
  const capacity =
    ends.length === 1 ? capacityOf(alphabet, header) : partCapacity({ alphabet, header }, referenceWidth);
  const piece = text.slice(ends.at(-2) ?? 0);
  const septets = alphabet === 'gsm7' ? countSeptets(piece, national) : undefined;
  return { used: septets ?? piece.length, capacity };
}

/** TP-DCS of the segments, without a class (23.038 clause 4). */
export function schemeOf({ alphabet }: Pick<Cut, 'alphabet'>): number {
  return alphabet === 'gsm7' ? GSM7_SCHEME : UCS2_SCHEME;
}

/**
 * One segment of a text that was cut.
 * @param sequence 1 to the number of segments
 * @param reference the same for every segment of a message
 * @throws EncodeError on a reference out of range, a sequence that the cut does not have, a cut of another text
 */
export function segmentOf(text: string, cut: Cut, sequence: number, reference: number): Segment {
  const { ends, referenceWidth, national } = cut;
  checkReference(reference, referenceWidth);
  const end = ends[sequence - 1];
  if (end === undefined) throw new EncodeError('sequence', `${sequence} is not 1..${ends.length}`);
  const piece = text.slice(ends[sequence - 2] ?? 0, end);
  const header = national === noLanguage ? noElements : nationalElements(national);
  const place = concatenationElement(reference, referenceWidth, ends.length, sequence);
  return {
    userData: { header: ends.length === 1 ? header : [place, ...header], payload: payloadOf(piece, cut) },
    text: piece,
  };
}

/**
 * Cuts a text into the user data of its segments, as `cutText` describes. A text that `gsm-7bit` lacks a character for goes as UCS-2, and
 * `fellBack` is true.
 * @throws EncodeError on more segments than allowed (field `text`), a reference out of range, an unknown table.
 */
export function segmentText(text: string, options: SegmentationOptions): Segmentation {
  checkReference(options.reference, options.referenceWidth ?? 8);
  const cut = cutText(text, options);
  return {
    alphabet: cut.alphabet,
    dataCodingScheme: schemeOf(cut),
    segments: cut.ends.map((_, index) => segmentOf(text, cut, index + 1, options.reference)),
    fellBack: options.encoding === 'gsm-7bit' && cut.alphabet === 'ucs2',
  };
}
