/** A clock that a test moves by hand. */

import type { Clock } from '../radio.ts';

export interface TestClock extends Clock {
  /** Moves on by `milliseconds`, running what falls due in order, with everything that follows at once from each. */
  advance(milliseconds: number): Promise<void>;
  /** Lets everything happen that needs no time: microtasks and the next turns of the event loop. */
  settle(): Promise<void>;
  /** Timers that are set and have not run. */
  readonly pendingTimers: number;
}

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly action: () => void;
}

/** A clock standing at `start`, in milliseconds since 1970. */
export function createTestClock(start = Date.UTC(2025, 0, 1)): TestClock {
  const timers = new Set<Timer>();
  let now = start;
  let order = 0;
  async function advance(milliseconds: number): Promise<void> {
    const end = now + milliseconds;
    await settle();
    for (let timer = firstDue(timers, end); timer !== undefined; timer = firstDue(timers, end)) {
      timers.delete(timer);
      now = timer.due;
      timer.action();
      await settle();
    }
    now = end;
  }
  return {
    now: () => now,
    after(milliseconds, action) {
      order += 1;
      const timer = { due: now + milliseconds, order, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance,
    settle,
    get pendingTimers() {
      return timers.size;
    },
  };
}

function firstDue(timers: ReadonlySet<Timer>, end: number): Timer | undefined {
  return [...timers]
    .filter(timer => timer.due <= end)
    .sort((left, right) => left.due - right.due || left.order - right.order)[0];
}

/** Two turns: what the first one starts is done after the second. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise(resolve => setImmediate(resolve));
}
