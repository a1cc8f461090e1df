import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { settle } from '../testing.ts';
import { Intake } from './intake.ts';

/** 1 MiB at once, and 256 KiB a second. */
const BURST = 1_048_576;
const RATE = 262_144;

function intakeOn(clock: FakeClock): Intake {
  return new Intake(clock, () => {});
}

describe('intake of what a modem sends', () => {
  test('goes on at once for what a modem says in its normal life', () => {
    const intake = intakeOn(fakeClock());
    assert.equal(intake.take(new Uint8Array(1000)), undefined);
    assert.equal(intake.take(new Uint8Array(60_000)), undefined);
  });

  test('lets the other ports have their turn behind 64 KiB', async () => {
    const clock = fakeClock();
    const intake = intakeOn(clock);
    let resumed = false;
    assert.equal(intake.take(new Uint8Array(65_535)), undefined);
    void intake.take(new Uint8Array(1))?.then(() => {
      resumed = true;
    });
    assert.equal(resumed, false);
    await settle();
    assert.equal(resumed, true);
    assert.equal(intake.take(new Uint8Array(65_535)), undefined);
  });

  test('slows a flood down to the rate', async () => {
    const clock = fakeClock();
    const intake = intakeOn(clock);
    let resumed = false;
    void intake.take(new Uint8Array(BURST + RATE))?.then(() => {
      resumed = true;
    });
    clock.advance(999.999);
    await settle();
    assert.equal(resumed, false);
    clock.advance(0.001);
    await settle();
    assert.equal(resumed, true);
  });

  test('waits for nothing behind a burst, and behind each octet more', async () => {
    const clock = fakeClock();
    const intake = intakeOn(clock);
    await intake.take(new Uint8Array(BURST));
    let resumed = false;
    void intake.take(new Uint8Array(1))?.then(() => {
      resumed = true;
    });
    await settle();
    assert.equal(resumed, false);
    clock.advance(1);
    await settle();
    assert.equal(resumed, true);
  });

  test('takes as much more each second', async () => {
    const clock = fakeClock();
    const intake = intakeOn(clock);
    await intake.take(new Uint8Array(BURST));
    clock.advance(1000);
    const begun = clock.monotonic();
    await intake.take(new Uint8Array(RATE));
    assert.equal(clock.monotonic(), begun);
  });

  test('allows a burst again after a while', async () => {
    const clock = fakeClock();
    const intake = intakeOn(clock);
    void intake.take(new Uint8Array(BURST));
    clock.advance(60_000);
    const pause = intake.take(new Uint8Array(BURST));
    await settle();
    await pause;
    assert.equal(clock.monotonic(), 61_000);
  });
});
