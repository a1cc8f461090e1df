import { generic } from '../generic.ts';
import type { Persona } from '../persona.ts';
import { cinterionToolkit } from './cinterion-toolkit.ts';

/** A 2G module of an industrial terminal: ^SYSSTART, ^SCKS, and a toolkit whose every command is confirmed by ^SSTR. */
export const cinterion: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'cinterion',
  manufacturer: 'Cinterion',
  model: 'BGS2-W',
  revision: 'REVISION 01.301',
  information: ['Cinterion', 'BGS2-W', 'REVISION 01.301'],
  boot: { ...generic.boot, notices: [{ milliseconds: 0, text: '^SYSSTART' }] },
  simRemoved: ['^SCKS: 0'],
  simInserted: ['^SCKS: 1'],
  refused: ['+CCID', '+CPINR', '+CEREG', '+CESQ'],
  vendorCommands: [
    // BGS2 AT Command Set: flow control of the line. ModemManager does not enable the module without it.
    { name: '\\Q', form: 'execute', lines: [] },
    { name: '^SCKS', form: 'set', lines: [] },
    { name: '^SCID', form: 'execute', lines: ['^SCID: {iccid}'] },
    { name: '^SPIC', form: 'execute', lines: ['^SPIC: {pinTries}'] },
  ],
  toolkit: cinterionToolkit,
};
