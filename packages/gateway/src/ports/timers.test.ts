import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { createTimers } from './timers.ts';

describe('timers of a port', () => {
  for (const [chance, due] of [
    [0, 800],
    [0.5, 1000],
    [1, 1200],
  ] as const)
    test(`come after ${due} of 1000 ms where chance is ${chance}`, () => {
      const clock = fakeClock();
      let rings = 0;
      createTimers(clock, () => chance).once(1000, () => {
        rings += 1;
      });
      clock.advance(due - 1);
      assert.equal(rings, 0);
      clock.advance(1);
      assert.equal(rings, 1);
    });

  test('come again and again until they are cancelled', () => {
    const clock = fakeClock();
    const timers = createTimers(clock, () => 0.5);
    let rings = 0;
    timers.every(1000, () => {
      rings += 1;
    });
    clock.advance(3500);
    timers.cancel();
    clock.advance(10_000);
    assert.equal(rings, 3);
  });

  test('may cancel themselves', () => {
    const clock = fakeClock();
    const timers = createTimers(clock, () => 0.5);
    let rings = 0;
    timers.every(1000, () => {
      rings += 1;
      timers.cancel();
    });
    clock.advance(5000);
    assert.equal(rings, 1);
  });
});
