import type { UsbForm } from '../usb-form.ts';

/** By the rules of ModemManager's plugin: the modem port, then the auxiliary one. */
export const telitUsb: UsbForm = {
  vendors: ['1bc7'],
  layouts: [
    { products: ['1003', '1006'], interfaces: [0, 2] },
    { products: ['1004', '1005'], interfaces: [0, 3] },
    { products: ['1010'], interfaces: [3, 2] },
    { products: ['1011'], interfaces: [1] },
    // HE910, UE910, UL865.
    { products: ['0021'], interfaces: [0, 6] },
  ],
  atCodes: [],
  modes: {},
};
