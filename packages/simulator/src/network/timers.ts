/** Waiting, by the clock that is passed in. */

import type { Clock } from '../radio.ts';

/** The longest delay that timers of JavaScript hold; a validity of 63 weeks is longer. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Calls `action` once after `milliseconds`, however many; the returned function cancels. */
export function afterAnyTime(clock: Clock, milliseconds: number, action: () => void): () => void {
  if (milliseconds <= LONGEST_TIMER) return clock.after(milliseconds, action);
  let cancel = clock.after(LONGEST_TIMER, () => {
    cancel = afterAnyTime(clock, milliseconds - LONGEST_TIMER, action);
  });
  return () => cancel();
}

/** Resolves after `milliseconds`. */
export function pause(clock: Clock, milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.after(milliseconds, resolve);
  return promise;
}

/** Pending timers of one owner, so that all can be cancelled when it goes away. */
export interface Timers {
  after(milliseconds: number, action: () => void): () => void;
  cancelAll(): void;
}

/** A set of timers on `clock`. */
export function createTimers(clock: Clock): Timers {
  const pending = new Set<() => void>();
  return {
    after(milliseconds, action) {
      const cancelTimer = afterAnyTime(clock, milliseconds, () => {
        pending.delete(cancel);
        action();
      });
      const cancel = () => {
        pending.delete(cancel);
        cancelTimer();
      };
      pending.add(cancel);
      return cancel;
    },
    cancelAll() {
      for (const cancel of [...pending]) cancel();
    },
  };
}
