import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { callsIn, inboundIn, missedCallsIn, portsIn, reportsIn, resultsIn, ussdIn } from './readings.ts';

const now = Date.UTC(2026, 0, 31, 12);
/** The device lives two hours east of us. */
const hearing = { offset: 7_200_000, now };
const row = {
  port: 1,
  number: '10086',
  time: '2026-01-31 13:00:00',
  status: 'SENT_OK',
  count: 2,
  succ_count: 2,
};

describe('results', () => {
  const statuses: [told: unknown, status: string | undefined][] = [
    ['SENT_OK', 'sent'],
    ['Sent_Ok', 'sent'],
    ['DELIVERED', 'delivered'],
    ['SENDING', 'sending'],
    ['FAILED', 'failed'],
    ['Canceled', 'failed'],
    ['', undefined],
    [7, undefined],
  ];
  for (const [told, status] of statuses)
    test(`${JSON.stringify(told)} is ${status ?? 'left out'}`, () =>
      assert.equal(resultsIn([{ ...row, status: told }], hearing)[0]?.status, status));

  test('user ids as numbers, in quotes, or not at all; times by our clock', () => {
    const read = [7, '7', null, undefined, 'x'].map(
      user_id => resultsIn([{ ...row, user_id, ref_id: '3' }], hearing)[0],
    );
    assert.deepEqual(
      read.map(one => one?.userId),
      [7, 7, undefined, undefined, undefined],
    );
    assert.equal(read[0]?.at, now - 3_600_000);
    assert.equal(read[0]?.refId, 3);
  });

  test('what has not been sent has no reference, whatever stands there', () => {
    assert.equal(resultsIn([{ ...row, status: 'SENDING', ref_id: 0 }], hearing)[0]?.refId, undefined);
  });

  test('the same push has the same mark, another one another', () => {
    const marks = [row, row, { ...row, time: '2026-01-31 13:00:01' }].map(
      one => resultsIn([one], hearing)[0]?.dedupe,
    );
    assert.equal(marks[0], marks[1]);
    assert.notEqual(marks[0], marks[2]);
  });
});

describe('the mark of a row', () => {
  // The store knows rows by them: the same row has the same mark in every release.
  const marks: [name: string, mark: string | undefined, known: string][] = [
    ['a result', resultsIn([row], hearing)[0]?.dedupe, '70e2852aab110dc2644e9e3a9ea6033e'],
    [
      'a result with a reference',
      resultsIn([{ ...row, ref_id: 3 }], hearing)[0]?.dedupe,
      'f60be07843e233fc505eba1f8761c0b9',
    ],
    [
      'a report',
      reportsIn([{ port: 1, number: '10086', ref_id: 3, status_code: 0, time: row.time }], hearing)[0]
        ?.dedupe,
      '5bd021de942d41d974aa7db3848352f9',
    ],
    [
      'a message',
      inboundIn([{ incoming_sms_id: 1, port: 0, number: '1', timestamp: row.time, text: 'a' }], hearing)[0]
        ?.dedupe,
      '1fb50669c369732c3d80a22100cbf587',
    ],
    [
      'a call',
      callsIn([{ port: 0, start_date: row.time, source_number: '1' }], hearing)[0]?.dedupe,
      '1d50e475ac6071479f2070101b3886c7',
    ],
    [
      'a missed call',
      missedCallsIn({ port: 0, number: '1', time: row.time }, hearing)[0]?.dedupe,
      '50974da514e6b14f54b7d80d2b9e399b',
    ],
  ];
  for (const [name, mark, known] of marks) test(`of ${name}`, () => assert.equal(mark, known));
});

describe('foreign rows', () => {
  for (const value of [undefined, null, 'text', 7, {}, [null, 7, 'x', []], [{ port: 32 }], [{ port: -1 }]])
    test(`${JSON.stringify(value)} are none`, () => {
      assert.deepEqual(
        [resultsIn, reportsIn, inboundIn, ussdIn].flatMap(read => [...read(value, hearing)]),
        [],
      );
      assert.deepEqual(portsIn(value), []);
    });

  test('a bad time is the time of hearing', () => {
    const sms = { incoming_sms_id: 1, port: 0, number: '1', timestamp: 'soon', text: 'a' };
    assert.equal(inboundIn([sms], hearing)[0]?.at, now);
  });

  test('texts are bounded, and neither a zero nor half a character gets into the store', () => {
    const sms = {
      incoming_sms_id: 1,
      port: 0,
      number: '1',
      timestamp: '',
      text: `a\0\ud800${'b'.repeat(20_000)}`,
    };
    const text = inboundIn([sms], hearing)[0]?.text ?? '';
    assert.ok(text.isWellFormed() && !text.includes('\0') && text.length <= 10_000);
  });

  test('ids that begin anew do not hide a message: the mark is of the whole', () => {
    const sms = { incoming_sms_id: 1, port: 0, number: '1', timestamp: '2026-01-31 13:00:00', text: 'a' };
    const marks = [sms, { ...sms, text: 'b' }].map(one => inboundIn([one], hearing)[0]?.dedupe);
    assert.notEqual(marks[0], marks[1]);
  });

  test('a port that is down names its SIM as <NULL>', () => {
    const [port] = portsIn([
      { port: 0, reg: 'NO_SIM', iccid: '<NULL>', imsi: '<NULL>', number: '', signal: 0 },
    ]);
    assert.deepEqual([port?.iccid, port?.imsi, port?.sends], ['', '', false]);
  });
});

describe('what is bounded', () => {
  const sms = { incoming_sms_id: 1, port: 31, number: '1', timestamp: '', text: 'a' };

  test('is a text of 10,000 characters, and every other field of 64', () => {
    const [read] = inboundIn([{ ...sms, text: 'a'.repeat(10_001), number: '1'.repeat(65) }], hearing);
    assert.deepEqual([read?.text.length, read?.sender.length], [10_000, 64]);
  });

  test('are the rows of an answer: 20,000', () =>
    assert.equal(portsIn(Array(20_001).fill({ port: 0 })).length, 20_000));

  test('is a port: up to 31', () =>
    assert.deepEqual(
      [31, 32].map(port => inboundIn([{ ...sms, port }], hearing).length),
      [1, 0],
    ));

  test('is a signal: 99 stands for one that is not known', () =>
    assert.deepEqual(
      [21, 99, 100, undefined].map(signal => portsIn([{ port: 0, reg: 'REGISTER_OK', signal }])[0]?.signal),
      [21, 99, 99, 99],
    ));

  test('is the mark of a row: 128 bits as hex digits', () =>
    assert.match(inboundIn([sms], hearing)[0]?.dedupe ?? '', /^[0-9a-f]{32}$/));
});

describe('what a row lacks', () => {
  test('is of port 255, of one segment, and of none that was sent', () => {
    const [read] = resultsIn([{ status: 'SENDING' }], hearing);
    const { port, number, count, sentCount, at } = read ?? {};
    assert.deepEqual([port, number, count, sentCount, at], [255, '', 1, 0, now]);
  });

  test('makes a call of no duration and cause', () => {
    const [read] = callsIn([{ port: 0 }], hearing);
    assert.deepEqual([read?.duration, read?.cause, read?.answeredAt, read?.beganAt], [0, 0, undefined, now]);
  });

  test('makes a port of an unknown registration, which sends nothing', () => {
    const [read] = portsIn([{ port: 0 }]);
    assert.deepEqual([read?.registration, read?.sends], ['UNKNOWN', false]);
  });
});

test('a reference of a report that grew beyond an octet is that of its segment', () => {
  const report = { port: 1, number: '1', ref_id: 257, status_code: 0, time: '' };
  assert.equal(reportsIn([report], hearing)[0]?.refId, 1);
});
