/** Durable values by name: the serial number, the users' HA1, whatever is made once and kept. Values are JSON. */
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Settings {
  /** Undefined where nothing was set under the name. */
  get(name: string): Json | undefined;
  /** Resolves once committed; rejects with `StoreError`. */
  set(name: string, value: Json): Promise<void>;
}

export function createSettings(database: Database, commits: GroupCommit): Settings {
  return {
    get: name => {
      const row = database.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', name);
      return row === undefined ? undefined : (JSON.parse(row.value) as Json);
    },
    set: (name, value) =>
      commits.write(db => {
        db.run(
          'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
          name,
          JSON.stringify(value),
        );
      }),
  };
}
