import { generic } from '../generic.ts';
import type { Persona } from '../persona.ts';
import { uBloxCalls } from './sara-r4.ts';

/** A 3G module: +UMWI while it starts, +CFUN=15 and 16 restart it, +UCALLSTAT for calls. */
export const saraU2: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'sara-u2',
  // Recording of a SARA-G450: bare answers of +CGMI and +GMM, the ordering code as ATI; github.com/vshymanskyy/TinyGSM/issues/296.
  manufacturer: 'u-blox',
  model: 'SARA-U201',
  revision: '23.60',
  information: ['SARA-U201-03B-00'],
  // Recording: +UMWI: 0,1 to 0,4 behind the start; start-up traces in the support pages of devices with the module.
  boot: {
    milliseconds: 6000,
    notices: [],
    simReady: [1, 2, 3, 4].map(line => ({ milliseconds: 200, text: `+UMWI: 0,${line}` })),
    simMissing: [],
    simLocked: [],
  },
  // Recording: +CFUN=16 is OK, the same issue; UBX-13002752, +CFUN: 15 and 16 reset the module.
  restartLevels: [15, 16],
  refused: ['+CEREG', '+CPINR', '+CSUS'],
  vendorCommands: [{ name: '+UPINCNT', form: 'execute', lines: ['+UPINCNT: {pinTries},3,{pukTries},10'] }],
  calls: uBloxCalls(),
  toolkit: 'none',
};
