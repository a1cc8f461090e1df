import { type CallForm, standardCalls } from '../call-form.ts';
import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import type { UsbForm } from '../usb-form.ts';
import { telitToolkit } from './toolkit.ts';

/** #ECAM: id,state,type,,,number,type of number. */
const telitCalls: CallForm = {
  ...standardCalls,
  setup: ['AT#ECAM=1'],
  notices: [
    { name: '#ECAM', starts: '1,0', says: 'ended', id: 0 },
    // The states mix both directions; +CLCC is clearer for all others.
    { name: '#ECAM', says: 'look' },
  ],
};

/** By the rules of ModemManager's plugin: the modem port, then the auxiliary one. */
const telitUsb: UsbForm = {
  vendors: ['1bc7'],
  layouts: [
    { products: ['1003', '1006'], interfaces: [0, 2] },
    { products: ['1004', '1005'], interfaces: [0, 3] },
    { products: ['1010'], interfaces: [3, 2] },
    { products: ['1011'], interfaces: [1] },
    // HE910, UE910, UL865.
    { products: ['0021'], interfaces: [0, 6] },
  ],
  atCodes: [],
  modes: {},
};

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
