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
/** Failed checks of one user in an hour, wherever they come from. */
const MOST_AN_HOUR = 100;
/** Bounds the memory; what was quiet for longest is forgotten first. */
const MOST_KEPT = 10_000;
const LONGEST_NAME = 64;

interface Failures {
  count: number;
  /** Monotonic milliseconds. */
  last: number;
}

/** The eight groups of an IPv6 address; a short form is filled up. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before;
  const behind = tail === '' ? [] : tail.split(':');
  return [...before, ...Array<string>(Math.max(0, 8 - before.length - behind.length)).fill('0'), ...behind];
}

/** Whom failures of an address count for: one client owns a whole /64 of IPv6; IPv4 in IPv6 is IPv4. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1);
  return groupsOf(address)
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest);
}

/** What it knows of a login that is being tried. */
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
  /** Times of failed checks by user, oldest first. */
  readonly #hour = new Map<string, number[]>();

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** How long a try of this user from this address must not be checked, in milliseconds; 0: it may be. */
  pause(user: string, address: string): number {
    const attempt = attemptOf(user, address);
    const now = this.#monotonic();
    return Math.max(this.#pauseOfHour(attempt, now), this.#pauseOfFailures(attempt, now), 0);
  }

  failed(user: string, address: string): void {
    const attempt = attemptOf(user, address);
    const { user: name, network, pair } = attempt;
    const now = this.#monotonic();
    if (this.#known.has(pair) && this.#pauseOfStrangers(attempt, now) > 0) remember(this.#known, pair, now);
    this.#count(this.#byNetwork, network, now);
    this.#count(this.#byUser, name, now);
    const recent = (this.#hour.get(name) ?? []).filter(time => now - time < HOUR);
    remember(this.#hour, name, [...recent, now]);
  }

  succeeded(user: string, address: string): void {
    const { pair } = attemptOf(user, address);
    if (!this.#known.has(pair)) remember(this.#known, pair, Number.NEGATIVE_INFINITY);
  }

  #count(map: Map<string, Failures>, key: string, now: number): void {
    const before = map.get(key);
    const counts = before !== undefined && now - before.last < FORGOTTEN_AFTER;
    remember(map, key, { count: counts ? before.count + 1 : 1, last: now });
  }

  #pauseOfHour({ user }: Attempt, now: number): number {
    const times = this.#hour.get(user) ?? [];
    const recent = times.filter(time => now - time < HOUR);
    const [oldest] = recent;
    return recent.length < MOST_AN_HOUR || oldest === undefined ? 0 : oldest + HOUR - now;
  }

  #pauseOfFailures(attempt: Attempt, now: number): number {
    const failedThere = this.#known.get(attempt.pair);
    const left = this.#pauseOfStrangers(attempt, now);
    return failedThere === undefined || left <= 0 ? left : failedThere + KNOWN_PAUSE - now;
  }

  /** The pause for addresses that the user never logged in from. */
  #pauseOfStrangers({ user, network }: Attempt, now: number): number {
    const left = [this.#byNetwork.get(network), this.#byUser.get(user)].map(failures =>
      failures === undefined
        ? 0
        : failures.last + Math.min(FIRST_PAUSE * 2 ** (failures.count - 1), LONGEST_PAUSE) - now,
    );
    return Math.max(...left);
  }
}
