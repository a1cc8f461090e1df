import type { Clock } from '../clock.ts';

/** Resolves after `milliseconds` of monotonic time. */
export function pause(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise(resolve => void clock.after(milliseconds, resolve));
}
