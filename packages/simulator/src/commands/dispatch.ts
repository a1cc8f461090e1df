/** Finds the command, checks what it needs and runs the form that was typed. */

import type { Command } from '../module/command-line.ts';
import type { Module } from '../module/module.ts';
import { fillTemplate } from '../module/notice-template.ts';
import { answer, cme, cms, error, type Outcome, ok } from '../module/outcome.ts';
import { parseParameters } from '../module/parameters.ts';
import type { Persona, VendorCommand } from '../personas/persona.ts';
import { simCondition } from '../sim-card.ts';
import { toolkitCommands } from '../toolkit/toolkit-commands.ts';
import { basicCommands } from './basic.ts';
import { callForwardingCommands } from './call-forwarding.ts';
import { callCommands } from './calls.ts';
import type { CommandDefinition, CommandTable } from './command-table.ts';
import { identityCommands } from './identity.ts';
import { messageReadingCommands } from './message-reading.ts';
import { messageSendingCommands } from './message-sending.ts';
import { messageServiceCommands } from './message-service.ts';
import { messageTextCommands } from './message-text.ts';
import { networkCommands } from './network.ts';
import { phonebookCommands } from './phonebook.ts';
import { powerCommands, restartLater } from './power.ts';
import { simCommands } from './sim.ts';
import { makersSlotCommands, slotCommands } from './slots.ts';
import { timeCommands } from './time.ts';
import { ussdCommands } from './ussd.ts';

const tables: readonly CommandTable[] = [
  ...[basicCommands, identityCommands, powerCommands, simCommands, phonebookCommands, networkCommands],
  ...[timeCommands, messageServiceCommands, messageTextCommands, messageReadingCommands],
  ...[messageSendingCommands, ussdCommands, callCommands, callForwardingCommands, slotCommands],
];

const commands: ReadonlyMap<string, CommandDefinition> = new Map(
  tables.flatMap(table => Object.entries(table)),
);

/** Runs one command; an unknown one, or a form it has not, is answered ERROR (V.250 5.4.3). */
export function dispatch(module: Module, command: Command): Outcome | Promise<Outcome> {
  const { persona } = module;
  if (command.name === '') return ok;
  if (persona.refused.includes(command.name)) return error;
  const own = persona.vendorCommands.find(candidate => isVendorCommand(candidate, command));
  if (own) return runVendorCommand(module, own);
  if (command.name === '+CLAC' && command.form === 'execute') return answer(...commandNames(module));
  const definition = commands.get(command.name) ?? personasCommands(persona)[command.name];
  if (definition !== undefined) return runForm(module, command, definition);
  return persona.unknownCommand === undefined ? error : { kind: 'vendor', text: persona.unknownCommand };
}

/** Commands that only some personas have. */
function personasCommands(persona: Persona): CommandTable {
  return { ...toolkitCommands(persona), ...makersSlotCommands(persona) };
}

function isVendorCommand(own: VendorCommand, { name, form, argument }: Command): boolean {
  return own.name === name && own.form === form && (own.argument ?? argument) === argument;
}

function runVendorCommand(module: Module, own: VendorCommand): Outcome {
  if (own.periodic !== undefined) module.settings.periodicNotices = own.periodic === 'on';
  if (own.restarts) restartLater(module);
  return answer(...own.lines.map(line => fillTemplate(module, line)));
}

function runForm(
  module: Module,
  command: Command,
  definition: CommandDefinition,
): Outcome | Promise<Outcome> {
  if (command.form === 'test') return runTest(module, definition);
  const missing = missingSim(module, definition);
  if (missing !== undefined) return missing;
  if (command.form === 'read') return definition.read?.(module) ?? error;
  if (command.form === 'execute') return definition.execute?.(module, command.argument) ?? error;
  return definition.set?.(module, parseParameters(command.argument)) ?? error;
}

function runTest(module: Module, { test, set, execute }: CommandDefinition): Outcome {
  if (typeof test === 'string') return answer(test);
  return test?.(module) ?? (set === undefined && execute === undefined ? error : ok);
}

/** 27.007 9.2.1: 10, 11, 12, 13; 27.005 3.2.5: 310, 311, 316, 313. */
const simErrors = {
  missing: { cme: 10, cms: 310 },
  pin: { cme: 11, cms: 311 },
  puk: { cme: 12, cms: 316 },
  blocked: { cme: 13, cms: 313 },
} as const;

function missingSim(module: Module, { needs, errors }: CommandDefinition): Outcome | undefined {
  if (needs === undefined) return undefined;
  const condition = module.sim && module.functionality !== 0 ? simCondition(module.sim.code) : 'missing';
  if (condition === 'ready') return undefined;
  if (needs === 'sim' && condition !== 'missing') return undefined;
  const codes = simErrors[condition];
  return errors === 'cme' ? cme(codes.cme) : cms(codes.cms);
}

/** +CLAC (27.007 8.37): every command there is. */
function commandNames(module: Module): readonly string[] {
  const { refused, vendorCommands } = module.persona;
  const names = new Set([
    ...commands.keys(),
    '+CLAC',
    ...Object.keys(personasCommands(module.persona)),
    ...vendorCommands.map(({ name }) => name),
  ]);
  return [...names].filter(name => !refused.includes(name));
}
