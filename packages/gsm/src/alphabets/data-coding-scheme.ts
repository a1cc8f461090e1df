/** TP-DCS (3GPP TS 23.038 clause 4). */

export type Alphabet = 'gsm7' | '8bit' | 'ucs2';

/** 0 is shown at once, 1 is meant for the phone, 2 for the SIM, 3 for the equipment behind it. */
export type MessageClass = 0 | 1 | 2 | 3;

export interface MessageWaiting {
  /** The text is to be kept, not thrown away after the indication is shown. */
  readonly store: boolean;
  /** The indication is to be switched on; false: off. */
  readonly active: boolean;
  readonly indication: 'voicemail' | 'fax' | 'email' | 'other';
}

export interface DataCodingScheme {
  readonly alphabet: Alphabet;
  readonly compressed: boolean;
  /** Absent: the message has no class. */
  readonly messageClass?: MessageClass;
  /** The message is marked for deletion once read. */
  readonly autoDelete: boolean;
  readonly messageWaiting?: MessageWaiting;
  /** The octet is one that the standard keeps for later: it reads as the default alphabet. */
  readonly reserved: boolean;
}

/** By bits 3 and 2; 11 is reserved. */
export const generalAlphabets: readonly Alphabet[] = ['gsm7', '8bit', 'ucs2', 'gsm7'];
const messageClasses: readonly MessageClass[] = [0, 1, 2, 3];

const indications = ['voicemail', 'fax', 'email', 'other'] as const;

/** The kind of a waiting message by its two bits in TP-DCS and in the special message indication (23.040 9.2.3.24.2). */
export function waitingIndication(bits: number): MessageWaiting['indication'] {
  return indications[bits & 0x03] ?? 'other';
}

/** The class of the lowest two bits. */
export function messageClassOf(octet: number): MessageClass {
  return messageClasses[octet & 0x03] ?? 0;
}

/** Groups 00xx and 01xx: general data coding and marked for automatic deletion. */
function generalCoding(octet: number): DataCodingScheme {
  const selector = (octet >> 2) & 0x03;
  return {
    alphabet: generalAlphabets[selector] ?? 'gsm7',
    compressed: (octet & 0x20) !== 0,
    ...((octet & 0x10) !== 0 && { messageClass: messageClassOf(octet) }),
    autoDelete: (octet & 0x40) !== 0,
    reserved: selector === 3,
  };
}

/** Groups 1100, 1101 and 1110: message waiting. */
function messageWaitingCoding(octet: number): DataCodingScheme {
  const group = octet >> 4;
  return {
    alphabet: group === 0x0e ? 'ucs2' : 'gsm7',
    compressed: false,
    autoDelete: false,
    messageWaiting: {
      store: group !== 0x0c,
      active: (octet & 0x08) !== 0,
      indication: waitingIndication(octet),
    },
    // Bit 2 is reserved and sent as 0; it changes nothing in the meaning of the group.
    reserved: (octet & 0x04) !== 0,
  };
}

/** Group 1111: data coding and message class. */
function classCoding(octet: number): DataCodingScheme {
  return {
    alphabet: (octet & 0x04) !== 0 ? '8bit' : 'gsm7',
    compressed: false,
    messageClass: messageClassOf(octet),
    autoDelete: false,
    // Bit 3 is reserved and sent as 0.
    reserved: (octet & 0x08) !== 0,
  };
}

function describe(octet: number): DataCodingScheme {
  const group = octet >> 4;
  if (group <= 0x07) return generalCoding(octet);
  // 23.038 4: reserved coding groups are taken as the default alphabet.
  if (group <= 0x0b) return { alphabet: 'gsm7', compressed: false, autoDelete: false, reserved: true };
  return group === 0x0f ? classCoding(octet) : messageWaitingCoding(octet);
}

const described = Array.from({ length: 256 }, (_, octet) => Object.freeze(describe(octet)));

/** The meaning of a TP-DCS octet (0..255); only its lowest 8 bits count. */
export function describeDataCodingScheme(dcs: number): DataCodingScheme {
  return described[dcs & 0xff] ?? describe(dcs & 0xff);
}

/** Whether TP-UDL counts septets: the default alphabet, not compressed (23.040 9.2.3.16). */
export function countsSeptets(dcs: number): boolean {
  const { alphabet, compressed } = describeDataCodingScheme(dcs);
  return alphabet === 'gsm7' && !compressed;
}
