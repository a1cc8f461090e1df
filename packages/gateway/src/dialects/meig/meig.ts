import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import type { UsbForm } from '../usb-form.ts';

/** By the descriptions in Linux' option driver, and a plugin for ModemManager that was tried on an SLM770A. */
const meigUsb: UsbForm = {
  vendors: ['2dee'],
  layouts: [
    // SLM770A on ASR's chip, as RNDIS and as ECM: 2 diagnosis, 3 and 4 commands, 5 positions.
    { products: ['4d57', '4d58'], interfaces: [3, 4] },
    // SLM320 on UNISOC's chip: its owner dials on the first of eight.
    { products: ['4d41'], interfaces: [0] },
  ],
  atCodes: [],
  modes: {},
};

/** SLM320, SLM770A, SRM815, SRM825L, SLM828: driven by the standards. An SLM770A refuses +WS46=?, but has +CEREG (seen by its owner). */
export const meig: Dialect = {
  ...generic,
  name: 'meig',
  recognise: ['meig', 'slm320', 'slm750', 'slm770', 'slm828', 'srm815', 'srm825'],
  usb: meigUsb,
};
