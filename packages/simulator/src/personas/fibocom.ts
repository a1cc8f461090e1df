import { generic } from './generic.ts';
import type { Persona } from './persona.ts';

/** A 5G card: sends `+SIM: Inserted` and `+SIM READY`, has two slots behind +GTDUALSIM, +CFUN=15 restarts it. */
export const fibocom: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'fibocom',
  // Recording: ATI of an FM160-CN.
  manufacturer: 'Fibocom Wireless Inc.',
  model: 'FM160-CN',
  revision: '89614.1000.00.04.01.02',
  information: [
    'Manufacturer: Fibocom Wireless Inc.',
    'Model: FM160-CN',
    'Revision: 89614.1000.00.04.01.02',
    'SVN: 02',
    'IMEI: {imei}',
    '+GCAP: +CGSM',
  ],
  // Recording: +CFUN=1 of a card with its SIM: +SIM: Inserted, registration, +SIM READY.
  boot: {
    milliseconds: 10_000,
    notices: [],
    simReady: [
      { milliseconds: 500, text: '+SIM: Inserted' },
      { milliseconds: 1500, text: '+SIM READY' },
    ],
    simMissing: [{ milliseconds: 500, text: '+SIM: Removed' }],
    simLocked: [{ milliseconds: 500, text: '+SIM: Inserted' }],
  },
  dropsLinkOnRestart: true,
  // Recording: pulling and inserting the card of an NL668.
  simRemoved: ['+SIM: Removed', '+SIM DROP'],
  simInserted: ['+SIM: Inserted', '+SIM READY'],
  // NL668, L610 AT Commands User Manuals: 15 resets.
  restartLevels: [15],
  refused: ['+CPINR', '+CSUS'],
  vendorCommands: [
    // Recording: AT+ICCID of the FM160 is known to it and answers CME errors without a card.
    { name: '+ICCID', form: 'execute', lines: ['+ICCID: {iccid}'] },
    { name: '+CFSN', form: 'execute', lines: ['+CFSN: "FP62000000"'] },
    { name: '+GTDUALSIM', form: 'read', lines: ['+GTDUALSIM : 0, "SUB1", "L"'] },
  ],
  memories: ['ME', 'SM'],
  firstIndex: 0,
  toolkit: 'none',
};
