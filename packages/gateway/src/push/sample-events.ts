/** Made-up events, so that a target can be tried before anything happens. */
import type { PushKind } from '@simgate/api/contract';
import type { GatewayEvent } from '../events.ts';

const NUMBER = '+10000000000';
const IMSI = '001010000000000';
const TEXT = 'This is a test of the push target.';

/** Clearly made up: test network 001/01, port 0. `now` is wall time in milliseconds. */
const samples: { readonly [Kind in PushKind]: (now: number) => Extract<GatewayEvent, { kind: Kind }> } = {
  sms: timestamp => ({
    ...{
      kind: 'sms',
      incomingSmsId: 0,
      port: 0,
      number: NUMBER,
      smsc: NUMBER,
      timestamp,
      text: TEXT,
      imsi: IMSI,
    },
  }),
  sms_result: time => ({
    ...{ kind: 'sms_result', messageId: 0, port: 0, number: NUMBER, time, status: 'SENT_OK', count: 1 },
    ...{ succCount: 1, refId: 0, imsi: IMSI, userId: 0, reason: '' },
  }),
  sms_deliver_status: time => ({
    ...{
      kind: 'sms_deliver_status',
      messageId: 0,
      port: 0,
      number: NUMBER,
      time,
      refId: 0,
      statusCode: 0,
      imsi: IMSI,
    },
  }),
  ussd: () => ({ kind: 'ussd', dialogueId: 0, port: 0, text: TEXT, imsi: IMSI, requestId: null }),
  register: () => ({
    ...{ kind: 'register', port: 0, iccid: '8900100000000000000', imsi: IMSI, number: NUMBER, status: 'up' },
    ...{ sequence: 0, slot: 255 },
  }),
  missed_call: time => ({ kind: 'missed_call', callId: 0, time, port: 0, number: NUMBER, imsi: IMSI }),
  cdr: answer => ({
    ...{ kind: 'cdr', callId: 0, port: 0, start: answer, answer, duration: 0, sourceNumber: NUMBER },
    ...{ destinationNumber: NUMBER, direction: 'gsm->ip', ip: '', codec: '', hangup: 'calling' },
    ...{ gsmCode: 16, bcch: '', imsi: IMSI },
  }),
  device: () => ({
    ...{ kind: 'device', portCount: 0, ip: '127.0.0.1', mac: '00-00-00-00-00-00', status: 'power_on' },
  }),
  alarm: time => ({
    ...{ kind: 'alarm', alarmId: 0, alarmKind: 'port_down', status: 'raised', subject: 'port 0', port: 0 },
    ...{ imsi: IMSI, trouble: TEXT, reason: '', time },
  }),
  exception_info: () => ({ kind: 'exception_info', port: 0, type: 'call_fail', action: 'reset' }),
};

export function sampleEvent(kind: PushKind, now: number): GatewayEvent {
  return samples[kind](now);
}
