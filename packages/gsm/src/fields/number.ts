/** Addresses as people write them, and when two of them mean one subscriber. */

import { EncodeError } from '../errors.ts';
import { type Address, alphanumericSeptets } from './address.ts';

const MAXIMUM_DIGITS = 20;
const MAXIMUM_SEPTETS = 11;

/** ISDN/telephone numbering plan, E.164 (23.040 9.1.2.5). */
const TELEPHONE_PLAN = 1;
const UNKNOWN_PLAN = 0;

function alphanumericAddress(text: string): Address {
  const septets = alphanumericSeptets(text, 'address');
  if (septets.length > MAXIMUM_SEPTETS) {
    throw new EncodeError('address', `'${text}' takes ${septets.length} characters, at most 11 fit`);
  }
  return { typeOfNumber: 'alphanumeric', numberingPlan: UNKNOWN_PLAN, digits: text };
}

/**
 * An address of a text: `+49...` is international, digits with `*` and `#` are of unknown type, what has letters is a
 * name (alphanumeric).
 * @throws EncodeError on no or more than 20 digits, a name over 11 characters, or anything else.
 */
export function parseAddress(text: string): Address {
  const international = text.startsWith('+');
  const digits = international ? text.slice(1) : text;
  if (/^[0-9*#]+$/.test(digits)) {
    // 23.040 9.1.2.5: ten octets of semi-octets.
    if (digits.length > MAXIMUM_DIGITS) {
      throw new EncodeError('address', `${digits.length} digits, at most 20 fit`);
    }
    const typeOfNumber = international ? 'international' : 'unknown';
    return { typeOfNumber, numberingPlan: TELEPHONE_PLAN, digits };
  }
  if (!international && /\p{L}/u.test(text)) return alphanumericAddress(text);
  throw new EncodeError('address', text === '' ? 'is empty' : `'${text}' is neither a number nor a name`);
}

/**
 * An address as text: `+` in front of an international number, a name as it is. Many service centres round the length
 * of a name of seven characters up to whole octets, which adds seven zero bits, an `@`: it is left out.
 */
export function formatAddress(address: Address): string {
  const { typeOfNumber, digits } = address;
  if (typeOfNumber === 'international') return `+${digits}`;
  if (typeOfNumber === 'alphanumeric' && digits.length === 8 && digits.endsWith('@'))
    return digits.slice(0, 7);
  return digits;
}

type Notation = 'international' | 'national' | 'unknown';

function notationOf(number: string): { notation: Notation; digits: string } {
  if (number.startsWith('+')) return { notation: 'international', digits: number.slice(1) };
  if (number.startsWith('00')) return { notation: 'international', digits: number.slice(2) };
  return { notation: number.startsWith('0') ? 'national' : 'unknown', digits: number };
}

/** How many digits two numbers share at their ends. */
function sharedEnd(a: string, b: string): number {
  let count = 0;
  while (count < a.length && count < b.length && a.at(-1 - count) === b.at(-1 - count)) count++;
  return count;
}

/** Fewer digits in common do not name a subscriber. */
const LEAST_SHARED = 8;
const LONGEST_COUNTRY_CODE = 3;
const LONGEST_TRUNK_PREFIX = 2;

/**
 * Whether two numbers, with or without `+`, mean one subscriber. Networks rewrite numbers between `+49...`, `0049...`,
 * `0...` and `49...`, so a status report may name a recipient otherwise than the message did. The digits are equal;
 * or the notations differ, at least 8 digits at the end agree, and what stands in front of them is no longer than a
 * country code (3 digits) on one side and a trunk prefix (2 digits) on the other.
 */
export function sameNumber(a: string, b: string): boolean {
  if (a === b) return true;
  const first = notationOf(a);
  const second = notationOf(b);
  if (!/^\d+$/.test(first.digits) || !/^\d+$/.test(second.digits)) return first.digits === second.digits;
  if (first.digits === second.digits) return true;
  if (first.notation === second.notation) return false;
  const shared = sharedEnd(first.digits, second.digits);
  const heads = [first.digits.length - shared, second.digits.length - shared];
  return (
    shared >= LEAST_SHARED &&
    Math.max(...heads) <= LONGEST_COUNTRY_CODE &&
    Math.min(...heads) <= LONGEST_TRUNK_PREFIX
  );
}
