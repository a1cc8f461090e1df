import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { mediatekToolkit } from '../mediatek/toolkit.ts';
import { standardToolkit } from '../toolkit-form.ts';
import { quectelCalls } from './calls.ts';
import { quectelToolkit } from './toolkit.ts';
import { quectelUsb } from './usb.ts';

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
  storageFull: ['+QIND: "smsfull"'],
  iccid: [{ command: 'AT+QCCID', name: '+QCCID' }, ...generic.iccid],
  // +QPINC: "SC",<pin tries>,<puk tries>
  pinTries: [{ command: 'AT+QPINC="SC"', name: '+QPINC', field: 1 }, ...generic.pinTries],
  // EC25 says +CDSI: "SM",0 wherever the report lies.
  reportIndexUnreliable: true,
  calls: quectelCalls,
  // EC2x, UC20 and later; M66, M95 and their kin.
  toolkit: [standardToolkit, quectelToolkit, mediatekToolkit],
  // EC25, RM5xx count from 1; EC200, EG9xx from 0.
  slots: {
    select: [['AT+QUIMSLOT={slotFromOne}'], ['AT+QDSIM={slot}']],
    ask: { command: 'AT+QUIMSLOT?', name: '+QUIMSLOT', field: 0, first: 1 },
  },
  usb: quectelUsb,
};
