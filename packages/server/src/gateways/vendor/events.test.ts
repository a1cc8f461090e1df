/** Calls, notices, reports, ports and messages of original hardware: what is read of each field, and what stands for one that is missing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  callsIn,
  inboundIn,
  isRecord,
  missedCallsIn,
  noticesIn,
  portsIn,
  reportsIn,
  resultsIn,
  rowsIn,
  textIn,
  ussdIn,
  wholeIn,
} from './readings.ts';
import { sendSmsOf } from './vendor-call.ts';

const now = Date.UTC(2026, 0, 31, 12);
const hearing = { offset: 7_200_000, now };
const at = Date.UTC(2026, 0, 31, 11);
const TIME = '2026-01-31 13:00:00';

function withoutMark<Row extends { readonly dedupe: string }>(rows: readonly Row[]): object[] {
  return rows.map(({ dedupe, ...rest }) => {
    assert.match(dedupe, /^[0-9a-f]{32}$/);
    return rest;
  });
}

describe('fields of foreign rows', () => {
  const wholes: [value: unknown, whole: number | undefined][] = [
    [0, 0],
    [7, 7],
    ['7', 7],
    ['999999999999999', 999_999_999_999_999],
    ['1234567890123456', undefined],
    [-1, undefined],
    ['-1', undefined],
    [1.5, undefined],
    [2 ** 53, undefined],
    ['', undefined],
    [null, undefined],
    [true, undefined],
  ];
  for (const [value, whole] of wholes)
    test(`${JSON.stringify(value)} is ${whole === undefined ? 'no whole number' : whole}`, () =>
      assert.equal(wholeIn(value), whole));

  test('are texts of 64 characters, numbers too', () => {
    assert.deepEqual(
      [textIn(7), textIn(null), textIn('a'.repeat(65)).length, textIn('abc', 2)],
      [...['7', '', 64, 'ab']],
    );
  });

  test('are records where they are no lists, of which 20,000 rows are read', () => {
    assert.deepEqual([{}, [], null, 'x'].map(isRecord), [true, false, false, false]);
    assert.equal(rowsIn(Array.from({ length: 20_001 }, () => ({}))).length, 20_000);
  });
});

describe('events of original hardware', () => {
  test('a call', () => {
    const row = {
      ...{ port: 31, source_number: '+1', destination_number: '+2', start_date: TIME, answer_date: TIME },
      ...{ duration: '12', direction: 'gsm->ip', hangup: 'called', gsm_code: '16' },
    };
    const read = { port: 31, beganAt: at, answeredAt: at, duration: 12, source: '+1', destination: '+2' };
    const ends = { direction: 'gsm->ip', hangup: 'called', cause: 16 };
    assert.deepEqual(withoutMark(callsIn([row, { ...row, port: 32 }], hearing)), [{ ...read, ...ends }]);
    assert.deepEqual(withoutMark(callsIn([{ port: 0 }], hearing)), [
      {
        ...{ port: 0, beganAt: now, answeredAt: undefined, duration: 0, source: '', destination: '' },
        ...{ direction: '', hangup: '', cause: 0 },
      },
    ]);
    const marks = [
      row,
      { ...row, port: 1 },
      { ...row, start_date: '' },
      { ...row, source_number: '' },
      { ...row, destination_number: '' },
    ];
    assert.equal(new Set(marks.map(one => callsIn([one], hearing)[0]?.dedupe)).size, marks.length);
  });

  test('a missed call, alone or in a list', () => {
    const row = { port: 1, number: '+1', time: TIME };
    for (const value of [row, [row]])
      assert.deepEqual(withoutMark(missedCallsIn(value, hearing)), [{ port: 1, caller: '+1', at }]);
    assert.deepEqual(missedCallsIn({ number: '+1' }, hearing), []);
    const marks = [row, { ...row, port: 2 }, { ...row, number: '' }, { ...row, time: '' }];
    assert.equal(new Set(marks.map(one => missedCallsIn(one, hearing)[0]?.dedupe)).size, marks.length);
  });

  const notices: [body: Readonly<Record<string, unknown>>, notice: string | undefined, port?: number][] = [
    [{ device: { status: 'power_on' } }, 'power_on'],
    [{ device: { status: 'power_off' } }, 'power_off'],
    [{ device: { status: 'other' } }, undefined],
    [{ device: 'power_on' }, undefined],
    [{ exception_info: { port: 0 } }, 'module_reset', 0],
    [{ exception_info: { port: 32 } }, undefined],
    [{ exception_info: [] }, undefined],
    [{}, undefined],
  ];
  for (const [body, notice, port] of notices)
    test(`${JSON.stringify(body)} is ${notice ?? 'no notice'}`, () =>
      assert.deepEqual(noticesIn(body, hearing), notice === undefined ? [] : [{ notice, port, at: now }]));

  test('a status report, whose reference is of one octet', () => {
    const row = { port: 1, number: '+1', time: TIME, ref_id: 259, status_code: 0, imsi: '26201' };
    assert.deepEqual(withoutMark(reportsIn([row], hearing)), [
      { port: 1, imsi: '26201', number: '+1', refId: 3, statusCode: 0, at },
    ]);
    for (const field of ['port', 'ref_id', 'status_code'])
      assert.deepEqual(reportsIn([{ ...row, [field]: undefined }], hearing), [], field);
    const marks = [
      row,
      { ...row, port: 2 },
      { ...row, number: '' },
      { ...row, ref_id: 3 },
      { ...row, status_code: 1 },
      { ...row, time: '' },
    ];
    assert.equal(new Set(marks.map(one => reportsIn([one], hearing)[0]?.dedupe)).size, marks.length);
  });

  test('a received message', () => {
    const row = { port: 1, incoming_sms_id: 4, number: '+1', timestamp: TIME, text: 'a', imsi: '<NULL>' };
    assert.deepEqual(withoutMark(inboundIn([row], hearing)), [
      { incomingId: 4, port: 1, imsi: '', sender: '+1', text: 'a', at },
    ]);
    for (const field of ['port', 'incoming_sms_id'])
      assert.deepEqual(inboundIn([{ ...row, [field]: undefined }], hearing), [], field);
  });

  test('an answer of the network, where it has a text', () => {
    const rows = [
      { port: 1, text: ' Balance ' },
      { port: 1, text: ' ' },
      { port: 40, text: 'x' },
    ];
    assert.deepEqual(ussdIn(rows, hearing), [{ port: 1, text: ' Balance ', at: now }]);
  });

  test('a result, with what it lacks', () => {
    assert.deepEqual(withoutMark(resultsIn([{ status: 'failed', ref_id: 9 }], hearing)), [
      {
        ...{ userId: undefined, number: '', port: 255, status: 'failed', refId: undefined, count: 1 },
        ...{ sentCount: 0, imsi: '', at: now, detail: '' },
      },
    ]);
    const [sent] = resultsIn(
      [{ status: 'sent_ok', ref_id: 9, count: 3, succ_count: 2, imsi: 'AB12' }],
      hearing,
    );
    assert.deepEqual([sent?.refId, sent?.count, sent?.sentCount, sent?.imsi], [9, 3, 2, 'AB12']);
  });

  test('a port, with what it lacks', () => {
    const bare = { imsi: '', iccid: '', number: '', operator: '' };
    assert.deepEqual(portsIn([{ port: 0 }, { port: 1, reg: 'REGISTER_OK', signal: 200, number: ' +1 ' }]), [
      { ...bare, port: 0, registration: 'UNKNOWN', signal: 99, sends: false },
      { ...bare, port: 1, registration: 'REGISTER_OK', signal: 99, number: '+1', sends: true },
    ]);
    assert.equal(portsIn([{ port: 0, signal: 21 }])[0]?.signal, 21);
  });
});

describe('a call to original hardware', () => {
  type Message = Parameters<typeof sendSmsOf>[0]['messages'][number];
  const one = (text: string, encoding: Message['encoding'] = 'auto', userId = 7): Message => ({
    ...{ userId, recipient: `+49${userId}`, text, encoding },
  });
  const sent = (...messages: Message[]) => sendSmsOf({ key: 'k', port: 3, priority: 'normal', messages });
  const common = { port: [3], request_status_report: true };

  test('has a text that all share as it is', () => {
    assert.deepEqual(sent(one('Hello'), one('Hello', 'auto', 8)), {
      ...common,
      ...{ text: 'Hello', encoding: 'gsm-7bit' },
      param: [
        { number: '+497', user_id: 7 },
        { number: '+498', user_id: 8 },
      ],
    });
  });

  test('has texts that differ, or hold a place for a value, as values', () => {
    assert.deepEqual(sent(one('a'), one('b', 'auto', 8)), {
      ...common,
      ...{ text: '#param#', encoding: 'gsm-7bit' },
      param: [
        { number: '+497', text_param: ['a'], user_id: 7 },
        { number: '+498', text_param: ['b'], user_id: 8 },
      ],
    });
    const { text, param } = sent(one('Say #param#'));
    assert.deepEqual([text, param[0]?.text_param], ['#param#', ['Say #param#']]);
  });

  const encodings: [name: string, messages: Message[], encoding: string][] = [
    ['of the default alphabet', [one('a'), one('a', 'gsm-7bit')], 'gsm-7bit'],
    ['of another alphabet', [one('ж')], 'unicode'],
    ['of another alphabet, though gsm-7bit was asked for', [one('ж', 'gsm-7bit')], 'unicode'],
    ['that wants UCS-2', [one('a', 'unicode')], 'unicode'],
    ['of which one needs UCS-2', [one('a'), one('ж')], 'unicode'],
  ];
  for (const [name, messages, encoding] of encodings)
    test(`${name} is ${encoding}`, () => assert.equal(sent(...messages).encoding, encoding));

  test('of nothing has no text', () => assert.equal(sent().text, ''));
});
