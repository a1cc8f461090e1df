/** Tables of 23.038: 6.2.1 default alphabet, 6.2.1.1 extension, annex A national languages 1 to 3. Index = septet. */

const LETTERS_UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS_LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS_AND_MARKS = "%&'()*+,-./0123456789:;<=>?";

/** 23.038 6.2.1. U+001B stands at the place of the escape. */
export const DEFAULT_ALPHABET =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤' +
  `${DIGITS_AND_MARKS}¡${LETTERS_UPPER}ÄÖÑÜ§¿${LETTERS_LOWER}äöñüà`;

/** 23.038 A.3.1. */
const TURKISH_LOCKING =
  '@£$¥€éùıòÇ\nĞğ\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bŞşßÉ !"#¤' +
  `${DIGITS_AND_MARKS}İ${LETTERS_UPPER}ÄÖÑÜ§ç${LETTERS_LOWER}äöñüà`;

/** 23.038 A.3.3. */
const PORTUGUESE_LOCKING =
  '@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|\u001bÂâÊÉ !"#º' +
  `${DIGITS_AND_MARKS}Í${LETTERS_UPPER}ÃÕÚÜ§~${LETTERS_LOWER}ãõ\`üà`;

type ShiftTable = ReadonlyMap<number, string>;

/** 23.038 6.2.1.1. The page break is U+000C. */
export const extension: ShiftTable = new Map([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
]);

/** 23.038 A.2.1. */
const turkishSingle: ShiftTable = new Map([
  ...extension,
  [0x47, 'Ğ'],
  [0x49, 'İ'],
  [0x53, 'Ş'],
  [0x63, 'ç'],
  [0x67, 'ğ'],
  [0x69, 'ı'],
  [0x73, 'ş'],
]);

/** 23.038 A.2.2. */
const spanishSingle: ShiftTable = new Map([
  ...extension,
  [0x09, 'ç'],
  [0x41, 'Á'],
  [0x49, 'Í'],
  [0x4f, 'Ó'],
  [0x55, 'Ú'],
  [0x61, 'á'],
  [0x69, 'í'],
  [0x6f, 'ó'],
  [0x75, 'ú'],
]);

/** 23.038 A.2.3. */
const portugueseSingle: ShiftTable = new Map([
  ...extension,
  [0x05, 'ê'],
  [0x09, 'ç'],
  [0x0b, 'Ô'],
  [0x0c, 'ô'],
  [0x0e, 'Á'],
  [0x0f, 'á'],
  [0x12, 'Φ'],
  [0x13, 'Γ'],
  [0x15, 'Ω'],
  [0x16, 'Π'],
  [0x17, 'Ψ'],
  [0x18, 'Σ'],
  [0x19, 'Θ'],
  [0x1f, 'Ê'],
  [0x41, 'À'],
  [0x49, 'Í'],
  [0x4f, 'Ó'],
  [0x55, 'Ú'],
  [0x5b, 'Ã'],
  [0x5c, 'Õ'],
  [0x61, 'Â'],
  [0x69, 'í'],
  [0x6f, 'ó'],
  [0x75, 'ú'],
  [0x7b, 'ã'],
  [0x7c, 'õ'],
  [0x7f, 'â'],
]);

/** Locking shift tables by national language identifier (23.038 6.2.1.2.4). Spanish has none of its own. */
export const lockingTables: ReadonlyMap<number, string> = new Map([
  [1, TURKISH_LOCKING],
  [3, PORTUGUESE_LOCKING],
]);

/** Single shift tables by national language identifier (23.038 6.2.1.2.4). */
export const singleShiftTables: ReadonlyMap<number, ShiftTable> = new Map([
  [1, turkishSingle],
  [2, spanishSingle],
  [3, portugueseSingle],
]);
