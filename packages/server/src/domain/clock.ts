/** Time and chance, passed in. */
export interface Clock {
  /** Wall time in milliseconds since 1970; may jump. */
  now(): number;
  /** Monotonic milliseconds; every deadline runs on these. */
  monotonic(): number;
  /** Calls `action` once after `milliseconds`; the returned function cancels. */
  after(milliseconds: number, action: () => void): () => void;
}

/** Uniform in [0, 1). */
export type Random = () => number;
