/** The message of a SEND SHORT MESSAGE (31.111 6.4.10). */

import { describeDataCodingScheme } from '../alphabets/data-coding-scheme.ts';
import { decodeGsm7, encodeGsm7 } from '../alphabets/gsm7.ts';
import { DecodeError, lastOctet } from '../errors.ts';
import { type Address, typeOfNumberIn } from '../fields/address.ts';
import { octetAt } from '../octets.ts';
import { decodeTpdu } from '../tpdu/decode-tpdu.ts';
import type { Submit, Tpdu } from '../tpdu/tpdu.ts';
import { ToolkitError } from './errors.ts';
import { generalResult } from './general-result.ts';
import type { DialledNumber } from './objects/address.ts';
import type { CommandOf } from './proactive-command.ts';

/** A message for the network. */
export interface ToolkitMessage {
  readonly tpdu: Tpdu;
  /** Undefined: the SIM's own service centre. */
  readonly serviceCentre: Address | undefined;
}

/** 102 223 8.6: the terminal packs the text, which the card gave with one character an octet. */
const PACKING_BIT = 0x01;
/** TP-VPF, bits 5 and 4 of the first octet: octets of TP-VP (23.040 9.2.3.3). */
const validityOctets = [0, 7, 1, 7] as const;
/** 23.038 4: the default alphabet, without and with the class bits of what the card gave. */
const GENERAL_CODING = 0x00;
const CLASS_CODING = 0xf0;
const MAXIMUM_SEPTETS = 160;

function refuse(field: string, octet: number, reason: string): never {
  throw new ToolkitError(field, octet, reason, generalResult.commandDataNotUnderstood);
}

/** Where TP-PID, TP-DCS and TP-UD of an SMS-SUBMIT stand. */
function placesOf(octets: Uint8Array): { dataCodingScheme: number; userData: number } {
  const digits = octets[2] ?? refuse('TP-DA', lastOctet(octets), 'missing');
  const dataCodingScheme = 2 + 2 + Math.ceil(digits / 2) + 1;
  const validity = validityOctets[(octetAt(octets, 0) >> 3) & 0x03] ?? 0;
  const userData = dataCodingScheme + 1 + validity;
  if (octets.length <= userData) refuse('TP-UDL', lastOctet(octets), 'missing');
  return { dataCodingScheme, userData };
}

/** 23.038 4: the octet for the default alphabet that keeps the message class. */
function packedCodingOf(octet: number): number {
  const { messageClass } = describeDataCodingScheme(octet);
  return messageClass === undefined ? GENERAL_CODING : CLASS_CODING | messageClass;
}

/** Septets of a text that was given with one character an octet, as many as TP-UDL announces. */
function septetsOf(octets: Uint8Array, place: number): Uint8Array {
  const length = octetAt(octets, place);
  const text = octets.subarray(place + 1);
  if (text.length !== length)
    refuse('TP-UD', lastOctet(octets), `${text.length} octets, TP-UDL says ${length}`);
  const septets = encodeGsm7(decodeGsm7(text.map(octet => octet & 0x7f)));
  if (septets === undefined || septets.length > MAXIMUM_SEPTETS)
    refuse('TP-UD', place, 'does not fit into 160 characters');
  return septets;
}

/** 31.111 6.4.10: the SUBMIT with its text in the default alphabet; its 8-bit form may be longer than 23.040 allows. */
function packed(octets: Uint8Array): Submit {
  if ((octetAt(octets, 0) & 0x43) !== 0x01)
    refuse('TP-MTI', 0, 'only an SMS-SUBMIT without a header can be packed');
  const places = placesOf(octets);
  const septets = septetsOf(octets, places.userData);
  const envelope = Uint8Array.of(...octets.subarray(0, places.userData), 0);
  const submit = decodeTpdu(envelope, 'fromMobile');
  if (submit.type !== 'submit') return refuse('TP-MTI', 0, 'is no SMS-SUBMIT');
  const dataCodingScheme = packedCodingOf(octetAt(octets, places.dataCodingScheme));
  return { ...submit, dataCodingScheme, userData: { header: [], payload: septets } };
}

/** A dialled number as an address of 23.040; their digits differ in name only: c d e there are a b c here. */
function addressOf({ typeOfAddress, digits }: DialledNumber): Address {
  return {
    typeOfNumber: typeOfNumberIn(typeOfAddress),
    numberingPlan: typeOfAddress & 0x0f,
    digits: digits.replace(/[cde]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 2)),
  };
}

/** 31.111 6.4.10: UCS-2 is never packed. */
function wantsPacking(command: CommandOf<'sendShortMessage'>): boolean {
  if ((command.details.qualifier & PACKING_BIT) === 0) return false;
  const scheme = octetAt(command.tpdu, placesOf(command.tpdu).dataCodingScheme);
  return describeDataCodingScheme(scheme).alphabet !== 'ucs2';
}

function tpduOf(command: CommandOf<'sendShortMessage'>): Tpdu {
  return wantsPacking(command) ? packed(command.tpdu) : decodeTpdu(command.tpdu, 'fromMobile');
}

/**
 * The message a card wants sent, packed where the card leaves that to the terminal.
 * @throws ToolkitError with 0x32 where the card's octets are no such message.
 */
export function shortMessageOf(command: CommandOf<'sendShortMessage'>): ToolkitMessage {
  try {
    const serviceCentre = command.address === undefined ? undefined : addressOf(command.address);
    return { tpdu: tpduOf(command), serviceCentre };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { field, octet, reason } = error;
    throw new ToolkitError(
      `SMS TPDU.${field}`,
      octet,
      reason,
      generalResult.commandDataNotUnderstood,
      command.details,
    );
  }
}
