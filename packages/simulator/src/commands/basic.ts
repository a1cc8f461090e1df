/** V.250 clause 6: echo, result codes, S-registers, profiles; and the terminal link's settings. */

import { defaultLineSettings, type LineSettings } from '../module/line-reader.ts';
import type { Module } from '../module/module.ts';
import { answer, cme, error, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumber, readNumbers } from '../module/parameters.ts';
import { connectionDefaults } from '../module/settings.ts';
import { switchNotices } from '../toolkit/fetching.ts';
import type { CommandDefinition, CommandTable } from './command-table.ts';

/** A letter with 0 or 1 behind it; without a number 0 (V.250 5.3.1). */
function toggle(apply: (line: LineSettings, on: boolean) => void): CommandDefinition {
  return {
    errors: 'cme',
    execute: ({ line }, argument) => {
      if (!/^[01]?$/.test(argument)) return error;
      apply(line, argument === '1');
      return ok;
    },
  };
}

/** Taken for the sake of terminals that send it; a virtual line has no such circuit. */
function accepted(highest: number): CommandDefinition {
  return { errors: 'cme', execute: (_module, argument) => (Number(argument) <= highest ? ok : error) };
}

function register(name: 'terminator' | 'formatter' | 'editor'): CommandDefinition {
  return {
    errors: 'cme',
    read: ({ line }) => answer(String(line[name]).padStart(3, '0')), // V.250 5.3.2
    set: ({ line }, parameters) => {
      const value = readNumber(parameters[0], { allowed: { from: 0, to: 127 }, otherwise: 0 });
      if (value === undefined) return error;
      line[name] = value;
      return ok;
    },
  };
}

function loadProfile(module: Module, profile: LineSettings, toolkitNotices: number): Outcome {
  Object.assign(module.line, profile);
  if (toolkitNotices !== module.toolkit.notices) switchNotices(module, toolkitNotices);
  Object.assign(module.settings, connectionDefaults());
  return ok;
}

const speeds = [0, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600];

function setSpeed(module: Module, parameters: readonly Parameter[]): Outcome {
  const [speed] = readNumbers(parameters, [{ allowed: speeds }]) ?? [];
  if (speed === undefined) return cme(50);
  module.settings.serialSpeed = speed;
  return ok;
}

function setFlowControl(module: Module, parameters: readonly Parameter[]): Outcome {
  const rule = { allowed: { from: 0, to: 2 }, otherwise: 2 };
  const [byTerminal, byModule] = readNumbers(parameters, [rule, rule]) ?? [];
  if (byTerminal === undefined || byModule === undefined) return cme(50);
  module.settings.flowControl = [byTerminal, byModule];
  return ok;
}

/** V.250 6.1, 6.2, 6.3. */
export const basicCommands: CommandTable = {
  E: toggle((line, on) => {
    line.echo = on;
  }),
  V: toggle((line, on) => {
    line.verbose = on;
  }),
  Q: toggle((line, on) => {
    line.quiet = on;
  }),
  S3: register('terminator'),
  S4: register('formatter'),
  S5: register('editor'),
  Z: {
    errors: 'cme',
    execute: module =>
      loadProfile(module, module.savedProfile ?? defaultLineSettings(), module.toolkit.savedNotices),
  },
  '&F': { errors: 'cme', execute: module => loadProfile(module, defaultLineSettings(), 0) },
  '&W': {
    errors: 'cme',
    execute: module => {
      module.savedProfile = { ...module.line };
      module.toolkit.savedNotices = module.toolkit.notices;
      return ok;
    },
  },
  '&C': accepted(1),
  '&D': accepted(2),
  X: accepted(4),
  '+IPR': {
    errors: 'cme',
    test: `+IPR: (),(${speeds.join(',')})`,
    read: ({ settings }) => answer(`+IPR: ${settings.serialSpeed}`),
    set: setSpeed,
  },
  '+IFC': {
    errors: 'cme',
    test: '+IFC: (0-2),(0-2)',
    read: ({ settings }) => answer(`+IFC: ${settings.flowControl.join(',')}`),
    set: setFlowControl,
  },
};
