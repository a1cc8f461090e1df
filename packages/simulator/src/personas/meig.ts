import { generic } from './generic.ts';
import type { Persona } from './persona.ts';

/** An LTE module: +CGMM answers with a prefix and without quotes; sends `^SRVST` and `^SIMST` as a chip of ASR's does. */
export const meig: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'meig',
  // Recordings: ATI and +CGMM of an SRM825L; manufacturer and model of an SLM770A as ModemManager shows them.
  manufacturer: 'MEIG INCORPORATED',
  model: 'SLM770A',
  revision: 'SLM770A_1.0.0_EQ100',
  information: [
    'Manufacturer: MEIG INCORPORATED',
    'Model: SLM770A',
    'Revision: SLM770A_1.0.0_EQ100',
    'IMEI: {imei}',
    '+GCAP: +CGSM',
  ],
  // Recording of a Cudy LT300: ^SRVST: 2 when service is there; ^SIMST and ^CARDMODE around a card in logs of the same chip.
  boot: {
    milliseconds: 8000,
    notices: [],
    simReady: [
      { milliseconds: 500, text: '^SIMST: 1,0' },
      { milliseconds: 1500, text: '^SRVST: 2' },
    ],
    simMissing: [{ milliseconds: 500, text: '^SIMST: 255,0' }],
    simLocked: [{ milliseconds: 500, text: '^SIMST: 0,0' }],
  },
  dropsLinkOnRestart: true,
  simRemoved: ['^SIMST: 0', '+CPIN: SIM REMOVED', '^CARDMODE: 255', '^SIMST: 255,0'],
  simInserted: ['^SIMST: 1,0', '+CPIN: READY'],
  refused: ['+CPINR', '+CSUS'],
  vendorCommands: [
    { name: '+CGMM', form: 'execute', lines: ['+CGMM: SLM770A'] },
    { name: '^CARDMODE', form: 'execute', lines: ['^CARDMODE: 2'] },
  ],
  memories: ['ME', 'SM'],
  toolkit: 'none',
};
