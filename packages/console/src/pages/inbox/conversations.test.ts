/** Conversations of what was received and sent. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Received, Turn } from '../../data/types.ts';
import { canAnswer, conversationsOf, searchOf, withPage } from './conversations.ts';

function received(id: number, number: string, minute: number): Received {
  const at = `2026-11-29T00:${minute}:00.000Z`;
  return {
    incoming_sms_id: id,
    port: 0,
    imsi: '001010000000001',
    number,
    smsc: '',
    timestamp: at,
    received_at: at,
    text: `text ${id}`,
    read: false,
    archived: false,
    pdu: '',
    trouble: '',
    defects: [],
  };
}

function turn(
  direction: Turn['direction'],
  id: number,
  minute: number,
  status: Turn['status'] = 'SENT_OK',
): Turn {
  const time = `2026-11-29T00:${minute}:00.000Z`;
  return { direction, id, time, status, text: '', port: 0, imsi: '', reason: '', read: true };
}

describe('conversations', () => {
  test('one for each number, by its newest message', () => {
    const list = conversationsOf([received(3, '+491', 30), received(2, 'Shop', 20), received(1, '+491', 10)]);
    assert.deepEqual(
      list.map(({ number, unread, last }) => [number, unread, last.incoming_sms_id]),
      [
        ['+491', 2, 3],
        ['Shop', 1, 2],
      ],
    );
  });

  test('what nobody has read is counted', () => {
    const list = conversationsOf([received(2, '+491', 20), { ...received(1, '+491', 10), read: true }]);
    assert.equal(list[0]?.unread, 1);
  });

  test('a thread has both directions in order; what a newer page has no longer stays, and states are the newest', () => {
    const known = [turn('received', 1, 10), turn('sent', 1, 11, 'SENDING')];
    const thread = withPage(known, [turn('received', 2, 12), turn('sent', 1, 11, 'DELIVERED')]);
    assert.deepEqual(
      thread.map(({ direction, id, status }) => [direction, id, status]),
      [
        ['received', 1, 'SENT_OK'],
        ['sent', 1, 'DELIVERED'],
        ['received', 2, 'SENT_OK'],
      ],
    );
  });

  test('turns of one time are in the order of their ids', () => {
    const thread = withPage([turn('received', 3, 10), turn('received', 1, 10)], [turn('received', 2, 10)]);
    assert.deepEqual(
      thread.map(({ id }) => id),
      [1, 2, 3],
    );
  });

  for (const [number, can] of [
    ['+491701', true],
    ['12345', true],
    ['Shop', false],
    ['', false],
  ] as const)
    test(`${JSON.stringify(number)} ${can ? 'can' : 'cannot'} be answered`, () =>
      assert.equal(canAnswer(number), can));

  test('the search leaves the + out', () => assert.equal(searchOf('+491701'), '491701'));
});
