import { generic } from '../generic.ts';
import type { Persona } from '../persona.ts';

/** An LTE Cat 1 module on a chip of ASR's: `*ATREADY: 1` while it starts, `+SMS FULL`, `+CPIN: SIM REMOVED`. */
export const a7670: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'a7670',
  // Recording: ATI of an A7670E-FASE, github.com/Xinyuan-LilyGO/LilyGo-Modem-Series/issues/137.
  manufacturer: 'SIMCOM INCORPORATED',
  model: 'A7670E-FASE',
  revision: 'A7670M7_B07V01_240927',
  information: [
    'Manufacturer: SIMCOM INCORPORATED',
    'Model: A7670E-FASE',
    'Revision: A011B07A7670M7_F',
    'IMEI: {imei}',
  ],
  // Recording: *ATREADY: 1, +CPIN: READY, SMS DONE, PB DONE; onlinegill/LILYGO-TTGO-T-SIM7000G-ESP32-Traccar-GPS-tracker/issues/3.
  boot: {
    milliseconds: 8000,
    notices: [{ milliseconds: 0, text: '*ATREADY: 1' }],
    simReady: [
      { milliseconds: 300, text: '+CPIN: READY' },
      { milliseconds: 2000, text: 'SMS DONE' },
      { milliseconds: 300, text: '+CGEV: EPS PDN ACT 1' },
      { milliseconds: 500, text: 'PB DONE' },
    ],
    // Recording: issue 137, as above.
    simMissing: [{ milliseconds: 300, text: '+CPIN: SIM REMOVED' }],
    simLocked: [{ milliseconds: 300, text: '+CPIN: SIM PIN' }],
  },
  dropsLinkOnRestart: true,
  simRemoved: ['+CPIN: SIM REMOVED'],
  simInserted: ['+CPIN: READY', 'SMS DONE', 'PB DONE'],
  refused: ['+CPINR', '+CCID', '+CSUS'],
  vendorCommands: [
    { name: '+CICCID', form: 'execute', lines: ['+ICCID: {iccid}'] },
    { name: '+SPIC', form: 'execute', lines: ['+SPIC: {pinTries},{pukTries},3,10'] },
    {
      name: '+SIMCOMATI',
      form: 'execute',
      lines: [
        'Manufacturer: SIMCOM INCORPORATED',
        'Model: A7670E-FASE',
        'Revision: A011B07A7670M7_F',
        'A7670M7_B07V01_240927',
        'IMEI: {imei}',
      ],
    },
  ],
  // Report: LilyGo-Modem-Series/issues/184.
  memoryFull: '+SMS FULL',
  toolkit: 'none',
};
