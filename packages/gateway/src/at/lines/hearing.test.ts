import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { Hearing } from './hearing.ts';

/** A modem that is silent for so long may have another SIM meanwhile, in milliseconds. */
const SILENCE = 5000;

describe('when a modem was heard', () => {
  test('goes on unbroken while something comes often enough', () => {
    const clock = fakeClock();
    const hearing = new Hearing(clock);
    const begun = clock.monotonic();
    for (let times = 0; times < 5; times += 1) {
      clock.advance(SILENCE - 1);
      hearing.note();
    }
    assert.equal(hearing.unbrokenSince, begun);
  });

  test('begins anew behind a silence, and at every moment within one', () => {
    const clock = fakeClock();
    const hearing = new Hearing(clock);
    clock.advance(SILENCE);
    assert.equal(hearing.unbrokenSince, clock.monotonic());
    clock.advance(1000);
    hearing.note();
    const heard = clock.monotonic();
    clock.advance(1000);
    hearing.note();
    assert.equal(hearing.unbrokenSince, heard);
  });
});
