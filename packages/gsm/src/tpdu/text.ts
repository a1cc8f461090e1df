/** The text of a TPDU. */

import { describeDataCodingScheme } from '../alphabets/data-coding-scheme.ts';
import { decodeGsm7 } from '../alphabets/gsm7.ts';
import { decodeUcs2 } from '../alphabets/ucs2.ts';
import { nationalLanguageOf } from '../fields/information-elements.ts';
import type { UserData } from '../fields/user-data.ts';
import type { Deliver, StatusReport, Submit } from './tpdu.ts';

/**
 * The text of user data under a TP-DCS; undefined where it is 8-bit data or compressed (23.042 is not read). National
 * language tables named in the header are applied; an element that is not understood changes nothing.
 */
export function textOfUserData(userData: UserData, dataCodingScheme: number): string | undefined {
  const { alphabet, compressed } = describeDataCodingScheme(dataCodingScheme);
  if (compressed || alphabet === '8bit') return undefined;
  if (alphabet === 'ucs2') return decodeUcs2(userData.payload);
  return decodeGsm7(
    userData.payload,
    userData.header.length === 0 ? undefined : nationalLanguageOf(userData),
  );
}

/** The text of a TPDU; undefined where it carries none, or data. */
export function textOf(tpdu: Deliver | Submit | StatusReport): string | undefined {
  if (tpdu.userData === undefined) return undefined;
  // 9.2.3.27: a report without TP-DCS is in the default alphabet.
  return textOfUserData(tpdu.userData, tpdu.dataCodingScheme ?? 0);
}
