/** +CUSATR, +CUSATW, +CUSATD, +CUSATA, +CUSATT, +CUSATE (27.007 clause 12). */

import { type EnvelopeAnswer, giveEnvelope, giveResponse } from '../card/toolkit-card.ts';
import type { CommandTable } from '../commands/command-table.ts';
import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumbers, readString } from '../module/parameters.ts';
import { fromHex, toHex } from '../sms/hex.ts';
import { activateToolkit, tell, toolkitOf } from './fetching.ts';
import { moduleProfile } from './terminal-state.ts';

/** 12.2.2: 0 what the module can do, 1 what the terminal wrote. */
function readProfiles({ toolkit }: Module): Outcome {
  const lines = [`+CUSATR: 0,"${toHex(moduleProfile)}"`];
  if (toolkit.profile !== undefined) lines.push(`+CUSATR: 1,"${toHex(toolkit.profile)}"`);
  return answer(...lines);
}

function octetsOf(parameter: Parameter | undefined): Uint8Array | undefined {
  const text = readString(parameter);
  return text === undefined || text === '' ? undefined : fromHex(text);
}

/** 12.2.3: storage 0 is the terminal's profile; without one it is cleared. */
function writeProfile(module: Module, parameters: readonly Parameter[]): Outcome {
  const [storage] = readNumbers(parameters.slice(0, 1), [{ allowed: [0] }]) ?? [];
  if (storage === undefined || parameters.length > 2) return cme(50);
  const profile = octetsOf(parameters[1]);
  if (parameters.length === 2 && profile === undefined) return cme(50);
  module.toolkit.profile = profile;
  return ok;
}

function setDownload(module: Module, parameters: readonly Parameter[]): Outcome {
  const flags = { allowed: [0, 1], otherwise: 0 };
  const [download, reporting] = readNumbers(parameters, [flags, flags]) ?? [];
  if (download === undefined || reporting === undefined) return cme(50);
  Object.assign(module.toolkit, { download, reporting });
  return ok;
}

/** 12.2.5: the profile goes to the card now. */
function activate(module: Module, parameters: readonly Parameter[]): Outcome {
  if (readNumbers(parameters, [{ allowed: [0, 1] }]) === undefined) return cme(50);
  activateToolkit(module);
  return ok;
}

function respond(module: Module, parameters: readonly Parameter[]): Outcome {
  const card = toolkitOf(module);
  const octets = octetsOf(parameters[0]);
  if (octets === undefined || parameters.length !== 1) return cme(50);
  const next = card && giveResponse(card, octets);
  if (card === undefined || next === undefined) return cme(3);
  tell(module, card, next);
  return answer(`+CUSATT: "${statusWords(next)}"`);
}

/** TS 102 221 10.2: 91xx announces a command of xx octets. */
function statusWords(next: EnvelopeAnswer): string {
  if (next.kind === 'command') return `91${toHex(Uint8Array.of(next.pending.octets.length & 0xff))}`;
  if (next.kind === 'ended') return '9000';
  return next.kind === 'busy' ? '9300' : '6A80';
}

function sendEnvelope(module: Module, parameters: readonly Parameter[]): Outcome {
  const card = toolkitOf(module);
  const octets = octetsOf(parameters[0]);
  if (octets === undefined || parameters.length !== 1) return cme(50);
  if (card === undefined || !module.toolkit.active) return cme(3);
  const next = giveEnvelope(card, octets);
  if (next.kind === 'command') tell(module, card, next);
  return answer(`+CUSATE: "","${statusWords(next)}"`);
}

/** The toolkit in octets (27.007 12.2). */
export const rawToolkitCommands: CommandTable = {
  '+CUSATR': { errors: 'cme', execute: readProfiles, set: readProfiles },
  '+CUSATW': { errors: 'cme', test: '+CUSATW: (0)', set: writeProfile },
  '+CUSATD': {
    errors: 'cme',
    test: '+CUSATD: (0,1),(0,1)',
    read: ({ toolkit }) => answer(`+CUSATD: ${toolkit.download},${toolkit.reporting}`),
    set: setDownload,
  },
  '+CUSATA': { errors: 'cme', needs: 'ready', test: '+CUSATA: (0,1)', set: activate },
  '+CUSATT': { errors: 'cme', needs: 'ready', set: respond },
  '+CUSATE': { errors: 'cme', needs: 'ready', set: sendEnvelope },
};
