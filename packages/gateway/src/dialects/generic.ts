import { standardCalls } from './call-form.ts';
import type { Dialect } from './dialect.ts';
import { standardSlots } from './slot-form.ts';
import { standardToolkit } from './toolkit-form.ts';
import { noUsb } from './usb-form.ts';

/** The standards, and notices that are common though in none of them. */
export const generic: Dialect = {
  name: 'generic',
  recognise: [],
  setup: [],
  notices: [],
  boot: ['RDY'],
  ready: ['SMS Ready', 'PB DONE', 'SMS DONE', 'Call Ready'],
  signal: [],
  // 135 s were seen on LTE; makers' manuals name up to 180 s.
  submitDeadline: 180_000,
  simGone: ['+CPIN: NOT INSERTED', '+CPIN: SIM REMOVED'],
  simThere: ['+CPIN: READY', '+CPIN: SIM PIN'],
  storageFull: ['+CIEV: "smsfull",1'],
  iccid: [{ command: 'AT+CCID', name: '+CCID' }],
  // 27.007 8.65: +CPINR: <code>,<retries>[,<default retries>]
  pinTries: [{ command: 'AT+CPINR="SIM PIN"', name: '+CPINR', field: 1 }],
  indicationMode: 2,
  reportIndexUnreliable: false,
  reset: ['AT+CFUN=1,1'],
  acknowledge: 'AT+CNMA',
  ussd: ['characters'],
  calls: standardCalls,
  slots: standardSlots,
  toolkit: [standardToolkit],
  usb: noUsb,
};
