import type { UsbForm } from '../usb-form.ts';

/**
 * Sticks mark their interfaces: protocols 02 and 12 are the port for commands and notices, 01 is the one that dials (the rules of
 * ModemManager's plugin; tools of owners for the E3372). The modes are of usb_modeswitch's list and of lsusb of owners; others are
 * known by their interfaces.
 */
export const huaweiUsb: UsbForm = {
  vendors: ['12d1'],
  layouts: [],
  atCodes: ['ff0102', 'ff0202', 'ff0212', 'ff0101', 'ff0201'],
  modes: {
    // E3372h, E3531 and their like with HiLink firmware, and the disk that they begin as.
    '14dc': 'network',
    '1f01': 'storage',
    '1446': 'storage',
  },
};
