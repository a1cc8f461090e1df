import { type CallForm, standardCalls } from '../call-form.ts';

/** +WIND: 2 the called phone rings, 5 a call was made, 6 one ended, 9 nobody rings any more. */
export const wavecomCalls: CallForm = {
  ...standardCalls,
  notices: [
    { name: '+WIND', starts: '2', says: 'alerting' },
    { name: '+WIND', starts: '5', says: 'look' },
    { name: '+WIND', starts: '6', says: 'look' },
  ],
};
