/**
 * One process owns the data folder. The guarantee is the kernel's: SQLite holds a lock on a small database of its own for
 * the life of the process, and the kernel lets go of it at death, SIGKILL included. A pid file could not promise that.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../errors.ts';
import { type Connection, openConnection } from './database.ts';
import { asStoreError } from './errors.ts';
import { ownFile } from './own-file.ts';

function readOwner(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return 'another process';
  }
}

function lock(connection: Connection, folder: string, ownerFile: string): void {
  try {
    connection.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    const trouble = asStoreError(error);
    if (trouble instanceof StoreError && trouble.trouble === 'inUse')
      throw new StoreError('inUse', `the data folder ${folder} is in use by ${readOwner(ownerFile)}`, error);
    if (trouble instanceof StoreError && trouble.trouble === 'damaged')
      throw new StoreError(
        'damaged',
        `${join(folder, 'lock.db')} is damaged. It holds no data: remove it and start again`,
        error,
      );
    throw trouble;
  }
}

/**
 * Takes the folder; the returned function gives it back.
 * @param owner the holder's name, which a second start shows, e.g. "process 4711, started 2026-01-31T08:00:00Z"
 * @throws StoreError `inUse` with the owner's own words
 */
export function lockFolder(folder: string, owner: string): () => void {
  const ownerFile = join(folder, 'owner');
  const file = ownFile(join(folder, 'lock.db'));
  const connection = openConnection(file);
  lock(connection, folder, ownerFile);
  writeFileSync(ownerFile, `${owner}\n`, { mode: 0o600 });
  return () => connection.close();
}

/** Who has the folder, in its own words; undefined: nobody. Takes nothing and writes nothing. */
export function folderOwner(folder: string): string | undefined {
  const file = join(folder, 'lock.db');
  if (!existsSync(file)) return undefined;
  const connection = openConnection(file);
  try {
    connection.get('SELECT count(*) AS tables FROM sqlite_master');
    return undefined;
  } catch (error) {
    const trouble = asStoreError(error);
    return trouble instanceof StoreError && trouble.trouble === 'inUse'
      ? readOwner(join(folder, 'owner'))
      : undefined;
  } finally {
    connection.close();
  }
}
