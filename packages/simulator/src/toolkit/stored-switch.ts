/** A switch that the module writes to its memory and obeys from its next start: <mode>[,<profile>][,<seconds>]. */

import type { CommandDefinition } from '../commands/command-table.ts';
import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumber, readString } from '../module/parameters.ts';
import { fromHex, toHex } from '../sms/hex.ts';
import type { WrittenSwitch } from './terminal-state.ts';
import type { ToolkitSwitch } from './toolkit-form.ts';

const LONGEST_PROFILE = 32;

/** Undefined: no digits of 1 to 32 octets. Left out, it stays. */
function profileOf(parameter: Parameter | undefined, before: Uint8Array): Uint8Array | undefined {
  const digits = readString(parameter);
  if (digits === undefined) return before;
  const octets = fromHex(digits);
  return octets && octets.length > 0 && octets.length <= LONGEST_PROFILE ? octets : undefined;
}

function write({ toolkit }: Module, before: WrittenSwitch, parameters: readonly Parameter[]): Outcome {
  const download = readNumber(parameters[0], { allowed: [0, 1] });
  const profile = profileOf(parameters[1], before.profile);
  const patience = readNumber(parameters[2], { allowed: { from: 1, to: 255 }, otherwise: before.patience });
  if (download === undefined || profile === undefined || patience === undefined || parameters.length > 3)
    return cme(50);
  toolkit.written = { download, profile, patience };
  return ok;
}

/** A switch of the toolkit that a module keeps over a restart. */
export function storedSwitch(
  name: string,
  { ranges, factory }: Extract<ToolkitSwitch, { when: 'nextStart' }>,
): CommandDefinition {
  const now = ({ toolkit }: Module) => toolkit.written ?? factory;
  return {
    errors: 'cme',
    test: `${name}: ${ranges}`,
    read: module => {
      const { download, profile, patience } = now(module);
      return answer(`${name}:${download},${toHex(profile)},${patience}`);
    },
    set: (module, parameters) => write(module, now(module), parameters),
  };
}
