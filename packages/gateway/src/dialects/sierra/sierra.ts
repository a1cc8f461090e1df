import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import type { UsbForm } from '../usb-form.ts';

/** By the rules of ModemManager's plugin: 3 is the port for commands. */
const sierraUsb: UsbForm = {
  vendors: ['1199'],
  layouts: [{ products: ['9071', '9091'], interfaces: [3] }],
  atCodes: [],
  modes: {},
};

/** MC73xx, MC74xx, EM74xx and the like; the modules that came from Wavecom are of that dialect. */
export const sierra: Dialect = {
  ...generic,
  name: 'sierra',
  recognise: ['sierra wireless, incorporated', 'mc73', 'mc74', 'em73', 'em74', 'em75'],
  notices: ['!GSTATUS'],
  iccid: [{ command: 'AT!ICCID?', name: '!ICCID' }, ...generic.iccid],
  // +CPINC: <pin>,<pin2>,<puk>,<puk2>
  pinTries: [{ command: 'AT+CPINC?', name: '+CPINC', field: 0 }, ...generic.pinTries],
  // Its Qualcomm chips list mode 2 but need another link for it.
  indicationMode: 1,
  usb: sierraUsb,
};
