import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { cinterionCalls } from './calls.ts';
import { cinterionToolkit } from './toolkit.ts';
import { cinterionUsb } from './usb.ts';

export const cinterion: Dialect = {
  ...generic,
  name: 'cinterion',
  recognise: ['cinterion', 'gemalto', 'thales', 'siemens'],
  setup: ['AT^SCKS=1'],
  notices: ['^SYSSTART', '^SSIM READY', '^SCKS', '^SSTN', '^SLCC', '^SYSLOADING', '^SHUTDOWN'],
  boot: ['^SYSSTART'],
  simGone: [...generic.simGone, '^SCKS: 0'],
  simThere: [...generic.simThere, '^SCKS: 1'],
  iccid: [{ command: 'AT^SCID', name: '^SCID' }, ...generic.iccid],
  // ^SPIC: <tries left>
  pinTries: [{ command: 'AT^SPIC', name: '^SPIC', field: 0 }, ...generic.pinTries],
  calls: cinterionCalls,
  toolkit: [cinterionToolkit],
  slots: { select: [['AT^SCFG="SIM/CS","SIM{slotFromOne}"'], ['AT+CSUS={slot}']] },
  usb: cinterionUsb,
};
