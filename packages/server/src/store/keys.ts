/** API keys as rows. Few, and read by every process into memory. */
import type { Role } from '@simgate/api/endpoint';
import { all, get, numberOf, run, type Statements } from './statements.ts';

/** A key as the store has it. Times are wall milliseconds since 1970. */
export interface StoredKey {
  readonly id: string;
  readonly name: string;
  /** The first characters of its secret. */
  readonly prefix: string;
  /** SHA-256 of its secret in hex. */
  readonly digest: string;
  readonly role: Role;
  /** Pools that it may use; none: all. */
  readonly pools: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
  /** To the hour. */
  readonly usedAt: number | undefined;
}

type KeyRow = {
  id: string;
  name: string;
  prefix: string;
  digest: string;
  role: string;
  pools: string;
  created_at: number;
  expires_at: number | null;
  used_at: number | null;
};

function keyOf(row: KeyRow): StoredKey {
  return {
    ...{ id: row.id, name: row.name, prefix: row.prefix, digest: row.digest, role: row.role as Role },
    pools: JSON.parse(row.pools) as string[],
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    usedAt: row.used_at ?? undefined,
  };
}

/** Keys beyond these are not made: each process holds all of them. */
const MOST_KEYS = 10_000;

/** All keys; they are few, and are kept in memory. */
export function* readKeys(): Statements<readonly StoredKey[]> {
  const rows = yield* all<KeyRow>(
    'SELECT id, name, prefix, digest, role, pools, created_at, expires_at, used_at FROM api_key ORDER BY id LIMIT ?',
    MOST_KEYS,
  );
  return rows.map(keyOf);
}

/** False where there are as many as may be. */
export function* insertKey(key: StoredKey): Statements<boolean> {
  if ((yield* numberOf('SELECT count(*) AS number FROM api_key')) >= MOST_KEYS) return false;
  yield* run(
    `INSERT INTO api_key (id, name, prefix, digest, role, pools, created_at, expires_at, used_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)`,
    ...[key.id, key.name, key.prefix, key.digest, key.role, JSON.stringify(key.pools)],
    ...[key.createdAt, key.expiresAt ?? null],
  );
  return true;
}

/** Stores a key where there is none at all. Returns whether it did. */
export function* insertFirstKey(key: StoredKey): Statements<boolean> {
  const any = yield* get<{ id: string }>('SELECT id FROM api_key LIMIT 1');
  return any === undefined ? yield* insertKey(key) : false;
}

/** Removes a key; false where there is none. */
export function* removeKey(id: string): Statements<boolean> {
  return (yield* run('DELETE FROM api_key WHERE id = ?', id)) > 0;
}

/** Notes when a key was used last, in wall milliseconds. */
export function* noteKeyUse(id: string, at: number): Statements<void> {
  yield* run('UPDATE api_key SET used_at = ? WHERE id = ?', at, id);
}
