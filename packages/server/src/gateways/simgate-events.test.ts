/** Events of our gateway's stream in the words of the server. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newsOf, ownUserId } from './simgate-events.ts';

const AT = '2026-01-31T08:00:00.000Z';
const moment = Date.parse(AT);

/** An event of each kind as the gateway streams it. */
const samples = {
  sms: { incoming_sms_id: 4, port: 2, number: '+491512', timestamp: 5, text: 'Hello', imsi: '26201' },
  sms_result: {
    ...{ port: 2, number: '+491511', time: 6, status: 'FAILED', count: 2, succ_count: 1 },
    ...{ ref_id: 9, imsi: '26201', user_id: 7, reason: 'no credit' },
  },
  sms_deliver_status: { port: 2, number: '+491511', time: 6, ref_id: 9, status_code: 0x45, imsi: '26201' },
  ussd: { dialogue_id: 1, port: 2, text: 'Balance 5', at: AT },
  cdr: {
    ...{ call_id: 3, port: 2, start: 10, answer: 12, duration: 4, source_number: '+1' },
    ...{ destination_number: '+2', direction: 'gsm->ip', hangup: 'called', gsm_code: 16 },
  },
  missed_call: { call_id: 3, time: 8, port: 2, number: '+1' },
  device: { status: 'power_on', at: AT },
  exception_info: { port: 2, at: AT },
} as const;

type Kind = keyof typeof samples;

const read: Readonly<Record<Kind, object>> = {
  sms: { inbound: [{ dedupe: 'a1 4', port: 2, imsi: '26201', sender: '+491512', text: 'Hello', at: 5 }] },
  sms_result: {
    results: [
      {
        ...{ userId: 7, number: '+491511', port: 2, status: 'failed', refId: 9, count: 2, sentCount: 1 },
        ...{ imsi: '26201', at: 6, detail: 'no credit' },
      },
    ],
  },
  sms_deliver_status: {
    reports: [
      {
        ...{ dedupe: 'a1 2 +491511 9 69 6', port: 2, number: '+491511', imsi: '26201', refId: 9 },
        ...{ statusCode: 0x45, at: 6 },
      },
    ],
  },
  ussd: { ussd: [{ port: 2, text: 'Balance 5', at: moment }] },
  cdr: {
    calls: [
      {
        ...{ dedupe: 'a1 call 3', port: 2, beganAt: 10, answeredAt: 12, duration: 4, source: '+1' },
        ...{ destination: '+2', direction: 'gsm->ip', hangup: 'called', cause: 16 },
      },
    ],
  },
  missed_call: { missedCalls: [{ dedupe: 'a1 missed 3', port: 2, caller: '+1', at: 8 }] },
  device: { notices: [{ notice: 'power_on', port: undefined, at: moment }] },
  exception_info: { notices: [{ notice: 'module_reset', port: 2, at: moment }] },
};

const nothing = {
  ...{ results: [], reports: [], inbound: [], ussd: [], calls: [], missedCalls: [], notices: [] },
};

function newsOfOne(kind: string, data: unknown) {
  return newsOf([{ id: '1', kind, data }], 'a1');
}

describe('events of our gateway', () => {
  for (const kind of Object.keys(samples) as Kind[]) {
    test(`${kind} is read`, () => {
      assert.deepEqual(newsOfOne(kind, samples[kind]), { ...nothing, ...read[kind] });
    });

    test(`${kind} that lacks a field is left out`, () => {
      for (const field of Object.keys(samples[kind])) {
        // Of a notice nothing but its time is lost.
        if (field === 'at' && kind !== 'ussd') continue;
        const { [field]: _lost, ...rest } = samples[kind] as Record<string, unknown>;
        assert.deepEqual(newsOfOne(kind, rest), nothing, field);
      }
      assert.deepEqual(newsOfOne(kind, null), nothing);
    });
  }

  test('an event without a time is written down as of no time', () => {
    assert.deepEqual(newsOfOne('device', { status: 'power_off' }), {
      ...nothing,
      notices: [{ notice: 'power_off', port: undefined, at: 0 }],
    });
  });

  test('events of other kinds are no news', () => {
    assert.deepEqual(newsOfOne('register', { port: 2 }), nothing);
    assert.deepEqual(newsOfOne('pool', samples.sms), nothing);
  });

  const reports: [statusCode: number, count: number][] = [
    [0x00, 0], // received: the result shows that every segment was
    [0x20, 0], // the centre still tries
    [0x45, 1], // permanent
    [0x60, 1], // temporary, but the centre tries no more
  ];
  for (const [statusCode, count] of reports)
    test(`a status report 0x${statusCode.toString(16)} ${count === 1 ? 'decides' : 'decides nothing'}`, () => {
      const data = { ...samples.sms_deliver_status, status_code: statusCode };
      assert.equal(newsOfOne('sms_deliver_status', data).reports.length, count);
    });

  test('a result of another client, or of a status that is no end, is left out', () => {
    for (const changes of [{ user_id: 'abc' }, { user_id: null }, { user_id: 0 }, { status: 'SENDING' }])
      assert.deepEqual(newsOfOne('sms_result', { ...samples.sms_result, ...changes }), nothing);
  });

  test('a text has 10,000 characters at most', () => {
    const texts = [10_000, 10_001].map(length => {
      const { inbound } = newsOfOne('sms', { ...samples.sms, text: 'a'.repeat(length) });
      return inbound[0]?.text.length;
    });
    assert.deepEqual(texts, [10_000, undefined]);
  });

  test('events of one kind keep their order', () => {
    const events = [3, 1, 2].map(id => ({
      ...{ id: String(id), kind: 'sms', data: { ...samples.sms, incoming_sms_id: id } },
    }));
    assert.deepEqual(
      newsOf(events, 'b2').inbound.map(({ dedupe }) => dedupe),
      ['b2 3', 'b2 1', 'b2 2'],
    );
  });
});

describe('a user id', () => {
  const rows: [value: unknown, id: number | undefined][] = [
    [7, 7],
    ['7', 7],
    [1, 1],
    [0, undefined],
    [-1, undefined],
    [1.5, undefined],
    ['x', undefined],
    [null, undefined],
    [2 ** 53, undefined],
  ];
  for (const [value, id] of rows)
    test(`${JSON.stringify(value)} is ${id ?? "another client's"}`, () => assert.equal(ownUserId(value), id));
});
