import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { telitCalls } from './calls.ts';
import { telitToolkit } from './toolkit.ts';
import { telitUsb } from './usb.ts';

export const telit: Dialect = {
  ...generic,
  name: 'telit',
  recognise: ['telit'],
  setup: ['AT#QSS=1'],
  notices: ['#QSS', '#STN', '#ECAM', '#SMSFULL'],
  simGone: [...generic.simGone, '#QSS: 0', '#QSS:0'],
  simThere: [...generic.simThere, '#QSS: 1', '#QSS:1'],
  storageFull: ['#SMSFULL'],
  iccid: [{ command: 'AT#CCID', name: '#CCID' }, ...generic.iccid],
  // #PCT answers the tries of the code that is asked for now.
  pinTries: [{ command: 'AT#PCT', name: '#PCT', field: 0 }],
  reset: 'AT#REBOOT',
  calls: telitCalls,
  toolkit: [telitToolkit],
  slots: { select: [['AT#SIMSELECT={slotFromOne}'], ['AT+CSUS={slot}']] },
  usb: telitUsb,
};
