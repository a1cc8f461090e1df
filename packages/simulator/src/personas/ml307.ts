import { generic } from './generic.ts';
import type { Persona } from './persona.ts';

/** An LTE Cat 1 module of China Mobile's on a chip of ASR's: `+MATREADY`, +MCCID, values 0 to 3 in +CNMI. */
export const ml307: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'ml307',
  // Names as its USB descriptors and its manuals have them: CMIOT, ML307A.
  manufacturer: 'CMIOT',
  model: 'ML307A',
  revision: 'ML307A-DCLN',
  information: ['CMIOT', 'ML307A', 'ML307A-DCLN'],
  // ML307R communication flow examples V1.1.2: +MATREADY behind a start; +CPIN by itself (single-card switching).
  boot: {
    milliseconds: 4000,
    notices: [{ milliseconds: 0, text: '+MATREADY' }],
    simReady: [{ milliseconds: 500, text: '+CPIN: READY' }],
    simMissing: [{ milliseconds: 500, text: '+CPIN: SIM REMOVED' }],
    simLocked: [{ milliseconds: 500, text: '+CPIN: SIM PIN' }],
  },
  dropsLinkOnRestart: true,
  simRemoved: ['+CPIN: SIM REMOVED'],
  simInserted: ['+CPIN: READY'],
  refused: ['+CCID', '+CPINR', '+CSUS', ...['D', 'A', '+CLCC', '+CHLD', '+CHUP']],
  vendorCommands: [
    // Answers of AT+MCCID in public drivers of the module.
    { name: '+MCCID', form: 'execute', lines: ['+MCCID: {iccid}'] },
    { name: '+MREBOOT', form: 'set', lines: [], restarts: true },
  ],
  // Observed on an ML307X: +CNMI: (0-3),(0-3),(0-3),(0-2),(0-1); +CSCS has IRA.
  indications: { mode: [0, 1, 2, 3], mt: [0, 1, 2, 3], bm: [0, 1, 2, 3], ds: [0, 1, 2], bfr: [0, 1] },
  toolkit: 'none',
};
