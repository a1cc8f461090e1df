/** A SIM card: what it holds, and its PIN and PUK with their counters (31.102, TS 102 221 9.5). */

import type { CardClass } from './card/apdu.ts';
import { operatorMenu } from './card/operator-menu.ts';
import { createToolkitCard, type ToolkitCard } from './card/toolkit-card.ts';
import { createMessageMemory, type MessageMemory } from './sms/message-memory.ts';

/** A number with its name (31.102 4.4.2). */
export interface PhonebookEntry {
  readonly number: string;
  readonly text: string;
}

/** Contents of a card; it keeps them while it is out of the slot. */
export interface SimCard {
  readonly imsi: string;
  /** 19 or 20 digits, with the check digit. */
  readonly iccid: string;
  readonly number: string;
  readonly serviceProvider: string;
  /** EF-SMSP; empty: no service centre is stored. */
  serviceCentre: string;
  readonly messages: MessageMemory;
  /** EF-SMSS: the last TP-MR used (31.102 4.2.9). */
  lastReference: number;
  /** EF-SMSS: the network knows that the storage is full and waits for free space. */
  memoryExceeded: boolean;
  /** Phonebook `ON`: the own numbers. */
  readonly ownNumbers: (PhonebookEntry | undefined)[];
  /** Phonebook `SM`. */
  readonly contacts: (PhonebookEntry | undefined)[];
  readonly code: SimCode;
  /** Undefined: a card without toolkit. */
  toolkit: ToolkitCard | undefined;
  /** Whose commands the card takes. */
  readonly class: CardClass;
  /** The response that GET RESPONSE may fetch now. */
  waitingResponse: Uint8Array | undefined;
}

/** PIN 1 and its PUK. */
export interface SimCode {
  pin: string;
  readonly puk: string;
  /** The card asks for its PIN after power-on. */
  enabled: boolean;
  pinTriesLeft: number;
  pukTriesLeft: number;
  /** PIN given since power-on. */
  verified: boolean;
}

/** Identity and contents of a new card. */
export interface SimCardOptions {
  readonly imsi: string;
  readonly iccid: string;
  readonly number: string;
  readonly serviceProvider?: string;
  readonly serviceCentre?: string;
  /** Default 0000. */
  readonly pin?: string;
  /** Default 12345678. */
  readonly puk?: string;
  /** Default false: the card is ready without a PIN. */
  readonly pinEnabled?: boolean;
  /** Messages the card holds; default 30. */
  readonly messageSlots?: number;
  /** Whether the card carries the operator's menu; default true. */
  readonly toolkit?: boolean;
  /** A UICC, or a SIM of 2G; default `uicc`. */
  readonly class?: CardClass;
}

/** TS 102 221 9.5.1: tries before a code is blocked. */
export const PIN_TRIES = 3;
/** Wrong PUKs until the card is blocked for good (51.011 8.13). */
export const PUK_TRIES = 10;

const OWN_NUMBERS = 4;
const CONTACTS = 100;

/** A new card: full counters, no messages, its own number as first entry of phonebook `ON`. */
export function createSimCard(options: SimCardOptions): SimCard {
  return {
    imsi: options.imsi,
    iccid: options.iccid,
    number: options.number,
    serviceProvider: options.serviceProvider ?? 'simgate',
    serviceCentre: options.serviceCentre ?? '',
    messages: createMessageMemory(options.messageSlots ?? 30),
    lastReference: 255,
    memoryExceeded: false,
    ownNumbers: Array.from({ length: OWN_NUMBERS }, (_, index) =>
      index === 0 ? { number: options.number, text: '' } : undefined,
    ),
    contacts: Array.from({ length: CONTACTS }, () => undefined),
    code: createSimCode(options),
    toolkit: options.toolkit === false ? undefined : createToolkitCard(operatorMenu),
    class: options.class ?? 'uicc',
    waitingResponse: undefined,
  };
}

function createSimCode(options: SimCardOptions): SimCode {
  return {
    pin: options.pin ?? '0000',
    puk: options.puk ?? '12345678',
    enabled: options.pinEnabled ?? false,
    pinTriesLeft: PIN_TRIES,
    pukTriesLeft: PUK_TRIES,
    verified: false,
  };
}

/** The code that the card asks for (27.007 8.3); `blocked`: the PUK is used up and the card is of no more use. */
export type SimCondition = 'ready' | 'pin' | 'puk' | 'blocked';

/** The condition as codes and counters stand now. */
export function simCondition(code: SimCode): SimCondition {
  if (code.pukTriesLeft === 0) return 'blocked';
  if (code.pinTriesLeft === 0) return 'puk';
  return code.enabled && !code.verified ? 'pin' : 'ready';
}

/** Power was taken from the card: the PIN has to be given again; the counters stay, what waits for GET RESPONSE does not. */
export function resetSimSession(sim: SimCard): void {
  sim.code.verified = false;
  sim.waitingResponse = undefined;
}

/** Outcome of a try; `blocked`: no try was left, nothing was compared. */
export type CodeCheck = 'accepted' | 'wrong' | 'blocked';

/** A try of the PIN; a wrong one counts down, the right one restores the counter (TS 102 221 11.1.9). */
export function verifyPin(code: SimCode, pin: string): CodeCheck {
  if (code.pinTriesLeft === 0) return 'blocked';
  if (pin !== code.pin) {
    code.pinTriesLeft -= 1;
    return 'wrong';
  }
  code.pinTriesLeft = PIN_TRIES;
  code.verified = true;
  return 'accepted';
}

/** A try of the PUK, which sets a new PIN (TS 102 221 11.1.13). */
export function unblockPin(code: SimCode, puk: string, newPin: string): CodeCheck {
  if (code.pukTriesLeft === 0) return 'blocked';
  if (puk !== code.puk) {
    code.pukTriesLeft -= 1;
    return 'wrong';
  }
  code.pukTriesLeft = PUK_TRIES;
  code.pinTriesLeft = PIN_TRIES;
  code.pin = newPin;
  code.verified = true;
  return 'accepted';
}

/** TS 102 221 9.5.1: a PIN has 4 to 8 digits. */
export function isPin(text: string): boolean {
  return /^\d{4,8}$/.test(text);
}

/** The next TP-MR: one counter per SIM, modulo 256 (23.040 9.2.3.6, EF-SMSS). */
export function takeReference(sim: SimCard): number {
  sim.lastReference = (sim.lastReference + 1) % 256;
  return sim.lastReference;
}

/** Octets of a transparent elementary file; undefined: the card has no such file. */
export function readElementaryFile(sim: SimCard, file: number): Uint8Array | undefined {
  switch (file) {
    case 0x2fe2: // EF-ICCID, 31.102 / TS 102 221 13.2
      return swapDigits(sim.iccid.padEnd(20, 'F'));
    case 0x6f07: // EF-IMSI, 31.102 4.2.2: length, then parity nibble and 15 digits
      return Uint8Array.of(8, ...swapDigits(`9${sim.imsi}`));
    case 0x6f46: // EF-SPN, 31.102 4.2.12
      return serviceProviderName(sim.serviceProvider);
    case 0x6fad: // EF-AD, 31.102 4.2.18: normal operation, MNC of 2 digits
      return Uint8Array.of(0, 0, 0, 2);
    default:
      return undefined;
  }
}

function serviceProviderName(name: string): Uint8Array {
  const octets = new Uint8Array(17).fill(0xff);
  octets[0] = 1;
  octets.set(Buffer.from(name, 'latin1').subarray(0, 16), 1);
  return octets;
}

function swapDigits(digits: string): Uint8Array {
  return Uint8Array.from(digits.matchAll(/(.)(.)/g), ([, low = 'F', high = 'F']) =>
    Number.parseInt(high + low, 16),
  );
}
