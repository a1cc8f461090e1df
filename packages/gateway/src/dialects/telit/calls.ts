import { type CallForm, standardCalls } from '../call-form.ts';

/** #ECAM: id,state,type,,,number,type of number. */
export const telitCalls: CallForm = {
  ...standardCalls,
  setup: ['AT#ECAM=1'],
  notices: [
    { name: '#ECAM', starts: '1,0', says: 'ended', id: 0 },
    // The states mix both directions: what else they say, +CLCC says better.
    { name: '#ECAM', says: 'look' },
  ],
};
