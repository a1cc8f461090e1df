/** Slows guessing of passwords down (contract, section 13, "failed logins"). */
import { isIPv6 } from 'node:net';

/** The first pause after a failure, in milliseconds; it doubles with each further one. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;
/** After this long without a failure the pauses begin anew. */
const FORGOTTEN_AFTER = 15 * 60_000;
/** Between two checks from an address that the user logged in from before, in milliseconds. */
const KNOWN_PAUSE = 1000;
const HOUR = 3_600_000;
/**
 * Failed checks of one user from strange addresses: so many at once, and so many more in each hour. As many again from addresses that the
 * user logged in from: strangers do not use up what those have, and both together are 100 in the worst hour.
 */
const AT_ONCE = 25;
const MORE_AN_HOUR = 25;
/** Names that may be tried from an address before the pauses of the address hold for names that never failed there. */
const FREE_NAMES = 8;
/** Bounds the memory; what was quiet for longest is forgotten first. */
const MOST_KEPT = 10_000;
const LONGEST_NAME = 64;

interface Failures {
  readonly count: number;
  /** Monotonic milliseconds. */
  readonly last: number;
  /** Names that failed; the first few. */
  readonly names: ReadonlySet<string>;
}

/** Failed checks that are left: they come back with time. */
interface Allowance {
  readonly left: number;
  /** Monotonic milliseconds. */
  readonly at: number;
}

/** The eight groups of an IPv6 address; a short form is filled up. */
function groupsOf(address: string): string[] {
  const [plain = ''] = address.split('%', 1);
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before;
  const behind = tail === '' ? [] : tail.split(':');
  return [...before, ...Array<string>(Math.max(0, 8 - before.length - behind.length)).fill('0'), ...behind];
}

/** Whom failures of an address count for: one client owns a whole /64 of IPv6; IPv4 in IPv6 is IPv4. */
export function networkOf(address: string): string {
  // Most are IPv4, and the judging of IPv6 is a long expression that each request would run.
  if (!address.includes(':') || !isIPv6(address)) return address;
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1);
  return groupsOf(address)
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':');
}

const nothingFailed: Failures = { count: 0, last: Number.NEGATIVE_INFINITY, names: new Set() };

function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest);
}

/** The counters of a login that is being tried. */
interface Attempt {
  readonly user: string;
  readonly network: string;
  readonly pair: string;
}

function attemptOf(user: string, address: string): Attempt {
  const name = user.slice(0, LONGEST_NAME);
  const network = networkOf(address);
  return { user: name, network, pair: `${network} ${name}` };
}

/** Counts failed checks by address and by user; what succeeds is neither counted nor delayed, and clears nothing. */
export class Guessing {
  readonly #monotonic: () => number;
  readonly #byNetwork = new Map<string, Failures>();
  readonly #byUser = new Map<string, Failures>();
  /** Users with the networks they logged in from, and when a check from there failed last during a pause. */
  readonly #known = new Map<string, number>();
  /** Attempts left of each user: one allowance for unknown addresses, one for those that the user logged in from. */
  readonly #left = new Map<string, Allowance>();

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** How long a try of this user from this address must not be checked, in milliseconds; 0: it may be. */
  delayFor(user: string, address: string): number {
    // Each failure leaves an allowance behind: without any, nothing has failed.
    if (this.#left.size === 0) return 0;
    const attempt = attemptOf(user, address);
    const now = this.#monotonic();
    return Math.max(this.#pauseOfHour(attempt, now), this.#pauseOfFailures(attempt, now), 0);
  }

  failed(user: string, address: string): void {
    const attempt = attemptOf(user, address);
    const { user: name, network, pair } = attempt;
    const now = this.#monotonic();
    if (this.#known.has(pair) && this.#pauseOfStrangers(attempt, now) > 0) remember(this.#known, pair, now);
    this.#count(this.#byNetwork, network, name, now);
    this.#count(this.#byUser, name, name, now);
    const { left } = this.#allowance(attempt, now);
    remember(this.#left, this.#class(attempt), { left: Math.max(0, left - 1), at: now });
  }

  succeeded(user: string, address: string): void {
    const { pair } = attemptOf(user, address);
    if (!this.#known.has(pair)) remember(this.#known, pair, Number.NEGATIVE_INFINITY);
  }

  #count(map: Map<string, Failures>, key: string, name: string, now: number): void {
    const found = map.get(key);
    const before = found !== undefined && now - found.last < FORGOTTEN_AFTER ? found : nothingFailed;
    const names = before.names.size < FREE_NAMES ? new Set([...before.names, name]) : before.names;
    remember(map, key, { count: before.count + 1, last: now, names });
  }

  /** Whose failed checks are counted together. */
  #class({ user, pair }: Attempt): string {
    return `${this.#known.has(pair) ? 'known' : 'strange'} ${user}`;
  }

  #allowance(attempt: Attempt, now: number): Allowance {
    const { left, at } = this.#left.get(this.#class(attempt)) ?? { left: AT_ONCE, at: now };
    return { left: Math.min(AT_ONCE, left + ((now - at) * MORE_AN_HOUR) / HOUR), at: now };
  }

  /** Minutes at most, so that nobody who tries passwords locks the right user out for long. */
  #pauseOfHour(attempt: Attempt, now: number): number {
    const { left } = this.#allowance(attempt, now);
    return left >= 1 ? 0 : ((1 - left) * HOUR) / MORE_AN_HOUR;
  }

  #pauseOfFailures(attempt: Attempt, now: number): number {
    const failedThere = this.#known.get(attempt.pair);
    const left = this.#pauseOfStrangers(attempt, now);
    return failedThere === undefined || left <= 0 ? left : failedThere + KNOWN_PAUSE - now;
  }

  /**
   * The pause for addresses that the user never logged in from. Failures of a few other names at a shared address, as behind a router or on
   * loopback, do not keep a user out who never failed there.
   */
  #pauseOfStrangers({ user, network }: Attempt, now: number): number {
    const there = this.#byNetwork.get(network) ?? nothingFailed;
    const concerned = there.names.has(user) || there.names.size >= FREE_NAMES;
    const failures = [this.#byUser.get(user) ?? nothingFailed, ...(concerned ? [there] : [])];
    return Math.max(...failures.map(({ count, last }) => last + pauseAfter(count) - now));
  }
}
