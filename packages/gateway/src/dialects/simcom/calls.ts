import { type CallForm, standardCalls } from '../call-form.ts';

/** +CLCC comes by itself with AT+CLCC=1, a call that ended with <stat> 6; VOICE CALL tells begin and end. */
export const simcomCalls: CallForm = {
  ...standardCalls,
  setup: ['AT+CLCC=1', 'AT+CENG=1,1'],
  notices: [
    { name: 'VOICE CALL', starts: 'BEGIN', says: 'active' },
    { name: 'VOICE CALL', starts: 'END', says: 'ended' },
  ],
  // +CENG: 0,"ARFCN,rxl,..." is the serving cell; later modules have +CPSI alone.
  cell: { command: 'AT+CENG?', name: '+CENG', patterns: [/\+CENG:\s*0,"?(\d+),/] },
};
