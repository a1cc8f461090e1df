import type { UsbForm } from '../usb-form.ts';

/**
 * Sticks mark their interfaces: protocols 02 and 12 are the port for commands and notices, 01 and 10 the one that dials (Linux:
 * drivers/usb/serial/option.c; the rules of ModemManager's plugin). Products: usb_modeswitch's list, lsusb of owners.
 */
export const huaweiUsb: UsbForm = {
  vendors: ['12d1'],
  layouts: [],
  atCodes: [
    'ff0102',
    'ff0202',
    'ff0302',
    'ff0112',
    'ff0212',
    'ff0101',
    'ff0201',
    'ff0301',
    'ff0110',
    'ff0210',
  ],
  modes: {
    // E3372h, E3531 and their like with HiLink firmware.
    '14db': 'network',
    '14dc': 'network',
    '1f01': 'storage',
    '14fe': 'storage',
    '1446': 'storage',
  },
};
