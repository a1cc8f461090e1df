import { type CallForm, standardCalls } from '../call-form.ts';
import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { csqScale } from '../signal-form.ts';
import { standardToolkit } from '../toolkit-form.ts';
import type { UsbForm } from '../usb-form.ts';
import { huaweiToolkit } from './toolkit.ts';

/** ^ORIG: id,type; ^CONF: id; ^CONN: id,type; ^CEND: id,seconds,end status[,cause]. */
const huaweiCalls: CallForm = {
  ...standardCalls,
  notices: [
    { name: '^ORIG', kind: 'dialing', id: 0 },
    { name: '^CONF', kind: 'alerting', id: 0 },
    { name: '^CONN', kind: 'active', id: 0 },
    { name: '^CEND', kind: 'ended', id: 0, cause: 3 },
  ],
  tone: 'AT^DTMF=1,{tone}',
  // ^MONSC: GSM,MCC,MNC,ARFCN,... and WCDMA,MCC,MNC,UARFCN,...
  cell: { command: 'AT^MONSC', name: '^MONSC', patterns: [/\^MONSC:\s*\w+,\d+,\d+,(\d+)/] },
};

/**
 * Sticks mark their interfaces: protocols 02 and 12 are the port for commands and notices, 01 is the one that dials (the rules of
 * ModemManager's plugin; tools of owners for the E3372). The modes are of usb_modeswitch's list and of lsusb of owners; others are
 * known by their interfaces.
 */
const huaweiUsb: UsbForm = {
  vendors: ['12d1'],
  layouts: [],
  atCodes: ['ff0102', 'ff0202', 'ff0212', 'ff0101', 'ff0201'],
  modes: {
    // E3372h, E3531 and their like with HiLink firmware, and the disk that they begin as.
    '14dc': 'network',
    '1f01': 'storage',
    '1446': 'storage',
  },
};

export const huawei: Dialect = {
  ...generic,
  name: 'huawei',
  recognise: ['huawei'],
  // Stops the periodic ^RSSI, ^BOOT and ^DSFLOWRPT.
  setup: ['AT^CURC=0'],
  notices: [
    '^RSSI',
    '^HCSQ',
    '^BOOT',
    '^MODE',
    '^SRVST',
    '^SIMST',
    '^DSFLOWRPT',
    '^CONN',
    '^CEND',
    '^ORIG',
    '^CONF',
    '^STIN',
    '^SMMEMFULL',
    '^NWTIME',
    '^CSNR',
    '^THERM',
    '^EARST',
  ],
  simGone: [...generic.simGone, '^SIMST: 255'],
  simThere: [...generic.simThere, '^SIMST: 1'],
  // Firmware that does not know ^CURC goes on with them.
  signal: [
    { start: '^RSSI:', field: 0, scale: csqScale },
    // ^HCSQ: <mode>,<rssi>,...: 0 is less than -120 dBm, 96 is -25 dBm or more.
    { start: '^HCSQ:', field: 1, scale: { zero: -121, step: 1, highest: 96 } },
  ],
  storageFull: ['^SMMEMFULL'],
  // +CCID is left out: sticks of the E3372 kind never answer it.
  iccid: [{ command: 'AT^ICCID?', name: '^ICCID' }],
  // ^CPIN: <state>,<times>,<puk>,<pin>,<puk2>,<pin2>
  pinTries: [{ command: 'AT^CPIN?', name: '^CPIN', field: 3 }],
  indicationMode: 1,
  // Packed with ^USSDMODE=1, as most come; firmware with 0 wants characters.
  ussd: ['packed', 'characters'],
  ussdAnswers: 'packed',
  calls: huaweiCalls,
  // Modules pass the card's octets on, sticks read them.
  toolkit: [standardToolkit, huaweiToolkit],
  slots: { select: [['AT+CSUS={slot}'], ['AT^SIMSWITCH={slot}']] },
  usb: huaweiUsb,
};
