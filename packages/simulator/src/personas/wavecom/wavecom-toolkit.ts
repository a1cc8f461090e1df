/** The toolkit of Wavecom's modules: numbers of their own for each command, items and texts read by +STGI, answers by +STGR. */

import { type CardCommand, commandTypes } from '../../card/proactive-command.ts';
import { textToSeptets } from '../../codec/alphabet.ts';
import { type Parameter, readNumber } from '../../module/parameters.ts';
import {
  hasThirdBit,
  isCharacters,
  isUcs2,
  itemsOf,
  lengthsOf,
  textOf,
  titleOf,
} from '../../toolkit/command-reading.ts';
import { type ParsedReply, type ParsedToolkitForm, stinNames } from '../../toolkit/toolkit-form.ts';

/** <CmdType> of +STIN, +STGI and +STGR. */
const identifiers = new Map<number, number>([
  [commandTypes.setUpMenu, 0],
  [commandTypes.displayText, 1],
  [commandTypes.getInkey, 2],
  [commandTypes.getInput, 3],
  [commandTypes.setUpCall, 4],
  [commandTypes.selectItem, 6],
  [commandTypes.sendShortMessage, 9],
]);
const END = 99;

/** A text in quotes; one outside the default alphabet in the form of a UCS-2 alpha field (31.102 annex A). */
function quoted(text: string): string {
  if (textToSeptets(text) !== undefined) return `"${text.replaceAll('"', "'")}"`;
  const hex = Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
  return `"80${hex}FFFF"`;
}

function itemLines(command: CardCommand): string[] {
  const items = itemsOf(command);
  return items.map(({ identifier, text }) => `${identifier},${items.length},${quoted(text)},0`);
}

/** <Format>: 0 digits, 1 default alphabet, 2 UCS-2, 3 yes or no. */
function formatOf(command: CardCommand): number {
  if (command.type === commandTypes.getInkey && hasThirdBit(command)) return 3;
  if (!isCharacters(command)) return 0;
  return isUcs2(command) ? 2 : 1;
}

function describe(command: CardCommand): readonly string[] {
  const { minimum, maximum } = lengthsOf(command);
  switch (command.type) {
    case commandTypes.setUpMenu:
      return [quoted(titleOf(command)), ...itemLines(command)];
    case commandTypes.selectItem:
      return [`0,${quoted(titleOf(command))}`, ...itemLines(command)];
    case commandTypes.displayText:
      return [`${command.qualifier & 0x01},${quoted(textOf(command))},${command.qualifier >> 7}`];
    case commandTypes.getInkey:
      return [`${formatOf(command)},0,${quoted(textOf(command))}`];
    case commandTypes.getInput: {
      const echo = hasThirdBit(command) ? 0 : 1;
      return [`${formatOf(command)},${echo},${minimum},${maximum},0,${quoted(textOf(command))}`];
    }
    default:
      return [quoted(titleOf(command))];
  }
}

/** <CmdType> that stands for an end in place of an answer, with the result of TS 102 223 8.12. */
const ends = new Map<number, number>([
  [95, 0x11],
  [96, 0x30],
  [97, 0x20],
  [98, 0x12],
  [99, 0x10],
]);

/** <Result> 0 the person ended, 1 answered, 3 went back. */
const results = new Map<number, number>([
  [0, 0x10],
  [1, 0x00],
  [3, 0x11],
]);
const ANSWERED = 1;
const octet = { allowed: { from: 0, to: 255 } };

function reply(parameters: readonly Parameter[], waiting: CardCommand | undefined): ParsedReply | undefined {
  const [type, result, data] = parameters.map(parameter => readNumber(parameter, octet));
  if (type === undefined) return undefined;
  const end = ends.get(type);
  if (end !== undefined) return waiting === undefined ? undefined : { kind: 'answer', result: end };
  if (type === identifiers.get(commandTypes.setUpMenu))
    return waiting === undefined && result === ANSWERED && data !== undefined
      ? { kind: 'choose', item: data }
      : undefined;
  if (waiting === undefined || identifiers.get(waiting.type) !== type || result === undefined)
    return undefined;
  return answerTo(waiting, result, data);
}

function answerTo(waiting: CardCommand, result: number, data: number | undefined): ParsedReply | undefined {
  const general = results.get(result);
  if (general === undefined) return undefined;
  if (result !== ANSWERED) {
    // A call is refused with 0: the person did not accept it (TS 102 223 6.4.13).
    return { kind: 'answer', result: waiting.type === commandTypes.setUpCall ? 0x22 : general };
  }
  if (waiting.type === commandTypes.getInput || waiting.type === commandTypes.getInkey)
    return { kind: 'prompt' };
  if (waiting.type !== commandTypes.selectItem) return { kind: 'answer', result: general };
  return data === undefined ? undefined : { kind: 'answer', result: general, item: data };
}

/** +STSF, +STIN, +STGI and +STGR. */
export const wavecomToolkit: ParsedToolkitForm = {
  kind: 'parsed',
  ...stinNames,
  enable: '+STSF',
  identifiers: identifiers,
  end: END,
  describe,
  reply,
};
