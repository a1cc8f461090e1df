import { generic } from '../generic.ts';
import type { Persona } from '../persona.ts';
import { wavecomToolkit } from './wavecom-toolkit.ts';

/** A 2G module as modem pools have them: +WIND for its state; the toolkit is read by +STGI. */
export const wavecom: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'wavecom',
  manufacturer: 'WAVECOM MODEM',
  model: 'MULTIBAND  900E  1800',
  revision: '657e09gg.Q2403A 1306608 061804 14:38',
  information: ['WAVECOM MODEM', 'MULTIBAND  900E  1800'],
  boot: {
    milliseconds: 4000,
    notices: [{ milliseconds: 0, text: '+WIND: 3' }],
    simReady: [
      { milliseconds: 500, text: '+WIND: 7' },
      { milliseconds: 1500, text: '+WIND: 4' },
    ],
    simMissing: [{ milliseconds: 200, text: '+WIND: 0' }],
    simLocked: [],
  },
  simRemoved: ['+WIND: 0'],
  simInserted: ['+WIND: 1'],
  refused: ['+CEREG', '+CESQ', '+CPINR'],
  vendorCommands: [
    { name: '+WIND', form: 'set', lines: [] },
    { name: '+CPINC', form: 'read', lines: ['+CPINC: {pinTries},3,{pukTries},10'] },
  ],
  indications: { mode: [0, 1, 2], mt: [0, 1, 2, 3], bm: [0, 2], ds: [0, 1, 2], bfr: [0, 1] },
  memories: ['SM'],
  registrationShowsTechnology: false,
  toolkit: wavecomToolkit,
};
