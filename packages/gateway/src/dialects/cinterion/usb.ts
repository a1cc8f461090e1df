import type { UsbForm } from '../usb-form.ts';

/** Only the number of the maker is known (the rules of ModemManager's plugin): which tty answers is found by asking. */
export const cinterionUsb: UsbForm = { vendors: ['1e2d'], layouts: [], atCodes: [], modes: {} };
