/** Settings of the terminal that a restart forgets. */

import type { MemoryName, Persona } from '../personas/persona.ts';

/** The five values of +CNMI (27.005 3.4.1). */
export interface Indications {
  readonly mode: number;
  readonly mt: number;
  readonly bm: number;
  readonly ds: number;
  readonly bfr: number;
}

/** Values of +CSMP (27.005 3.3.3). `validity` is a relative octet, or 7 octets in hexadecimal. */
export interface TextParameters {
  readonly firstOctet: number;
  readonly validity: number | string;
  readonly protocol: number;
  readonly coding: number;
}

/** Values of +CSCS (27.007 5.5). */
export type CharacterSet = 'GSM' | 'IRA' | 'UCS2';

/** Settings that +CSAS keeps and +CRES restores (27.005 3.3.5, 3.3.6). */
export interface MessageSettings {
  text: TextParameters;
  cellBroadcast: { readonly mode: number; readonly identifiers: string; readonly codings: string };
}

/** Everything that a restart brings back to its default. */
export interface Settings extends MessageSettings {
  cmee: number;
  /** +CMGF: 0 PDU, 1 text. */
  format: number;
  messageService: number;
  /** +CGSMS: 0 packet, 1 circuit-switched, 2 and 3 either, with packet or circuit-switched preferred (27.007 10.1.21). */
  messageDomain: number;
  indications: Indications;
  /** mt and ds were set to 0 by the module, since a message was not acknowledged (27.005 3.4.4). */
  routingLapsed: boolean;
  characterSet: CharacterSet;
  /** mem1 to read and delete, mem2 to write and send, mem3 to receive (27.005 3.2.2). */
  memory: readonly [MemoryName, MemoryName, MemoryName];
  showTextHeader: number;
  /** +CMMS: 0 off, 1 until the next pause, 2 on (27.005 3.5.6). */
  moreMessages: number;
  registrationNotices: { circuit: number; packet: number; eps: number };
  operatorFormat: number;
  /** +CUSD <n>: 1: notices of the network's messages (27.007 7.15). */
  ussdNotices: number;
  /** +CLIP, +CRC, +CCWA, +COLP: 0 or 1 (27.007 7.6, 6.11, 7.12, 7.8). */
  callerShown: number;
  ringTypeShown: number;
  waitingShown: number;
  connectedShown: number;
  /** The maker's own notices of calls, where they have a switch. */
  callNotices: number;
  /** The network offers a second call while there is one (22.083). */
  callWaiting: boolean;
  operatorMode: number;
  packetAttached: boolean;
  phonebook: 'ON' | 'SM';
  zoneUpdate: number;
  zoneReporting: number;
  /** Milliseconds that the module's local time is ahead of the network's clock, and its zone in quarters of an hour. */
  clockAhead: number;
  clockZone: number;
  /** Notices the vendor's module repeats by itself. */
  periodicNotices: boolean;
  serialSpeed: number;
  flowControl: readonly [number, number];
}

/** 27.005 3.3.3: SUBMIT with relative validity of 24 hours. */
const textParameters: TextParameters = { firstOctet: 17, validity: 167, protocol: 0, coding: 0 };

/** As after power-on; the first storage of the persona is set for all three uses. */
export function defaultSettings(persona: Persona): Settings {
  const memory = persona.memories[0];
  return {
    ...connectionDefaults(),
    text: textParameters,
    cellBroadcast: { mode: 0, identifiers: '', codings: '' },
    messageService: 0,
    messageDomain: 1,
    indications: { mode: 0, mt: 0, bm: 0, ds: 0, bfr: 0 },
    routingLapsed: false,
    memory: [memory, memory, memory],
    showTextHeader: 0,
    moreMessages: 0,
    operatorMode: 0,
    packetAttached: true,
    phonebook: 'SM',
    zoneUpdate: 0,
    clockAhead: 0,
    clockZone: 0,
    periodicNotices: true,
    serialSpeed: 0,
    flowControl: [0, 0],
  };
}

/** The part that `&F` and `Z` bring back without a restart (V.250 6.1.1, 6.1.2). */
export function connectionDefaults() {
  return {
    cmee: 0,
    format: 0,
    characterSet: 'GSM' as CharacterSet,
    registrationNotices: { circuit: 0, packet: 0, eps: 0 },
    operatorFormat: 0,
    ussdNotices: 0,
    callerShown: 0,
    ringTypeShown: 0,
    waitingShown: 0,
    connectedShown: 0,
    callNotices: 0,
    callWaiting: true,
    zoneReporting: 0,
  };
}
