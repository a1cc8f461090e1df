/** Finds the addresses of targets, and refuses those that lead into the machine's own surroundings. */
import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as systemLookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Clock } from '../clock.ts';

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

type Network = readonly [address: string, length: number];

/**
 * Link-local addresses (RFC 3927, RFC 4291 2.5.6), where clouds hand out the credentials of a machine, and the IPv6 address that
 * serves the same.
 */
const linkLocal: readonly Network[] = [
  ['169.254.0.0', 16],
  ['fe80::', 10],
  ['fd00:ec2::254', 128],
];

/** Addresses that mean nothing outside (RFC 6890): of this machine, of private networks, shared, unspecified. */
const inside: readonly Network[] = [
  ...linkLocal,
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['::', 127],
  ['fc00::', 7],
];

/** Addresses that no target may have but those that a setting allows. */
const refusedNetworks = {
  linkLocal: { networks: linkLocal, what: 'a link-local or metadata address' },
  inside: { networks: inside, what: 'an address of an inside network' },
} as const;

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

/** Why an entry of the list of allowed addresses cannot be used; undefined where it can. */
export function allowedAddressProblem(entry: string): string | undefined {
  const [address = '', length, ...more] = entry.split('/');
  const most = isIP(address) === 4 ? 32 : 128;
  if (isIP(address) === 0 || more.length > 0) return 'must be an IP address, or one with a prefix length';
  if (length === undefined) return undefined;
  return /^\d{1,3}$/.test(length) && Number(length) <= most ? undefined : `must end with /0 to /${most}`;
}

function listOf(networks: Iterable<Network>): BlockList {
  const list = new BlockList();
  for (const [address, length] of networks) list.addSubnet(address, length, familyOf(address));
  return list;
}

/** Decides which addresses a target may have. */
export class AddressGuard {
  readonly #refused: BlockList;
  readonly #allowed: BlockList;
  readonly #words: string;

  /**
   * @param allowed addresses, or networks such as 169.254.7.0/24, that are not refused
   * @param setting the name of the setting that lists them
   */
  constructor(
    allowed: readonly string[],
    setting = 'push.allowedAddresses',
    refused: keyof typeof refusedNetworks = 'linkLocal',
  ) {
    const { networks, what } = refusedNetworks[refused];
    this.#refused = listOf(networks);
    this.#words = `${what} that ${setting} does not name`;
    this.#allowed = listOf(
      allowed.map(entry => {
        const [address = '', length] = entry.split('/');
        return [address, length === undefined ? (isIP(address) === 4 ? 32 : 128) : Number(length)] as const;
      }),
    );
  }

  /** Why an address is refused; undefined where it is good, and for a name. */
  problem(host: string): string | undefined {
    if (isIP(host) === 0) return undefined;
    const family = familyOf(host);
    if (!this.#refused.check(host, family) || this.#allowed.check(host, family)) return undefined;
    return `leads to ${host}, ${this.#words}`;
  }
}

/** Milliseconds for which found addresses are used without another look. */
const FRESH_FOR = 30_000;
/** The system looks names up on threads that also synchronise the disk, so only so many may be looked up at a time. */
const MOST_LOOKUPS = 2;
/** Names that are remembered. */
const MOST_NAMES = 256;

interface Known {
  readonly addresses: readonly LookupAddress[];
  readonly at: number;
}

/** Looks names up for all targets: each name once at a time, and few at a time. */
export class AddressBook {
  readonly #guard: AddressGuard;
  readonly #clock: Clock;
  readonly #resolve: Resolve;
  readonly #known = new Map<string, Known>();
  readonly #running = new Map<string, Promise<readonly LookupAddress[]>>();
  readonly #queue: (() => void)[] = [];
  #lookups = 0;

  constructor(guard: AddressGuard, clock: Clock, resolve?: Resolve) {
    this.#guard = guard;
    this.#clock = clock;
    this.#resolve = resolve ?? (host => systemLookup(host, { all: true }));
  }

  /** Throws where an address that stands in the URL itself is refused; a connection to it asks for no lookup. */
  check(host: string): void {
    const problem = this.#guard.problem(host);
    if (problem !== undefined) throw new Error(`the URL ${problem}`);
  }

  /** Resolves a name for a connection: as `lookup` of node:dns. */
  readonly lookup: LookupFunction = (host, options: LookupOptions, callback) => {
    this.#find(host).then(
      addresses => {
        const [first] = addresses;
        if (options.all === true || first === undefined) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ''),
    );
  };

  async #find(host: string): Promise<readonly LookupAddress[]> {
    const known = this.#known.get(host);
    const isFresh = known !== undefined && this.#clock.monotonic() - known.at < FRESH_FOR;
    const addresses = isFresh ? known.addresses : await this.#lookUp(host);
    for (const { address } of addresses) {
      const problem = this.#guard.problem(address);
      if (problem !== undefined) throw new Error(`the name ${host} ${problem}`);
    }
    return addresses;
  }

  #lookUp(host: string): Promise<readonly LookupAddress[]> {
    const running = this.#running.get(host) ?? this.#begin(host);
    this.#running.set(host, running);
    return running;
  }

  async #begin(host: string): Promise<readonly LookupAddress[]> {
    try {
      await this.#turn();
      const addresses = await this.#resolve(host);
      if (this.#known.size >= MOST_NAMES) this.#known.clear();
      this.#known.set(host, { addresses, at: this.#clock.monotonic() });
      return addresses;
    } finally {
      this.#running.delete(host);
      this.#lookups -= 1;
      this.#queue.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    this.#lookups += 1;
    if (this.#lookups > MOST_LOOKUPS) await new Promise<void>(resolve => this.#queue.push(resolve));
  }
}
