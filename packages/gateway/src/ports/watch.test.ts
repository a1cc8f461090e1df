/** When a port that serves is asked for its health: every `signalInterval`, but not in front of messages. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { createTimers } from './timers.ts';
import { Watch, type Watched } from './watch.ts';

const SIGNAL_INTERVAL = 60;

interface State {
  submitting: boolean;
  busy: boolean;
  registered: boolean;
}

function openWatch() {
  const clock = fakeClock();
  const state: State = { submitting: false, busy: false, registered: true };
  const made = { checks: 0, sweeps: 0 };
  const warnings: string[] = [];
  let stored = true;
  const watch = new Watch({
    clock,
    modems: { signalInterval: SIGNAL_INTERVAL, sweepInterval: 300 },
    log: { warn: (_fields: object, text: string) => void warnings.push(text) } as never,
    timers: createTimers(clock, () => 0.5),
    submitting: () => state.submitting,
    registered: () => state.registered,
  });
  const session: Watched = {
    get busy() {
      return state.busy;
    },
    check: async () => {
      made.checks += 1;
    },
    sweep: async () => {
      made.sweeps += 1;
      if (!stored) throw new Error('disk full');
    },
  };
  watch.begin(session);
  return {
    ...{ watch, clock, state, made, warnings, session },
    intervals: (count: number) => clock.advance(count * SIGNAL_INTERVAL * 1000),
    fill: () => {
      stored = false;
    },
  };
}

describe('the health of a port', () => {
  test('is asked for after each interval while it rests', () => {
    const { made, intervals } = openWatch();
    intervals(3);
    assert.equal(made.checks, 3);
  });

  const occupied: [name: string, change: Partial<State>][] = [
    ['hands messages over', { submitting: true }],
    ['has a command under way', { busy: true }],
  ];
  for (const [name, change] of occupied)
    test(`is asked for after five intervals only while it ${name}`, () => {
      const { made, state, intervals } = openWatch();
      Object.assign(state, change);
      intervals(4);
      assert.equal(made.checks, 0);
      intervals(1);
      assert.equal(made.checks, 1);
      intervals(4);
      assert.equal(made.checks, 1);
      intervals(1);
      assert.equal(made.checks, 2);
    });

  for (const [age, checks] of [
    [1999, 0],
    [2000, 1],
  ] as const)
    test(`${checks === 0 ? 'waits' : 'is asked for'} ${age} ms after a message`, () => {
      const { made, watch, clock } = openWatch();
      clock.advance(SIGNAL_INTERVAL * 1000 - age);
      watch.submitted();
      clock.advance(age);
      assert.equal(made.checks, checks);
    });

  test('is asked for every 5 s while it is not registered', () => {
    const { made, state, clock } = openWatch();
    clock.advance(30_000);
    assert.equal(made.checks, 0);
    state.registered = false;
    clock.advance(4999);
    assert.equal(made.checks, 0);
    clock.advance(1);
    assert.equal(made.checks, 1);
    clock.advance(15_000);
    assert.equal(made.checks, 4);
  });
});

describe('the messages on a SIM', () => {
  test('are read at the beginning, and after each sweepInterval', () => {
    const { made, clock } = openWatch();
    assert.equal(made.sweeps, 1);
    clock.advance(600_000);
    assert.equal(made.sweeps, 3);
  });

  test('stay there, with a warning, while they cannot be stored', async () => {
    const { watch, session, warnings, fill } = openWatch();
    fill();
    await watch.sweep(session);
    assert.deepEqual(warnings, ['messages stay in the modem until they can be stored']);
  });
});
