import { generic } from '../generic.ts';
import type { Persona } from '../persona.ts';

/** A 2G module on a serial line: sends lines while it starts and `+CPIN: NOT INSERTED`, answers +CCID without a prefix; the toolkit in words. */
export const simcom: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'simcom',
  manufacturer: 'SIMCOM_Ltd',
  model: 'SIMCOM_SIM800L',
  revision: 'Revision:1418B05SIM800L24',
  information: ['SIM800 R14.18'],
  boot: {
    milliseconds: 3000,
    notices: [
      { milliseconds: 0, text: 'RDY' },
      { milliseconds: 50, text: '+CFUN: 1' },
    ],
    simReady: [
      { milliseconds: 300, text: '+CPIN: READY' },
      { milliseconds: 3000, text: 'Call Ready' },
      { milliseconds: 300, text: 'SMS Ready' },
    ],
    simMissing: [{ milliseconds: 300, text: '+CPIN: NOT INSERTED' }],
    simLocked: [{ milliseconds: 300, text: '+CPIN: SIM PIN' }],
  },
  simRemoved: ['+CPIN: NOT READY', '+CPIN: NOT INSERTED'],
  simInserted: ['+CPIN: READY', 'SMS Ready'],
  refused: ['+CEREG', '+CESQ', '+CPINR', '+CSUS'],
  vendorCommands: [
    { name: '+CCID', form: 'execute', lines: ['{iccid}'] },
    { name: '+SPIC', form: 'execute', lines: ['+SPIC: {pinTries},{pukTries},3,10'] },
    { name: '+SIMCOMATI', form: 'execute', lines: ['SIMCOM_Ltd', 'SIMCOM_SIM800L', 'IMEI: {imei}'] },
    { name: '+CLTS', form: 'set', lines: [] },
    { name: '+CENG', form: 'set', lines: [] },
    {
      name: '+CENG',
      form: 'read',
      lines: ['+CENG: 1,1', '', '+CENG: 0,"0062,45,00,001,01,12,0001,05,05,0001,255"'],
    },
  ],
  indications: { mode: [0, 1, 2, 3], mt: [0, 1, 2, 3], bm: [0, 2], ds: [0, 1], bfr: [0, 1] },
  calls: {
    switchedBy: '+CLCC',
    notices: { changed: '+CLCC: {id},{direction},{state},0,0,"{number}",{type},""' },
    states: [0, 1, 2, 3, 4, 5, 6],
    releaseReport: 'words',
  },
  toolkit: 'named',
};
