import { type CallForm, standardCalls } from '../call-form.ts';

/** ^DSCI: id,direction,state,type,number,type of number. */
export const quectelCalls: CallForm = {
  ...standardCalls,
  setup: ['AT^DSCI=1'],
  notices: [
    {
      name: '^DSCI',
      says: 'row',
      fields: { id: 0, direction: 1, state: 2, number: 4 },
      // 1 held, 2 originating, 3 connected, 4 incoming, 5 waiting, 6 ended, 7 alerting
      states: [undefined, 'held', 'dialing', 'active', 'incoming', 'waiting', undefined, 'alerting'],
    },
  ],
  // +QENG: "servingcell",state,mode,... with the ARFCN behind BSIC, the UARFCN behind the cell, the EARFCN behind the PCI
  cell: {
    command: 'AT+QENG="servingcell"',
    name: '+QENG',
    patterns: [
      /"servingcell","\w+","GSM"(?:,[^,]*){5},(\d+)/,
      /"servingcell","\w+","WCDMA"(?:,[^,]*){4},(\d+)/,
      /"servingcell","\w+","LTE"(?:,[^,]*){5},(\d+)/,
    ],
  },
};
