import { generic } from '../generic.ts';
import type { Persona } from '../persona.ts';

/** An LTE module: its +CDSI is always `"SM",0`, reports lie in SR; +QIND when a storage is full. */
export const quectel: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'quectel',
  manufacturer: 'Quectel',
  model: 'EC25',
  revision: 'EC25EFAR06A03M4G',
  information: ['Quectel', 'EC25', 'Revision: EC25EFAR06A03M4G'],
  boot: {
    milliseconds: 10_000,
    notices: [
      { milliseconds: 0, text: 'RDY' },
      { milliseconds: 100, text: '+CFUN: 1' },
    ],
    simReady: [
      { milliseconds: 500, text: '+CPIN: READY' },
      { milliseconds: 100, text: '+QUSIM: 1' },
      { milliseconds: 1500, text: '+QIND: SMS DONE' },
      { milliseconds: 500, text: '+QIND: PB DONE' },
    ],
    simMissing: [{ milliseconds: 500, text: '+CPIN: NOT INSERTED' }],
    simLocked: [{ milliseconds: 500, text: '+CPIN: SIM PIN' }],
  },
  dropsLinkOnRestart: true,
  simRemoved: ['+CPIN: NOT READY', '+QSIMSTAT: 1,0'],
  simInserted: ['+QSIMSTAT: 1,1', '+CPIN: READY'],
  refused: ['+CPINR', '+CSUS'],
  vendorCommands: [
    { name: '+QCCID', form: 'execute', lines: ['+QCCID: {iccid}'] },
    { name: '+QCCID', form: 'read', lines: ['+QCCID: {iccid}'] },
    { name: '+QPINC', form: 'set', argument: '"SC"', lines: ['+QPINC: "SC",{pinTries},{pukTries}'] },
    {
      name: '+QENG',
      form: 'set',
      argument: '"servingcell"',
      lines: ['+QENG: "servingcell","NOCONN","LTE","FDD",001,01,1A2D00,101,1650,3,5,5,1,-95,-10,-65,12,25'],
    },
    { name: '+QURCCFG', form: 'set', lines: [] },
    { name: '+QINDCFG', form: 'set', lines: [] },
  ],
  memories: ['ME', 'SM', 'SR'],
  deviceMemorySize: 127,
  firstIndex: 0,
  calls: {
    switchedBy: '^DSCI',
    notices: { changed: '^DSCI: {id},{direction},{state},0,{number},{type}' },
    states: [3, 1, 2, 7, 4, 5, 6],
    releaseReport: 'number',
  },
  reportMemory: 'SR',
  reportIndex: 'zero',
  memoryFull: '+QIND: "smsfull","{memory}"',
  slots: { command: '+QUIMSLOT', first: 1 },
  toolkit: 'none',
};
