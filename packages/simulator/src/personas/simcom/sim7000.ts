import { generic } from '../generic.ts';
import type { Persona } from '../persona.ts';

/** An LTE-M module on a serial line: `SMS Ready` as on 2G, +CCID without a prefix. */
export const sim7000: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'sim7000',
  // Recording: AT+GSV of a SIM7000E, three lines; +GMM in github.com/vshymanskyy/TinyGSM/issues/381.
  manufacturer: 'SIMCOM_Ltd',
  model: 'SIMCOM_SIM7000E',
  revision: 'Revision:1351B06SIM7000E',
  information: ['SIM7000E R1351'],
  // RDY and +CPIN: NOT READY in the same issue; the other lines as in SIM7000 Series AT Command Manual V1.06, unsolicited results.
  boot: {
    milliseconds: 5000,
    notices: [
      { milliseconds: 0, text: 'RDY' },
      { milliseconds: 50, text: '+CFUN: 1' },
    ],
    simReady: [
      { milliseconds: 300, text: '+CPIN: READY' },
      { milliseconds: 2000, text: 'SMS Ready' },
    ],
    simMissing: [{ milliseconds: 300, text: '+CPIN: NOT INSERTED' }],
    simLocked: [{ milliseconds: 300, text: '+CPIN: SIM PIN' }],
  },
  simRemoved: ['+CPIN: NOT READY'],
  simInserted: ['+CPIN: READY', 'SMS Ready'],
  refused: ['+CPINR', '+CSUS'],
  vendorCommands: [
    { name: '+CCID', form: 'execute', lines: ['{iccid}'] },
    { name: '+SPIC', form: 'execute', lines: ['+SPIC: {pinTries},{pukTries},3,10'] },
    { name: '+GSV', form: 'execute', lines: ['SIMCOM_Ltd', 'SIMCOM_SIM7000E', 'Revision:1351B06SIM7000E'] },
    { name: '+CLTS', form: 'set', lines: [] },
    // Recording: AT+CPSI? of the same module.
    {
      name: '+CPSI',
      form: 'read',
      lines: ['+CPSI: GSM,Online,001-01,0x1054,62168,512 DCS 1800,-71,0,32-32'],
    },
  ],
  toolkit: 'none',
};
