import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { WRITE_DEADLINE, WRITE_LIMIT, WriteWatch } from './write-watch.ts';

function bench() {
  const clock = fakeClock();
  const faults: string[] = [];
  return { clock, faults, watch: new WriteWatch(clock, reason => faults.push(reason)) };
}

describe('what waits to be written', () => {
  test('may wait as long as some of it is taken in time', () => {
    const { clock, faults, watch } = bench();
    watch.began(100);
    for (let taken = 0; taken < 5; taken += 1) {
      clock.advance(WRITE_DEADLINE - 1);
      watch.ended(10);
    }
    assert.deepEqual(faults, []);
    clock.advance(WRITE_DEADLINE);
    assert.deepEqual(faults, ['takes no octets for 30 s']);
  });

  test('is no longer watched when all of it is taken', () => {
    const { clock, faults, watch } = bench();
    watch.began(100);
    watch.ended(100);
    clock.advance(2 * WRITE_DEADLINE);
    assert.deepEqual(faults, []);
  });

  test('more behind it puts no deadline off', () => {
    const { clock, faults, watch } = bench();
    watch.began(1);
    clock.advance(WRITE_DEADLINE - 1);
    watch.began(1);
    clock.advance(1);
    assert.equal(faults.length, 1);
  });

  test('is bounded, and refused once', () => {
    const { faults, watch } = bench();
    watch.began(WRITE_LIMIT);
    assert.deepEqual(faults, []);
    watch.began(1);
    watch.began(1);
    assert.deepEqual(faults, ['takes no octets: 65537 wait to be written']);
  });

  test('is watched down to the last octet', () => {
    const { clock, faults, watch } = bench();
    watch.began(2);
    watch.ended(1);
    clock.advance(WRITE_DEADLINE);
    assert.deepEqual(faults, ['takes no octets for 30 s']);
  });

  test('is no longer watched once the link is closed', () => {
    const { clock, faults, watch } = bench();
    watch.began(100);
    watch.stop();
    watch.ended(10);
    watch.began(WRITE_LIMIT);
    assert.equal(clock.waiting, 0);
    assert.deepEqual(faults, []);
  });
});
