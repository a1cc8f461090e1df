import { type Field, fieldNumber } from '../../at/fields.ts';
import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { namedNotices, type RawToolkit } from '../toolkit-form.ts';

function octet(fields: readonly Field[], index: number): string {
  return fieldNumber(fields, index)?.toString(16).toUpperCase().padStart(2, '0') ?? '';
}

/** +XSATK, +SATI, +SATN, +SATF, +SATR and +SATE (facts: oFono, drivers/ifxmodem). */
export const intelToolkit: RawToolkit = {
  kind: 'raw',
  probe: 'AT+XSATK=?',
  // No profile is written: the modem sends its own to the card.
  setup: ['AT+XSATK=1,1'],
  readNotice: namedNotices('+SATI', '+SATF', '+SATN'),
  respond: { command: 'AT+SATR=', names: ['+SATR'] },
  // +SATE: <sw1>,<sw2>,<envelope>,<event>[,<response>], the status words as decimal numbers
  envelope: {
    command: 'AT+SATE=',
    names: ['+SATE'],
    status: answer => octet(answer, 0) + octet(answer, 1),
  },
};

/** XMM modems, of Infineon's first. */
export const intel: Dialect = {
  ...generic,
  name: 'intel',
  recognise: ['infineon', 'intel', 'xmm'],
  notices: ['+SATI', '+SATN', '+SATF'],
  toolkit: [intelToolkit],
};
