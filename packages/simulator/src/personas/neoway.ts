import { generic } from './generic.ts';
import type { Persona } from './persona.ts';

/** A 2G module: `MODEM:STARTUP` and `+PBREADY` while it starts, +CFUN=15 restarts it. */
export const neoway: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'neoway',
  // Recording: ATI of an N511 in three lines.
  manufacturer: 'NEOWAY',
  model: 'N511',
  revision: 'V006',
  information: ['NEOWAY', 'N511', 'V006'],
  // Drivers of the M590 wait for these two lines behind a start and behind +CFUN=15.
  boot: {
    milliseconds: 4000,
    notices: [{ milliseconds: 0, text: 'MODEM:STARTUP' }],
    simReady: [{ milliseconds: 3000, text: '+PBREADY' }],
    simMissing: [],
    simLocked: [],
  },
  restartLevels: [15],
  refused: ['+CEREG', '+CESQ', '+CPINR', '+CSUS', '+CTZU', '+CTZR'],
  registrationShowsTechnology: false,
  toolkit: 'none',
};
