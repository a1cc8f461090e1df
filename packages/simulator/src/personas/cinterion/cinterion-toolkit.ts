/** The toolkit of Siemens' and Cinterion's modules: the types of TS 102 223, UCS-2 in digits, an answer to everything (^SSTR). */

import { type CardCommand, commandTypes } from '../../card/proactive-command.ts';
import { type Parameter, readNumber, readText } from '../../module/parameters.ts';
import { fromHex } from '../../sms/hex.ts';
import { itemsOf, lengthsOf, textOf, titleOf } from '../../toolkit/command-reading.ts';
import type { ParsedReply, ParsedToolkitForm } from '../../toolkit/toolkit-form.ts';

/** <cmdType>: the type itself. */
const identifiers = new Map<number, number>(
  [
    ...[
      commandTypes.setUpCall,
      commandTypes.sendSs,
      commandTypes.sendUssd,
      commandTypes.sendShortMessage,
      commandTypes.playTone,
    ],
    ...[
      commandTypes.displayText,
      commandTypes.getInkey,
      commandTypes.getInput,
      commandTypes.selectItem,
      commandTypes.setUpMenu,
    ],
    commandTypes.setUpIdleModeText,
  ].map(type => [type, type]),
);
const END = 254;
const MENU_SELECTION = 211;

function quoted(text: string): string {
  return `"${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}"`;
}

/** Behind the items of a list or a menu: no next action, no icon. */
function itemLines(command: CardCommand): string[] {
  return itemsOf(command).map(({ identifier, text }) => `${command.type},${identifier},${quoted(text)},0,0`);
}

function describe(command: CardCommand): readonly string[] {
  const { type, qualifier } = command;
  const head = `${type},${qualifier}`;
  const count = itemsOf(command).length;
  const { minimum, maximum } = lengthsOf(command);
  switch (type) {
    case commandTypes.setUpMenu:
      return [`${head},${count},${quoted(titleOf(command))},0,0,0,0`, ...itemLines(command)];
    case commandTypes.selectItem:
      return [`${head},${count},${quoted(titleOf(command))},0,0,0,0,0`, ...itemLines(command)];
    case commandTypes.displayText:
      return [`${head},${quoted(textOf(command))},0,0,0`];
    case commandTypes.getInkey:
    case commandTypes.setUpIdleModeText:
      return [`${head},${quoted(textOf(command))},0,0`];
    case commandTypes.getInput:
      return [`${head},${quoted(textOf(command))},${minimum},${maximum},,0,0`];
    default:
      return [`${head},${quoted(titleOf(command))},0,0`];
  }
}

/** <status>: general results of TS 102 223 8.12; 132 is 20 with the screen busy. */
const statuses = [0, 16, 17, 18, 19, 20, 32, 34, 35, 48, 132];
const SCREEN_BUSY = 132;

function reply(parameters: readonly Parameter[], waiting: CardCommand | undefined): ParsedReply | undefined {
  const type = readNumber(parameters[0], { allowed: { from: 0, to: 255 } });
  const status = readNumber(parameters[1], { allowed: statuses });
  const item = readNumber(parameters[2], { allowed: { from: 1, to: 255 } });
  if (type === undefined || status === undefined) return undefined;
  if (type === MENU_SELECTION)
    return waiting === undefined && status === 0 && item !== undefined ? { kind: 'choose', item } : undefined;
  if (waiting?.type !== type) return undefined;
  if (status !== 0) return { kind: 'answer', result: status === SCREEN_BUSY ? 0x20 : status };
  return answerTo(waiting, item, parameters[3]);
}

function answerTo(
  waiting: CardCommand,
  item: number | undefined,
  input: Parameter | undefined,
): ParsedReply | undefined {
  switch (waiting.type) {
    case commandTypes.selectItem:
      return item === undefined ? undefined : { kind: 'answer', result: 0, item };
    case commandTypes.getInkey:
    case commandTypes.getInput: {
      const text = typed(readText(input));
      return text === undefined ? undefined : { kind: 'answer', result: 0, text };
    }
    default:
      return { kind: 'answer', result: 0 };
  }
}

function typed(digits: string): string | undefined {
  const octets = digits.length % 4 === 0 ? fromHex(digits) : undefined;
  return octets && Buffer.from(octets).swap16().toString('utf16le');
}

/** ^SSTA, ^SSTN, ^SSTGI and ^SSTR. */
export const cinterionToolkit: ParsedToolkitForm = {
  kind: 'parsed',
  enable: '^SSTA',
  // <state>,<alphabet>,<instance>,<profile>: off or idle, UCS-2
  switching: { when: 'atOnce', state: active => `${active ? 2 : 1},1,1,"7FFFFFFF7F0100DF1F"` },
  notice: identifier => `^SSTN: ${identifier}`,
  ...{ read: '^SSTGI', label: '^SSTGI: ', answer: '^SSTR' },
  identifiers: identifiers,
  end: END,
  atOnce: [],
  describe,
  reply,
};
