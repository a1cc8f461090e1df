import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import type { PortEvent, PortState } from '../lifecycle.ts';
import { type Health, Recovery, type RecoveryCause, type RecoveryStep } from './recovery.ts';
import { RestartLoop } from './restart-loop.ts';

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
    act: step => taken.push([(clock.monotonic() - began) / MINUTE, step]),
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
  const more: typeof rows = [
    [
      'refusesPdus',
      [
        [1, 'restart'],
        [3, 'restart'],
        [7, 'restart'],
        [15, 'restart'],
      ],
    ],
    [
      'radioOff',
      [
        [1, 'restart'],
        [3, 'reopen'],
        [7, 'restart'],
        [15, 'restart'],
      ],
    ],
    [
      'noNetwork',
      [
        [5, 'radio'],
        [15, 'restart'],
      ],
    ],
    ['simUnseen', [[5, 'restart']]],
  ];
  for (const [cause, steps] of [...rows, ...more])
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

  test('with a delay that doubles five times and then stays', () => {
    const { taken, last } = bench({ perHour: 60 });
    last('denied', 130);
    assert.deepEqual(
      taken.map(([minute]) => minute),
      [1, 3, 7, 15, 31, 63, 95, 127],
    );
  });

  test('once only for a place without a card, until it was well', () => {
    const { taken, last } = bench();
    last('simUnseen', 60);
    last('well', 1);
    last('simUnseen', 60);
    assert.deepEqual(taken, [
      [5, 'restart'],
      [71, 'restart'],
    ]);
  });

  test('once an hour where the setting is 1', () => {
    const { taken, last } = bench({ perHour: 1 });
    last('denied', 70);
    assert.deepEqual(taken, [
      [1, 'radio'],
      [61, 'restart'],
    ]);
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
    assert.deepEqual(taken, [[4 + 5 / 60, 'radio']]);
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

describe('a modem that restarts by itself', () => {
  const serving: PortState = { phase: 'serving', failures: 0 };
  const rebooted: PortEvent = { type: 'rebooted', byItself: true };

  function loop(state: PortState, event: PortEvent, times: number, every: number) {
    const clock = fakeClock();
    const restarts = new RestartLoop(clock);
    for (let time = 0; time < times; time += 1) {
      if (time > 0) clock.advance(every);
      restarts.note(state, event);
    }
    return { clock, restarts };
  }

  const rows: readonly [what: string, PortState, PortEvent, times: number, every: number, isOn: boolean][] = [
    ['five times is in a loop', serving, rebooted, 5, 60_000, true],
    ['four times is in none', serving, rebooted, 4, 60_000, false],
    ['five times in ten minutes is in none', serving, rebooted, 5, 150_000, false],
    ['five times in less is in one', serving, rebooted, 5, 149_999, true],
    ['sends several notices of one start', serving, rebooted, 6, 599, false],
    ['and others of another', serving, rebooted, 5, 3000, true],
    ['is in a loop also where its device goes away', serving, { type: 'linkLost' }, 5, 60_000, true],
    ['is in none where somebody restarted it', serving, { type: 'rebooted' }, 5, 60_000, false],
    [
      'is in none while the gateway resets it',
      { phase: 'silent', failures: 0, step: 'reset' },
      ...([rebooted, 5, 60_000, false] as const),
    ],
  ];
  for (const [what, state, event, times, every, isOn] of rows)
    test(what, () => assert.equal(loop(state, event, times, every).restarts.isOn, isOn));

  test('is trusted again ten minutes after the first of the last five', () => {
    const { clock, restarts } = loop(serving, rebooted, 7, 60_000);
    clock.advance(359_999);
    assert.equal(restarts.isOn, true);
    clock.advance(1);
    assert.equal(restarts.isOn, false);
  });
});
