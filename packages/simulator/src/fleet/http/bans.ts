/** Addresses that failed to log in too often: they are refused for a while, whatever they send. */

/** The bans of one gateway. */
export interface Bans {
  isBanned(address: string, now: number): boolean;
  /** A login that failed; true: the address is banned from now on. */
  failed(address: string, now: number, limit: number, time: number): boolean;
  succeeded(address: string): void;
  ban(address: string, until: number): void;
  lift(): void;
  /** Banned addresses with the end of their ban. */
  list(now: number): readonly { readonly address: string; readonly until: number }[];
}

const MOST_ADDRESSES = 1000;

/** Addresses that a gateway refuses for a time, as some firmware does after wrong passwords. */
export function createBans(): Bans {
  const failures = new Map<string, number>();
  const bans = new Map<string, number>();
  return {
    isBanned: (address, now) => (bans.get(address) ?? 0) > now,
    failed(address, now, limit, time) {
      const count = (failures.get(address) ?? 0) + 1;
      if (failures.size >= MOST_ADDRESSES) failures.clear();
      failures.set(address, count);
      if (limit === 0 || count < limit) return false;
      failures.delete(address);
      if (bans.size >= MOST_ADDRESSES) bans.clear();
      bans.set(address, now + time);
      return true;
    },
    succeeded: address => void failures.delete(address),
    ban: (address, until) => void bans.set(address, until),
    lift() {
      bans.clear();
      failures.clear();
    },
    list: now => [...bans].filter(([, until]) => until > now).map(([address, until]) => ({ address, until })),
  };
}
