import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import type { UsbForm } from '../usb-form.ts';

/** By the rules of ModemManager's plugin; 1782:4d11 is the L610. */
const fibocomUsb: UsbForm = {
  vendors: ['2cb7', '1782'],
  layouts: [
    { products: ['0104', '0106'], interfaces: [1, 2] },
    { products: ['01a0', '01a2'], interfaces: [2, 3] },
    { products: ['01a4'], interfaces: [3] },
    { products: ['0007'], interfaces: [2, 6] },
    { products: ['4d11'], interfaces: [2, 7, 8] },
  ],
  atCodes: [],
  modes: {},
};

/** L610, L850, FM150, FM160 (published answers of owners: `AT+GTDUALSIM?` has `0,"SUB1",...`; the FM160 prints that line by itself too). */
export const fibocom: Dialect = {
  ...generic,
  name: 'fibocom',
  recognise: ['fibocom'],
  notices: ['+GTDUALSIM'],
  // On an FM160 without a SIM +ICCID answers at once, +CCID after 10 s (measured by its owner).
  iccid: [{ command: 'AT+ICCID', name: '+ICCID' }, ...generic.iccid],
  slots: {
    select: [['AT+GTDUALSIM={slot}'], ['AT+CSUS={slot}']],
    ask: { command: 'AT+GTDUALSIM?', name: '+GTDUALSIM', field: 0, first: 0 },
  },
  usb: fibocomUsb,
};
