/** +CFUN and +CBC (27.007 8.2, 8.4). */

import type { Functionality, Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumbers } from '../module/parameters.ts';
import { restart, setFunctionality } from '../module/power.ts';
import type { CommandTable } from './command-table.ts';

const levels: readonly Functionality[] = [0, 1, 4];

function setPower(module: Module, parameters: readonly Parameter[]): Outcome {
  const { restartLevels } = module.persona;
  const rules = [{ allowed: [...levels, ...restartLevels] }, { allowed: [0, 1], otherwise: 0 }];
  const [level, reset] = readNumbers(parameters, rules) ?? [];
  if (level !== undefined && restartLevels.includes(level)) return restartLater(module);
  const functionality = levels.find(value => value === level);
  if (functionality === undefined) return cme(50);
  if (reset === 1) return restartLater(module);
  setFunctionality(module, functionality);
  return ok;
}

/** The OK still goes out; then the module restarts. */
export function restartLater(module: Module): Outcome {
  const { session } = module;
  setImmediate(() => {
    if (module.session === session) restart(module);
  });
  return ok;
}

/** 27.007 8.2, 8.4. */
export const powerCommands: CommandTable = {
  '+CFUN': {
    errors: 'cme',
    test: ({ persona }) => answer(`+CFUN: (${[...levels, ...persona.restartLevels].join(',')}),(0,1)`),
    read: ({ functionality }) => answer(`+CFUN: ${functionality}`),
    set: setPower,
  },
  '+CBC': { errors: 'cme', test: '+CBC: (0-3),(0-100)', execute: () => answer('+CBC: 0,100') },
};
