/** AT+STKPCIS, +STKTRS, +STKENVS, +STKMENU (SIM800 Series AT Command Manual V1.09 5): digits without quotes. */

import { type DataObject, MOST_OCTETS, writeMessage } from '../card/data-objects.ts';
import { type CardCommand, commandTypes, tagNumbers, writeMenuSelection } from '../card/proactive-command.ts';
import { giveEnvelope } from '../card/toolkit-card.ts';
import type { CommandTable } from '../commands/command-table.ts';
import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumbers } from '../module/parameters.ts';
import { fromHex } from '../sms/hex.ts';
import { hasThirdBit } from './command-reading.ts';
import { answerCard, switchNotices, tell, toolkitOf } from './fetching.ts';
import { itemFields } from './named-notices.ts';
import { permissionCommands } from './permission-commands.ts';
import { needsLeave } from './permissions.ts';

/** 27.007 9.2.1: operation not allowed. */
const notAllowed = cme(3);

function setNotices(module: Module, parameters: readonly Parameter[]): Outcome {
  const [notices] = readNumbers(parameters, [{ allowed: [0, 1] }]) ?? [];
  if (notices === undefined) return cme(50);
  switchNotices(module, notices);
  return ok;
}

/** Octets without quotes; undefined: there are none. */
function octetsOf(parameter: Parameter | undefined): Uint8Array | undefined {
  if (parameter === undefined || parameter.kind === 'omitted' || parameter.kind === 'string')
    return undefined;
  return fromHex(parameter.text);
}

/** <result>[,<text>]. */
function respond(module: Module, parameters: readonly Parameter[]): Outcome {
  const card = toolkitOf(module);
  const pending = card?.pending;
  if (card === undefined || pending === undefined || !module.toolkit.active) return notAllowed;
  const { command } = pending;
  const result = octetsOf(parameters[0]);
  if (result === undefined || result.length > 2 || parameters.length > 2 || needsLeave(command.type))
    return notAllowed;
  const objects = answeredWith(command, result, parameters[1]);
  if (objects === undefined) return notAllowed;
  answerCard(module, card, pending, { result: [...result], objects });
  return ok;
}

/** TS 102 223 8.12: the first that is no success. */
const NOT_PERFORMED = 0x10;

/** Objects for the card beside the result: only where something was asked for and the person answered. */
function answeredWith(
  command: CardCommand,
  result: Uint8Array,
  parameter: Parameter | undefined,
): readonly DataObject[] | undefined {
  const tag = asked.get(command.type);
  if (tag === undefined || Number(result[0]) >= NOT_PERFORMED)
    return parameter === undefined ? [] : undefined;
  const octets = octetsOf(parameter);
  const value = octets && (tag === tagNumbers.chosen ? chosen(command, octets) : typed(command, octets));
  return value && value.length <= MOST_OCTETS ? [{ tag, value }] : undefined;
}

const asked = new Map<number, number>([
  [commandTypes.getInkey, tagNumbers.text],
  [commandTypes.getInput, tagNumbers.text],
  [commandTypes.selectItem, tagNumbers.chosen],
]);

function chosen(command: CardCommand, octets: Uint8Array): Uint8Array | undefined {
  const offered = itemFields(command).some(({ identifier }) => identifier === octets[0]);
  return octets.length === 1 && offered ? octets : undefined;
}

const EIGHT_BIT = 0x04;
/** A module was seen to take 01 in front of octets of the 8-bit coding. */
const EIGHT_BIT_SHORT = 0x01;

/** "The first 2 char is Data coding scheme"; yes and no are one octet (TS 102 223 8.15). */
function typed(command: CardCommand, octets: Uint8Array): Uint8Array | undefined {
  const [coding, ...rest] = octets;
  if (coding === undefined) return undefined;
  const value = Uint8Array.of(coding === EIGHT_BIT_SHORT ? EIGHT_BIT : coding, ...rest);
  const asksYesNo = command.type === commandTypes.getInkey && hasThirdBit(command);
  const isYesNo = value[0] === EIGHT_BIT && rest.length === 1 && (rest[0] === 0 || rest[0] === 1);
  return asksYesNo && !isYesNo ? undefined : value;
}

const MENU_SELECTION = 0xd3;
const EVENT_DOWNLOAD = 0xd6;
/** TS 102 223 8.25, 8.7: user activity comes from the terminal, an idle screen from its display. */
const eventSources = new Map<number, number>([
  [0x04, 0x82],
  [0x05, 0x02],
]);

/** <command>,<data>: an item of the menu, or an event. */
function sendEnvelope(module: Module, parameters: readonly Parameter[]): Outcome {
  const card = toolkitOf(module);
  const octets = parameters.length === 2 ? envelopeOf(...parameters.map(octetsOf)) : undefined;
  if (card === undefined || octets === undefined || !module.toolkit.active) return notAllowed;
  const next = giveEnvelope(card, octets);
  if (next.kind !== 'command' && next.kind !== 'ended') return notAllowed;
  if (octets[0] === MENU_SELECTION) tell(module, card, next);
  return ok;
}

function envelopeOf(command?: Uint8Array, data?: Uint8Array): Uint8Array | undefined {
  const value = data?.[0];
  if (command?.length !== 1 || data?.length !== 1 || value === undefined) return undefined;
  if (command[0] === MENU_SELECTION) return writeMenuSelection(value);
  const source = eventSources.get(value);
  return command[0] === EVENT_DOWNLOAD && source !== undefined ? writeEvent(value, source) : undefined;
}

/** TS 102 223 7.5. */
function writeEvent(event: number, source: number): Uint8Array {
  return writeMessage(EVENT_DOWNLOAD, [
    { tag: tagNumbers.events, value: Uint8Array.of(event) },
    { tag: tagNumbers.devices, value: Uint8Array.of(source, 0x81) },
  ]);
}

/** The menu that the card set up; nothing while the notices are off. */
function readMenu({ toolkit }: Module): Outcome {
  const items = toolkit.active && toolkit.menu !== undefined ? itemFields(toolkit.menu) : [];
  return answer(
    ...items.map(({ identifier, digits }, position) => `+STKMENU:${position + 1},${identifier},${digits}`),
  );
}

/** Lengths of +STKTRS in digits. */
const MOST_RESULT = 4;
const MOST_TEXT = MOST_OCTETS * 2;

/** Toolkit commands in words, as SIM800 modules have them. */
export const namedToolkitCommands: CommandTable = {
  ...permissionCommands,
  '+STKPCIS': {
    errors: 'cme',
    test: '+STKPCIS: (0-1)',
    read: ({ toolkit }) => answer(`+STKPCIS: ${toolkit.notices}`),
    set: setNotices,
  },
  '+STKTRS': {
    errors: 'cme',
    needs: 'ready',
    test: `+STKTRS: ${MOST_RESULT},${MOST_TEXT}`,
    set: respond,
  },
  '+STKENVS': { errors: 'cme', needs: 'ready', set: sendEnvelope },
  '+STKMENU': { errors: 'cme', needs: 'ready', read: readMenu },
};
