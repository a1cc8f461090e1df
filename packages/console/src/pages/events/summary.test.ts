import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type JournalEvent, summaryOf } from './summary.ts';

function eventOf(kind: string, fields: object): JournalEvent {
  return { id: 1, at: '2026-01-01T00:00:00.000Z', kind, ...fields };
}

describe('an event in one line', () => {
  for (const [kind, fields, expected] of [
    ['sms', { number: '+491', text: 'Hello' }, ['+491', undefined, 'Hello']],
    [
      'sms_result',
      { number: '+491', status: 'FAILED', reason: 'no credit' },
      ['+491', 'messages.status.FAILED', 'no credit'],
    ],
    ['sms_deliver_status', { number: '+491', status_code: 70 }, ['+491', 'story.report.permanent', '']],
    ['register', { number: '+882', status: 'down' }, ['+882', 'event.register.down', '']],
    [
      'cdr',
      { direction: 'gsm->ip', source_number: '+491', destination_number: '+882', duration: 7 },
      ['+491', undefined, '7 s'],
    ],
    [
      'cdr',
      { direction: 'ip->gsm', source_number: '+882', destination_number: '+491', duration: 7 },
      ['+491', undefined, '7 s'],
    ],
    ['device', { status: 'power_on' }, ['', 'event.device.on', '']],
    ['alarm', { status: 'raised', trouble: 'port 3 is down' }, ['', 'event.alarm.raised', 'port 3 is down']],
    ['of_a_later_version', {}, ['', undefined, '']],
  ] as const)
    test(`${kind}: ${expected.join(', ')}`, () => {
      const { number, word, text } = summaryOf(eventOf(kind, fields));
      assert.deepEqual([number, word, text], expected);
    });

  test('a report has its code for the sentence, and nothing else has one', () => {
    const codes = ['sms_deliver_status', 'sms_result'].map(
      kind => summaryOf(eventOf(kind, { status: 'FAILED', status_code: 70 })).values,
    );
    assert.deepEqual(codes, [{ code: 70 }, {}]);
  });
});
