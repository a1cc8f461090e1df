import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import type { UsbForm } from '../usb-form.ts';

/** By the rules of ModemManager's plugin: the auxiliary port carries commands and notices, the modem port dials. */
const zteUsb: UsbForm = {
  vendors: ['19d2'],
  layouts: [
    { products: ['0001', '1515'], interfaces: [2, 0] },
    { products: ['0002', '0012', '0024', '0025', '0055'], interfaces: [4, 2] },
    { products: ['0003', '0004', '0005', '0006', '0007', '0008', '0009', '000a'], interfaces: [1, 0] },
    { products: ['0015', '0030', '0054'], interfaces: [3, 1] },
    { products: ['0016', '0017', '0018', '0019', '0117'], interfaces: [1, 2] },
    {
      products: [
        '0021',
        '0031',
        '0037',
        '0039',
        '0042',
        '0052',
        '0057',
        '0058',
        '0061',
        '0063',
        '0066',
        '0078',
      ],
      interfaces: [1, 3],
    },
    {
      products: ['0082', '0104', '0106', '0108', '0122', '0123', '1007', '1008', '1010', '1254'],
      interfaces: [1, 3],
    },
    { products: ['2002', '2003'], interfaces: [1, 3] },
    { products: ['0033', '0091', '0113', '0118', '0121', '0124', '0126', '0128'], interfaces: [1, 4] },
    { products: ['0125'], interfaces: [1, 5] },
    { products: ['0043'], interfaces: [2, 3] },
    { products: ['0048', '0049'], interfaces: [2, 4] },
    { products: ['0064'], interfaces: [0, 2] },
  ],
  atCodes: [],
  // MF79U: a router with a web page.
  modes: { '1405': 'network' },
};

export const zte: Dialect = {
  ...generic,
  name: 'zte',
  recognise: ['zte'],
  notices: ['+ZEND', '+ZUSIMR', '+ZDONR', '+ZPASR', '+ZPSTM', '+ZSMMEMFULL', '+ZURDY'],
  storageFull: ['+ZSMMEMFULL'],
  iccid: [{ command: 'AT+ZGETICCID', name: '+ZGETICCID' }, ...generic.iccid],
  indicationMode: 1,
  reset: ['AT+ZRST'],
  ussdAnswers: 'characters',
  usb: zteUsb,
};
