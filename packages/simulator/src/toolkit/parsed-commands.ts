/** The card's commands as the module reads them, and the terminal's answers; +STGI and +STGR in most forms. */

import { type DataObject, MOST_OCTETS } from '../card/data-objects.ts';
import { type CardCommand, commandTypes, tagNumbers, writeMenuSelection } from '../card/proactive-command.ts';
import { textCodings, writeTextString } from '../card/text.ts';
import { giveEnvelope, type ToolkitCard } from '../card/toolkit-card.ts';
import type { CommandDefinition, CommandTable } from '../commands/command-table.ts';
import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { type NumberRule, type Parameter, readNumbers } from '../module/parameters.ts';
import { fromTerminal, toTerminal } from '../sms/terminal-text.ts';
import { hasThirdBit } from './command-reading.ts';
import {
  activateToolkit,
  answerCard,
  doByModule,
  isDoneByModule,
  stopToolkit,
  tell,
  toolkitOf,
} from './fetching.ts';
import { storedSwitch } from './stored-switch.ts';
import type { ParsedReply, ParsedToolkitForm } from './toolkit-form.ts';

/** 27.007 9.2.1: operation not allowed, incorrect parameters. */
const notAllowed = cme(3);
const incorrect = cme(50);

function switchToolkit(module: Module, parameters: readonly Parameter[]): Outcome {
  const mode = readNumbers(parameters.slice(0, 1), [{ allowed: [0, 1] }])?.[0];
  if (mode === undefined) return incorrect;
  if (mode === 1) activateToolkit(module);
  else stopToolkit(module);
  return ok;
}

const commandIdentifiers: readonly NumberRule[] = [{ allowed: { from: 0, to: 255 } }];

function describe(module: Module, form: ParsedToolkitForm, parameters: readonly Parameter[]): Outcome {
  const { unfit = notAllowed, reading, octetsAsDigits } = form;
  if (!module.toolkit.active) return unfit;
  const identifier = readNumbers(parameters, reading ?? commandIdentifiers)?.[0];
  if (identifier === undefined) return reading === undefined ? unfit : incorrect;
  const asked = [toolkitOf(module)?.pending?.command, module.toolkit.menu].find(
    command => command !== undefined && form.identifiers.get(command.type) === identifier,
  );
  if (asked === undefined) return unfit;
  const encoded = (text: string) => (octetsAsDigits ? text : toTerminal(module, text));
  return answer(...form.describe(asked, identifier).map(text => form.label + encoded(text)));
}

function reply(module: Module, form: ParsedToolkitForm, parameters: readonly Parameter[]): Outcome {
  const { unfit = notAllowed } = form;
  const card = toolkitOf(module);
  if (card === undefined || !module.toolkit.active) return unfit;
  const parsed = form.reply(parameters, card.pending?.command);
  switch (parsed?.kind) {
    case undefined:
      return unfit;
    case 'incorrect':
      return incorrect;
    case 'choose':
      return choose(module, card, parsed.item) ? ok : unfit;
    case 'answer':
      return respond(module, card, form, parsed) ? ok : unfit;
    case 'prompt':
      return {
        kind: 'prompt',
        accept: typed => {
          const text = fromTerminal(module, typed) ?? typed;
          return respond(module, card, form, { kind: 'answer', result: 0, text }) ? ok : unfit;
        },
      };
  }
}

/** False: the card takes no choice now, or has no such item. */
function choose(module: Module, card: ToolkitCard, item: number): boolean {
  const next = giveEnvelope(card, writeMenuSelection(item));
  if (next.kind !== 'command' && next.kind !== 'ended') return false;
  tell(module, card, next);
  return true;
}

type Reply = Extract<ParsedReply, { kind: 'answer' }>;

/** The terminal answers the card, or lets the module carry out the announced command. False: nothing waits, or the text is too long. */
function respond(module: Module, card: ToolkitCard, { atOnce }: ParsedToolkitForm, reply: Reply): boolean {
  const { pending } = card;
  if (pending === undefined) return false;
  const agreed = reply.result === 0 && isDoneByModule(pending) && !atOnce.includes(pending.command.type);
  const objects = objectsOf(pending.command, reply);
  if (objects.some(({ value }) => value.length > MOST_OCTETS)) return false;
  if (agreed) void doByModule(module, card, pending);
  else answerCard(module, card, pending, { result: [reply.result], objects });
  return true;
}

function objectsOf(command: CardCommand, { item, text, coded }: Reply): DataObject[] {
  const value = coded ?? (text === undefined ? undefined : textObject(command, text));
  return [
    ...(item === undefined ? [] : [{ tag: tagNumbers.chosen, value: Uint8Array.of(item) }]),
    ...(value === undefined ? [] : [{ tag: tagNumbers.text, value }]),
  ];
}

/** TS 102 223 8.15: yes is one octet 01, no 00, in the 8-bit coding. */
function textObject(command: CardCommand, text: string): Uint8Array {
  const asksYesNo = command.type === commandTypes.getInkey && hasThirdBit(command);
  if (asksYesNo) return Uint8Array.of(textCodings.unpacked, /^[y1]/i.test(text) ? 1 : 0);
  return writeTextString(text);
}

function switchOf({ enable, switching }: ParsedToolkitForm): CommandDefinition {
  if (switching.when === 'nextStart') return storedSwitch(enable, switching);
  return {
    errors: 'cme',
    needs: 'ready',
    test: `${enable}: (0,1)`,
    read: ({ toolkit }) => answer(`${enable}: ${switching.state(toolkit.active)}`),
    set: switchToolkit,
  };
}

function readerOf({ identifiers, waiting }: ParsedToolkitForm): Pick<CommandDefinition, 'read'> {
  if (waiting === undefined) return {};
  return {
    read: module => {
      const pending = toolkitOf(module)?.pending;
      return answer(waiting(pending && identifiers.get(pending.command.type)));
    },
  };
}

/** The commands of one form. */
export function parsedToolkitCommands(form: ParsedToolkitForm): CommandTable {
  return {
    [form.enable]: switchOf(form),
    [form.read]: {
      errors: 'cme',
      needs: 'ready',
      ...readerOf(form),
      set: (module, parameters) => describe(module, form, parameters),
    },
    [form.answer]: {
      errors: 'cme',
      needs: 'ready',
      set: (module, parameters) => reply(module, form, parameters),
    },
  };
}
