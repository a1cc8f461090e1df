import type { UsbForm } from '../usb-form.ts';

/** By the rules of ModemManager's plugin, which took them from the maker's drivers. */
export const simcomUsb: UsbForm = {
  vendors: ['1e0e'],
  layouts: [
    // SIM7000, SIM7100, SIM7600: 0 diagnosis, 1 positions, 2 commands, 3 data, 4 audio.
    { products: ['9001'], interfaces: [2, 3] },
    // SIM7070, SIM7080, SIM7090 in their two layouts.
    { products: ['9205'], interfaces: [2, 3] },
    { products: ['9206'], interfaces: [2, 5] },
  ],
  atCodes: [],
  modes: {},
};
