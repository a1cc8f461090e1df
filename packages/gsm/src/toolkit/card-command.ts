/** Command APDUs by which a terminal runs the toolkit over the bare card (102 221 clauses 10 and 11, 51.011 9.2), and status words. */
import { DecodeError, EncodeError } from '../errors.ts';

/** How a card is addressed: a UICC (102 221 10.1.1), or the SIM of a 2G network (51.011 9.2). */
export type CardClass = 'uicc' | 'sim';

interface Instruction {
  /** Class octet of each kind of card. */
  readonly class: Readonly<Record<CardClass, number>>;
  readonly code: number;
}

const toolkitClass = { uicc: 0x80, sim: 0xa0 };

/** 102 221 table 10.5. */
const instructions = {
  terminalProfile: { class: toolkitClass, code: 0x10 },
  fetch: { class: toolkitClass, code: 0x12 },
  terminalResponse: { class: toolkitClass, code: 0x14 },
  envelope: { class: toolkitClass, code: 0xc2 },
  getResponse: { class: { uicc: 0x00, sim: 0xa0 }, code: 0xc0 },
} satisfies Record<string, Instruction>;

export type CardInstruction = keyof typeof instructions;

/** The part behind P2: octets for the card, or how many it shall give. */
export type CardCommandBody =
  | { readonly data: Uint8Array }
  /** 1..256. */
  | { readonly length: number };

/**
 * A command APDU with P1 and P2 zero.
 * @throws EncodeError for data of more than 255 octets, or a length outside of 1..256.
 */
export function encodeCardCommand(card: CardClass, name: CardInstruction, body: CardCommandBody): Uint8Array {
  const { class: classes, code } = instructions[name];
  const head = [classes[card], code, 0, 0];
  if ('data' in body) {
    if (body.data.length > 0xff) throw new EncodeError('Lc', `${body.data.length} is more than 255 octets`);
    return Uint8Array.of(...head, body.data.length, ...body.data);
  }
  if (body.length < 1 || body.length > 0x100) throw new EncodeError('Le', `${body.length} is not 1 to 256`);
  return Uint8Array.of(...head, body.length & 0xff);
}

/** STATUS, by which a card is polled: without data of a UICC (102 221 11.1.2), with the 22 octets of any directory of a SIM (51.011 9.2.2). */
export function encodeStatusCommand(card: CardClass): Uint8Array {
  return card === 'uicc' ? Uint8Array.of(0x80, 0xf2, 0, 0x0c, 0) : Uint8Array.of(0xa0, 0xf2, 0, 0, 22);
}

/** The meaning of status words (102 221 10.2, 51.011 9.4), as far as the toolkit goes. */
export type CardStatus =
  | { readonly kind: 'done' }
  /** A proactive command of so many octets waits to be fetched. */
  | { readonly kind: 'command'; readonly length: number }
  /** So many octets of an answer wait for GET RESPONSE. */
  | { readonly kind: 'data'; readonly length: number }
  /** The same once more with this length. */
  | { readonly kind: 'length'; readonly length: number }
  /** The toolkit is busy with a command. */
  | { readonly kind: 'busy' }
  /** The card knows no commands of this class. */
  | { readonly kind: 'class' }
  | { readonly kind: 'refused' };

export interface CardAnswer {
  readonly data: Uint8Array;
  /** Four hexadecimal digits. */
  readonly words: string;
  readonly status: CardStatus;
}

/**
 * Splits the response of a card into its data and status words.
 * @throws DecodeError where there are no two octets.
 */
export function decodeCardAnswer(octets: Uint8Array): CardAnswer {
  const at = octets.length - 2;
  const [first, second] = octets.subarray(Math.max(at, 0));
  if (first === undefined || second === undefined)
    throw new DecodeError('SW1 SW2', 0, 'a response has two octets of status at least');
  const words = ((first << 8) | second).toString(16).toUpperCase().padStart(4, '0');
  return { data: octets.subarray(0, at), words, status: statusOf(first, second) };
}

/** 00 stands for 256 octets (102 221 10.1.6). */
function lengthOf(octet: number): number {
  return octet === 0 ? 0x100 : octet;
}

function statusOf(first: number, second: number): CardStatus {
  switch (first) {
    case 0x90:
      return { kind: 'done' };
    case 0x91:
      return { kind: 'command', length: lengthOf(second) };
    case 0x61:
    case 0x9f:
      return { kind: 'data', length: lengthOf(second) };
    case 0x6c:
      return { kind: 'length', length: lengthOf(second) };
    case 0x93:
      return { kind: 'busy' };
    case 0x6e:
      return { kind: 'class' };
    // 62 and 63 are warnings: the command is done (102 221 10.2.1.2).
    case 0x62:
    case 0x63:
      return { kind: 'done' };
    default:
      return { kind: 'refused' };
  }
}
