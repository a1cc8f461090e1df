/** Slows guessing down: each failed login of an address or a user makes the next failure wait longer. */
import { isIPv6 } from 'node:net';

export interface FailedLogins {
  /** Records a failure; answers how long to wait before telling so, in milliseconds. */
  record(address: string, user: string): number;
}

interface Failures {
  count: number;
  /** Monotonic milliseconds. */
  last: number;
}

const FIRST_DELAY = 250;
const LONGEST_DELAY = 10_000;
/** After this long without a failure the count starts anew. */
const FORGOTTEN_AFTER = 15 * 60_000;
/** Bounds the memory; the longest quiet is forgotten first. */
const MOST_KEPT = 10_000;

/** One client owns a whole /64 of IPv6. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  return address.split(':').slice(0, 4).join(':');
}

/** Counts by address and by user; what succeeds is neither counted nor delayed, and clears nothing. */
export function createFailedLogins(monotonic: () => number): FailedLogins {
  const failures = new Map<string, Failures>();
  const count = (key: string): number => {
    const now = monotonic();
    const before = failures.get(key);
    failures.delete(key);
    const known = before !== undefined && now - before.last < FORGOTTEN_AFTER;
    const next = { count: known ? before.count + 1 : 1, last: now };
    failures.set(key, next);
    const [oldest] = failures.keys();
    if (failures.size > MOST_KEPT && oldest !== undefined) failures.delete(oldest);
    return next.count;
  };
  return {
    record(address, user) {
      const most = Math.max(count(`address ${networkOf(address)}`), count(`user ${user.slice(0, 64)}`));
      return Math.min(FIRST_DELAY * 2 ** (most - 1), LONGEST_DELAY);
    },
  };
}
