/** Who changed what, kept in the store. */
import type { Endpoint } from '@simgate/api/contract';
import type { Clock } from '@simgate/daemon';
import type { Caller } from '@simgate/daemon/sign-in';
import type { Store } from '../store/store.ts';

export interface AuditEntry {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly user: string;
  readonly address: string;
  readonly endpoint: string;
  /** JSON without secrets. */
  readonly parameters: string;
}

const MOST_KEPT = 10_000;
const LONGEST_PARAMETERS = 2000;

/** Actions of a port whose `param` is a PIN. */
const secretActions = new Set<unknown>(['lock', 'unlock']);

/** The parameters of a request without what must not be read later. */
function shownParameters(endpoint: Endpoint, request: Readonly<Record<string, unknown>>): string {
  const schemas: Readonly<Record<string, object>> = endpoint.request.properties;
  const shown = Object.entries(request).filter(([name]) => {
    const schema = schemas[name];
    if (schema !== undefined && ('x-secret' in schema || 'x-unaudited' in schema)) return false;
    return !(name === 'param' && secretActions.has(request.action));
  });
  return JSON.stringify(Object.fromEntries(shown)).slice(0, LONGEST_PARAMETERS);
}

export class AuditTrail {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Notes a change that was made; resolves once committed. */
  async note(
    { user }: Caller,
    address: string,
    endpoint: Endpoint,
    request: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const parameters = shownParameters(endpoint, request);
    await this.#store.write(database => {
      const { id } = database.run(
        'INSERT INTO audit (at, user, address, endpoint, parameters) VALUES (?, ?, ?, ?, ?)',
        ...[this.#clock.now(), user, address, endpoint.name, parameters],
      );
      database.run('DELETE FROM audit WHERE id <= ?', id - MOST_KEPT);
    });
  }

  /** Newest first; with `before` only entries of smaller ids. */
  list(before: number | undefined, limit: number): AuditEntry[] {
    return this.#store.read.all<{ -readonly [Key in keyof AuditEntry]: AuditEntry[Key] }>(
      'SELECT id, at, user, address, endpoint, parameters FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?',
      before ?? Number.MAX_SAFE_INTEGER,
      limit,
    );
  }
}
