import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import type { SubmitOutcome } from '../modem/modem.ts';
import { RestAfterRefusals } from './rest.ts';

const accepted: SubmitOutcome = { kind: 'accepted', reference: 1 };
const inDoubt: SubmitOutcome = { kind: 'inDoubt', reason: 'silence', late: Promise.resolve(undefined) };

function resting() {
  const clock = fakeClock();
  let over = 0;
  const rest = new RestAfterRefusals(clock, () => {
    over += 1;
  });
  return { clock, rest, over: () => over };
}

describe('the rest of a port', () => {
  test('begins after a doubt, and ends by itself', () => {
    const { clock, rest, over } = resting();
    assert.deepEqual([rest.judge(inDoubt), rest.text], [true, 'resting 5 s after: silence']);
    clock.advance(4999);
    assert.deepEqual([over(), rest.text], [0, 'resting 5 s after: silence']);
    clock.advance(1);
    assert.deepEqual([over(), rest.text], [1, '']);
  });

  test('is longer each time, and only the last one ends', () => {
    const { clock, rest, over } = resting();
    rest.judge(inDoubt);
    clock.advance(1000);
    rest.judge(inDoubt);
    assert.equal(rest.text, 'resting 10 s after: silence');
    clock.advance(9999);
    assert.equal(over(), 0);
    clock.advance(1);
    assert.equal(over(), 1);
  });

  test('that has ended by itself is remembered: the next one is longer', () => {
    const { clock, rest } = resting();
    rest.judge(inDoubt);
    clock.advance(5000);
    rest.judge(inDoubt);
    assert.equal(rest.text, 'resting 10 s after: silence');
  });

  test('ends by a success, which counts from the beginning, and nobody is called', () => {
    const { clock, rest, over } = resting();
    rest.judge(inDoubt);
    assert.deepEqual([rest.judge(accepted), rest.text], [false, '']);
    clock.advance(60_000);
    assert.equal(over(), 0);
    rest.judge(inDoubt);
    assert.equal(rest.text, 'resting 5 s after: silence');
  });

  test('ends with its port, without a call', () => {
    const { clock, rest, over } = resting();
    rest.judge(inDoubt);
    rest.end();
    clock.advance(60_000);
    assert.equal(over(), 0);
  });
});
