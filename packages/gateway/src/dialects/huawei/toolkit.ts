/** ^STSF, ^STIN, ^STGI and ^STGR of Huawei's sticks and modules (facts: the AT code of HiSilicon's Balong modems, as Huawei published it). */
import {
  type CommandName,
  DecodeError,
  decodeSimAlpha,
  decodeTextString,
  encodeGsm7,
  encodeUcs2,
  fromHex,
  generalResult,
  type Item,
  type ProactiveCommand,
  type TerminalResponse,
  toHex,
} from '@simgate/gsm';
import { afterPrefix, type Field, fieldNumber, fieldText, splitFields } from '../../at/fields.ts';
import {
  announcedCommand,
  type EntryFormat,
  identifierIn,
  idleTextCommand,
  inkeyCommand,
  inputCommand,
  itemsIn,
  listCommand,
  menuCommand,
  textCommand,
} from '../parsed-command.ts';
import type { ParsedToolkit, ToolkitAnswer } from '../toolkit-form.ts';

const NAME = '^STGI';
/** <CmdType>. Messages, USSD, services and calls are the module's own business. */
const identifiers = new Map<number, CommandName>([
  [0, 'setUpMenu'],
  [1, 'displayText'],
  [2, 'getInkey'],
  [3, 'getInput'],
  [5, 'playTone'],
  [6, 'selectItem'],
  [7, 'refresh'],
  [11, 'launchBrowser'],
  [12, 'setUpIdleModeText'],
]);
const formats: readonly EntryFormat[] = ['characters', 'yesNo', 'digits', 'ucs2'];

/** Data coding schemes of texts (102 223 8.15): one character an octet, and UCS-2. */
const UNPACKED = 0x04;
const UCS2 = 0x08;

/** The octets of the card in hexadecimal digits; firmwares that print the text itself are read too. */
function readOctets(text: string, read: (octets: Uint8Array) => string): string {
  try {
    return read(fromHex(text));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return text;
  }
}

/** An alpha identifier (102 223 8.2). */
function nameAt(fields: readonly Field[], index: number): string {
  return readOctets(fieldText(fields, index), decodeSimAlpha);
}

/** A text string, its data coding scheme in the field behind it (102 223 8.15). */
function textAt(fields: readonly Field[], index: number): string {
  const scheme = fieldNumber(fields, index + 1) ?? UNPACKED;
  return readOctets(
    fieldText(fields, index),
    octets => decodeTextString(Uint8Array.of(scheme, ...octets)).text,
  );
}

/** <id>,<number>,<label>,<help>[,<next action>]. */
function itemsOf(rows: readonly (readonly Field[])[]): Item[] {
  return itemsIn(rows, fields => nameAt(fields, 2));
}

function flagAt(fields: readonly Field[], index: number): boolean {
  return fieldNumber(fields, index) === 1;
}
function helpIn(rows: readonly (readonly Field[])[]): boolean {
  return rows.some(fields => flagAt(fields, 3));
}
function formatAt(fields: readonly Field[]): EntryFormat {
  return formats[fieldNumber(fields, 2) ?? 0] ?? 'characters';
}

type Reader = (first: readonly Field[], rest: readonly (readonly Field[])[]) => ProactiveCommand;

/** <text>,<dcs>, and what else the command has. */
const readers: Readonly<Partial<Record<CommandName, Reader>>> = {
  // 0,<number>,<title>
  setUpMenu: (first, rest) => menuCommand(nameAt(first, 2), itemsOf(rest), helpIn(rest)),
  // [<default>],<number>,<title>
  selectItem: (first, rest) => listCommand(nameAt(first, 2), itemsOf(rest), helpIn(rest)),
  // <cleared by the user>
  displayText: first => textCommand(textAt(first, 0), false, flagAt(first, 2)),
  // <format>,<help>
  getInkey: first => inkeyCommand(textAt(first, 0), formatAt(first), flagAt(first, 3)),
  // <format>,<packed>,<echo>,<minimum>,<maximum>,<help>
  getInput: first =>
    inputCommand(textAt(first, 0), {
      format: formatAt(first),
      hidden: fieldNumber(first, 4) === 0,
      minimum: fieldNumber(first, 5) ?? 0,
      maximum: fieldNumber(first, 6) ?? 255,
      help: flagAt(first, 7),
    }),
  setUpIdleModeText: first => idleTextCommand(textAt(first, 0)),
  playTone: () => announcedCommand('playTone'),
  refresh: () => announcedCommand('refresh'),
  launchBrowser: () => announcedCommand('launchBrowser'),
};

function command(name: CommandName, lines: readonly string[]): ProactiveCommand | undefined {
  const [first, ...rest] = lines.map(line => splitFields(afterPrefix(line, NAME)));
  return first === undefined ? undefined : readers[name]?.(first, rest);
}

/** <Result>, by the general result of 102 223 8.12; nothing else is the end of the session. */
const results = new Map<number, number>([
  [generalResult.helpRequestedByUser, 2],
  [generalResult.backwardMoveRequestedByUser, 3],
  [generalResult.beyondTerminalCapabilities, 4],
  [generalResult.userDidNotAccept, 4],
]);
const PERFORMED = 1;
const ENDED = 0;

function answer({ details, result, ...data }: TerminalResponse): ToolkitAnswer | undefined {
  const identifier = identifierIn(identifiers, details.commandType);
  if (identifier === undefined) return undefined;
  const performed = result.general < 0x10;
  const outcome = performed ? PERFORMED : (results.get(result.general) ?? ENDED);
  const head = `AT^STGR=${identifier},0,${outcome}`;
  const entered = performed ? enteredIn(data) : '';
  return { text: entered === '' ? head : `${head},${entered}` };
}

function enteredIn({
  itemIdentifier,
  confirmed,
  text,
}: Omit<TerminalResponse, 'details' | 'result'>): string {
  if (itemIdentifier !== undefined) return `${itemIdentifier}`;
  if (confirmed !== undefined) return `"${confirmed ? '31' : '30'}"`;
  if (text === undefined) return '';
  const ucs2 = text.dataCodingScheme === UCS2;
  return `"${toHex((ucs2 ? undefined : encodeGsm7(text.text)) ?? encodeUcs2(text.text))}"`;
}

export const huaweiToolkit: ParsedToolkit = {
  kind: 'parsed',
  probe: 'AT^STSF=?',
  // <mode>,<profile>,<timeout>
  switched: { command: 'AT^STSF?', name: '^STSF', field: 0 },
  setup: ['AT^STSF=1'],
  notice: '^STIN',
  identifiers: identifiers,
  ends: [99],
  // <CmdType>,0
  waiting: { command: 'AT^STGI?', name: NAME },
  repeats: true,
  // <CmdType>,0,<timed out>
  gaveUp: notice => fieldNumber(notice, 2) === 1,
  menuAnswered: false,
  read: identifier => `AT^STGI=${identifier},0`,
  answerName: NAME,
  command,
  answer,
  answered: [],
  choose: item => `AT^STGR=0,0,1,${item}`,
};
