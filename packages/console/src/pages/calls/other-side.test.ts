import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { duration, isMissed, otherSide } from './other-side.ts';

test('the other side of a call', () => {
  const numbers = { source_number: '+1', destination_number: '+2' };
  assert.equal(otherSide({ direction: 'incoming', ...numbers }), '+1');
  assert.equal(otherSide({ direction: 'outgoing', ...numbers }), '+2');
});

test('missed: it came in, has ended, and nobody answered', () => {
  const call = { direction: 'incoming', state: 'ended', answered_at: null } as const;
  assert.equal(isMissed(call), true);
  assert.equal(isMissed({ ...call, answered_at: '2026-11-29T00:00:00.000Z' }), false);
  assert.equal(isMissed({ ...call, direction: 'outgoing' }), false);
  assert.equal(isMissed({ ...call, state: 'incoming' }), false);
});

describe('seconds as people read them', () => {
  for (const [seconds, text] of [
    [0, '0:00'],
    [65, '1:05'],
    [3605, '1:00:05'],
  ] as const)
    test(`${seconds}`, () => assert.equal(duration(seconds), text));
});
