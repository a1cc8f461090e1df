/** TP-DCS (23.038 clause 4). */

/** The alphabet of user data (23.038 4). */
export type Alphabet = 'gsm7' | '8bit' | 'ucs2';

/** TP-DCS (23.038 4), as far as it shapes user data. */
export interface DataCoding {
  readonly alphabet: Alphabet;
  readonly messageClass?: number;
  readonly compressed: boolean;
}

const alphabets: readonly Alphabet[] = ['gsm7', '8bit', 'ucs2'];

/** Meaning of a TP-DCS octet. Reserved codings read as the default alphabet, as 23.038 clause 4 asks of receivers. */
export function readDataCoding(scheme: number): DataCoding {
  const group = scheme >> 4;
  if (group < 8) return generalCoding(scheme); // 00xx general, 01xx automatic deletion
  if (group === 14) return { alphabet: 'ucs2', compressed: false }; // 1110 message waiting, UCS2
  if (group === 15) return classCoding(scheme);
  return { alphabet: 'gsm7', compressed: false }; // 1000-1011 reserved, 1100 and 1101 message waiting
}

function generalCoding(scheme: number): DataCoding {
  const alphabet = alphabets[(scheme >> 2) & 0x03] ?? 'gsm7';
  const compressed = (scheme & 0x20) !== 0;
  return (scheme & 0x10) === 0
    ? { alphabet, compressed }
    : { alphabet, compressed, messageClass: scheme & 0x03 };
}

/** Group 1111: bit 2 chooses between 8-bit data and the default alphabet. */
function classCoding(scheme: number): DataCoding {
  return {
    alphabet: (scheme & 0x04) === 0 ? 'gsm7' : '8bit',
    compressed: false,
    messageClass: scheme & 0x03,
  };
}

/** The general-group TP-DCS of an alphabet, with a message class 0..3 if one is given. */
export function dataCodingScheme(alphabet: Alphabet, messageClass?: number): number {
  const scheme = alphabets.indexOf(alphabet) << 2;
  return messageClass === undefined ? scheme : scheme | 0x10 | (messageClass & 0x03);
}
