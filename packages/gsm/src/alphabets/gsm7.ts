/** Text in the GSM 7 bit default alphabet, its extension and the national tables (3GPP TS 23.038 clause 6.2.1). */
import { octetAt } from '../octets.ts';
import {
  type CharacterTable,
  checkNationalLanguage,
  lockingTable,
  type NationalLanguage,
  NOT_IN_TABLE,
  singleTable,
} from './character-tables.ts';

const ESCAPE_CODE = 0x1b;

/**
 * The character of the code after ESC. A code that the table lacks shows the character of the locking table, a
 * second ESC is reserved and shows a space (23.038 6.2.1.1).
 */
function shiftedCharacter(code: number | undefined, single: CharacterTable, locking: CharacterTable): string {
  if (code === undefined || code === ESCAPE_CODE) return ' ';
  return single.characters[code] ?? locking.characters[code] ?? ' ';
}

/** Text of septets, one an entry (0..127). Codes that are not assigned read as spaces. */
export function decodeGsm7(septets: Uint8Array, national?: NationalLanguage): string {
  const locking = lockingTable(national?.locking);
  const single = singleTable(national?.single);
  let text = '';
  for (let index = 0; index < septets.length; index++) {
    const code = octetAt(septets, index) & 0x7f;
    if (code === ESCAPE_CODE) text += shiftedCharacter(septets[++index], single, locking);
    else text += locking.characters[code] ?? ' ';
  }
  return text;
}

/**
 * Septets of a text, one an entry, in exactly the tables named; undefined where they lack a character.
 * @throws EncodeError on an identifier that names no table.
 */
export function encodeGsm7(text: string, national?: NationalLanguage): Uint8Array | undefined {
  checkNationalLanguage(national);
  const locking = lockingTable(national?.locking).codes;
  const single = singleTable(national?.single).codes;
  const septets = new Uint8Array(text.length * 2);
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    let code = locking[unit] ?? NOT_IN_TABLE;
    if (code === NOT_IN_TABLE) {
      code = single[unit] ?? NOT_IN_TABLE;
      if (code === NOT_IN_TABLE) return undefined;
      septets[count++] = ESCAPE_CODE;
    }
    septets[count++] = code;
  }
  return septets.slice(0, count);
}

/**
 * How many septets a text takes in exactly the tables named; undefined where they lack a character.
 * @throws EncodeError on an identifier that names no table.
 */
export function countSeptets(text: string, national?: NationalLanguage): number | undefined {
  checkNationalLanguage(national);
  const locking = lockingTable(national?.locking).codes;
  const single = singleTable(national?.single).codes;
  let count = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (locking[unit] !== NOT_IN_TABLE) continue;
    if (single[unit] === NOT_IN_TABLE) return undefined;
    count++;
  }
  return count;
}

/**
 * Whether the tables named have every character of a text.
 * @throws EncodeError on an identifier that names no table.
 */
export function canEncodeGsm7(text: string, national?: NationalLanguage): boolean {
  return countSeptets(text, national) !== undefined;
}
