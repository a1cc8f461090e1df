/** Numbers as people write them, in one form: E.164, so that opt-outs, conversations and SIMs that a recipient knows are found again. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

/** A recipient as the server stores it, or the reason why it is none, as the end of a sentence. */
export type ReadNumber =
  | {
      readonly ok: true;
      /** E.164; a short code or a number with * and # as it was written, without blanks. */
      readonly number: string;
      /** ISO 3166-1 alpha-2; "" of short codes and of numbers of no country. */
      readonly country: string;
    }
  | { readonly ok: false; readonly error: string };

/** Digits of a short code at most: what is longer is a subscriber's number. */
const LONGEST_SHORT_CODE = 6;

const BLANKS = /[ ()./-]/g;

function readAs(number: string, country: string): ReadNumber {
  const parsed = isSupportedCountry(country)
    ? parsePhoneNumberFromString(number, country as CountryCode)
    : parsePhoneNumberFromString(number);
  if (parsed === undefined || !parsed.isPossible())
    return { ok: false, error: 'is not a possible phone number' };
  return { ok: true, number: parsed.number, country: parsed.country ?? '' };
}

/** Whether phone numbers of a country are known. @param country ISO 3166-1 alpha-2, in capitals */
export function hasNumbers(country: string): boolean {
  return isSupportedCountry(country);
}

/**
 * Reads a number.
 * @param written what the contract lets through: digits, blanks, brackets, - . / * # and a leading +
 * @param country of numbers without +, as the pool has it; "" where it has none
 */
export function readNumber(written: string, country: string): ReadNumber {
  const bare = written.replaceAll(BLANKS, '');
  if (/[*#]/.test(bare)) return { ok: true, number: bare, country: '' };
  const international = bare.startsWith('00') ? `+${bare.slice(2)}` : bare;
  if (international.startsWith('+')) return readAs(international, '');
  if (bare.length <= LONGEST_SHORT_CODE && /^[1-9]/.test(bare))
    return { ok: true, number: bare, country: '' };
  if (country === '')
    return { ok: false, error: 'has no country: write it with +, or give the pool a country' };
  return readAs(bare, country);
}
