/** +STKPCI, +STKTR and +STKENV of modules on MediaTek's chips, as Quectel's of the second generation (facts: MediaTek's radio interface layer). */
import { fieldNumber, fieldText } from '../../at/fields.ts';
import type { RawToolkit } from '../toolkit-form.ts';
import { leaveFor } from './leave.ts';

/** <type>: we answer; the module acts, once it has leave; the session is over. */
const OURS = 0;
const MODULES = 1;
const OVER = 2;

export const mediatekToolkit: RawToolkit = {
  kind: 'raw',
  probe: 'AT+QSTK=?',
  // It takes no profile: the module has one of its own.
  setup: ['AT+QSTK=1'],
  // <type>[,<octets>]
  hear: (name, fields) => {
    if (name !== '+STKPCI') return undefined;
    const type = fieldNumber(fields, 0);
    if (type === OVER) return { kind: 'ended' };
    const octets = fieldText(fields, 1);
    if ((type !== OURS && type !== MODULES) || octets === '') return { kind: 'told' };
    return { kind: 'command', octets, moduleActs: type === MODULES };
  },
  respond: { command: 'AT+STKTR=', names: ['+STKTR'] },
  leave: leaveFor,
  envelope: { command: 'AT+STKENV=', names: ['+STKENV'], status: () => '' },
};
