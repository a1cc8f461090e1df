import type { Clock, Random } from '@simgate/daemon';

/** The timers of one phase of a port. Milliseconds, each between 80 and 120 %: ports that fell together rise apart. */
export interface Timers {
  once(milliseconds: number, action: () => void): void;
  every(milliseconds: number, action: () => void): void;
  /** Ends all of them. */
  cancel(): void;
}

export function createTimers(clock: Clock, random: Random): Timers {
  const running = new Set<() => void>();

  const once = (milliseconds: number, action: () => void) => {
    const cancel = clock.after(milliseconds * (0.8 + 0.4 * random()), () => {
      running.delete(cancel);
      action();
    });
    running.add(cancel);
  };

  const every = (milliseconds: number, action: () => void) =>
    once(milliseconds, () => {
      every(milliseconds, action);
      action();
    });

  const cancel = () => {
    for (const end of running) end();
    running.clear();
  };

  return { once, every, cancel };
}
