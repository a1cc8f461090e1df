/** Proactive commands as the card writes them, and terminal responses and envelopes as it reads them (TS 102 223). */

import { fromSemiOctets } from '../codec/octets.ts';
import {
  CardCodecError,
  type DataObject,
  objectOf,
  readMessage,
  readObjects,
  writeMessage,
  writeObjects,
} from './data-objects.ts';
import { readTextString, writeAlpha, writeTextString } from './text.ts';

/** A command without its number, which the session gives. */
export interface CardCommand {
  /** TS 102 223 9.4. */
  readonly type: number;
  /** TS 102 223 8.6. */
  readonly qualifier: number;
  readonly destination: number;
  readonly objects: readonly DataObject[];
}

/** TS 102 223 9.4, those that this card sends or a module distinguishes. */
export const commandTypes = {
  refresh: 0x01,
  moreTime: 0x02,
  setUpCall: 0x10,
  sendSs: 0x11,
  sendUssd: 0x12,
  sendShortMessage: 0x13,
  sendDtmf: 0x14,
  launchBrowser: 0x15,
  playTone: 0x20,
  displayText: 0x21,
  getInkey: 0x22,
  getInput: 0x23,
  selectItem: 0x24,
  setUpMenu: 0x25,
  provideLocalInformation: 0x26,
  timerManagement: 0x27,
  setUpIdleModeText: 0x28,
  languageNotification: 0x35,
} as const;

/** TS 102 223 9.3. */
export const tagNumbers = {
  details: 0x01,
  devices: 0x02,
  result: 0x03,
  duration: 0x04,
  alpha: 0x05,
  address: 0x06,
  serviceString: 0x09,
  ussd: 0x0a,
  tpdu: 0x0b,
  text: 0x0d,
  tone: 0x0e,
  item: 0x0f,
  chosen: 0x10,
  length: 0x11,
  location: 0x13,
  imei: 0x14,
  defaultText: 0x17,
  events: 0x19,
  timer: 0x24,
  timerValue: 0x25,
  dateTime: 0x26,
  dtmf: 0x2c,
  language: 0x2d,
  url: 0x31,
} as const;

/** TS 102 223 8.7. */
const device = { display: 0x02, earpiece: 0x03, card: 0x81, terminal: 0x82, network: 0x83 } as const;

function command(type: number, qualifier: number, objects: readonly DataObject[] = []): CardCommand {
  return { type, qualifier, destination: destinationOf(type), objects };
}

/** TS 102 223 6.6: who carries the command out. */
function destinationOf(type: number): number {
  if (type === commandTypes.displayText) return device.display;
  if (type === commandTypes.playTone) return device.earpiece;
  return toNetwork.includes(type) ? device.network : device.terminal;
}

const toNetwork: readonly number[] = [
  commandTypes.setUpCall,
  commandTypes.sendSs,
  commandTypes.sendUssd,
  commandTypes.sendShortMessage,
];

function textObject(text: string): DataObject {
  return { tag: tagNumbers.text, value: writeTextString(text) };
}
function alphaObject(text: string): DataObject {
  return { tag: tagNumbers.alpha, value: writeAlpha(text) };
}

/** Items are numbered from 1 in their order. */
function itemObjects(items: readonly string[]): DataObject[] {
  return items.map((text, index) => ({
    tag: tagNumbers.item,
    value: Uint8Array.of(index + 1, ...writeAlpha(text)),
  }));
}

export function moreTime(): CardCommand {
  return command(commandTypes.moreTime, 0);
}
/** TS 102 223 6.4.8: the menu that the terminal keeps; items are numbered from 1. */
export function setUpMenu(title: string, items: readonly string[]): CardCommand {
  return command(commandTypes.setUpMenu, 0, [alphaObject(title), ...itemObjects(items)]);
}
export function selectItem(title: string, items: readonly string[]): CardCommand {
  return command(commandTypes.selectItem, 0, [alphaObject(title), ...itemObjects(items)]);
}
export function setUpIdleModeText(text: string): CardCommand {
  return command(commandTypes.setUpIdleModeText, 0, [textObject(text)]);
}

/** 8.6: bit 1 high priority, bit 8 the person clears the text. */
export function displayText(text: string): CardCommand {
  return command(commandTypes.displayText, 0x81, [textObject(text)]);
}

/** 8.6: bit 3 asks yes or no; bit 1 any character, else a digit. */
const inkeyQualifiers = { yesNo: 0x04, digit: 0x00, character: 0x01 } as const;
export function getInkey(kind: keyof typeof inkeyQualifiers, text: string): CardCommand {
  return command(commandTypes.getInkey, inkeyQualifiers[kind], [textObject(text)]);
}

/** Rules of GET INPUT (TS 102 223 6.4.3). Lengths in characters, 0..255 (8.11). */
export interface InputRules {
  readonly characters: boolean;
  readonly hidden: boolean;
  readonly minimum: number;
  readonly maximum: number;
}

/** 8.6: bit 1 characters, bit 3 hidden. */
export function getInput(text: string, { characters, hidden, minimum, maximum }: InputRules): CardCommand {
  const qualifier = (characters ? 0x01 : 0) | (hidden ? 0x04 : 0);
  const length = { tag: tagNumbers.length, value: Uint8Array.of(minimum, maximum) };
  return command(commandTypes.getInput, qualifier, [textObject(text), length]);
}

/** 31.111 6.4.10; `tpdu` is complete, so nothing is left to be packed. */
export function sendShortMessage(alpha: string, tpdu: Uint8Array): CardCommand {
  return command(commandTypes.sendShortMessage, 0, [
    alphaObject(alpha),
    { tag: tagNumbers.tpdu, value: tpdu },
  ]);
}

/** 31.111 8.17: a string of characters, packed, coding 0x0F. */
export function sendUssd(alpha: string, packed: Uint8Array): CardCommand {
  return command(commandTypes.sendUssd, 0, [
    alphaObject(alpha),
    { tag: tagNumbers.ussd, value: Uint8Array.of(0x0f, ...packed) },
  ]);
}

/** 8.1: swapped digits; A is `*`, B is `#`. */
function dialled(text: string): Uint8Array {
  return fromSemiOctets(text.replaceAll('*', 'A').replaceAll('#', 'B'));
}

/** 8.1: the type of number, then its digits. */
function typed(text: string): Uint8Array {
  return Uint8Array.of(text.includes('+') ? 0x91 : 0x81, ...dialled(text.replace('+', '')));
}

export function setUpCall(confirmation: string, number: string): CardCommand {
  return command(commandTypes.setUpCall, 0, [
    alphaObject(confirmation),
    { tag: tagNumbers.address, value: typed(number) },
  ]);
}

/** 31.111 8.14: the type of number is that of the number within the string. */
export function sendSs(alpha: string, string: string): CardCommand {
  return command(commandTypes.sendSs, 0, [
    alphaObject(alpha),
    { tag: tagNumbers.serviceString, value: typed(string) },
  ]);
}

/** 8.6: 0 location, 1 IMEI, 3 date and time. */
export function provideLocalInformation(what: number): CardCommand {
  return command(commandTypes.provideLocalInformation, what);
}

/** 8.38: swapped digits of hours, minutes, seconds. */
export function startTimer(timer: number, seconds: number): CardCommand {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const value = Uint8Array.from(parts, part => (part % 10) * 16 + Math.floor(part / 10));
  return command(commandTypes.timerManagement, 0, [
    { tag: tagNumbers.timer, value: Uint8Array.of(timer) },
    { tag: tagNumbers.timerValue, value },
  ]);
}

export function playTone(tone: number): CardCommand {
  return command(commandTypes.playTone, 0, [{ tag: tagNumbers.tone, value: Uint8Array.of(tone) }]);
}

/** 8.6: qualifier 1, the language follows. */
export function languageNotification(language: string): CardCommand {
  return command(commandTypes.languageNotification, 1, [
    { tag: tagNumbers.language, value: Uint8Array.from(Buffer.from(language, 'latin1')) },
  ]);
}

const PROACTIVE = 0xd0;

/** The octets of a command under a number of 1..254. */
export function writeCommand(
  { type, qualifier, destination, objects }: CardCommand,
  number: number,
): Uint8Array {
  return writeMessage(PROACTIVE, [
    { tag: tagNumbers.details, value: Uint8Array.of(number, type, qualifier) },
    { tag: tagNumbers.devices, value: Uint8Array.of(device.card, destination) },
    ...objects,
  ]);
}

/** A command out of octets that somebody else made; throws CardCodecError. */
export function readCommand(octets: Uint8Array): CardCommand & { readonly number: number } {
  const { tag, objects } = readMessage(octets);
  const [number, type, qualifier] = objectOf(objects, tagNumbers.details) ?? [];
  const destination = objectOf(objects, tagNumbers.devices)?.[1];
  if (tag !== PROACTIVE) throw new CardCodecError(`tag ${tag.toString(16)} is no proactive command`);
  if (number === undefined || type === undefined || qualifier === undefined)
    throw new CardCodecError('the command details are missing');
  if (destination === undefined) throw new CardCodecError('the device identities are missing');
  const body = objects.filter(
    object => object.tag !== tagNumbers.details && object.tag !== tagNumbers.devices,
  );
  return { number, type, qualifier, destination, objects: body };
}

/** A terminal response. */
export interface CardAnswer {
  readonly number: number;
  readonly type: number;
  /** 8.12. */
  readonly result: number;
  readonly additional: Uint8Array;
  /** The text that was entered; undefined where there is none. */
  readonly text?: string;
  /** The item that was chosen. */
  readonly item?: number;
  readonly objects: readonly DataObject[];
}

/** Throws CardCodecError. */
export function readAnswer(octets: Uint8Array): CardAnswer {
  const objects = readObjects(octets);
  const [number, type] = objectOf(objects, tagNumbers.details) ?? [];
  const [result, ...additional] = objectOf(objects, tagNumbers.result) ?? [];
  if (number === undefined || type === undefined) throw new CardCodecError('the command details are missing');
  if (result === undefined) throw new CardCodecError('the result is missing');
  const text = objectOf(objects, tagNumbers.text);
  const item = objectOf(objects, tagNumbers.chosen)?.[0];
  return {
    ...{ number, type, result, additional: Uint8Array.from(additional), objects },
    ...(text !== undefined && { text: readTextString(text) }),
    ...(item !== undefined && { item }),
  };
}

/** The octets of a response, which has no outer tag (6.8), for a module that answers its card itself (6.8). */
export function writeAnswer(
  { number, type, qualifier }: { readonly number: number; readonly type: number; readonly qualifier: number },
  result: readonly number[],
  objects: readonly DataObject[] = [],
): Uint8Array {
  return writeObjects([
    { tag: tagNumbers.details, value: Uint8Array.of(number, type, qualifier) },
    { tag: tagNumbers.devices, value: Uint8Array.of(device.terminal, device.card) },
    { tag: tagNumbers.result, value: Uint8Array.from(result) },
    ...objects,
  ]);
}

/** The menu selection envelope (7.2.1). */
export function writeMenuSelection(item: number): Uint8Array {
  return writeMessage(0xd3, [
    { tag: tagNumbers.devices, value: Uint8Array.of(0x01, device.card) },
    { tag: tagNumbers.chosen, value: Uint8Array.of(item) },
  ]);
}
