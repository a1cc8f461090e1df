import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { simcomCalls } from './calls.ts';
import { sim800Toolkit } from './sim800-toolkit.ts';
import { simcomToolkit } from './toolkit.ts';
import { simcomUsb } from './usb.ts';

export const simcom: Dialect = {
  ...generic,
  name: 'simcom',
  recognise: ['simcom', 'sim800', 'sim900', 'sim7600'],
  notices: ['+CSQN', '*PSUTTZ', 'DST', '+STIN', '+STKPCI', '*PSSTK', '+CPIN', '+CLASS0', 'START'],
  boot: ['RDY', 'START'],
  storageFull: [...generic.storageFull, '+SMS FULL'],
  iccid: [
    { command: 'AT+CCID', name: '+CCID' },
    { command: 'AT+CICCID', name: '+ICCID' },
  ],
  // +SPIC: <pin>,<puk>,<pin2>,<puk2>
  pinTries: [{ command: 'AT+SPIC', name: '+SPIC', field: 0 }, ...generic.pinTries],
  indicationMode: 1,
  // SIM7000 and later; SIM800; SIM900's *PSSTK is not known well enough.
  toolkit: [simcomToolkit, sim800Toolkit],
  calls: simcomCalls,
  slots: { select: [['AT+CSUS={slot}'], ['AT+SMSIMCFG=1,{slotFromOne}']] },
  usb: simcomUsb,
};
