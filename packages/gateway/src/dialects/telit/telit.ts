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
    { name: '#ECAM', starts: '1,0', kind: 'ended', id: 0 },
    // The states mix both directions; +CLCC is clearer for all others.
    { name: '#ECAM', kind: 'look' },
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
    // LE910C1-EUX; FN920C04 and FE910C04 without positions.
    { products: ['1031', '1033', '10a4', '10c4'], interfaces: [1, 2] },
    { products: ['10a7', '10c6', '10b0', '10d0'], interfaces: [2, 3] },
    { products: ['10b1', '10d1'], interfaces: [3, 4] },
    { products: ['10a9', '10c8'], interfaces: [1] },
    { products: ['10a0', '10aa', '10c0', '10c9'], interfaces: [2] },
    { products: ['10a2', '10c2'], interfaces: [3] },
    // LE922 and LM9x0, FN980, LN920, FN990, LE910C1; behind them the same as MBIM.
    { products: ['1040', '1050', '1060', '1070', '1201'], interfaces: [4, 5] },
    { products: ['1041', '1051', '1061', '1071', '1204'], interfaces: [5, 6] },
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
  simGone: [...generic.simGone, '#QSS: 0'],
  simThere: [...generic.simThere, '#QSS: 1'],
  storageFull: ['#SMSFULL'],
  iccid: [{ command: 'AT#CCID', name: '#CCID' }, ...generic.iccid],
  // #PCT answers the tries of the code that is asked for now.
  pinTries: [{ command: 'AT#PCT', name: '#PCT', field: 0 }],
  reset: ['AT#REBOOT'],
  calls: telitCalls,
  toolkit: [telitToolkit],
  slots: { select: [['AT#SIMSELECT={slotFromOne}'], ['AT+CSUS={slot}']] },
  usb: telitUsb,
};
