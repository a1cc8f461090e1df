/** Texts cut into the user data of one or more TPDUs (3GPP TS 23.040 clause 9.2.3.24.1, 23.038 clause 6.2). */
import type { NationalLanguage } from '../alphabets/character-tables.ts';
import { countSeptets, encodeGsm7 } from '../alphabets/gsm7.ts';
import { encodeUcs2 } from '../alphabets/ucs2.ts';
import { EncodeError } from '../errors.ts';
import { elementIdentifiers } from '../fields/information-elements.ts';
import { capacityBehind, type InformationElement, type UserData } from '../fields/user-data.ts';
import { countPieces, cutPieces, type Reach, reachInSeptets, reachInUnits } from './pieces.ts';

/** `auto`: the default alphabet where it can say the text, else UCS-2. */
export type Encoding = 'gsm-7bit' | 'unicode' | 'auto';

export interface SegmentationOptions {
  readonly encoding: Encoding;
  /** Same in all segments of a message, 0..255, or 0..65535 where it is 16 bits wide. */
  readonly reference: number;
  /** 8 unless told. */
  readonly referenceWidth?: 8 | 16;
  /** Tables that may be used where the default ones lack a character or take more segments. */
  readonly nationalLanguage?: NationalLanguage;
  /** 1..255; 255 unless told (9.2.3.24.1). */
  readonly maximumSegments?: number;
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
  /** `gsm-7bit` was asked for and the text has characters that it cannot say. */
  readonly fellBack: boolean;
}

const mostSegments = 255;
const gsm7Scheme = 0x00;
const ucs2Scheme = 0x08;

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

/** What fits into one part of many. */
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

/** What may be tried, the fewest header elements first. */
function languagesOf({ locking, single }: NationalLanguage): NationalLanguage[] {
  const languages = [noLanguage];
  if (locking !== undefined) languages.push({ locking });
  if (single !== undefined) languages.push({ single });
  if (locking !== undefined && single !== undefined) languages.push({ locking, single });
  return languages;
}

/** The plan with the fewest segments in the default alphabet and the tables allowed; undefined: none can say it. */
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

function payloadOf(text: string, plan: Plan): Uint8Array {
  if (plan.alphabet === 'ucs2') return encodeUcs2(text);
  const septets = encodeGsm7(text, plan.national);
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
  const allowed = Math.min(maximum ?? mostSegments, mostSegments);
  if (count > allowed)
    throw new EncodeError('text', `takes ${count} segments, at most ${allowed} are allowed`);
}

function segmentsOf(text: string, plan: Plan, reference: number, width: 8 | 16): Segment[] {
  if (plan.count === 1) return [{ userData: { header: plan.header, payload: payloadOf(text, plan) }, text }];
  const pieces = cutPieces(text, plan.reach, partCapacity(plan, width), plan.count);
  return pieces.map((piece, index) => {
    const place = concatenationElement(reference, width, pieces.length, index + 1);
    return { userData: { header: [place, ...plan.header], payload: payloadOf(piece, plan) }, text: piece };
  });
}

/**
 * Cuts a text into segments: 160 septets or 70 code units in one, 153 or 67 in parts (152 or 66 with a 16-bit
 * reference). An escape pair or a surrogate pair is never cut in two; a grapheme cluster only where it alone exceeds a
 * segment or keeping it whole would take one segment more than cutting it does. What `gsm-7bit` cannot say goes as
 * UCS-2 and `fellBack` tells so.
 * @throws EncodeError on more segments than allowed (field `text`), a reference out of range, an unknown table.
 */
export function segmentText(text: string, options: SegmentationOptions): Segmentation {
  const { encoding, reference, referenceWidth: width = 8, nationalLanguage, maximumSegments } = options;
  checkReference(reference, width);
  const plan = planOf(text, encoding, nationalLanguage, width);
  checkCount(plan.count, maximumSegments);
  return {
    alphabet: plan.alphabet,
    dataCodingScheme: plan.alphabet === 'gsm7' ? gsm7Scheme : ucs2Scheme,
    segments: segmentsOf(text, plan, reference, width),
    fellBack: encoding === 'gsm-7bit' && plan.alphabet === 'ucs2',
  };
}

/**
 * How many segments `segmentText` makes of a text with an 8-bit reference, also where that is more than it allows.
 * @throws EncodeError on an unknown national language table.
 */
export function countSegments(text: string, encoding: Encoding, nationalLanguage?: NationalLanguage): number {
  return planOf(text, encoding, nationalLanguage, 8).count;
}
