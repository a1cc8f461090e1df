import { generic } from '../generic.ts';
import type { Persona } from '../persona.ts';
import { huaweiToolkit } from './huawei-toolkit.ts';

/** A 3G stick: chatters by itself, numbers messages from 0, lists +CNMI mode 2 but refuses it, enumerates anew on restart; ^STSF counts from then. */
export const huawei: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'huawei',
  manufacturer: 'huawei',
  model: 'E173',
  revision: '11.126.85.00.209',
  information: [
    'Manufacturer: huawei',
    'Model: E173',
    'Revision: 11.126.85.00.209',
    'IMEI: {imei}',
    '+GCAP: +CGSM,+DS,+ES',
  ],
  boot: {
    milliseconds: 8000,
    notices: [{ milliseconds: 0, text: '^BOOT:33851398,0,0,0,20' }],
    simReady: [
      { milliseconds: 500, text: '^SIMST:1' },
      { milliseconds: 500, text: '^SRVST:2' },
    ],
    simMissing: [{ milliseconds: 500, text: '^SIMST:255' }],
    simLocked: [{ milliseconds: 500, text: '^SIMST:0' }],
  },
  dropsLinkOnRestart: true,
  simRemoved: ['^SIMST:255'],
  simInserted: ['^SIMST:1'],
  periodic: [
    { milliseconds: 3000, text: '^RSSI:{rssi}' },
    { milliseconds: 20_000, text: '^BOOT:33851398,0,0,0,20' },
  ],
  refused: ['+CCID', '+CPINR', '+CEREG', '+CESQ', '+CSUS'],
  vendorCommands: [
    { name: '^CURC', form: 'set', argument: '0', lines: [], periodic: 'off' },
    { name: '^CURC', form: 'set', argument: '1', lines: [], periodic: 'on' },
    { name: '^ICCID', form: 'read', lines: ['^ICCID: {iccidSwapped}'] },
    { name: '^CPIN', form: 'read', lines: ['^CPIN: {pinState},,{pukTries},{pinTries},10,3'] },
    { name: '^HWVER', form: 'execute', lines: ['^HWVER:"CD6E1731"'] },
    { name: '^U2DIAG', form: 'set', lines: [] },
    // The one line is both ports, so the choice of the port for notices changes nothing.
    { name: '^PORTSEL', form: 'set', lines: [] },
    { name: '^MONSC', form: 'execute', lines: ['^MONSC: WCDMA,001,01,10713,100,1C2B3,1,-85,-90'] },
  ],
  indications: { mode: [0, 1, 2], mt: [0, 1, 2, 3], bm: [0, 2, 3], ds: [0, 1, 2], bfr: [0, 1] },
  modesRefused: [2],
  memories: ['SM', 'ME'],
  firstIndex: 0,
  memoryFull: '^SMMEMFULL:"{memory}"',
  unknownCommand: 'COMMAND NOT SUPPORT',
  registrationShowsTechnology: false,
  calls: {
    notices: {
      dialing: '^ORIG:{id},0',
      alerting: '^CONF:{id}',
      active: '^CONN:{id},0',
      ended: '^CEND:{id},{seconds},104,{cause}',
    },
    states: [0, 1, 2, 3, 4, 5, 6],
    toneCommand: '^DTMF',
    releaseReport: 'number',
  },
  ussd: { form: 'packed', resultBehindAnswer: false, emptyEnd: false },
  toolkit: huaweiToolkit,
};
