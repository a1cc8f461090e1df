/** The toolkit of Huawei's sticks: a switch for the next start (^STSF), notices that come again, the card's octets in digits. */

import { objectOf } from '../../card/data-objects.ts';
import { generalResults } from '../../card/dialogue.ts';
import { type CardCommand, commandTypes, tagNumbers } from '../../card/proactive-command.ts';
import { textCodings } from '../../card/text.ts';
import { packSeptets } from '../../codec/septets.ts';
import { error } from '../../module/outcome.ts';
import { type NumberRule, type Parameter, readNumber, readNumbers } from '../../module/parameters.ts';
import { fromHex, toHex } from '../../sms/hex.ts';
import {
  codedItemsOf,
  formatOf,
  hasHelp,
  hasThirdBit,
  isPacked,
  lengthsOf,
} from '../../toolkit/command-reading.ts';
import type { ParsedReply, ParsedToolkitForm } from '../../toolkit/toolkit-form.ts';

/** <CmdType>; SEND SMS, SS and USSD and SET UP CALL have numbers too, but the module does them without a word. */
const identifiers = new Map<number, number>([
  [commandTypes.setUpMenu, 0],
  [commandTypes.displayText, 1],
  [commandTypes.getInkey, 2],
  [commandTypes.getInput, 3],
  [commandTypes.playTone, 5],
  [commandTypes.selectItem, 6],
  [commandTypes.refresh, 7],
  [commandTypes.launchBrowser, 11],
  [commandTypes.setUpIdleModeText, 12],
]);
const MENU = 0;
const END = 99;
const types = { from: 0, to: 12 };
const index: NumberRule = { allowed: { from: 0, to: 8 } };

/** Octets as the card has them; those of an alpha field carry their coding (31.102 annex A). */
function quoted(octets: Uint8Array = new Uint8Array()): string {
  return `"${toHex(octets)}"`;
}

/** A text string (TS 102 223 8.15): the octets behind the coding, then the coding's alphabet (23.038 4). */
function codedText(value: Uint8Array = new Uint8Array()): string {
  return `${quoted(value.subarray(1))},${Number(value[0]) & 0x0c}`;
}

function latin1(octets: Uint8Array = new Uint8Array()): string {
  return Buffer.from(octets).toString('latin1');
}

function flag(set: boolean): number {
  return set ? 1 : 0;
}

/** Behind each item the next action, which the card does not name. */
function itemLines(command: CardCommand): string[] {
  const help = flag(hasHelp(command));
  const items = codedItemsOf(command);
  return items.map(({ identifier, octets }) => `${identifier},${items.length},${quoted(octets)},${help},`);
}

/** A menu and a list begin with the item to begin at: 0, or nothing, where the card names none. */
function listLines(command: CardCommand, first: number | string): string[] {
  const items = itemLines(command);
  const title = quoted(objectOf(command.objects, tagNumbers.alpha));
  return [`${first},${items.length},${title}`, ...items];
}

function inputLine(command: CardCommand): string {
  const { minimum, maximum } = lengthsOf(command);
  const suggestion = objectOf(command.objects, tagNumbers.defaultText);
  const fields = [
    ...[codedText(objectOf(command.objects, tagNumbers.text)), formatOf(command), flag(isPacked(command))],
    ...[flag(!hasThirdBit(command)), minimum, maximum, flag(hasHelp(command))],
  ];
  return [...fields, ...(suggestion === undefined ? [] : [codedText(suggestion)])].join(',');
}

/** TS 102 223 8.16: general beep where the card names no tone. */
const GENERAL_BEEP = 0x10;
/** The modes of REFRESH (8.6) up to this one are counted backwards by Huawei: 4, reset, is its 0. */
const LAST_REFRESH = 4;

function describe(command: CardCommand): readonly string[] {
  const { type, qualifier, objects } = command;
  const text = codedText(objectOf(objects, tagNumbers.text));
  switch (type) {
    case commandTypes.setUpMenu:
      return listLines(command, 0);
    case commandTypes.selectItem:
      return listLines(command, objectOf(objects, tagNumbers.chosen)?.[0] ?? '');
    case commandTypes.displayText:
      return [`${text},${qualifier >> 7}`];
    case commandTypes.getInkey:
      return [`${text},${formatOf(command)},${flag(hasHelp(command))}`];
    case commandTypes.getInput:
      return [inputLine(command)];
    case commandTypes.playTone:
      return [`${objectOf(objects, tagNumbers.tone)?.[0] ?? GENERAL_BEEP}`];
    case commandTypes.refresh:
      return [`${qualifier <= LAST_REFRESH ? LAST_REFRESH - qualifier : qualifier}`];
    case commandTypes.launchBrowser:
      return [`"${latin1(objectOf(objects, tagNumbers.url))}",${qualifier}`];
    default:
      return [text];
  }
}

/** <Result> to TS 102 223 8.12: ended, performed, help, back, beyond capabilities, browser busy, SS busy. */
const results = [0x10, 0x00, 0x13, 0x11, 0x30, 0x20, 0x20];
const PERFORMED = 0x00;
const answerRules: readonly NumberRule[] = [
  { allowed: [...Array(types.to + 1).keys(), END] },
  index,
  { allowed: [...results.keys()] },
];
const incorrect: ParsedReply = { kind: 'incorrect' };

/** <CmdType>,<CmdIndex>,<Result>[,<Data>] */
function reply(parameters: readonly Parameter[], waiting: CardCommand | undefined): ParsedReply | undefined {
  const [type, , place] = readNumbers(parameters.slice(0, 3), answerRules) ?? [];
  const result = place === undefined ? undefined : results[place];
  if (type === undefined || result === undefined || parameters.length > 4) return incorrect;
  if (type === END) return waiting && { kind: 'answer', result: generalResults.terminatedByUser };
  if (type === MENU) return result === PERFORMED && !waiting ? chooses(parameters[3]) : undefined;
  if (waiting === undefined || identifiers.get(waiting.type) !== type) return undefined;
  if (result !== PERFORMED) return { kind: 'answer', result };
  return answerTo(waiting, parameters[3]);
}

const itemSource: NumberRule = { allowed: { from: 1, to: 255 } };

function chooses(data: Parameter | undefined): ParsedReply {
  const item = readNumber(data, itemSource);
  return item === undefined ? incorrect : { kind: 'choose', item };
}

function answerTo(waiting: CardCommand, data: Parameter | undefined): ParsedReply {
  switch (waiting.type) {
    case commandTypes.selectItem: {
      const item = readNumber(data, itemSource);
      return item === undefined ? incorrect : { kind: 'answer', result: 0, item };
    }
    case commandTypes.getInkey:
    case commandTypes.getInput: {
      const octets = data?.kind === 'string' ? fromHex(data.text) : undefined;
      const coded = octets && entered(waiting, octets);
      return coded === undefined ? incorrect : { kind: 'answer', result: 0, coded };
    }
    default:
      return { kind: 'answer', result: 0 };
  }
}

const YES_NO = 1;
const WIDE = 3;
/** The characters 0 and 1. */
const NO_CHARACTER = 0x30;
const YES_CHARACTER = 0x31;

/** The text string of an entry (TS 102 223 8.15), which is empty for an empty one; undefined: it cannot be one. */
function entered(waiting: CardCommand, octets: Uint8Array): Uint8Array | undefined {
  const format = formatOf(waiting);
  if (format === YES_NO) {
    const character = octets.length === 1 ? octets[0] : undefined;
    if (character !== NO_CHARACTER && character !== YES_CHARACTER) return undefined;
    return Uint8Array.of(textCodings.unpacked, character - NO_CHARACTER);
  }
  if (octets.length === 0) return octets;
  if (format === WIDE)
    return octets.length % 2 === 0 ? Uint8Array.of(textCodings.ucs2, ...octets) : undefined;
  if (octets.some(octet => octet > 0x7f)) return undefined;
  const packed = waiting.type === commandTypes.getInput && isPacked(waiting);
  return packed
    ? Uint8Array.of(textCodings.packed, ...packSeptets([...octets]))
    : Uint8Array.of(textCodings.unpacked, ...octets);
}

/** Recorded from a stick; the seconds are the maker's. */
const FACTORY_PROFILE = 'FFFFFFFF7FFF00DFDF03001FE2000000C3CB000000010000910000000008';
const FACTORY_SECONDS = 119;

/** ^STSF, ^STIN, ^STGI and ^STGR. */
export const huaweiToolkit: ParsedToolkitForm = {
  kind: 'parsed',
  enable: '^STSF',
  switching: {
    when: 'nextStart',
    ranges: '(0-2), (160060c0-5ffffff7), (1-255)',
    factory: { download: 0, profile: Buffer.from(FACTORY_PROFILE, 'hex'), patience: FACTORY_SECONDS },
  },
  notice: (identifier, late = false) => `^STIN: ${identifier}, 0, ${flag(late)}`,
  remindedEvery: 20_000,
  ...{ read: '^STGI', label: '^STGI:', answer: '^STGR', octetsAsDigits: true, unfit: error },
  reading: [{ allowed: types }, index],
  waiting: (identifier = MENU) => `^STGI: ${identifier}, 0`,
  identifiers: identifiers,
  end: END,
  atOnce: [commandTypes.setUpMenu],
  describe,
  reply,
};
