/** The coding scheme of cell broadcast, which USSD and `+CUSD` use too (3GPP TS 23.038 clause 5). */
import { type Alphabet, generalAlphabets, type MessageClass, messageClassOf } from './data-coding-scheme.ts';

export interface CellBroadcastCoding {
  readonly alphabet: Alphabet;
  readonly compressed: boolean;
  /** ISO 639 code of the language that the octet names. */
  readonly language?: string;
  /** The text begins with the two letters of its language. */
  readonly languagePrefix: boolean;
  /** The text begins with a user data header. */
  readonly userDataHeader: boolean;
  readonly messageClass?: MessageClass;
  /** The octet is kept for later, or for other than text: it reads as the default alphabet. */
  readonly reserved: boolean;
}

/** Group 0000; 1111 is no language in particular. */
const languages = ['de', 'en', 'it', 'fr', 'es', 'nl', 'sv', 'da', 'pt', 'fi', 'no', 'el', 'tr', 'hu', 'pl'];
/** Group 0010. */
const moreLanguages = ['cs', 'he', 'ar', 'ru', 'is'];

const plain = {
  alphabet: 'gsm7',
  compressed: false,
  languagePrefix: false,
  userDataHeader: false,
  reserved: false,
} as const;
const reservedCoding: CellBroadcastCoding = { ...plain, reserved: true };

function inLanguage(language: string | undefined): CellBroadcastCoding {
  return language === undefined ? plain : { ...plain, language };
}

function alphabetBits(octet: number): Pick<CellBroadcastCoding, 'alphabet' | 'reserved'> {
  const selector = (octet >> 2) & 0x03;
  return { alphabet: generalAlphabets[selector] ?? 'gsm7', reserved: selector === 3 };
}

/** Group 0001: the language stands in the text itself. */
function prefixedCoding(octet: number): CellBroadcastCoding {
  if (octet > 0x11) return reservedCoding;
  return { ...plain, alphabet: octet === 0x10 ? 'gsm7' : 'ucs2', languagePrefix: true };
}

/** Groups 0100 to 0111: general data coding. */
function generalCoding(octet: number): CellBroadcastCoding {
  const messageClass = (octet & 0x10) !== 0 ? { messageClass: messageClassOf(octet) } : {};
  return { ...plain, ...alphabetBits(octet), compressed: (octet & 0x20) !== 0, ...messageClass };
}

/** Group 1111: data coding and message handling; class bits 00 mean no class here. */
function handlingCoding(octet: number): CellBroadcastCoding {
  const messageClass = (octet & 0x03) === 0 ? {} : { messageClass: messageClassOf(octet) };
  const alphabet = (octet & 0x04) !== 0 ? '8bit' : 'gsm7';
  return { ...plain, alphabet, reserved: (octet & 0x08) !== 0, ...messageClass };
}

/** The meaning of a data coding scheme octet (0..255) of cell broadcast or USSD; only its lowest 8 bits count. */
export function decodeCellBroadcastDcs(dcs: number): CellBroadcastCoding {
  const octet = dcs & 0xff;
  const group = octet >> 4;
  if (group === 0x00) return inLanguage(languages[octet & 0x0f]);
  if (group === 0x01) return prefixedCoding(octet);
  if (group === 0x02) return inLanguage(moreLanguages[octet & 0x0f]);
  // 0011 waits for more languages and is read like 0010.
  if (group === 0x03) return plain;
  if (group <= 0x07) return generalCoding(octet);
  if (group === 0x09)
    return { ...plain, ...alphabetBits(octet), messageClass: messageClassOf(octet), userDataHeader: true };
  return group === 0x0f ? handlingCoding(octet) : reservedCoding;
}
