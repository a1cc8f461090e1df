/** +CFUN and +CBC (27.007 8.2, 8.4). */

import type { Functionality, Module } from '../module/module.ts';
import { answer, cme, OK, type Outcome } from '../module/outcome.ts';
import { type Parameter, readNumbers } from '../module/parameters.ts';
import { restart, setFunctionality } from '../module/power.ts';
import type { CommandTable } from './command-table.ts';

const LEVELS: readonly Functionality[] = [0, 1, 4];

function setPower(module: Module, parameters: readonly Parameter[]): Outcome {
  const rules = [{ allowed: LEVELS }, { allowed: [0, 1], otherwise: 0 }];
  const [level, reset] = readNumbers(parameters, rules) ?? [];
  const functionality = LEVELS.find(value => value === level);
  if (functionality === undefined) return cme(50);
  if (reset === 1) return restartLater(module);
  setFunctionality(module, functionality);
  return OK;
}

/** The OK still goes out; then the module restarts. */
function restartLater(module: Module): Outcome {
  const { session } = module;
  setImmediate(() => {
    if (module.session === session) restart(module);
  });
  return OK;
}

/** 27.007 8.2, 8.4. */
export const powerCommands: CommandTable = {
  '+CFUN': {
    errors: 'cme',
    test: '+CFUN: (0,1,4),(0,1)',
    read: ({ functionality }) => answer(`+CFUN: ${functionality}`),
    set: setPower,
  },
  '+CBC': { errors: 'cme', test: '+CBC: (0-3),(0-100)', execute: () => answer('+CBC: 0,100') },
};
