/** +CSUS (27.007 8.66), and makers' own commands for the same: one of several SIMs is used. */

import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumber } from '../module/parameters.ts';
import { changeSim } from '../module/power.ts';
import type { Persona } from '../personas/persona.ts';
import type { CommandDefinition, CommandTable } from './command-table.ts';

const SLOTS = 4;

/** `first`: the number of the first slot. */
function slotCommand(name: string, first: 0 | 1): CommandDefinition {
  const last = SLOTS - 1 + first;
  return {
    errors: 'cme',
    test: `${name}: (${first}-${last})`,
    read: ({ slot }) => answer(`${name}: ${slot + first}`),
    set: (module, parameters) => choose(module, parameters, first),
  };
}

function choose(module: Module, parameters: readonly Parameter[], first: number): Outcome {
  const number = readNumber(parameters[0], { allowed: { from: first, to: SLOTS - 1 + first } });
  if (number === undefined || parameters.length > 1) return cme(50);
  const slot = number - first;
  if (slot === module.slot) return ok;
  // 27.007 8.66: not while a SIM is in use.
  if (module.sim && module.functionality === 1) return cme(3);
  module.slot = slot;
  changeSim(module, module.cardInSlot(slot));
  return ok;
}

/** The standard's command. */
export const slotCommands: CommandTable = { '+CSUS': slotCommand('+CSUS', 0) };

/** The maker's own command, where the persona has one. */
export function makersSlotCommands({ slots }: Persona): CommandTable {
  return slots === undefined ? {} : { [slots.command]: slotCommand(slots.command, slots.first) };
}
