/** A command to the card as octets, and the card's response (TS 102 221 10.1 and 10.2; 51.011 9.1 and 9.4). */

/** Header, and what stands behind it. */
export interface ApduCommand {
  readonly instructionClass: number;
  readonly instruction: number;
  readonly p1: number;
  readonly p2: number;
  /** Length of the data that follows, or of the data expected; undefined: the header alone. */
  readonly p3: number | undefined;
  readonly body: Uint8Array;
}

/** Data and SW1 SW2. */
export interface ApduResponse {
  readonly data: Uint8Array;
  readonly status: number;
}

/** TS 102 221 10.1.2; the same numbers in 51.011 9.2. */
export const instructionCodes = {
  terminalProfile: 0x10,
  fetch: 0x12,
  terminalResponse: 0x14,
  getResponse: 0xc0,
  envelope: 0xc2,
  status: 0xf2,
} as const;

/** A card of TS 102 221, or a SIM of 51.011. */
export type CardClass = 'uicc' | 'sim';

/** Status words that both kinds of card have. */
export const statusWords = {
  normal: 0x9000,
  toolkitBusy: 0x9300,
  wrongLength: 0x6700,
  wrongParameters: 0x6b00,
  unknownInstruction: 0x6d00,
  wrongClass: 0x6e00,
} as const;

interface OwnWords {
  /** SW1 in front of the length of a response that waits for GET RESPONSE. */
  readonly responseWaits: number;
  /** SW1 in front of the length that would have been right. */
  readonly rightLength: number;
  readonly notNow: number;
  readonly wrongData: number;
}

/** Where they differ: TS 102 221 10.2.1; 51.011 9.4.1 and 9.4.6, which has no word of its own for the last two. */
export const ownWords: Readonly<Record<CardClass, OwnWords>> = {
  uicc: { responseWaits: 0x61, rightLength: 0x6c, notNow: 0x6985, wrongData: 0x6a80 },
  sim: { responseWaits: 0x9f, rightLength: 0x67, notNow: 0x6f00, wrongData: 0x6f00 },
};

const HEADER = 4;
const MOST_DATA = 255;
/** Header, P3, data, and the length that is expected. */
const MOST_OCTETS = HEADER + 1 + MOST_DATA + 1;

/** Undefined: too short or too long for a command. */
export function readApdu(octets: Uint8Array): ApduCommand | undefined {
  if (octets.length < HEADER || octets.length > MOST_OCTETS) return undefined;
  const header = Buffer.from(octets.subarray(0, HEADER));
  return {
    ...{ instructionClass: header.readUInt8(0), instruction: header.readUInt8(1) },
    ...{ p1: header.readUInt8(2), p2: header.readUInt8(3), p3: octets[HEADER] },
    body: octets.subarray(HEADER + 1),
  };
}

/** Data and status words behind one another. */
export function writeResponse({ data, status }: ApduResponse): Uint8Array {
  return Uint8Array.of(...data, status >> 8, status & 0xff);
}

/** Status words alone. */
export function statusOnly(status: number): ApduResponse {
  return { data: new Uint8Array(), status };
}

/** SW1 with a length behind it; 256 is 00. */
export function withLength(first: number, length: number): number {
  return (first << 8) | (length & 0xff);
}

/** P3 asks for exactly so many octets. */
export function expects({ p3, body }: ApduCommand, length: number): boolean {
  return body.length === 0 && p3 === (length & 0xff);
}
