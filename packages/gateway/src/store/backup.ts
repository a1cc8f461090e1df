/** Copies of the store: made while the gateway runs, checked, and put back. */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { StoreError } from '@simgate/daemon';
import {
  asStoreError,
  type Connection,
  lockFolder,
  openConnection,
  ownFile,
  ownFolder,
} from '@simgate/daemon/store';
import { markAsBackup } from './restored.ts';
import { migrations } from './schema/migrations.ts';

/** Name of the database in a data folder. */
export const DATABASE_FILE = 'simgate.db';

/** Pages copied at a time; the gateway that runs meanwhile is served between them. */
const PAGES_AT_ONCE = 500;

function synchronise(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function removeWithLog(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}

/** Folds the log beside a copy into it, so that the copy is one file. */
function makeOneFile(connection: Connection): void {
  connection.exec('PRAGMA journal_mode = DELETE');
}

/** @throws StoreError `damaged` where a copy is no whole store, `newer` where a later version wrote it */
function checkCopy(connection: Connection, file: string): void {
  const found = connection.get<{ quick_check: string }>('PRAGMA quick_check(1)')?.quick_check;
  if (found !== 'ok') throw new StoreError('damaged', `${file} is damaged: ${found}`);
  if (connection.get("SELECT 1 FROM sqlite_schema WHERE name = 'steady_clock'") === undefined)
    throw new StoreError('damaged', `${file} is a database, but not of this gateway`);
  const version = connection.number('PRAGMA user_version');
  if (version > migrations.length)
    throw new StoreError('newer', `${file} was written by a later version: its schema is ${version}`);
}

/** Checks and marks a copy, and makes it durable. */
function finishCopy(file: string, name: string, madeAt: number): number {
  const connection = openConnection(file);
  try {
    makeOneFile(connection);
    checkCopy(connection, name);
    return markAsBackup(connection, madeAt);
  } catch (error) {
    throw asStoreError(error);
  } finally {
    connection.close();
    synchronise(file);
  }
}

/**
 * Copies the store of a data folder into one file of mode 0600, while a gateway works on it or while none does. The copy is whole
 * or not there, and carries a mark: whoever starts a gateway on it restores it.
 * @param now milliseconds since 1970
 * @throws StoreError where the folder holds no store, the target is there already or cannot be written, or the copy is damaged
 */
export async function backUp(folder: string, target: string, now: number): Promise<void> {
  const source = join(folder, DATABASE_FILE);
  if (!existsSync(source)) throw new StoreError('unwritable', `there is no store in ${folder}`);
  if (existsSync(target)) throw new StoreError('unwritable', `${target} is there already; name another file`);
  const partial = ownFileOr(`${target}.partial`);
  const database = new DatabaseSync(source, { readOnly: true });
  try {
    await backup(database, partial, { rate: PAGES_AT_ONCE });
    finishCopy(partial, target, now);
    renameSync(partial, target);
    synchronise(dirname(target));
  } catch (error) {
    throw asStoreError(error);
  } finally {
    database.close();
    removeWithLog(partial);
  }
}

function ownFileOr(file: string): string {
  try {
    return ownFile(file);
  } catch (error) {
    throw new StoreError('unwritable', `${file} cannot be written: ${String(error)}`, error);
  }
}

export interface RestoreOutcome {
  /** When the backup was made, in milliseconds since 1970. */
  readonly madeAt: number;
  /** The folder with the store that was there before; undefined where there was none. */
  readonly before: string | undefined;
}

/** Keeps the store that is there, with its log, in a folder beside it. */
function keepFormer(folder: string, now: number): string | undefined {
  const file = join(folder, DATABASE_FILE);
  if (!existsSync(file)) return undefined;
  const kept = ownFolder(
    join(folder, `before-restore-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`),
  );
  for (const suffix of ['', '-wal'])
    if (existsSync(`${file}${suffix}`)) linkSync(`${file}${suffix}`, join(kept, `${DATABASE_FILE}${suffix}`));
  return kept;
}

function copyWithLog(file: string, into: string): void {
  for (const suffix of ['', '-wal'])
    if (existsSync(`${file}${suffix}`)) {
      copyFileSync(`${file}${suffix}`, `${into}${suffix}`);
      chmodSync(`${into}${suffix}`, 0o600);
    }
}

function putInPlace(folder: string, file: string, now: number): RestoreOutcome {
  const work = join(folder, `${DATABASE_FILE}.restoring`);
  removeWithLog(work);
  try {
    copyWithLog(file, work);
    const madeAt = finishCopy(work, file, now);
    const before = keepFormer(folder, now);
    // From here to the end a crash leaves the new database beside the old log, which the next start refuses with what to do.
    renameSync(work, join(folder, DATABASE_FILE));
    for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `${DATABASE_FILE}${suffix}`), { force: true });
    synchronise(folder);
    return { madeAt, before };
  } finally {
    removeWithLog(work);
  }
}

/**
 * Puts a copy of the store into a data folder; the store that was there is kept beside it. A log beside the copy is read with
 * it, a log left in the folder is not. The next start holds every message that may have been sent after the copy was made.
 * @param now milliseconds since 1970
 * @throws StoreError `inUse` while a gateway works on the folder, `damaged` or `newer` for the copy, `unwritable`
 */
export function restore(folder: string, file: string, now: number): RestoreOutcome {
  if (!existsSync(file)) throw new StoreError('unwritable', `there is no file ${file}`);
  const unlock = lockFolder(ownFolder(folder), `a restore, process ${process.pid}`);
  try {
    return putInPlace(folder, file, now);
  } catch (error) {
    throw asStoreError(error);
  } finally {
    unlock();
  }
}
