import { generic } from '../generic.ts';
import type { Persona } from '../persona.ts';

/** A 2G module of Quectel's on a chip of MediaTek's: the toolkit in octets behind +STKPCI, with leave for what it does. */
export const m66: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'm66',
  manufacturer: 'Quectel_Ltd',
  model: 'Quectel_M66',
  revision: 'Revision: M66FAR01A05',
  information: ['Quectel_Ltd', 'Quectel_M66', 'Revision: M66FAR01A05'],
  boot: {
    milliseconds: 3000,
    notices: [
      { milliseconds: 0, text: 'RDY' },
      { milliseconds: 100, text: '+CFUN: 1' },
    ],
    simReady: [
      { milliseconds: 500, text: '+CPIN: READY' },
      { milliseconds: 2000, text: 'Call Ready' },
    ],
    simMissing: [{ milliseconds: 500, text: '+CPIN: NOT INSERTED' }],
    simLocked: [{ milliseconds: 500, text: '+CPIN: SIM PIN' }],
  },
  simRemoved: ['+CPIN: NOT READY', '+QSIMSTAT: 1,0'],
  simInserted: ['+QSIMSTAT: 1,1', '+CPIN: READY'],
  refused: ['+CEREG', '+CESQ', '+CPINR', '+CSUS'],
  vendorCommands: [
    { name: '+QCCID', form: 'execute', lines: ['+QCCID: {iccid}'] },
    { name: '+QPINC', form: 'set', argument: '"SC"', lines: ['+QPINC: "SC",{pinTries},{pukTries}'] },
  ],
  indications: { mode: [0, 1, 2, 3], mt: [0, 1, 2, 3], bm: [0, 2], ds: [0, 1], bfr: [0, 1] },
  registrationShowsTechnology: false,
  toolkit: {
    kind: 'octets',
    enable: '+QSTK',
    takesProfile: false,
    command: '+STKPCI',
    end: '+STKPCI: 2',
    respond: '+STKTR',
    envelope: '+STKENV',
    tellsCardData: false,
    numbered: true,
  },
};
