import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { standardToolkit } from '../toolkit-form.ts';
import { huaweiCalls } from './calls.ts';
import { huaweiToolkit } from './toolkit.ts';
import { huaweiUsb } from './usb.ts';

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
  simGone: [...generic.simGone, '^SIMST:255', '^SIMST: 255'],
  simThere: [...generic.simThere, '^SIMST:1', '^SIMST: 1'],
  storageFull: ['^SMMEMFULL'],
  // +CCID is left out: sticks of the E3372 kind never answer it.
  iccid: [{ command: 'AT^ICCID?', name: '^ICCID' }],
  // ^CPIN: <state>,<times>,<puk>,<pin>,<puk2>,<pin2>
  pinTries: [{ command: 'AT^CPIN?', name: '^CPIN', field: 3 }],
  indicationMode: 1,
  // Packed with ^USSDMODE=1, as most come; firmware with 0 wants characters.
  ussd: ['packed', 'characters'],
  calls: huaweiCalls,
  // Modules pass the card's octets on, sticks read them.
  toolkit: [standardToolkit, huaweiToolkit],
  slots: { select: [['AT+CSUS={slot}'], ['AT^SIMSWITCH={slot}']] },
  usb: huaweiUsb,
};
