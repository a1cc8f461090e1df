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
