/** 27.007 clause 5: who made the module, which one it is; +CMEE, +CSCS. */

import type { Module } from '../module/module.ts';
import { fillTemplate } from '../module/notice-template.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumbers, readString } from '../module/parameters.ts';
import type { CharacterSet } from '../module/settings.ts';
import type { CommandDefinition, CommandTable } from './command-table.ts';

function identity(name: string, value: (module: Module) => string): CommandDefinition {
  return {
    errors: 'cme',
    execute: module => {
      const text = value(module);
      return answer(module.persona.identityPrefixed.includes(name) ? `${name}: "${text}"` : text);
    },
  };
}

/** 27.007 5.4: `<snt>` 0 and 1 are the serial number and the IMEI, here the same. */
function readSerialNumber(module: Module, parameters: readonly Parameter[]): Outcome {
  const [kind] = readNumbers(parameters, [{ allowed: [0, 1] }]) ?? [];
  if (kind === undefined) return cme(50);
  return answer(kind === 1 ? `+CGSN: "${module.imei}"` : module.imei);
}

function setErrorForm(module: Module, parameters: readonly Parameter[]): Outcome {
  const [cmee] = readNumbers(parameters, [{ allowed: [0, 1, 2], otherwise: 0 }]) ?? [];
  if (cmee === undefined) return cme(50);
  module.settings.cmee = cmee;
  return ok;
}

function setCharacterSet(module: Module, parameters: readonly Parameter[]): Outcome {
  const wanted = readString(parameters[0])?.toUpperCase();
  const set = module.persona.characterSets.find((name: CharacterSet) => name === wanted);
  if (set === undefined || parameters.length !== 1) return cme(50);
  module.settings.characterSet = set;
  return ok;
}

/** 27.007 5.1 to 5.5, 9.1; V.250 6.1.3 to 6.1.9. */
export const identityCommands: CommandTable = {
  I: {
    errors: 'cme',
    execute: module => answer(...module.persona.information.map(line => fillTemplate(module, line))),
  },
  '+CGMI': identity('+CGMI', ({ persona }) => persona.manufacturer),
  '+CGMM': identity('+CGMM', ({ persona }) => persona.model),
  '+CGMR': identity('+CGMR', ({ persona }) => persona.revision),
  '+CGSN': { ...identity('+CGSN', ({ imei }) => imei), set: readSerialNumber },
  '+GMI': identity('+GMI', ({ persona }) => persona.manufacturer),
  '+GMM': identity('+GMM', ({ persona }) => persona.model),
  '+GMR': identity('+GMR', ({ persona }) => persona.revision),
  '+GSN': identity('+GSN', ({ imei }) => imei),
  '+GCAP': { errors: 'cme', execute: () => answer('+GCAP: +CGSM') },
  '+CMEE': {
    errors: 'cme',
    test: '+CMEE: (0-2)',
    read: ({ settings }) => answer(`+CMEE: ${settings.cmee}`),
    set: setErrorForm,
  },
  '+CSCS': {
    errors: 'cme',
    test: ({ persona }) => answer(`+CSCS: (${persona.characterSets.map(set => `"${set}"`).join(',')})`),
    read: ({ settings }) => answer(`+CSCS: "${settings.characterSet}"`),
    set: setCharacterSet,
  },
};
