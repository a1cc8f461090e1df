/** The card's octets under a maker's own names: profile, terminal response and envelope in hexadecimal digits. */

import { giveEnvelope, giveResponse } from '../card/toolkit-card.ts';
import type { CommandTable } from '../commands/command-table.ts';
import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumbers, readString } from '../module/parameters.ts';
import { fromHex } from '../sms/hex.ts';
import { activateToolkit, stopToolkit, tell, toolkitOf } from './fetching.ts';
import { permissionCommands } from './permission-commands.ts';
import { needsLeave } from './permissions.ts';
import type { OctetsToolkitForm } from './toolkit-form.ts';

/** 27.007 9.2.1: operation not allowed, incorrect parameters. */
const notAllowed = cme(3);
const incorrect = cme(50);

function octetsOf(parameter: Parameter | undefined): Uint8Array | undefined {
  const text = readString(parameter);
  return text === undefined || text === '' ? undefined : fromHex(text);
}

/** <mode>[,<profile>]: the profile goes to the card at once. */
function enable(
  module: Module,
  { takesProfile }: OctetsToolkitForm,
  parameters: readonly Parameter[],
): Outcome {
  const [mode] = readNumbers(parameters.slice(0, 1), [{ allowed: [0, 1] }]) ?? [];
  const profile = takesProfile ? octetsOf(parameters[1]) : undefined;
  if (mode === undefined || (takesProfile && mode === 1 && profile === undefined)) return incorrect;
  if (!takesProfile && parameters.length > 1) return incorrect;
  if (mode === 0) stopToolkit(module);
  else {
    module.toolkit.profile = profile;
    activateToolkit(module);
  }
  return ok;
}

function respond(module: Module, { numbered }: OctetsToolkitForm, parameters: readonly Parameter[]): Outcome {
  const octets = octetsOf(parameters[0]);
  if (octets === undefined) return incorrect;
  const card = toolkitOf(module);
  if (numbered && card?.pending !== undefined && needsLeave(card.pending.command.type)) return notAllowed;
  const next = card && giveResponse(card, octets);
  if (card === undefined || next === undefined) return notAllowed;
  tell(module, card, next);
  return ok;
}

function sendEnvelope(
  module: Module,
  { envelope, tellsCardData }: OctetsToolkitForm,
  parameters: readonly Parameter[],
): Outcome {
  const octets = octetsOf(parameters[0]);
  if (octets === undefined) return incorrect;
  const card = toolkitOf(module);
  if (card === undefined || !module.toolkit.active) return notAllowed;
  const next = giveEnvelope(card, octets);
  if (next.kind === 'busy' || next.kind === 'refused') return notAllowed;
  if (next.kind === 'command') tell(module, card, next);
  return tellsCardData ? answer(`${envelope}: ""`) : ok;
}

/** The commands of one form. */
export function octetsToolkitCommands(form: OctetsToolkitForm): CommandTable {
  return {
    [form.enable]: {
      errors: 'cme',
      needs: 'ready',
      test: `${form.enable}: (0,1)`,
      read: ({ toolkit }) => answer(`${form.enable}: ${toolkit.active ? 1 : 0}`),
      set: (module, parameters) => enable(module, form, parameters),
    },
    [form.respond]: {
      errors: 'cme',
      needs: 'ready',
      set: (module, parameters) => respond(module, form, parameters),
    },
    [form.envelope]: {
      errors: 'cme',
      needs: 'ready',
      set: (module, parameters) => sendEnvelope(module, form, parameters),
    },
    ...(form.numbered && permissionCommands),
  };
}
