/** +STKPCI, +STKTR and +STKENV of modules on MediaTek's chips, as Quectel's of the second generation (facts: MediaTek's radio interface layer). */
import { type CommandName, commandNameOf, type TerminalResponse } from '@simgate/gsm';
import { fieldNumber, fieldText } from '../../at/fields.ts';
import type { RawToolkit } from '../toolkit-form.ts';

/** Permission for what a module on MediaTek's chips does itself (SIM800 Series AT Command Manual V1.09 5; Quectel GSM STK AT Commands V1.0). */
interface Permission {
  readonly command: string;
  /** Refuses, by the number that the command has for it; for a message any number but 0 does. */
  readonly refused: number;
}

const permissions: Readonly<Partial<Record<CommandName, Permission>>> = {
  sendShortMessage: { command: 'AT+STKSMS', refused: 34 },
  sendUssd: { command: 'AT+STKUSSD', refused: 50 },
  sendSs: { command: 'AT+STKSS', refused: 50 },
  setUpCall: { command: 'AT+STKCALL', refused: 34 },
  sendDtmf: { command: 'AT+STKDTMF', refused: 32 },
};

/** The command that permits or refuses; undefined: the module asks nobody. */
export function permissionFor({ details, result }: TerminalResponse): string | undefined {
  const name = commandNameOf(details.commandType);
  const permission = name === undefined ? undefined : permissions[name];
  if (permission === undefined) return undefined;
  return `${permission.command}=${result.general < 0x10 ? 0 : permission.refused}`;
}

/** <type>: we answer; the module acts, once it is permitted; the session is over. */
const OURS = 0;
const MODULES = 1;
const OVER = 2;

export const mediatekToolkit: RawToolkit = {
  kind: 'raw',
  probe: 'AT+QSTK=?',
  // It takes no profile: the module has one of its own.
  setup: ['AT+QSTK=1'],
  // <type>[,<octets>]
  readNotice: (name, fields) => {
    if (name !== '+STKPCI') return undefined;
    const type = fieldNumber(fields, 0);
    if (type === OVER) return { kind: 'ended' };
    const octets = fieldText(fields, 1);
    if ((type !== OURS && type !== MODULES) || octets === '') return { kind: 'performed' };
    return { kind: 'command', octets, moduleActs: type === MODULES };
  },
  respond: { command: 'AT+STKTR=', names: ['+STKTR'] },
  permission: permissionFor,
  envelope: { command: 'AT+STKENV=', names: ['+STKENV'], status: () => '' },
};
