/** The answer of a person in the coding that the card asks for (102 223 6.4.2, 6.4.3). */
import { canEncodeGsm7, countSeptets } from '../alphabets/gsm7.ts';
import type { TextString } from './objects/text-string.ts';
import type { CommandOf } from './proactive-command.ts';

/** An answer that fits its question, or why it does not. */
export type TextAnswer =
  | { readonly accepted: true; readonly text: TextString }
  | { readonly accepted: false; readonly reason: string };

/** Bits of both qualifiers (102 223 8.6). */
const CHARACTERS_BIT = 0x01;
const UCS2_BIT = 0x02;
/** GET INPUT only. */
const PACKED_BIT = 0x08;

const PACKED_CODING = 0x00;
const UNPACKED_CODING = 0x04;
const UCS2_CODING = 0x08;

/** 102 223 8.6: digits are 0-9 * # and +. */
const DIGITS_ONLY = /^[0-9*#+]*$/;
/** 102 223 8.11: the maximum that is none. */
const NO_LIMIT = 0xff;

function refused(reason: string): TextAnswer {
  return { accepted: false, reason };
}

/** A reason not to take these characters; undefined: they may be sent. */
function faultInCharacters(qualifier: number, text: string): string | undefined {
  if ((qualifier & CHARACTERS_BIT) === 0) {
    return DIGITS_ONLY.test(text) ? undefined : 'only the digits 0-9 and * # + are asked for';
  }
  if ((qualifier & UCS2_BIT) !== 0 || canEncodeGsm7(text)) return undefined;
  return 'only characters of the GSM alphabet are asked for';
}

/** 102 223 6.4.3: characters of the alphabet in use; one of the extension table is two (23.038 6.2.1). */
function lengthOf(qualifier: number, text: string): number {
  const ucs2 = (qualifier & CHARACTERS_BIT) !== 0 && (qualifier & UCS2_BIT) !== 0;
  return ucs2 ? text.length : (countSeptets(text) ?? text.length);
}

function faultInLength(length: number, minimum: number, maximum: number): string | undefined {
  if (length < minimum) return `${length} characters, at least ${minimum} are asked for`;
  if (length > maximum && maximum !== NO_LIMIT)
    return `${length} characters, at most ${maximum} are asked for`;
  return undefined;
}

/** Digits are always in the GSM alphabet; other characters were asked for in UCS-2. */
function codingOf(command: CommandOf<'getInkey'> | CommandOf<'getInput'>): number {
  const { qualifier } = command.details;
  if ((qualifier & CHARACTERS_BIT) !== 0 && (qualifier & UCS2_BIT) !== 0) return UCS2_CODING;
  return command.type === 'getInput' && (qualifier & PACKED_BIT) !== 0 ? PACKED_CODING : UNPACKED_CODING;
}

/**
 * The text object for the response to a GET INKEY or GET INPUT, in the coding the card asked for, or the reason why the
 * text is no answer. A yes-or-no question is answered with `confirmed` in place of it.
 */
export function answerText(command: CommandOf<'getInkey'> | CommandOf<'getInput'>, text: string): TextAnswer {
  const { qualifier } = command.details;
  const limits = command.type === 'getInput' ? command.responseLength : { minimum: 1, maximum: 1 };
  const length = command.type === 'getInput' ? lengthOf(qualifier, text) : [...text].length;
  const fault = faultInCharacters(qualifier, text) ?? faultInLength(length, limits.minimum, limits.maximum);
  if (fault !== undefined) return refused(fault);
  return { accepted: true, text: { text, dataCodingScheme: codingOf(command) } };
}
