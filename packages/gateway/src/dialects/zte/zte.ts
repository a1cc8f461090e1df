import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { zteUsb } from './usb.ts';

export const zte: Dialect = {
  ...generic,
  name: 'zte',
  recognise: ['zte'],
  notices: ['+ZEND', '+ZUSIMR', '+ZDONR', '+ZPASR', '+ZPSTM', '+ZSMMEMFULL', '+ZURDY'],
  storageFull: ['+ZSMMEMFULL'],
  iccid: [{ command: 'AT+ZGETICCID', name: '+ZGETICCID' }, ...generic.iccid],
  indicationMode: 1,
  reset: 'AT+ZRST',
  usb: zteUsb,
};
