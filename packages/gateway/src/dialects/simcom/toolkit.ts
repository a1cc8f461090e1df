/** +STK, +STIN, +STGI and +STGR of SIMCom's LTE modules. */
import {
  type CommandName,
  decodeUcs2,
  fromHex,
  generalResult,
  type Item,
  type ProactiveCommand,
  type TerminalResponse,
} from '@simgate/gsm';
import { afterPrefix, type Field, fieldNumber, fieldText, splitFields } from '../../at/fields.ts';
import {
  type EntryFormat,
  identifierIn,
  inkeyCommand,
  inputCommand,
  itemsIn,
  listCommand,
  menuCommand,
  textCommand,
} from '../parsed-command.ts';
import type { ParsedToolkit, ToolkitAnswer } from '../toolkit-form.ts';

const NAME = '+STGI';
/** The type of 102 223 9.4, its hexadecimal digits printed bare. */
const identifiers = new Map<number, CommandName>([
  [21, 'displayText'],
  [22, 'getInkey'],
  [23, 'getInput'],
  [24, 'selectItem'],
  [25, 'setUpMenu'],
]);
const formats: readonly EntryFormat[] = ['characters', 'yesNo', 'digits', 'ucs2'];

/** Texts come as UCS-2 in hexadecimal digits, on some firmwares as they are. */
function textAt(fields: readonly Field[], index: number): string {
  const text = fieldText(fields, index);
  return /^(?:[0-9A-F]{4})+$/i.test(text) ? decodeUcs2(fromHex(text)) : text;
}

/** <item_id>,<item_len>,<item_data>. */
function itemsOf(rows: readonly (readonly Field[])[]): Item[] {
  return itemsIn(rows, fields => textAt(fields, 2));
}

function flagAt(fields: readonly Field[], index: number): boolean {
  return fieldNumber(fields, index) === 1;
}
function formatAt(fields: readonly Field[]): EntryFormat {
  return formats[fieldNumber(fields, 1) ?? 0] ?? 'characters';
}

type Reader = (first: readonly Field[], rest: readonly (readonly Field[])[]) => ProactiveCommand;

/** Field 0 is the identifier again; each text stands behind its length. */
const readers: Readonly<Partial<Record<CommandName, Reader>>> = {
  // <priority>,<clear_mode>,<len>,<text>
  displayText: first => textCommand(textAt(first, 4), flagAt(first, 1), flagAt(first, 2)),
  // <rsp_format>,<help>,<len>,<text>
  getInkey: first => inkeyCommand(textAt(first, 4), formatAt(first), flagAt(first, 2)),
  // <rsp_format>,<max_len>,<min_len>,<help>,<show>,<len>,<text>
  getInput: first =>
    inputCommand(textAt(first, 7), {
      format: formatAt(first),
      hidden: fieldNumber(first, 5) === 0,
      minimum: fieldNumber(first, 3) ?? 0,
      maximum: fieldNumber(first, 2) ?? 255,
      help: flagAt(first, 4),
    }),
  // <help>,<softkey>,<present>,<len>,<title>,<item_num>
  selectItem: (first, rest) => listCommand(textAt(first, 5), itemsOf(rest), flagAt(first, 1)),
  // <help>,<softkey>,<len>,<title>,<item_num>
  setUpMenu: (first, rest) => menuCommand(textAt(first, 4), itemsOf(rest), flagAt(first, 1)),
};

function command(name: CommandName, lines: readonly string[]): ProactiveCommand | undefined {
  const [first, ...rest] = lines.map(line => splitFields(afterPrefix(line, NAME)));
  return first === undefined ? undefined : readers[name]?.(first, rest);
}

/** +STGR has two ways to end besides an answer: 83 ends the session, 84 goes back. */
function answer(response: TerminalResponse): ToolkitAnswer | undefined {
  const { details, result } = response;
  const identifier = identifierIn(identifiers, details.commandType);
  if (identifier === undefined) return undefined;
  if (result.general === generalResult.backwardMoveRequestedByUser) return { text: 'AT+STGR=84' };
  return result.general < 0x10 ? performed(identifier, response) : { text: 'AT+STGR=83' };
}

function performed(identifier: number, { itemIdentifier, text, confirmed }: TerminalResponse): ToolkitAnswer {
  if (itemIdentifier !== undefined) return { text: `AT+STGR=${identifier},${itemIdentifier}` };
  if (confirmed !== undefined) return { text: `AT+STGR=${identifier},"${confirmed ? 'Y' : 'N'}"` };
  // Plain text: a result or UCS-2 digits in front of it are refused.
  return {
    text: text === undefined ? `AT+STGR=${identifier},0` : `AT+STGR=${identifier},"${entered(text)}"`,
  };
}

const UCS2_CODING = 0x08;

/** A text that the card wants in UCS-2 is written in hexadecimal digits. */
function entered({ text, dataCodingScheme }: NonNullable<TerminalResponse['text']>): string {
  if (dataCodingScheme !== UCS2_CODING) return text;
  return Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
}

export const simcomToolkit: ParsedToolkit = {
  kind: 'parsed',
  probe: 'AT+STK=?',
  setup: ['AT+STK=1'],
  notice: '+STIN',
  identifiers: identifiers,
  ends: [81],
  menuAnswered: false,
  read: identifier => `AT+STGI=${identifier}`,
  answerName: NAME,
  command,
  answer,
  answered: [],
  choose: item => `AT+STGR=25,${item}`,
};
