import { type CallForm, standardCalls } from '../call-form.ts';
import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { mediatekToolkit } from '../mediatek/toolkit.ts';
import { csqScale } from '../signal-form.ts';
import { standardToolkit } from '../toolkit-form.ts';
import type { UsbForm } from '../usb-form.ts';
import { quectelToolkit } from './toolkit.ts';

/** ^DSCI: id,direction,state,type,number,type of number. */
const quectelCalls: CallForm = {
  ...standardCalls,
  setup: ['AT^DSCI=1'],
  notices: [
    {
      name: '^DSCI',
      kind: 'row',
      fields: { id: 0, direction: 1, state: 2, number: 4 },
      // 1 held, 2 originating, 3 connected, 4 incoming, 5 waiting, 6 ended, 7 alerting
      states: [undefined, 'held', 'dialing', 'active', 'incoming', 'waiting', undefined, 'alerting'],
    },
  ],
  // +QENG: "servingcell",state,mode,... with the ARFCN behind BSIC, the UARFCN behind the cell, the EARFCN behind the PCI
  cell: {
    command: 'AT+QENG="servingcell"',
    name: '+QENG',
    patterns: [
      /"servingcell","\w+","GSM"(?:,[^,]*){5},(\d+)/,
      /"servingcell","\w+","WCDMA"(?:,[^,]*){4},(\d+)/,
      /"servingcell","\w+","LTE"(?:,[^,]*){5},(\d+)/,
    ],
  },
};

/** By the rules of ModemManager's plugin, and the descriptions in Linux' option driver. */
const quectelUsb: UsbForm = {
  vendors: ['2c7c'],
  layouts: [
    // EC21, EC25 and EG25, EG91, EG95, BG96, EG06, EG12, RM500: 0 diagnosis, 1 positions, 2 commands, 3 data.
    { products: ['0121', '0125', '0191', '0195', '0296', '0306', '0512', '0800'], interfaces: [2, 3] },
    // EC200A on ASR's chip: 2 diagnosis, 3 commands, 4 data.
    { products: ['6005'], interfaces: [3, 4] },
    // EC200U on UNISOC's chip: commands stand before all that the chip's maker needs.
    { products: ['0901'], interfaces: [2] },
  ],
  atCodes: [],
  modes: {},
};

export const quectel: Dialect = {
  ...generic,
  name: 'quectel',
  recognise: ['quectel'],
  // Notices on the port we talk to, not on another of the same module.
  setup: ['AT+QURCCFG="urcport","usbat"', 'AT+QINDCFG="smsfull",1', 'AT+QSIMSTAT=1'],
  notices: ['+QIND', '+QSTKURC', '+STKPCI', '+QUSIM', '+QSIMSTAT', '+QIURC', '^DSCI', 'POWERED DOWN'],
  ready: [...generic.ready, '+QIND: SMS DONE', '+QIND: PB DONE'],
  simGone: [...generic.simGone, '+QSIMSTAT: 1,0'],
  simThere: [...generic.simThere, '+QSIMSTAT: 1,1', '+QUSIM: 1'],
  // +QIND: "csq",<rssi>,<ber>, where +QINDCFG="csq",1 was set.
  signal: [{ start: '+QIND: "csq"', field: 1, scale: csqScale }],
  storageFull: ['+QIND: "smsfull"'],
  iccid: [{ command: 'AT+QCCID', name: '+QCCID' }, ...generic.iccid],
  // +QPINC: "SC",<pin tries>,<puk tries>
  pinTries: [{ command: 'AT+QPINC="SC"', name: '+QPINC', field: 1 }, ...generic.pinTries],
  // EC25 reports +CDSI: "SM",0 wherever the report lies.
  reportIndexUnreliable: true,
  calls: quectelCalls,
  ussdAnswers: 'characters',
  // EC2x, UC20 and later; M66, M95 and their kin.
  toolkit: [standardToolkit, quectelToolkit, mediatekToolkit],
  // EC25, RM5xx count from 1; EC200, EG9xx from 0.
  slots: {
    select: [['AT+QUIMSLOT={slotFromOne}'], ['AT+QDSIM={slot}']],
    ask: { command: 'AT+QUIMSLOT?', name: '+QUIMSLOT', field: 0, first: 1 },
  },
  usb: quectelUsb,
};
