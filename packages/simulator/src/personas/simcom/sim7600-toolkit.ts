/** The toolkit of SIMCom's LTE modules: commands under their type in hexadecimal digits, texts as UCS-2. */

import { type CardCommand, commandTypes } from '../../card/proactive-command.ts';
import { type Parameter, readNumber, readString } from '../../module/parameters.ts';
import { formatOf, hasThirdBit, itemsOf, lengthsOf, textOf, titleOf } from '../../toolkit/command-reading.ts';
import { type ParsedReply, type ParsedToolkitForm, stinNames } from '../../toolkit/toolkit-form.ts';

/** <cmd_id>: the type of TS 102 223 9.4, printed without its 0x. */
const identifiers = new Map<number, number>(
  [
    ...[
      commandTypes.displayText,
      commandTypes.getInkey,
      commandTypes.getInput,
      commandTypes.selectItem,
      commandTypes.setUpMenu,
    ],
    ...[commandTypes.sendShortMessage, commandTypes.playTone],
  ].map(type => [type, Number(type.toString(16))]),
);
const END = 81;

function coded(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
}

/** <len>,<text>; the length counts the digits. */
function sized(text: string): string {
  const hex = coded(text);
  return `${hex.length},"${hex}"`;
}

function itemLines(command: CardCommand): string[] {
  return itemsOf(command).map(({ identifier, text }) => `${identifier},${sized(text)}`);
}

function describe(command: CardCommand, identifier: number): readonly string[] {
  const { minimum, maximum } = lengthsOf(command);
  const count = itemsOf(command).length;
  const text = sized(textOf(command));
  switch (command.type) {
    case commandTypes.setUpMenu:
      return [`${identifier},0,0,${sized(titleOf(command))},${count}`, ...itemLines(command)];
    case commandTypes.selectItem:
      return [`${identifier},0,0,0,${sized(titleOf(command))},${count}`, ...itemLines(command)];
    case commandTypes.displayText:
      return [`${identifier},${command.qualifier & 0x01},${command.qualifier >> 7},${text}`];
    case commandTypes.getInkey:
      return [`${identifier},${formatOf(command)},0,${text}`];
    case commandTypes.getInput: {
      const show = hasThirdBit(command) ? 0 : 1;
      return [`${identifier},${formatOf(command)},${maximum},${minimum},0,${show},${text}`];
    }
    default:
      return [`${identifier},${sized(titleOf(command))}`];
  }
}

/** <cmd_id> of +STGR alone: the person ended the session, or went back. */
const ends = new Map<number, number>([
  [83, 0x10],
  [84, 0x11],
]);
const itemSource = { allowed: { from: 1, to: 255 } };

function reply(parameters: readonly Parameter[], waiting: CardCommand | undefined): ParsedReply | undefined {
  const identifier = readNumber(parameters[0], { allowed: { from: 0, to: 99 } });
  if (identifier === undefined) return undefined;
  const item = readNumber(parameters[1], itemSource);
  if (identifier === identifiers.get(commandTypes.setUpMenu))
    return waiting === undefined && item !== undefined ? { kind: 'choose', item } : undefined;
  if (waiting === undefined) return undefined;
  const end = ends.get(identifier);
  if (end !== undefined) return { kind: 'answer', result: end };
  if (identifiers.get(waiting.type) !== identifier) return undefined;
  return answerTo(waiting, parameters[1], item);
}

function answerTo(
  waiting: CardCommand,
  data: Parameter | undefined,
  item: number | undefined,
): ParsedReply | undefined {
  switch (waiting.type) {
    case commandTypes.selectItem:
      return item === undefined ? undefined : { kind: 'answer', result: 0, item };
    case commandTypes.getInkey:
    case commandTypes.getInput: {
      const text = readString(data);
      return text === undefined ? undefined : { kind: 'answer', result: 0, text };
    }
    default:
      return { kind: 'answer', result: 0 };
  }
}

/** +STK, +STIN, +STGI and +STGR, texts as UCS-2 digits. */
export const sim7600Toolkit: ParsedToolkitForm = {
  kind: 'parsed',
  ...stinNames,
  enable: '+STK',
  identifiers: identifiers,
  end: END,
  describe,
  reply,
};
