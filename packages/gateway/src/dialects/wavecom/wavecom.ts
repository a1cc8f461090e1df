import { type CallForm, standardCalls } from '../call-form.ts';
import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { wavecomToolkit } from './toolkit.ts';

/** +WIND: 2 the called phone rings, 5 a call was made, 6 one ended, 9 nobody rings any more. */
const wavecomCalls: CallForm = {
  ...standardCalls,
  notices: [
    { name: '+WIND', starts: '2', kind: 'alerting' },
    { name: '+WIND', starts: '5', kind: 'look' },
    { name: '+WIND', starts: '6', kind: 'look' },
  ],
};

/** Wavecom's modules and their successors by Sierra Wireless: the ones in many modem pools. */
export const wavecom: Dialect = {
  ...generic,
  name: 'wavecom',
  recognise: ['wavecom', 'sierra', 'multiband'],
  notices: ['+WIND', '+STIN', '+CKEV', '!GSTATUS'],
  // +WIND: 3 the module answers commands again, 0 and 1 the SIM was pulled or put in.
  boot: ['+WIND: 3'],
  simGone: [...generic.simGone, '+WIND: 0'],
  simThere: [...generic.simThere, '+WIND: 1'],
  setup: ['AT+WIND=15'],
  iccid: [...generic.iccid, { command: 'AT!ICCID?', name: '!ICCID' }],
  // +CPINC: <pin>,<pin2>,<puk>,<puk2>
  pinTries: [{ command: 'AT+CPINC?', name: '+CPINC', field: 0 }, ...generic.pinTries],
  toolkit: [wavecomToolkit],
  calls: wavecomCalls,
};
