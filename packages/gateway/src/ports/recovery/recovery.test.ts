import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { type Health, Recovery, type RecoveryCause, type RecoveryStep } from './recovery.ts';

const MINUTE = 60_000;

function bench({ perHour = 4 } = {}) {
  const clock = fakeClock();
  const taken: [minute: number, step: RecoveryStep][] = [];
  const began = clock.monotonic();
  let busy = false;
  const recovery: Recovery = new Recovery({
    clock,
    modems: { recoverAfter: 60, recoveriesPerHour: perHour },
    isBusy: () => busy,
    act: step => taken.push([Math.floor((clock.monotonic() - began) / MINUTE), step]),
  });
  /** The same health for so many minutes, seen each second. */
  const last = (health: Health, minutes: number) => {
    for (let second = 0; second < minutes * 60; second += 1) {
      recovery.consider(health);
      clock.advance(1000);
    }
  };
  return {
    ...{ taken, last },
    busyIs: (now: boolean) => {
      busy = now;
    },
  };
}

describe('recovery of a modem that answers but is of no use', () => {
  const rows: readonly [RecoveryCause, readonly [minute: number, step: RecoveryStep][]][] = [
    [
      'refusesAll',
      [
        [1, 'restart'],
        [3, 'reopen'],
        [7, 'restart'],
        [15, 'restart'],
      ],
    ],
    [
      'simLost',
      [
        [1, 'restart'],
        [3, 'power'],
        [7, 'restart'],
        [15, 'restart'],
      ],
    ],
    [
      'denied',
      [
        [1, 'radio'],
        [3, 'restart'],
        [7, 'restart'],
        [15, 'restart'],
      ],
    ],
    [
      'unregistered',
      [
        [1, 'radio'],
        [3, 'restart'],
        [7, 'reopen'],
        [15, 'restart'],
      ],
    ],
  ];
  for (const [cause, steps] of rows)
    test(`${cause}: steps with a delay that doubles`, () => {
      const { taken, last } = bench();
      last(cause, 20);
      assert.deepEqual(taken, steps);
    });

  test('at most so often an hour', () => {
    const { taken, last } = bench({ perHour: 2 });
    last('simLost', 63);
    assert.deepEqual(
      taken.map(([minute]) => minute),
      [1, 3, 61],
    );
  });

  test('none where the setting is 0', () => {
    const { taken, last } = bench({ perHour: 0 });
    last('denied', 120);
    assert.deepEqual(taken, []);
  });

  test('not while a submit may be answered or a call is up, and at once when that is over', () => {
    const { taken, last, busyIs } = bench();
    busyIs(true);
    last('denied', 4);
    assert.deepEqual(taken, []);
    busyIs(false);
    last('denied', 1);
    assert.deepEqual(taken, [[4, 'radio']]);
  });

  for (const [well, step] of [
    [10, 'radio'],
    [9.9, 'restart'],
  ] as const)
    test(`a port that was well for ${well} minutes begins with ${step} when it is ill again`, () => {
      const { taken, last } = bench();
      last('denied', 1.5);
      last('well', well);
      last('denied', 2.5);
      assert.deepEqual(
        taken.map(([, each]) => each),
        ['radio', step],
      );
    });

  test('a port that gets well is left alone; one that is ill again soon goes on with the next step', () => {
    const { taken, last } = bench();
    last('denied', 1.5);
    last('unknown', 0.5);
    last('well', 5);
    last('denied', 3);
    assert.deepEqual(taken, [
      [1, 'radio'],
      [9, 'restart'],
    ]);
  });

  test('after ten good minutes it begins anew', () => {
    const { taken, last } = bench();
    last('denied', 1.5);
    last('well', 11);
    last('denied', 2);
    assert.deepEqual(
      taken.map(([, step]) => step),
      ['radio', 'radio'],
    );
  });

  test('another cause begins with its own first step', () => {
    const { taken, last } = bench();
    last('denied', 1.5);
    last('refusesAll', 2);
    assert.deepEqual(
      taken.map(([, step]) => step),
      ['radio', 'restart'],
    );
  });
});
