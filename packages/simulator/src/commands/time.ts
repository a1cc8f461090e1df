/** +CCLK, +CTZU and +CTZR (27.007 8.15, 8.40, 8.41). */

import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumbers, readText } from '../module/parameters.ts';
import type { CommandDefinition, CommandTable } from './command-table.ts';

/** `yy/MM/dd,hh:mm:ss±zz`, the zone in quarters of an hour (27.007 8.15). */
function clockText(module: Module): string {
  const { clockAhead, clockZone } = module.settings;
  const local = new Date(module.clock.now() + clockAhead).toISOString();
  const zone = `${clockZone < 0 ? '-' : '+'}${String(Math.abs(clockZone)).padStart(2, '0')}`;
  return `${local.slice(2, 10).replaceAll('-', '/')},${local.slice(11, 19)}${zone}`;
}

/** +CCLK (27.007 8.15): local time with the zone in quarters of an hour; without a zone it is UTC. */
function setClock(module: Module, parameters: readonly Parameter[]): Outcome {
  const text = readText(parameters[0]);
  const match = /^(\d\d)\/(\d\d)\/(\d\d),(\d\d):(\d\d):(\d\d)([+-]\d\d)?$/.exec(text);
  if (!match) return cme(50);
  const [, year, month, day, hour, minute, second, zone = '+00'] = match;
  const local = Date.parse(`20${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(local)) return cme(50);
  module.settings.clockZone = Number(zone);
  module.settings.clockAhead = local - module.clock.now();
  return ok;
}

function zoneSetting(name: '+CTZU' | '+CTZR', key: 'zoneUpdate' | 'zoneReporting'): CommandDefinition {
  return {
    errors: 'cme',
    test: `${name}: (0,1)`,
    read: ({ settings }) => answer(`${name}: ${settings[key]}`),
    set: ({ settings }, parameters) => {
      const [value] = readNumbers(parameters, [{ allowed: [0, 1] }]) ?? [];
      if (value === undefined) return cme(50);
      settings[key] = value;
      return ok;
    },
  };
}

/** 27.007 8.15, 8.40, 8.41. */
export const timeCommands: CommandTable = {
  '+CCLK': { errors: 'cme', read: module => answer(`+CCLK: "${clockText(module)}"`), set: setClock },
  '+CTZU': zoneSetting('+CTZU', 'zoneUpdate'),
  '+CTZR': zoneSetting('+CTZR', 'zoneReporting'),
};
