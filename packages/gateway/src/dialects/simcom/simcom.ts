import { type CallForm, standardCalls } from '../call-form.ts';
import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { csqScale } from '../signal-form.ts';
import type { UsbForm } from '../usb-form.ts';
import { sim800Toolkit } from './sim800-toolkit.ts';
import { simcomToolkit } from './toolkit.ts';

/** AT+CLCC=1 makes +CLCC a notice, with <stat> 6 for an ended call; VOICE CALL marks begin and end. */
const simcomCalls: CallForm = {
  ...standardCalls,
  setup: ['AT+CLCC=1', 'AT+CENG=1,1'],
  notices: [
    { name: 'VOICE CALL', starts: 'BEGIN', kind: 'active' },
    { name: 'VOICE CALL', starts: 'END', kind: 'ended' },
  ],
  // +CENG: 0,"ARFCN,rxl,..." is the serving cell; later modules have +CPSI alone.
  cell: { command: 'AT+CENG?', name: '+CENG', patterns: [/\+CENG:\s*0,"?(\d+),/] },
};

/** By the rules of ModemManager's plugin, which took them from the maker's drivers. */
const simcomUsb: UsbForm = {
  vendors: ['1e0e'],
  layouts: [
    // SIM7000, SIM7100, SIM7600: 0 diagnosis, 1 positions, 2 commands, 3 data, 4 audio.
    { products: ['9001'], interfaces: [2, 3] },
    // SIM7600 as RNDIS: the ttys begin at 2 (an owner's notes).
    { products: ['9011'], interfaces: [4] },
    // SIM7070, SIM7080, SIM7090 in their two layouts.
    { products: ['9205'], interfaces: [2, 3] },
    { products: ['9206'], interfaces: [2, 5] },
  ],
  atCodes: [],
  modes: {},
};

export const simcom: Dialect = {
  ...generic,
  name: 'simcom',
  recognise: ['simcom', 'sim800', 'sim900', 'sim7000', 'sim7600', 'a7670', 'a7608', 'a7672', 'a7680'],
  // +CSQN: <rssi>,<ber>, where +EXUNSOL="SQ",1 was set.
  signal: [{ start: '+CSQN:', field: 0, scale: csqScale }],
  notices: [
    '+CSQN',
    '+SMS FULL',
    '*PSUTTZ',
    'DST',
    '+STIN',
    '+STKPCI',
    '*PSSTK',
    '+CPIN',
    '+CLASS0',
    'START',
    '*ATREADY',
    '*ISIMAID',
  ],
  // A76xx, on ASR's chip: *ATREADY: 1 (boot logs of owners).
  boot: ['RDY', 'START', '*ATREADY'],
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
  ussdAnswers: 'characters',
  slots: { select: [['AT+CSUS={slot}'], ['AT+SMSIMCFG=1,{slotFromOne}']] },
  usb: simcomUsb,
};
