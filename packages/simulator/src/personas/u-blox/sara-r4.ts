import { generic } from '../generic.ts';
import type { Persona } from '../persona.ts';

/** An LTE-M module: silent while it starts; +CFUN=15 restarts it; +UCALLSTAT for calls. */
export const saraR4: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'sara-r4',
  // Recording: ATI of a SARA-R412M, github.com/vshymanskyy/TinyGSM/issues/257.
  manufacturer: 'u-blox',
  model: 'SARA-R412M-02B',
  revision: 'M0.05.00 [Jul 06 2018 10:01:55]',
  information: [
    'Manufacturer: u-blox',
    'Model: SARA-R412M-02B',
    'Revision: M0.05.00 [Jul 06 2018 10:01:55]',
    'SVN: 03',
    'IMEI: {imei}',
  ],
  // The greeting text is off from the factory: SARA-R4/N4 AT Commands Manual UBX-17003787, +CSGT.
  boot: { milliseconds: 5000, notices: [], simReady: [], simMissing: [], simLocked: [] },
  // Recording: +CFUN: (0,1,4,15),(0-1); +CFUN=16 is ERROR. The same issue.
  restartLevels: [15],
  refused: ['+CPINR', '+CSUS'],
  // UBX-17003787, 4.12: +CCID with its prefix; 8.2: +UPINCNT counts tries of PIN, PIN2, PUK and PUK2.
  vendorCommands: [{ name: '+UPINCNT', form: 'execute', lines: ['+UPINCNT: {pinTries},3,{pukTries},10'] }],
  calls: uBloxCalls(),
  toolkit: 'none',
};

/** u-blox AT Commands Manual UBX-13002752, +UCALLSTAT: 0 active, 1 hold, 2 dialling, 3 alerting, 4 ringing, 5 waiting, 6 disconnected. */
export function uBloxCalls(): Persona['calls'] {
  return {
    switchedBy: '+UCALLSTAT',
    notices: { changed: '+UCALLSTAT: {id},{state}' },
    states: [0, 1, 2, 3, 4, 5, 6],
    releaseReport: 'words',
  };
}
