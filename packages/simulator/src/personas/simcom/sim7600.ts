import { generic } from '../generic.ts';
import type { Persona } from '../persona.ts';
import { sim7600Toolkit } from './sim7600-toolkit.ts';

/** An LTE module of SIMCom's: the toolkit is read by +STGI under the types of TS 102 223. */
export const sim7600: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'sim7600',
  manufacturer: 'SIMCOM INCORPORATED',
  model: 'SIMCOM_SIM7600E-H',
  revision: '+CGMR: LE20B03SIM7600M22',
  information: ['Manufacturer: SIMCOM INCORPORATED', 'Model: SIMCOM_SIM7600E-H', 'IMEI: {imei}'],
  boot: {
    milliseconds: 9000,
    notices: [{ milliseconds: 0, text: 'RDY' }],
    simReady: [
      { milliseconds: 300, text: '+CPIN: READY' },
      { milliseconds: 2000, text: 'SMS DONE' },
      { milliseconds: 300, text: 'PB DONE' },
    ],
    simMissing: [{ milliseconds: 300, text: '+CPIN: SIM REMOVED' }],
    simLocked: [{ milliseconds: 300, text: '+CPIN: SIM PIN' }],
  },
  dropsLinkOnRestart: true,
  simRemoved: ['+CPIN: SIM REMOVED'],
  simInserted: ['+CPIN: READY', 'SMS DONE'],
  refused: ['+CPINR', '+CCID'],
  vendorCommands: [
    { name: '+CICCID', form: 'execute', lines: ['+ICCID: {iccid}'] },
    { name: '+SPIC', form: 'execute', lines: ['+SPIC: {pinTries},{pukTries},3,10'] },
  ],
  toolkit: sim7600Toolkit,
};
