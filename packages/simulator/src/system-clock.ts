import type { Clock } from './radio.ts';

/** The machine's clock. A pending action does not keep the process alive by itself. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
