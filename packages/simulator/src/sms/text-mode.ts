/** Text mode: TPDUs shown as fields and text, and made from them (27.005 3.1, 3.3 to 3.5). The one place that uses the codec. */

import { type Address, addressText, parseAddress, writeAddress } from '../codec/address.ts';
import { textToSeptets } from '../codec/alphabet.ts';
import { readDataCoding } from '../codec/data-coding.ts';
import { joinOctets, TpduError } from '../codec/octets.ts';
import {
  messageTypeIndicator,
  readCommand,
  readDeliver,
  readStatusReport,
  readSubmit,
} from '../codec/read-tpdu.ts';
import type { TimeStamp } from '../codec/time-stamp.ts';
import type { Deliver, Submit } from '../codec/tpdu.ts';
import { makeUserData, type UserData, userDataText, writeUserDataOctets } from '../codec/user-data.ts';
import { writeCommand } from '../codec/write-tpdu.ts';
import type { Module } from '../module/module.ts';
import { isOmitted, type Parameter, readNumber, readText } from '../module/parameters.ts';
import { fromHex, toHex } from './hex.ts';
import type { StoredMessage } from './message-memory.ts';
import { typeOfAddress } from './service-centre-address.ts';
import { fromTerminal, toTerminal } from './terminal-text.ts';

const statusTexts = ['REC UNREAD', 'REC READ', 'STO UNSENT', 'STO SENT'] as const;

/** Field octets by position, as they stand on the wire. */
const FIRST_OCTET = 0;
const HEADER_INDICATOR = 0x40;

/** The result of a reader, or undefined for a TPDU that cannot be read. */
function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TpduError) return undefined;
    throw error;
  }
}

/** `yy/MM/dd,hh:mm:ss±zz` in the zone of the sender (27.005 3.1 `<scts>`). */
function stampText({ at, zoneQuarters }: TimeStamp): string {
  const local = new Date(at + zoneQuarters * 15 * 60_000).toISOString();
  const zone = `${zoneQuarters < 0 ? '-' : '+'}${String(Math.abs(zoneQuarters)).padStart(2, '0')}`;
  return `"${local.slice(2, 10).replaceAll('-', '/')},${local.slice(11, 19)}${zone}"`;
}

function addressField(module: Module, address: Address): string {
  return `"${toTerminal(module, addressText(address))}"`;
}

function serviceCentreFields(module: Module, { serviceCentre }: StoredMessage): string {
  return `"${toTerminal(module, serviceCentre)}",${typeOfAddress(serviceCentre)}`;
}

/** 27.005 3.1 `<data>`: text for the default alphabet without a header, octets in hexadecimal for all else. */
function dataText(module: Module, userData: UserData): string {
  const plain = readDataCoding(userData.dataCodingScheme).alphabet === 'gsm7' && !userData.hasHeader;
  const text = plain ? readable(() => userDataText(userData)) : undefined;
  return text === undefined ? toHex(userData.octets) : toTerminal(module, text);
}

function deliverHeader(module: Module, deliver: Deliver, message: StoredMessage): string {
  const { originator, timeStamp, protocolIdentifier, userData } = deliver;
  const start = `${addressField(module, originator)},,${stampText(timeStamp)}`;
  if (module.settings.showTextHeader === 0) return start;
  const detail = [
    originator.typeOfAddress,
    message.tpdu[FIRST_OCTET],
    protocolIdentifier,
    userData.dataCodingScheme,
    serviceCentreFields(module, message),
    userData.length,
  ];
  return `${start},${detail.join(',')}`;
}

function submitHeader(module: Module, submit: Submit, message: StoredMessage): string {
  const { destination, protocolIdentifier, validity, userData } = submit;
  const start = `${addressField(module, destination)},`;
  if (module.settings.showTextHeader === 0) return start;
  const detail = [
    destination.typeOfAddress,
    message.tpdu[FIRST_OCTET],
    protocolIdentifier,
    userData.dataCodingScheme,
    validity.format === 'relative' ? validity.value : '',
    serviceCentreFields(module, message),
    userData.length,
  ];
  return `${start},${detail.join(',')}`;
}

/** +CMT in text mode (27.005 3.4.1). */
export function textDelivery(module: Module, message: StoredMessage): readonly string[] {
  const deliver = readable(() => readDeliver(message.tpdu));
  if (deliver === undefined) return ['+CMT: "",,""', toHex(message.tpdu)];
  return [`+CMT: ${deliverHeader(module, deliver, message)}`, dataText(module, deliver.userData)];
}

/** `<fo>,<mr>,[<ra>],[<tora>],<scts>,<dt>,<st>` of a status report (27.005 3.4.1). */
export function textReport(module: Module, message: StoredMessage): string {
  const report = readable(() => readStatusReport(message.tpdu));
  if (report === undefined) return `${message.tpdu[FIRST_OCTET]},${message.tpdu[1]},,,"","",`;
  const { messageReference, recipient, timeStamp, dischargeTime, status } = report;
  return [
    ...[message.tpdu[FIRST_OCTET], messageReference, addressField(module, recipient)],
    ...[recipient.typeOfAddress, stampText(timeStamp), stampText(dischargeTime), status],
  ].join(',');
}

/** Type of a stored TPDU: TP-MTI depends on the direction, which follows from the status (23.040 9.2.3.1). */
type StoredKind = 'deliver' | 'statusReport' | 'submit' | 'command';

function storedKind({ status, tpdu }: StoredMessage): StoredKind {
  const report = messageTypeIndicator(tpdu) === 2;
  if (status < 2) return report ? 'statusReport' : 'deliver';
  return report ? 'command' : 'submit';
}

/** +CMGR in text mode (27.005 3.4.3). A TPDU that cannot be read is shown in hexadecimal. */
export function textReading(module: Module, message: StoredMessage): readonly string[] {
  const start = `+CMGR: "${statusTexts[message.status]}",`;
  switch (storedKind(message)) {
    case 'statusReport':
      return [start + textReport(module, message)];
    case 'command':
      return [start + commandFields(message)];
    case 'deliver':
      return withText(module, message, start, deliverParts(module, message));
    case 'submit':
      return withText(module, message, start, submitParts(module, message));
  }
}

interface TextParts {
  readonly header: string;
  readonly userData: UserData;
}

function deliverParts(module: Module, message: StoredMessage): TextParts | undefined {
  const deliver = readable(() => readDeliver(message.tpdu));
  return deliver && { header: deliverHeader(module, deliver, message), userData: deliver.userData };
}

function submitParts(module: Module, message: StoredMessage): TextParts | undefined {
  const submit = readable(() => readSubmit(message.tpdu));
  return submit && { header: submitHeader(module, submit, message), userData: submit.userData };
}

function withText(module: Module, message: StoredMessage, start: string, parts: TextParts | undefined) {
  if (parts === undefined) return [`${start}"",`, toHex(message.tpdu)];
  return [start + parts.header, dataText(module, parts.userData)];
}

function commandFields(message: StoredMessage): string {
  const command = readable(() => readCommand(message.tpdu));
  return `${message.tpdu[FIRST_OCTET]},${command?.commandType ?? ''}`;
}

/** One entry of +CMGL in text mode (27.005 3.4.2). */
export function textListing(module: Module, index: number, message: StoredMessage): readonly string[] {
  const start = `+CMGL: ${index},"${statusTexts[message.status]}",`;
  switch (storedKind(message)) {
    case 'statusReport':
      return [start + textReport(module, message)];
    case 'command':
      return [start + commandFields(message)];
    case 'deliver':
      return listedDeliver(module, start, message);
    case 'submit':
      return listedSubmit(module, start, message);
  }
}

function listedDeliver(module: Module, start: string, message: StoredMessage): readonly string[] {
  const deliver = readable(() => readDeliver(message.tpdu));
  if (deliver === undefined) return [`${start}"",,""`, toHex(message.tpdu)];
  const { originator, timeStamp, userData } = deliver;
  const detail = listedDetail(module, originator, userData);
  const fields = `${addressField(module, originator)},,${stampText(timeStamp)}${detail}`;
  return [start + fields, dataText(module, userData)];
}

function listedSubmit(module: Module, start: string, message: StoredMessage): readonly string[] {
  const submit = readable(() => readSubmit(message.tpdu));
  if (submit === undefined) return [`${start}"",,`, toHex(message.tpdu)];
  const { destination, userData } = submit;
  const fields = `${addressField(module, destination)},,${listedDetail(module, destination, userData)}`;
  return [start + fields, dataText(module, userData)];
}

function listedDetail(module: Module, address: Address, userData: UserData): string {
  return module.settings.showTextHeader === 0 ? '' : `,${address.typeOfAddress},${userData.length}`;
}

/** `<da>[,<toda>]`: the octets of TP-DA; undefined: no number, or too long (CMS 305). */
export function readDestination(module: Module, parameters: readonly Parameter[]): Uint8Array | undefined {
  const [number, type] = parameters;
  const typed = readText(number);
  const text = number?.kind === 'number' ? typed : fromTerminal(module, typed);
  const toda = readNumber(type, { allowed: { from: 128, to: 255 }, otherwise: 0 });
  if (text === undefined || toda === undefined || !/^\+?[0-9*#a-c]{1,20}$/i.test(text)) return undefined;
  const address = parseAddress(text.toLowerCase());
  return writeAddress(toda === 0 ? address : { ...address, typeOfAddress: toda });
}

/** TP-VPF, bits 4 and 3 (23.040 9.2.3.3), and the TP-VP of +CSMP that belongs to it; undefined: they do not fit. */
function validityOctets(firstOctet: number, validity: number | string): Uint8Array | undefined {
  const format = (firstOctet >> 3) & 0x03;
  if (format === 0) return new Uint8Array();
  if (format === 2) return typeof validity === 'number' ? Uint8Array.of(validity) : undefined;
  return typeof validity === 'string' ? fromHex(validity) : undefined;
}

/** An SMS-SUBMIT of the parameters of +CSMP (23.040 9.2.2.2). Undefined: text or parameters do not fit (CMS 305). */
export function composeSubmit(module: Module, destination: Uint8Array, text: string): Uint8Array | undefined {
  const { firstOctet, validity, protocol, coding } = module.settings.text;
  const validityField = validityOctets(firstOctet, validity);
  const userData = readable(() => typedUserData(module, firstOctet, coding, text));
  if (validityField === undefined || userData === undefined || (firstOctet & 0x03) !== 1) return undefined;
  const address = destination.length === 0 ? Uint8Array.of(0, 0x81) : destination;
  const head = joinOctets(firstOctet, 0, address, protocol, coding);
  return joinOctets(head, validityField, writeUserDataOctets(userData));
}

/** 27.005 3.1 `<data>`, the other way round. */
function typedUserData(module: Module, firstOctet: number, coding: number, text: string) {
  const { alphabet } = readDataCoding(coding);
  const hasHeader = (firstOctet & HEADER_INDICATOR) !== 0;
  if (alphabet === 'gsm7' && !hasHeader) {
    const septets = textToSeptets(fromTerminal(module, text) ?? '\ufffd');
    return septets && septets.length <= 160 ? makeUserData(coding, [], { septets }) : undefined;
  }
  const octets = fromHex(text.replaceAll(/\s/g, ''));
  if (octets === undefined || octets.length > 140) return undefined;
  const length = alphabet === 'gsm7' ? Math.floor((octets.length * 8) / 7) : octets.length;
  return { dataCodingScheme: coding, hasHeader, length, octets };
}

/** A stored SMS-SUBMIT with another TP-DA (27.005 3.5.7). */
export function replaceDestination(
  module: Module,
  tpdu: Uint8Array,
  parameters: readonly Parameter[],
): Uint8Array | undefined {
  const destination = readDestination(module, parameters);
  if (destination === undefined) return undefined;
  const before = 2 + Math.ceil(Number(tpdu[2]) / 2); // 23.040 9.1.2.5
  return joinOctets(tpdu.subarray(0, 2), destination, tpdu.subarray(2 + before));
}

/** `<fo>,<ct>[,<pid>[,<mn>[,<da>[,<toda>]]]]` as a function of the data typed after it (27.005 3.5.5). */
export function composeCommand(
  module: Module,
  parameters: readonly Parameter[],
): ((text: string) => Uint8Array | undefined) | undefined {
  const octet = { allowed: { from: 0, to: 255 } };
  const firstOctet = readNumber(parameters[0], { ...octet, otherwise: 2 });
  const commandType = readNumber(parameters[1], { ...octet, otherwise: 0 });
  const protocolIdentifier = readNumber(parameters[2], { ...octet, otherwise: 0 });
  const messageNumber = readNumber(parameters[3], { ...octet, otherwise: 0 });
  const number = isOmitted(parameters[4]) ? '0' : fromTerminal(module, readText(parameters[4]));
  if (firstOctet === undefined || commandType === undefined || parameters.length > 6) return undefined;
  if (protocolIdentifier === undefined || messageNumber === undefined) return undefined;
  if ((firstOctet & 0x03) !== 2 || number === undefined || !/^\+?\d{1,20}$/.test(number)) return undefined;
  return text => {
    const data = fromHex(text.replaceAll(/\s/g, ''));
    if (data === undefined || data.length > 156) return undefined; // 23.040 9.2.3.21
    return writeCommand({
      ...{ kind: 'command', messageReference: 0, destination: parseAddress(number), data },
      ...{ statusReportRequest: (firstOctet & 0x20) !== 0, hasHeader: (firstOctet & 0x40) !== 0 },
      ...{ protocolIdentifier, commandType, messageNumber },
    });
  };
}
