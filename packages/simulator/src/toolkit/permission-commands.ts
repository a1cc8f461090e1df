/** AT+STKSMS, +STKUSSD, +STKSS, +STKCALL, +STKDTMF: permission for the paid commands that a module runs for its card. */

import type { CommandTable } from '../commands/command-table.ts';
import type { Module } from '../module/module.ts';
import { cme, type Outcome, ok } from '../module/outcome.ts';
import { type Parameter, readNumbers } from '../module/parameters.ts';
import { answerCard, doByModule, toolkitOf } from './fetching.ts';
import { leaveCodes, type Permission, permissions } from './permissions.ts';

/** TS 102 223 8.12.2: this result has a cause behind it; 0, none is given. */
const UNABLE = 0x20;

function giveLeave(module: Module, { type, codes }: Permission, parameters: readonly Parameter[]): Outcome {
  const { toolkit } = module;
  const [code] = readNumbers(parameters, [{ allowed: codes }]) ?? [];
  if (code === undefined) return cme(50);
  const card = toolkitOf(module);
  const pending = card?.pending;
  if (card === undefined || pending === undefined || pending.command.type !== type) return cme(3);
  if (!toolkit.active || toolkit.allowed === pending) return cme(3);
  toolkit.allowed = pending;
  if (leaveCodes.includes(code)) void doByModule(module, card, pending);
  else answerCard(module, card, pending, { result: code === UNABLE ? [code, 0x00] : [code] });
  return ok;
}

/** Each permission is a command that the terminal answers with a code. */
export const permissionCommands: CommandTable = Object.fromEntries(
  permissions.map(permission => [
    permission.name,
    {
      errors: 'cme',
      needs: 'ready',
      test: `${permission.name}: (${permission.codes.join(',')})`,
      set: (module: Module, parameters: readonly Parameter[]) => giveLeave(module, permission, parameters),
    },
  ]),
);
