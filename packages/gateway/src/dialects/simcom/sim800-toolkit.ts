/** +STKPCIS, +STKPCI, +STKTRS and +STKENVS of SIMCom's SIM800 series (AT Command Manual V1.09, chapter 5). */
import {
  DecodeError,
  decodeSimAlpha,
  decodeTextString,
  type Envelope,
  encodeTextString,
  fromHex,
  generalResult,
  type Item,
  type ProactiveCommand,
  type TerminalResponse,
  toHex,
  toolkitEvent,
} from '@simgate/gsm';
import { type Field, fieldNumber, fieldText } from '../../at/fields.ts';
import { permissionFor } from '../mediatek/toolkit.ts';
import { announcedCommand, header, idleTextCommand } from '../parsed-command.ts';
import type { SpelledNotice, SpelledToolkit } from '../toolkit-form.ts';

/** <pci_type>: we answer; the module acts, once it is permitted; the session is over. */
const OURS = 0;
const MODULES = 1;
const OVER = 2;

/** A name without alphabet in front; `0` where there is none. */
function alphaAt(fields: readonly Field[], index: number): string {
  const text = fieldText(fields, index);
  return text === '0' ? '' : decodeSimAlpha(fromHex(text));
}

function textAt(fields: readonly Field[], index: number): string {
  return decodeTextString(fromHex(fieldText(fields, index))).text;
}

/** Identifiers and lengths are hexadecimal, counts and qualifiers decimal. */
function hexAt(fields: readonly Field[], index: number): number | undefined {
  const text = fieldText(fields, index);
  return /^[0-9A-F]{1,2}$/i.test(text) ? Number.parseInt(text, 16) : undefined;
}

type Reader = (fields: readonly Field[]) => ProactiveCommand;

function qualifierOf(fields: readonly Field[]): number {
  return fieldNumber(fields, 2) ?? 0;
}

/** The fields behind <pci_type>,<name>. */
const readers: Readonly<Record<string, Reader>> = {
  // <qualifier>,<text>
  'DISPLAY TEXT': fields => ({
    type: 'displayText',
    ...header('displayText', qualifierOf(fields)),
    text: { text: textAt(fields, 3) },
  }),
  'GET INKEY': fields => ({
    type: 'getInkey',
    ...header('getInkey', qualifierOf(fields)),
    text: { text: textAt(fields, 3) },
  }),
  // <qualifier>,<text>,<minimum>,<maximum>
  'GET INPUT': fields => ({
    type: 'getInput',
    ...header('getInput', qualifierOf(fields)),
    text: { text: textAt(fields, 3) },
    responseLength: { minimum: hexAt(fields, 4) ?? 0, maximum: hexAt(fields, 5) ?? 255 },
  }),
  'SET UP IDLE MODE TEXT': fields => idleTextCommand(textAt(fields, 2)),
  'PLAY TONE': () => announcedCommand('playTone'),
  'SEND SHORT MESSAGE': () => announcedCommand('sendShortMessage'),
  'SEND SS': () => announcedCommand('sendSs'),
  'SEND USSD': () => announcedCommand('sendUssd'),
  'SEND DTMF': () => announcedCommand('sendDtmf'),
  // <alpha>,<address>: type of address and digits, semi-octets swapped
  'SETUP CALL': fields => callTo(fieldText(fields, 3)),
};

function callTo(address: string): ProactiveCommand {
  const typeOfAddress = Number.parseInt(address.slice(0, 2), 16);
  const swapped = address.slice(2).replace(/(.)(.)/g, '$2$1');
  const digits = swapped.replace(/F$/i, '');
  const known = Number.isNaN(typeOfAddress) ? { typeOfAddress: 0x81, digits: '' } : { typeOfAddress, digits };
  return { type: 'setUpCall', ...header('setUpCall', 0), address: known };
}

/** A list whose items are still to come. */
interface OpenList {
  readonly name: 'setUpMenu' | 'selectItem';
  readonly title: string;
  readonly count: number;
  readonly items: Item[];
}

const lists: Readonly<Record<string, OpenList['name']>> = {
  'SET UP MENU': 'setUpMenu',
  'SELECT ITEM': 'selectItem',
};

function wholeList({ name, title, items }: OpenList): SpelledNotice {
  const common = { alpha: { text: title }, items };
  const command: ProactiveCommand =
    name === 'setUpMenu'
      ? { type: name, ...header(name, 0), ...common }
      : { type: name, ...header(name, 0), ...common };
  return { kind: 'command', command, moduleActs: false };
}

function createReader(): (fields: readonly Field[]) => SpelledNotice | undefined {
  let list: OpenList | undefined;
  const listLine = (opened: OpenList): SpelledNotice | undefined => {
    list = opened.items.length < opened.count ? opened : undefined;
    return list === undefined ? wholeList(opened) : undefined;
  };
  return fields => {
    const type = fieldNumber(fields, 0);
    if (type === OVER) return { kind: 'ended' };
    const name = fieldText(fields, 1);
    const listName = lists[name];
    // <number of items>,<alpha>
    if (listName !== undefined)
      return listLine({
        name: listName,
        title: alphaAt(fields, 3),
        count: fieldNumber(fields, 2) ?? 0,
        items: [],
      });
    // <index>,<id>,<item>
    if (name === 'ITEM') return list && listLine({ ...list, items: [...list.items, itemOf(fields)] });
    return type === OURS || type === MODULES ? readOne(name, fields, type === MODULES) : undefined;
  };
}

function itemOf(fields: readonly Field[]): Item {
  const identifier = hexAt(fields, 3);
  if (identifier === undefined) throw new DecodeError('item identifier', 0, 'not two hexadecimal digits');
  return { identifier, text: alphaAt(fields, 4) };
}

/** An unknown announcement needs no answer from us; an unknown question does. */
function readOne(name: string, fields: readonly Field[], moduleActs: boolean): SpelledNotice | undefined {
  const read = readers[name];
  if (read !== undefined) return { kind: 'command', command: read(fields), moduleActs };
  if (moduleActs) return undefined;
  throw new DecodeError('proactive command', 0, `"${name}" is not known`);
}

/** <index>,<id>,<text>. The manual leaves the form of <id> open; the notices show it in decimal or hex. */
function readMenu(rows: readonly (readonly Field[])[]): readonly Item[] {
  const hexadecimal = rows.some(fields => /^0|[A-F]/i.test(fieldText(fields, 1)));
  return rows.flatMap(fields => {
    const identifier = hexadecimal ? hexAt(fields, 1) : fieldNumber(fields, 1);
    return identifier === undefined ? [] : [{ identifier, text: alphaAt(fields, 2) }];
  });
}

/** <result>: general result of 102 223 8.12, with the additional octet where one belongs to it. */
function resultOf(general: number): string {
  if (general < 0x10) return '00';
  const hex = toHex(Uint8Array.of(general));
  return general === generalResult.terminalUnableToProcess ? `${hex}00` : hex;
}

function answer(response: TerminalResponse, moduleActs: boolean): string | undefined {
  if (moduleActs) return permissionFor(response);
  const { itemIdentifier, confirmed, text, result } = response;
  const head = `AT+STKTRS=${resultOf(result.general)}`;
  if (itemIdentifier !== undefined) return `${head},${toHex(Uint8Array.of(itemIdentifier))}`;
  if (confirmed !== undefined) return `${head},04${confirmed ? '01' : '00'}`;
  return text === undefined ? head : `${head},${toHex(encodeTextString(text))}`;
}

/** Events that the module leaves to us (102 223 8.25). */
const events: readonly (number | undefined)[] = [toolkitEvent.userActivity, toolkitEvent.idleScreenAvailable];

function writeEnvelope(envelope: Envelope): string | undefined {
  const event = envelope.type === 'eventDownload' ? envelope.events[0] : undefined;
  return event !== undefined && events.includes(event)
    ? `AT+STKENVS=D6,${toHex(Uint8Array.of(event))}`
    : undefined;
}

export const sim800Toolkit: SpelledToolkit = {
  kind: 'spelled',
  probe: 'AT+STKPCIS=?',
  setup: ['AT+STKPCIS=1'],
  notice: '+STKPCI',
  createReader,
  menu: { command: 'AT+STKMENU?', name: '+STKMENU' },
  readMenu,
  answer,
  refuse: 'AT+STKTRS=30',
  choose: item => `AT+STKENVS=D3,${toHex(Uint8Array.of(item))}`,
  writeEnvelope,
};
