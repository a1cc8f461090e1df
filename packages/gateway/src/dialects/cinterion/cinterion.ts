import { type CallForm, standardCalls } from '../call-form.ts';
import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import type { UsbForm } from '../usb-form.ts';
import { cinterionToolkit } from './toolkit.ts';

/** ^SLCC: id,direction,state,mode,multiparty,traffic channel[,number,type]; an empty one ends the list. */
const cinterionCalls: CallForm = {
  ...standardCalls,
  setup: ['AT^SLCC=1'],
  notices: [
    {
      name: '^SLCC',
      kind: 'row',
      fields: { id: 0, direction: 1, state: 2, mode: 3, number: 6 },
      states: ['active', 'held', 'dialing', 'alerting', 'incoming', 'waiting'],
    },
  ],
};

/** Only the number of the maker is known (the rules of ModemManager's plugin): which tty answers is found by asking. */
const cinterionUsb: UsbForm = { vendors: ['1e2d'], layouts: [], atCodes: [], modes: {} };

export const cinterion: Dialect = {
  ...generic,
  name: 'cinterion',
  recognise: ['cinterion', 'gemalto', 'thales', 'siemens'],
  setup: ['AT^SCKS=1'],
  notices: [
    '^SYSSTART',
    '^SYSSTART AIRPLANE MODE',
    '^SSIM READY',
    '^SCKS',
    '^SSTN',
    '^SLCC',
    '^SYSLOADING',
    '^SHUTDOWN',
  ],
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
