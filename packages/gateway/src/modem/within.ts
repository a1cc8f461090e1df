import type { Clock } from '../clock.ts';

/** What `work` resolves with, or undefined where that takes longer than `milliseconds`; the work itself goes on. */
export function within<T>(clock: Clock, milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => resolve(undefined));
    work.finally(cancel).then(resolve, reject);
  });
}
