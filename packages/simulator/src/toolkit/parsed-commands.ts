/** The card's commands as the module reads them, and the terminal's answers; +STGI and +STGR in most forms. */

import {
  type CardCommand,
  COMMAND,
  TAG,
  writeAnswer,
  writeMenuSelection,
} from '../card/proactive-command.ts';
import { writeTextString } from '../card/text.ts';
import { giveEnvelope, giveResponse, type Next, type ToolkitCard } from '../card/toolkit-card.ts';
import type { CommandTable } from '../commands/command-table.ts';
import type { Module } from '../module/module.ts';
import { answer, cme, OK, type Outcome } from '../module/outcome.ts';
import { type Parameter, readNumbers } from '../module/parameters.ts';
import { fromTerminal, toTerminal } from '../sms/terminal-text.ts';
import { hasThirdBit } from './command-reading.ts';
import { activateToolkit, doByModule, isDoneByModule, stopToolkit, tell, toolkitOf } from './fetching.ts';
import type { ParsedReply, ParsedToolkitForm } from './toolkit-form.ts';

/** 27.007 9.2.1: operation not allowed. */
const NOT_ALLOWED = cme(3);

function switchToolkit(module: Module, parameters: readonly Parameter[]): Outcome {
  const mode = readNumbers(parameters.slice(0, 1), [{ allowed: [0, 1] }])?.[0];
  if (mode === undefined) return cme(50);
  if (mode === 1) activateToolkit(module);
  else stopToolkit(module);
  return OK;
}

function describe(module: Module, form: ParsedToolkitForm, parameters: readonly Parameter[]): Outcome {
  const identifier = readNumbers(parameters, [{ allowed: { from: 0, to: 255 } }])?.[0];
  const waiting = toolkitOf(module)?.pending?.command;
  const asked = [waiting, module.toolkit.menu].find(
    command => command !== undefined && form.identifiers.get(command.type) === identifier,
  );
  if (asked === undefined) return NOT_ALLOWED;
  return answer(...form.describe(asked).map(text => `${form.read}: ${toTerminal(module, text)}`));
}

function reply(module: Module, form: ParsedToolkitForm, parameters: readonly Parameter[]): Outcome {
  const card = toolkitOf(module);
  if (card === undefined || !module.toolkit.active) return NOT_ALLOWED;
  const said = form.reply(parameters, card.pending?.command);
  if (said === undefined) return NOT_ALLOWED;
  if (said.kind === 'answer' && confirms(card, form, said)) {
    const { pending } = card;
    if (pending !== undefined) void doByModule(module, card, pending);
    return OK;
  }
  if (said.kind !== 'prompt') return carryOut(module, card, said);
  return {
    kind: 'prompt',
    accept: typed =>
      carryOut(module, card, { kind: 'answer', result: 0, text: fromTerminal(module, typed) ?? typed }),
  };
}

/** The terminal lets the module do what it told of. */
function confirms(
  { pending }: ToolkitCard,
  { confirmed }: ParsedToolkitForm,
  { result }: Extract<ParsedReply, { kind: 'answer' }>,
): boolean {
  return confirmed && result === 0 && pending !== undefined && isDoneByModule(pending);
}

function carryOut(
  module: Module,
  card: ToolkitCard,
  said: Exclude<ParsedReply, { kind: 'prompt' }>,
): Outcome {
  const next = said.kind === 'choose' ? choose(card, said.item) : respond(card, said);
  if (next === undefined) return NOT_ALLOWED;
  tell(module, card, next);
  return OK;
}

function choose(card: ToolkitCard, item: number): Next | undefined {
  const next = giveEnvelope(card, writeMenuSelection(item));
  return next.kind === 'command' || next.kind === 'ended' ? next : undefined;
}

/** TS 102 223 8.15: yes is one octet 01, no 00, in the 8-bit coding. */
const YES_NO_CODING = 0x04;

function textObject(command: CardCommand, text: string): Uint8Array {
  const asksYesNo = command.type === COMMAND.getInkey && hasThirdBit(command);
  if (asksYesNo) return Uint8Array.of(YES_NO_CODING, /^[y1]/i.test(text) ? 1 : 0);
  return writeTextString(text);
}

function respond(card: ToolkitCard, said: Extract<ParsedReply, { kind: 'answer' }>): Next | undefined {
  const { pending } = card;
  if (pending === undefined) return undefined;
  const { command, number } = pending;
  const objects = [
    ...(said.item === undefined ? [] : [{ tag: TAG.chosen, value: Uint8Array.of(said.item) }]),
    ...(said.text === undefined ? [] : [{ tag: TAG.text, value: textObject(command, said.text) }]),
  ];
  const { type, qualifier } = command;
  return giveResponse(card, writeAnswer({ number, type, qualifier }, [said.result], objects));
}

/** The commands of one form. */
export function parsedToolkitCommands(form: ParsedToolkitForm): CommandTable {
  return {
    [form.enable]: {
      errors: 'cme',
      needs: 'ready',
      test: `${form.enable}: (0,1)`,
      read: ({ toolkit }) => answer(`${form.enable}: ${form.state(toolkit.active)}`),
      set: switchToolkit,
    },
    [form.read]: {
      errors: 'cme',
      needs: 'ready',
      set: (module, parameters) => describe(module, form, parameters),
    },
    [form.answer]: {
      errors: 'cme',
      needs: 'ready',
      set: (module, parameters) => reply(module, form, parameters),
    },
  };
}
