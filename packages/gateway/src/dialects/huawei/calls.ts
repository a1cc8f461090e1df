import { type CallForm, standardCalls } from '../call-form.ts';

/** ^ORIG: id,type; ^CONF: id; ^CONN: id,type; ^CEND: id,seconds,end status[,cause]. */
export const huaweiCalls: CallForm = {
  ...standardCalls,
  notices: [
    { name: '^ORIG', says: 'dialing', id: 0 },
    { name: '^CONF', says: 'alerting', id: 0 },
    { name: '^CONN', says: 'active', id: 0 },
    { name: '^CEND', says: 'ended', id: 0, cause: 3 },
  ],
  tone: 'AT^DTMF=1,{tone}',
  // ^MONSC: GSM,MCC,MNC,ARFCN,... and WCDMA,MCC,MNC,UARFCN,...
  cell: { command: 'AT^MONSC', name: '^MONSC', patterns: [/\^MONSC:\s*\w+,\d+,\d+,(\d+)/] },
};
