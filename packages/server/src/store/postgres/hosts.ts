/**
 * Several hosts of one database, as libpq writes them: `postgres://user@first:5432,second:5432/name`. One of them is the primary; after a
 * failover it is another one. A connection is good only where the database takes writes.
 */
import pg from 'pg';

const PARTS = /^(postgres(?:ql)?:\/\/)([^/?]*)(.*)$/;

/** The address of each host. An address of one host is given back as it is. */
export function addressesOf(url: string): readonly string[] {
  const [, scheme = '', authority = '', rest = ''] = PARTS.exec(url) ?? [];
  // A password may hold an @ only as %40, but people write it plainly: the last one counts.
  const at = authority.lastIndexOf('@') + 1;
  const hosts = authority.slice(at).split(',');
  return hosts.length < 2 ? [url] : hosts.map(host => `${scheme}${authority.slice(0, at)}${host}${rest}`);
}

/** Where the primary is thought to be. */
export class Hosts {
  readonly #addresses: readonly string[];
  #current = 0;

  constructor(url: string) {
    this.#addresses = addressesOf(url);
  }

  get count(): number {
    return this.#addresses.length;
  }

  get current(): number {
    return this.#current;
  }

  address(): string {
    return this.#addresses[this.#current] ?? '';
  }

  /** A connection to this one failed: the next one is tried, unless somebody has gone on already. */
  leave(index: number): void {
    if (index === this.#current) this.#current = (index + 1) % this.count;
  }
}

/** A client that connects to the host that is current when it is made. */
export function clientOf(hosts: Hosts): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      const options = typeof config === 'object' ? config : {};
      super({ ...options, connectionString: hosts.address() });
    }
  };
}

/** Refuses a connection to a database that takes no writes: a standby, or a primary that is one no more. */
export function verifyPrimary(client: pg.ClientBase, done: (error?: Error) => void): void {
  client.query<{ transaction_read_only: string }>('SHOW transaction_read_only').then(
    ({ rows }) => done(rows[0]?.transaction_read_only === 'on' ? new Error('it takes no writes') : undefined),
    (error: Error) => done(error),
  );
}
