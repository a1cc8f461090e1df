/** The data folder of a gateway: its schema, and what is done with a backup that was put back. */
import type { Clock } from '@simgate/daemon';
import { type Connection, type Log, openDataFolder, type Store } from '@simgate/daemon/store';
import { DATABASE_FILE } from './backup.ts';
import { takeOverBackup } from './restored.ts';
import { migrations } from './schema/migrations.ts';

export type { Log, Store };

interface Surroundings {
  readonly clock: Clock;
  readonly log: Log;
}

function holdAfterRestore(connection: Connection, { clock, log }: Surroundings): void {
  const restored = takeOverBackup(connection, clock.now());
  if (restored === undefined) return;
  log.warn(
    { held: restored.held },
    `a backup of ${new Date(restored.madeAt).toISOString()} was put back: messages that may have been sent since are held until a person releases or stops them`,
  );
}

/**
 * Opens the store; see `openDataFolder`.
 * @throws StoreError `inUse` when another process owns the folder, `newer` when a later version wrote it, `foreignLog`
 *   when the log beside the database is another one's, `damaged`, `full` or `unwritable`
 */
export function openStore(options: { readonly folder: string } & Surroundings): Store {
  const { folder, clock, log } = options;
  return openDataFolder({
    ...{ folder, name: DATABASE_FILE, migrations, clock, log },
    prepare: connection => holdAfterRestore(connection, options),
  });
}
