import { type CallForm, standardCalls } from '../call-form.ts';

/** ^SLCC: id,direction,state,mode,multiparty,traffic channel[,number,type]; an empty one ends the list. */
export const cinterionCalls: CallForm = {
  ...standardCalls,
  setup: ['AT^SLCC=1'],
  notices: [
    {
      name: '^SLCC',
      says: 'row',
      fields: { id: 0, direction: 1, state: 2, mode: 3, number: 6 },
      states: ['active', 'held', 'dialing', 'alerting', 'incoming', 'waiting'],
    },
  ],
};
