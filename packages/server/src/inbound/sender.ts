/** Numbers as conversations, opt-outs and reports know them. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

function countryCode(country: string): CountryCode | undefined {
  return isSupportedCountry(country) ? country : undefined;
}

/** ISO 3166-1 alpha-2 of a number in E.164; "" where it is not known. */
export function countryOf(number: string): string {
  return parsePhoneNumberFromString(number)?.country ?? '';
}

/** Digits of the shortest number that is taken for a subscriber's; shorter ones are short codes. */
const LEAST_DIGITS = 7;

/**
 * E.164 where the text is a number of a subscriber: international ones as they are, others as of `country`. Short codes and names stay as
 * they were written.
 * @param country ISO 3166-1 alpha-2, or "": then only international ones are known
 */
export function conversationNumber(written: string, country: string): string {
  const text = written.trim();
  const digits = text.replaceAll(/\D/g, '');
  if (/[^+\d ().-]/.test(text) || digits.length < LEAST_DIGITS) return text;
  const parsed = parsePhoneNumberFromString(text, countryCode(country));
  if (parsed?.isPossible() === true) return parsed.number;
  // A network may leave out the plus.
  const international = parsePhoneNumberFromString(`+${digits}`);
  return international?.isValid() === true ? international.number : text;
}

/** How a recipient may have been written where a gateway speaks of `number`; for a look-up. */
export function spellingsOf(number: string, country: string): readonly string[] {
  const digits = number.replaceAll(/\D/g, '');
  return [...new Set([number, digits, `+${digits}`, conversationNumber(number, country)])];
}
