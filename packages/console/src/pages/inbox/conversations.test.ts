/** Conversations of what was received and sent. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Message, Received } from '../../data/types.ts';
import { canAnswer, conversationsOf, searchOf, threadOf } from './conversations.ts';

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

function sent(id: number, number: string, minute: number): Pick<Message, 'id' | 'number' | 'time'> {
  return { id, number, time: `2026-11-29T00:${minute}:00.000Z` };
}

describe('conversations', () => {
  test('one for each number, by its newest message', () => {
    const list = conversationsOf([received(3, '+491', 30), received(2, 'Shop', 20), received(1, '+491', 10)]);
    assert.deepEqual(
      list.map(({ number, count, last }) => [number, count, last.incoming_sms_id]),
      [
        ['+491', 2, 3],
        ['Shop', 1, 2],
      ],
    );
  });

  test('a thread has both directions in order, and nothing of numbers that only contain it', () => {
    const messages = [sent(7, '+4917012', 15), sent(8, '4917012', 25), sent(9, '+49170123', 26)] as Message[];
    const thread = threadOf('+4917012', [received(2, '+4917012', 20), received(1, '+4917012', 10)], messages);
    assert.deepEqual(
      thread.map(({ key }) => key),
      ['r1', 's7', 'r2', 's8'],
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
