import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import type { UsbForm } from '../usb-form.ts';

/** By the rules of ModemManager's plugin. */
const ubloxUsb: UsbForm = {
  vendors: ['1546'],
  layouts: [
    { products: ['1102', '1107', '110a'], interfaces: [0, 2, 4] },
    { products: ['1010'], interfaces: [6] },
  ],
  atCodes: [],
  modes: {},
};

/** SARA, LARA, TOBY, LISA: facts of SparkFun's library for SARA-R5 and of drivers for SARA-R4, which print no blank behind the colon. */
export const ublox: Dialect = {
  ...generic,
  name: 'ublox',
  recognise: ['u-blox', 'ublox'],
  notices: ['+UUSIMSTAT', '+UUPSDA', '+UUPSDD', '+UCELLINFO', '+UCIND'],
  // 0 not present; 6 operational.
  simGone: [...generic.simGone, '+UUSIMSTAT: 0'],
  simThere: [...generic.simThere, '+UUSIMSTAT: 6'],
  // +CFUN=16 restarts the module together with its SIM; the SARA-R4 refuses it and has 15 (a recording of TinyGSM's users).
  reset: ['AT+CFUN=16', 'AT+CFUN=15'],
  usb: ubloxUsb,
};
