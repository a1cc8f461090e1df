/** Each kind as the documents print it: the same keys in the same order, as text. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventKinds } from '@simgate/api/contract';
import type { GatewayEvent } from '../events.ts';
import { eventBody } from './event-body.ts';
import { sampleEvent } from './sample-events.ts';

const time = Date.UTC(2016, 6, 12, 15, 46, 18);
function formatTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
const SN = 'da00-0030-1901-2817';
const IMSI = '460023129366516';

interface Row {
  readonly event: GatewayEvent;
  /** Without the additions of the later document and of ours. */
  readonly plain: string;
  /** With them; absent: the same. */
  readonly extra?: string;
}

const rows: readonly Row[] = [
  {
    event: {
      ...{ kind: 'sms', incomingSmsId: 1, port: 1, number: '6717', smsc: '+8613800757511' },
      ...{ timestamp: time, text: 'test "ä"', imsi: IMSI },
    },
    plain: `{"sn":"${SN}","sms":[{"incoming_sms_id":1,"port":1,"number":"6717","smsc":"+8613800757511","timestamp":"2016-07-12 15:46:18","text":"test \\"ä\\""}]}`,
    extra: `{"sn":"${SN}","sms":[{"incoming_sms_id":1,"port":1,"number":"6717","smsc":"+8613800757511","timestamp":"2016-07-12 15:46:18","text":"test \\"ä\\"","imsi":"${IMSI}"}]}`,
  },
  {
    event: {
      ...{ kind: 'sms_result', messageId: 9, port: 1, number: '10086', time, status: 'DELIVERED', count: 1 },
      ...{ succCount: 1, refId: 215, imsi: IMSI, userId: '7', reason: '' },
    },
    plain: `{"sn":"${SN}","sms_result":[{"port":1,"number":"10086","time":"2016-07-12 15:46:18","status":"DELIVERED","count":1,"succ_count":1,"ref_id":215,"imsi":"${IMSI}"}]}`,
    extra: `{"sn":"${SN}","sms_result":[{"port":1,"number":"10086","time":"2016-07-12 15:46:18","status":"DELIVERED","count":1,"succ_count":1,"ref_id":215,"imsi":"${IMSI}","user_id":"7"}]}`,
  },
  {
    event: {
      ...{ kind: 'sms_deliver_status', messageId: 9, port: 1, number: '10086', time },
      ...{ refId: 215, statusCode: 0, imsi: IMSI },
    },
    plain: `{"sn":"${SN}","sms_deliver_status":[{"port":1,"number":"10086","time":"2016-07-12 15:46:18","ref_id":215,"status_code":0,"imsi":"${IMSI}"}]}`,
  },
  {
    event: { kind: 'ussd', dialogueId: 3, port: 1, text: 'Thank you!', imsi: IMSI, requestId: 12 },
    plain: `{"sn":"${SN}","ussd":[{"port":1,"text":"Thank you!"}]}`,
    extra: `{"sn":"${SN}","ussd":[{"port":1,"text":"Thank you!","request_id":12}]}`,
  },
  {
    event: {
      ...{ kind: 'register', port: 0, iccid: '89860042191494717507', imsi: IMSI, number: '667925' },
      ...{ status: 'up', sequence: 1, slot: 0 },
    },
    plain: `{"sn":"${SN}","register":[{"port":0,"iccid":"89860042191494717507","imsi":"${IMSI}","number":"667925","status":"up","sequence":1,"slot":0}]}`,
  },
  {
    event: { kind: 'missed_call', callId: 5, time, port: 1, number: '6717', imsi: IMSI },
    plain: `{"sn":"${SN}","missed_call":{"time":"2016-07-12 15:46:18","port":1,"number":"6717"}}`,
  },
  {
    event: {
      ...{
        kind: 'cdr',
        callId: 5,
        port: 1,
        start: time,
        answer: time + 5000,
        duration: 61,
        sourceNumber: '6717',
      },
      ...{
        destinationNumber: '667925',
        direction: 'gsm->ip',
        ip: '',
        codec: '',
        hangup: 'calling',
        gsmCode: 16,
      },
      ...{ bcch: '87', imsi: IMSI },
    },
    plain: `{"sn":"${SN}","cdr":[{"port":1,"start_date":"2016-07-12 15:46:18","answer_date":"2016-07-12 15:46:23","duration":61,"source_number":"6717","destination_number":"667925","direction":"gsm->ip","ip":"","codec":"","hangup":"calling","gsm_code":16,"bcch":"87"}]}`,
  },
  {
    event: { kind: 'device', portCount: 8, ip: '192.168.1.2', mac: 'F8-A0-3D-00-00-01', status: 'power_on' },
    plain: `{"sn":"${SN}","device":{"port_number":8,"IP":"192.168.1.2","MAC":"F8-A0-3D-00-00-01","status":"power_on"}}`,
  },
  {
    event: { kind: 'exception_info', port: 3, type: 'call_fail', action: 'reset' },
    plain: `{"sn":"${SN}","exception_info":{"port":3,"type":"call_fail","action":"reset"}}`,
  },
  {
    event: {
      ...{ kind: 'alarm', alarmId: 7, alarmKind: 'port_down', status: 'raised', subject: 'port 3', port: 3 },
      ...{ imsi: '', trouble: 'port 3 cannot send: no SIM', reason: 'no_sim', time },
    },
    plain: `{"sn":"${SN}","alarm":{"alarm_id":7,"kind":"port_down","status":"raised","port":3,"imsi":"","time":"2016-07-12 15:46:18","reason":"no_sim","trouble":"port 3 cannot send: no SIM"}}`,
  },
];

describe('what is pushed', () => {
  for (const { event, plain, extra = plain } of rows) {
    test(event.kind, () => {
      assert.equal(JSON.stringify(eventBody(event, { sn: SN, formatTime, extraKeys: false })), plain);
      assert.equal(JSON.stringify(eventBody(event, { sn: SN, formatTime, extraKeys: true })), extra);
    });
  }

  test('every kind has its row', () => {
    assert.deepEqual(rows.map(({ event }) => event.kind).toSorted(), eventKinds.toSorted());
  });

  test('a made-up event is of port 0, a network for tests and a number that nobody has', () => {
    const number = '+10000000000';
    const imsi = '001010000000000';
    const text = 'This is a test of the push target.';
    const at = '2016-07-12 15:46:18';
    const bodies: Readonly<Record<string, object>> = {
      sms: [{ incoming_sms_id: 0, port: 0, number, smsc: number, timestamp: at, text, imsi }],
      sms_result: [
        {
          ...{ port: 0, number, time: at, status: 'SENT_OK', count: 1, succ_count: 1, ref_id: 0, imsi },
          user_id: 0,
        },
      ],
      sms_deliver_status: [{ port: 0, number, time: at, ref_id: 0, status_code: 0, imsi }],
      ussd: [{ port: 0, text, request_id: null }],
      register: [
        { port: 0, iccid: '8900100000000000000', imsi, number, status: 'up', sequence: 0, slot: 255 },
      ],
      missed_call: { time: at, port: 0, number },
    };
    for (const [kind, body] of Object.entries(bodies)) {
      const of = eventKinds.find(one => one === kind);
      assert.ok(of !== undefined);
      const sample = eventBody(sampleEvent(of, time), { sn: SN, formatTime, extraKeys: true });
      assert.deepEqual(sample, { sn: SN, [kind]: body });
    }
    const shown = (kind: 'cdr' | 'device' | 'alarm' | 'exception_info') =>
      JSON.stringify(eventBody(sampleEvent(kind, time), { sn: SN, formatTime, extraKeys: true }));
    assert.match(shown('cdr'), /"port":0,.*"duration":0,.*"gsm_code":16/);
    assert.match(shown('device'), /"port_number":0/);
    assert.match(shown('alarm'), /"port":0/);
    assert.match(shown('exception_info'), /"port":0/);
  });

  test('a made-up event of each kind has the keys of a real one', () => {
    for (const { event, extra, plain } of rows) {
      const sample = eventBody(sampleEvent(event.kind, time), { sn: SN, formatTime, extraKeys: true });
      const keys = (text: string): string[] => [...text.matchAll(/"(\w+)":/g)].map(found => found[1] ?? '');
      assert.deepEqual(keys(JSON.stringify(sample)), keys(extra ?? plain));
    }
  });
});
