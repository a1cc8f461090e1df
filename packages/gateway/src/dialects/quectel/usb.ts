import type { UsbForm } from '../usb-form.ts';

/** EC25 and EG25, EG91, EG95, BG96, EG06, RM500: 0 diagnosis, 1 positions, 2 commands, 3 data (the rules of ModemManager's plugin). */
export const quectelUsb: UsbForm = {
  vendors: ['2c7c'],
  layouts: [{ products: ['0125', '0191', '0195', '0296', '0306', '0800'], interfaces: [2, 3] }],
  atCodes: [],
  modes: {},
};
