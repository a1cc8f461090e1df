/** A row of the table of messages as a message: what is missing is absent, and what a later version wrote is read as usual. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type MessageRow, messageOf, rowsMovedTo } from './message-rows.ts';

const row: MessageRow = {
  ...{ part: 3, id: 'm', batch: 'b', owner: 'key', pool: 'shop', lane: 'shop  s g 4', prefer_sim: '' },
  ...{
    recipient: '+491',
    country: 'DE',
    written: '01',
    body: 'Hello',
    encoding: 2,
    segments: 2,
    priority: 2,
  },
  ...{ state: 3, state_at: 9, reason: 'in_doubt', detail: 'why', created_at: 5, not_before: 6 },
  ...{ expires_at: 7, attempts: 2, gateway: 'g', port: 4, sim: 's', user_id: 11, sent_at: 8 },
  ...{ reference: 'r', metadata: '{"order":"7"}', moves: 1, moved_to: null },
};

const message = {
  ...{
    part: 3,
    id: 'm',
    batch: 'b',
    owner: 'key',
    pool: 'shop',
    wanted: { sim: 's', gateway: 'g', port: 4 },
  },
  ...{ recipient: '+491', written: '01', text: 'Hello', encoding: 'unicode', segments: 2, priority: 'bulk' },
  ...{ state: 'sent', stateAt: 9, reason: 'in_doubt', detail: 'why', createdAt: 5, notBefore: 6 },
  ...{ expiresAt: 7, attempts: 2, gateway: 'g', port: 4, sim: 's', userId: 11, sentAt: 8 },
  ...{ reference: 'r', metadata: { order: '7' } },
};

describe('a row of a message', () => {
  const rows: [name: string, row: Partial<MessageRow>, message: object][] = [
    ['has all of it', {}, {}],
    [
      'without times has none',
      { not_before: null, expires_at: null, sent_at: null },
      { notBefore: undefined, expiresAt: undefined, sentAt: undefined },
    ],
    [
      'that was not handed over has no place',
      { port: null, user_id: null },
      { port: undefined, userId: undefined },
    ],
    ['of a lane for any place wants none', { lane: 'shop    ' }, { wanted: {} }],
    ['of a lane for a SIM wants that alone', { lane: 'shop  s  ' }, { wanted: { sim: 's' } }],
    ['of a lane for port 0 wants that', { lane: 'shop   g 0' }, { wanted: { gateway: 'g', port: 0 } }],
    [
      'with words that nobody knows is read as usual',
      { encoding: 9, priority: 9 },
      { encoding: 'auto', priority: 'normal' },
    ],
    ['with a reason that nobody knows shows none', { reason: 'of_tomorrow' }, { reason: '' }],
  ];
  for (const [name, changed, expected] of rows)
    test(name, () => assert.deepEqual(messageOf({ ...row, ...changed }), { ...message, ...expected }));

  test('with a state that nobody knows is not read', () => {
    assert.throws(() => messageOf({ ...row, state: 10 }), /no message state has the number 10/);
  });

  test('that moves is the same in the other partition, with one move more', () => {
    const { columns, rows: moved } = rowsMovedTo([{ ...row, moved_to: 90 }]);
    const values = Object.fromEntries(Object.keys(columns).map((name, at) => [name, moved[0]?.[at]]));
    const { moved_to: _, ...kept } = row;
    assert.deepEqual(values, { ...kept, part: 90, moves: 2 });
  });
});
