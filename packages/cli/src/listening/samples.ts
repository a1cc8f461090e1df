/** Made-up events for `simgate trigger`, as the stream has them. Test network 001/01, port 0. */
import type { EventData } from './push-body.ts';

const NUMBER = '+10000000000';
const IMSI = '001010000000000';
const TEXT = 'This is a test by simgate trigger.';

/** @param now milliseconds since 1970 */
export function sampleOf(kind: string, now: number): EventData | undefined {
  const samples: Readonly<Record<string, EventData>> = {
    sms: {
      incoming_sms_id: 0,
      port: 0,
      number: NUMBER,
      smsc: NUMBER,
      timestamp: now,
      text: TEXT,
      imsi: IMSI,
    },
    sms_result: {
      ...{ port: 0, number: NUMBER, time: now, status: 'SENT_OK', count: 1, succ_count: 1, ref_id: 0 },
      ...{ imsi: IMSI, user_id: 0 },
    },
    sms_deliver_status: { port: 0, number: NUMBER, time: now, ref_id: 0, status_code: 0, imsi: IMSI },
    ussd: { port: 0, text: TEXT, request_id: null },
    register: {
      ...{ port: 0, iccid: '8900100000000000000', imsi: IMSI, number: NUMBER, status: 'up', sequence: 0 },
      slot: 255,
    },
    missed_call: { time: now, port: 0, number: NUMBER },
    cdr: {
      ...{ port: 0, start: now, answer: now, duration: 0, source_number: NUMBER, destination_number: NUMBER },
      ...{ direction: 'gsm->ip', ip: '', codec: '', hangup: 'calling', gsm_code: 16, bcch: '' },
    },
    device: { port_count: 0, ip: '127.0.0.1', mac: '00-00-00-00-00-00', status: 'power_on' },
    exception_info: { port: 0, type: 'call_fail', action: 'reset' },
    alarm: {
      ...{ alarm_id: 0, alarm_kind: 'port_down', status: 'raised', port: 0, imsi: IMSI, time: now },
      ...{ reason: '', trouble: TEXT },
    },
  };
  return Object.hasOwn(samples, kind) ? samples[kind] : undefined;
}
