import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { settle } from '../testing.ts';
import { INTAKE_BURST, INTAKE_RATE, Intake } from './intake.ts';

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
    void intake.take(new Uint8Array(65_536))?.then(() => {
      resumed = true;
    });
    assert.equal(resumed, false);
    await settle();
    assert.equal(resumed, true);
  });

  test('slows a flood down to the rate', async () => {
    const clock = fakeClock();
    const intake = intakeOn(clock);
    let resumed = false;
    void intake.take(new Uint8Array(INTAKE_BURST + INTAKE_RATE))?.then(() => {
      resumed = true;
    });
    clock.advance(999);
    await settle();
    assert.equal(resumed, false);
    clock.advance(1);
    await settle();
    assert.equal(resumed, true);
  });

  test('allows a burst again after a while', async () => {
    const clock = fakeClock();
    const intake = intakeOn(clock);
    void intake.take(new Uint8Array(INTAKE_BURST));
    clock.advance(60_000);
    const pause = intake.take(new Uint8Array(INTAKE_BURST));
    await settle();
    await pause;
    assert.equal(clock.monotonic(), 61_000);
  });
});
