/** Time and chance, passed in everywhere so that a test holds both. */
export interface Clock {
  /** Wall time in milliseconds since 1970; may jump. For what people see and what the network stamped. */
  now(): number;
  /** Monotonic milliseconds; every deadline runs on these. */
  monotonic(): number;
  /** Calls `action` once after `milliseconds` of monotonic time; the returned function cancels. */
  after(milliseconds: number, action: () => void): () => void;
}

/** Uniform in [0, 1). */
export type Random = () => number;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `milliseconds` of monotonic time. */
export function pause(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise(resolve => void clock.after(milliseconds, resolve));
}

/** Resolves as `work` does, or with undefined where that takes longer than `milliseconds`; the work itself goes on. */
export function within<T>(clock: Clock, milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => resolve(undefined));
    work.finally(cancel).then(resolve, reject);
  });
}
