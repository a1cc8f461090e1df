/** From card to terminal: the module announces each command or carries it out, until the session is over. */

import { type DataObject, objectOf } from '../card/data-objects.ts';
import { generalResults } from '../card/dialogue.ts';
import { commandTypes, tagNumbers, writeAnswer } from '../card/proactive-command.ts';
import {
  downloadProfile,
  giveResponse,
  type Next,
  type PendingCommand,
  resetToolkit,
  type ToolkitCard,
} from '../card/toolkit-card.ts';
import { fromSemiOctets } from '../codec/octets.ts';
import { type Module, notify } from '../module/module.ts';
import { simCondition } from '../sim-card.ts';
import { toHex } from '../sms/hex.ts';
import { submit } from '../sms/submit.ts';
import { namedLines } from './named-notices.ts';
import { noticeType } from './permissions.ts';
import { moduleProfile } from './terminal-state.ts';
import { doneByModule, type OctetsToolkitForm, type ParsedToolkitForm } from './toolkit-form.ts';
import { awaitTerminal } from './waiting.ts';

/** The toolkit of the card in the slot; undefined: no card that is ready, or one without. */
export function toolkitOf({ sim }: Module): ToolkitCard | undefined {
  return sim && simCondition(sim.code) === 'ready' ? sim.toolkit : undefined;
}

/** The card gets the terminal profile and begins (TS 102 223 6.1, 6.4). A card without toolkit stays silent. */
export function activateToolkit(module: Module): void {
  const { toolkit: terminal } = module;
  const card = toolkitOf(module);
  terminal.active = true;
  terminal.menu = undefined;
  terminal.begun = card !== undefined;
  if (card !== undefined) tell(module, card, downloadProfile(card, terminal.profile ?? moduleProfile));
}

/** At power-on what was written before counts from now on. */
export function startToolkit(module: Module): void {
  Object.assign(module.toolkit, module.toolkit.written);
  greetCard(module);
}

/** A card got power (also by +CFUN) or its PIN: the toolkit begins by itself where the module is set so. */
export function greetCard(module: Module): void {
  const { persona, toolkit } = module;
  const byItself = toolkit.download === 1 || (persona.toolkit === 'named' && toolkit.notices === 1);
  if (byItself && module.functionality !== 0) activateToolkit(module);
}

/** +STKPCIS: off: no notices, and the card waits; on: the terminal gets the waiting command. */
export function switchNotices(module: Module, notices: number): void {
  const { toolkit } = module;
  Object.assign(toolkit, { notices, active: notices === 1 });
  if (notices === 0) return;
  const card = toolkitOf(module);
  if (!toolkit.begun) activateToolkit(module);
  else if (card?.pending !== undefined && card.pending !== toolkit.allowed)
    tell(module, card, { kind: 'command', pending: card.pending });
}

/** Power or card goes. */
export function stopToolkit(module: Module): void {
  Object.assign(module.toolkit, { active: false, menu: undefined, begun: false });
  if (module.sim?.toolkit) resetToolkit(module.sim.toolkit);
}

/** Announces the card's next command; a terminal with APDUs learns of it from the next status words. */
export function tell(module: Module, card: ToolkitCard, next: Next): void {
  const form = module.persona.toolkit;
  if (form === 'none' || form === 'apdu') return;
  if (form === 'raw') notifyOctets(module, standardNotices, next);
  else if (form === 'named') notifyNamed(module, card, next);
  else if (form.kind === 'octets') notifyOctets(module, form, next);
  else notifyParsed(module, card, form, next);
}

/** 27.007 12.2. */
const standardNotices = { command: '+CUSATP', end: '+CUSATEND', numbered: false };

function notifyOctets(
  module: Module,
  { command, end, numbered }: Pick<OctetsToolkitForm, 'command' | 'end' | 'numbered'>,
  next: Next,
): void {
  if (next.kind === 'ended') {
    notify(module, end);
    return;
  }
  const { octets, command: asked } = next.pending;
  const number = numbered ? `${noticeType(asked.type)},` : '';
  notify(module, `${command}: ${number}"${toHex(octets)}"`);
}

/** The module does by itself, without a word, what it has no name for. */
function notifyNamed(module: Module, card: ToolkitCard, next: Next): void {
  const { toolkit } = module;
  const command = next.kind === 'ended' ? undefined : next.pending.command;
  if (command?.type === commandTypes.setUpMenu) toolkit.menu = command;
  const lines = namedLines(command);
  if (next.kind === 'command' && lines.length === 0) void doByModule(module, card, next.pending);
  else if (toolkit.active) for (const line of lines) notify(module, line);
}

function notifyParsed(module: Module, card: ToolkitCard, form: ParsedToolkitForm, next: Next): void {
  if (next.kind === 'ended') {
    notify(module, form.notice(form.end));
    return;
  }
  const { pending } = next;
  const { type } = pending.command;
  const identifier = form.identifiers.get(type);
  if (identifier !== undefined) notify(module, form.notice(identifier));
  if (type === commandTypes.setUpMenu) module.toolkit.menu = pending.command;
  if (identifier === undefined || form.atOnce.includes(type)) void doByModule(module, card, pending);
  else {
    const say = (late: boolean) => notify(module, form.notice(identifier, late));
    insist(module, card, pending, { every: form.remindedEvery, say });
  }
}

/** Announces a command again until it is answered, or until the module answers "no response from user" (8.12). */
function insist(
  module: Module,
  card: ToolkitCard,
  pending: PendingCommand,
  { every, say }: { readonly every: number | undefined; readonly say: (late: boolean) => void },
): void {
  const { patience } = module.toolkit;
  awaitTerminal(module.clock, {
    stillWaits: () => card.pending === pending,
    every,
    remind: () => say(false),
    atMost: patience && patience * 1000,
    giveUp: () => {
      say(true);
      answerCard(module, card, pending, { result: [generalResults.timeOut] });
    },
  });
}

/** Whether the module carries a command out when the terminal agrees, or without asking it. */
export function isDoneByModule({ command }: PendingCommand): boolean {
  return doneByModule.includes(command.type);
}
/** TS 102 223 8.12. */
const performed = [0x00];
const notNow = [0x20, 0x00];
const smsRpError = [0x35, 0x00];
const beyondCapabilities = [0x30];
/** Commands that need no action. */
const noted: readonly number[] = [
  commandTypes.setUpMenu,
  commandTypes.moreTime,
  commandTypes.playTone,
  commandTypes.languageNotification,
  commandTypes.setUpIdleModeText,
];
const IMEI_ASKED = 1;

/** Carries a command out and answers the card. */
export async function doByModule(module: Module, card: ToolkitCard, pending: PendingCommand): Promise<void> {
  const { session } = module;
  const done = await outcomeOf(module, pending);
  if (module.session === session && card.pending === pending) answerCard(module, card, pending, done);
}

/** Outcome of a command: a result of TS 102 223 8.12, and what belongs to it. */
export interface Done {
  readonly result: readonly number[];
  readonly objects?: readonly DataObject[];
}

/** Gives the terminal response and announces the card's next command. */
export function answerCard(
  module: Module,
  card: ToolkitCard,
  { number, command: { type, qualifier } }: PendingCommand,
  { result, objects }: Done,
): void {
  const next = giveResponse(card, writeAnswer({ number, type, qualifier }, result, objects));
  if (next !== undefined) tell(module, card, next);
}

function outcomeOf(module: Module, { command }: PendingCommand): Done | Promise<Done> {
  if (noted.includes(command.type)) return { result: performed };
  if (command.type === commandTypes.sendShortMessage)
    return sendForCard(module, objectOf(command.objects, tagNumbers.tpdu));
  const asksImei = command.type === commandTypes.provideLocalInformation && command.qualifier === IMEI_ASKED;
  return asksImei
    ? { result: performed, objects: [{ tag: tagNumbers.imei, value: imeiOctets(module.imei) }] }
    : { result: beyondCapabilities };
}

/** 31.111 8.20: parity nibble 0xA and the digits, swapped. */
function imeiOctets(imei: string): Uint8Array {
  return fromSemiOctets(`A${imei.slice(0, 14)}0`);
}

async function sendForCard(module: Module, tpdu: Uint8Array | undefined): Promise<Done> {
  if (tpdu === undefined) return { result: [0x36] };
  const outcome = await submit(module, '+CMGS', { serviceCentre: '', tpdu });
  if (outcome.kind === 'ok') return { result: performed };
  return { result: outcome.kind === 'cms' && outcome.code < 300 ? smsRpError : notNow };
}
