/** +STSF, +STIN, +STGI and +STGR of Wavecom's and Sierra Wireless' modules. */
import {
  type CommandName,
  commandTypeOf,
  decodeGsm7,
  decodeSimAlpha,
  encodeGsm7,
  fromHex,
  generalResult,
  type Item,
  type ProactiveCommand,
  type TerminalResponse,
} from '@simgate/gsm';
import { afterPrefix, type Field, fieldNumber, fieldText, splitFields } from '../../at/fields.ts';
import {
  callCommand,
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
/** <CmdType>. */
const identifiers = new Map<number, CommandName>([
  [0, 'setUpMenu'],
  [1, 'displayText'],
  [2, 'getInkey'],
  [3, 'getInput'],
  [4, 'setUpCall'],
  [6, 'selectItem'],
]);
const formats: readonly EntryFormat[] = ['digits', 'characters', 'ucs2', 'yesNo'];

/** Texts outside the default alphabet come as an alpha field of 31.102 annex A in hexadecimal digits, filled up with FFFF. */
const ALPHA_FIELD = /^80(?:[0-9A-F]{4})+FFFF$/i;

function textAt(fields: readonly Field[], index: number): string {
  const text = fieldText(fields, index);
  if (!ALPHA_FIELD.test(text)) return decodeGsm7(Buffer.from(text, 'latin1'));
  return decodeSimAlpha(fromHex(text.replace(/(FFFF)+$/i, '')));
}

/** <Id>,<NbItems>,<Label>,<HelpInfo>[,<NextActionId>]. */
function itemsOf(rows: readonly (readonly Field[])[]): Item[] {
  return itemsIn(rows, fields => textAt(fields, 2));
}

function helpIn(rows: readonly (readonly Field[])[], index: number): boolean {
  return rows.some(fields => fieldNumber(fields, index) === 1);
}

function formatAt(fields: readonly Field[]): EntryFormat {
  return formats[fieldNumber(fields, 0) ?? 1] ?? 'characters';
}

type Reader = (first: readonly Field[], rest: readonly (readonly Field[])[]) => ProactiveCommand;

const readers: Readonly<Partial<Record<CommandName, Reader>>> = {
  setUpMenu: (first, rest) => menuCommand(textAt(first, 0), itemsOf(rest), helpIn(rest, 3)),
  // <DefaultItem>,<Title>; some firmware prints the title alone.
  selectItem: (first, rest) =>
    listCommand(textAt(first, first.length > 1 ? 1 : 0), itemsOf(rest), helpIn(rest, 3)),
  // <Prior>,<Text>,<ClearMode>
  displayText: first =>
    textCommand(textAt(first, 1), fieldNumber(first, 0) === 1, fieldNumber(first, 2) === 1),
  // <Format>,<HelpInfo>[,<Text>]
  getInkey: first => inkeyCommand(textAt(first, 2), formatAt(first), fieldNumber(first, 1) === 1),
  // <Format>,<EchoMode>,<SizeMin>,<SizeMax>,<HelpInfo>[,<Text>]; echo 0 is off
  getInput: first =>
    inputCommand(textAt(first, 5), {
      format: formatAt(first),
      hidden: fieldNumber(first, 1) === 0,
      minimum: fieldNumber(first, 2) ?? 0,
      maximum: fieldNumber(first, 3) ?? 255,
      help: fieldNumber(first, 4) === 1,
    }),
  // <Type>,<CalledNb>,<SubAddress>,<Class>
  setUpCall: first => callCommand(fieldText(first, 1)),
};

function command(name: CommandName, lines: readonly string[]): ProactiveCommand | undefined {
  const [first, ...rest] = lines.map(line => splitFields(afterPrefix(line, NAME)));
  return first === undefined ? undefined : readers[name]?.(first, rest);
}

/** <CmdType> in place of an answer, by the general result of 102 223 8.12. */
const ends = new Map<number, number>([
  [generalResult.backwardMoveRequestedByUser, 95],
  [generalResult.beyondTerminalCapabilities, 96],
  [generalResult.terminalUnableToProcess, 97],
  [generalResult.noResponseFromUser, 98],
  [generalResult.sessionTerminatedByUser, 99],
]);

function answer(response: TerminalResponse): ToolkitAnswer | undefined {
  const { details, result } = response;
  const identifier = identifierIn(identifiers, details.commandType);
  if (identifier === undefined) return undefined;
  const end = ends.get(result.general);
  if (end !== undefined) return { text: `AT+STGR=${end}` };
  if (details.commandType === commandTypeOf('setUpCall'))
    return { text: `AT+STGR=${identifier},${result.general < 0x20 ? 1 : 0}` };
  return result.general < 0x10 ? performed(identifier, response) : undefined;
}

function performed(identifier: number, { itemIdentifier, text, confirmed }: TerminalResponse): ToolkitAnswer {
  if (itemIdentifier !== undefined) return { text: `AT+STGR=${identifier},1,${itemIdentifier}` };
  const entered = confirmed === undefined ? text && coded(text) : confirmed ? 'y' : 'n';
  return entered === undefined
    ? { text: `AT+STGR=${identifier},1,1` }
    : { text: `AT+STGR=${identifier},1,1`, payload: entered };
}

const UCS2_CODING = 0x08;

/** UCS-2 is typed as an alpha field in hexadecimal digits, all else in the default alphabet. */
function coded({ text, dataCodingScheme }: NonNullable<TerminalResponse['text']>): string {
  if (dataCodingScheme === UCS2_CODING)
    return `80${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}FFFF`;
  return Buffer.from(encodeGsm7(text) ?? new Uint8Array()).toString('latin1');
}

export const wavecomToolkit: ParsedToolkit = {
  kind: 'parsed',
  probe: 'AT+STSF=?',
  setup: ['AT+STSF=1'],
  notice: '+STIN',
  identifiers: identifiers,
  ends: [99],
  menuAnswered: false,
  read: identifier => `AT+STGI=${identifier}`,
  answerName: NAME,
  command,
  answer,
  answered: [],
  choose: item => `AT+STGR=0,1,${item}`,
};
