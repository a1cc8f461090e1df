/** Reads proactive commands that modules announce in forms of their own into the values of 102 223. */
import {
  type CommandName,
  type CommandOf,
  commandTypeOf,
  device,
  type Item,
  type ProactiveCommand,
} from '@simgate/gsm';
import { type Field, fieldNumber } from '../at/fields.ts';

/** Bits of the qualifiers (102 223 8.6). */
const CHARACTERS = 0x01;
const UCS2 = 0x02;
const HIDDEN = 0x04;
const YES_NO = 0x04;
const HIGH_PRIORITY = 0x01;
const WAITS = 0x80;
const HELP = 0x80;

/** How a question may be answered. */
export type EntryFormat = 'digits' | 'characters' | 'ucs2' | 'yesNo';

/** Every command begins with these fields. */
export function header(name: CommandName, qualifier: number) {
  return {
    // The module keeps the number the card gave; ours is never seen by the card.
    details: { number: 1, commandType: commandTypeOf(name), qualifier },
    devices: { source: device.card, destination: device.terminal },
    ignored: [],
  };
}

function helpBit(available: boolean): number {
  return available ? HELP : 0;
}

export function menuCommand(title: string, items: readonly Item[], help: boolean): CommandOf<'setUpMenu'> {
  return { type: 'setUpMenu', ...header('setUpMenu', helpBit(help)), alpha: { text: title }, items };
}

export function listCommand(title: string, items: readonly Item[], help: boolean): CommandOf<'selectItem'> {
  return { type: 'selectItem', ...header('selectItem', helpBit(help)), alpha: { text: title }, items };
}

export function textCommand(text: string, high: boolean, waits: boolean): CommandOf<'displayText'> {
  const qualifier = (high ? HIGH_PRIORITY : 0) | (waits ? WAITS : 0);
  return { type: 'displayText', ...header('displayText', qualifier), text: { text } };
}

export function idleTextCommand(text: string): CommandOf<'setUpIdleModeText'> {
  return { type: 'setUpIdleModeText', ...header('setUpIdleModeText', 0), text: { text } };
}

function formatBits(format: EntryFormat): number {
  if (format === 'yesNo') return YES_NO;
  return format === 'digits' ? 0 : format === 'ucs2' ? CHARACTERS | UCS2 : CHARACTERS;
}

export function inkeyCommand(text: string, format: EntryFormat, help: boolean): CommandOf<'getInkey'> {
  const qualifier = formatBits(format) | helpBit(help);
  return { type: 'getInkey', ...header('getInkey', qualifier), text: { text } };
}

export interface InputRules {
  readonly format: EntryFormat;
  readonly hidden: boolean;
  readonly minimum: number;
  readonly maximum: number;
  readonly help: boolean;
}

export function inputCommand(text: string, rules: InputRules): CommandOf<'getInput'> {
  const { format, hidden, minimum, maximum, help } = rules;
  const bits = format === 'yesNo' ? CHARACTERS : formatBits(format);
  const qualifier = bits | (hidden ? HIDDEN : 0) | helpBit(help);
  const responseLength = { minimum, maximum };
  return { type: 'getInput', ...header('getInput', qualifier), text: { text }, responseLength };
}

/** A call that the module makes once it is agreed to. */
export function callCommand(number: string): ProactiveCommand {
  const international = number.startsWith('+');
  const address = { typeOfAddress: international ? 0x91 : 0x81, digits: number.replace('+', '') };
  return { type: 'setUpCall', ...header('setUpCall', 0), address };
}

/** Commands that a module announces by their kind alone: it carries them out itself, or asks for permission. */
export const announced = [
  ...(['refresh', 'sendSs', 'sendUssd', 'sendShortMessage'] as const),
  ...(['sendDtmf', 'playTone', 'launchBrowser', 'openChannel'] as const),
] as const;

export type AnnouncedName = (typeof announced)[number];

const nothing = new Uint8Array();

/** The module does not report the details: the fields stay empty. */
export function announcedCommand(name: AnnouncedName): ProactiveCommand {
  const common = header(name, 0);
  switch (name) {
    case 'refresh':
    case 'playTone':
      return { type: name, ...common };
    case 'sendSs':
      return { type: name, ...common, serviceString: { typeOfAddress: 0xff, digits: '' } };
    case 'sendUssd':
      return { type: name, ...common, ussdString: { dataCodingScheme: 0x0f, octets: nothing } };
    case 'sendShortMessage':
      return { type: name, ...common, tpdu: nothing };
    case 'sendDtmf':
      return { type: name, ...common, tones: '' };
    case 'launchBrowser':
      return { type: name, ...common, url: '' };
    case 'openChannel':
      return { type: name, ...common, bufferSize: 0 };
  }
}

/** Items of a list, a row each, the identifier in its first field; rows without one are none. */
export function itemsIn(
  rows: readonly (readonly Field[])[],
  textOf: (fields: readonly Field[]) => string,
): Item[] {
  return rows.flatMap(fields => {
    const identifier = fieldNumber(fields, 0);
    return identifier === undefined ? [] : [{ identifier, text: textOf(fields) }];
  });
}

/** The module's identifier of a command of this type (102 223 9.4). */
export function identifierIn(
  identifiers: ReadonlyMap<number, CommandName>,
  commandType: number,
): number | undefined {
  return [...identifiers].find(([, name]) => commandTypeOf(name) === commandType)?.[0];
}
