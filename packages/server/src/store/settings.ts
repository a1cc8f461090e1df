/** Durable values by name. Each has a version, so that two processes which change one at the same moment do not undo each other's change. */
import { get, run, type Statements } from './statements.ts';

export interface StoredSetting {
  /** JSON. */
  readonly value: string;
  /** From 1, one more with each change. */
  readonly version: number;
}

export function* readSetting(name: string): Statements<StoredSetting | undefined> {
  return yield* get<{ value: string; version: number }>(
    'SELECT value, version FROM setting WHERE name = ?',
    name,
  );
}

/**
 * False where it was changed since it was read.
 * @param version as it was read; 0 where there was none
 */
export function* writeSetting(name: string, value: string, version: number): Statements<boolean> {
  const changes = yield* run(
    `INSERT INTO setting (name, value, version) VALUES (?, ?, 1)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = setting.version + 1 WHERE setting.version = ?`,
    ...[name, value, version],
  );
  return changes > 0;
}
