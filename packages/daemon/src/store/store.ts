/** The data folder: one SQLite database, owned by one process, written with full synchronisation. */
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { type Connection, type Database, openConnection } from './database.ts';
import { asStoreError } from './errors.ts';
import { lockFolder } from './folder-lock.ts';
import { GroupCommit } from './group-commit.ts';
import { checkLogBelongs, copyLeftLog, copyLog, releaseFile } from './log-base.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import { migrate } from './migrate.ts';
import { ownFile, ownFolder } from './own-file.ts';
import { createSettings, type Settings } from './settings.ts';
import { createSteadyClock, type SteadyClock } from './steady-clock.ts';

/** The methods of pino that the store uses. */
export interface Log {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export interface Store {
  /** Reads what is committed; never call its `run`: writing goes through `write`. */
  readonly read: Database;
  readonly settings: Settings;
  /** Ages that outlast the process and no clock jump. */
  readonly steady: SteadyClock;
  /** Writes in one transaction with whatever else is waiting; see `GroupCommit.write`. */
  write: GroupCommit['write'];
  /** Calls back after each commit. */
  onCommitted: GroupCommit['onCommitted'];
  /** Calls back before each synchronisation: see `GroupCommit.onSynchronise`. */
  onSynchronise: GroupCommit['onSynchronise'];
  /** Calls back once when the disk did not confirm a commit: see `GroupCommit.onFailed`. */
  onFailed: GroupCommit['onFailed'];
  /** False while nothing can be written. */
  healthy: GroupCommit['healthy'];
  /** Commits what waits, stores the clock, closes the files and gives the folder back. Again: nothing. */
  close(): void;
}

// group-commit.ts synchronises the log at every commit (so NORMAL keeps what was answered over a power cut), and copies it into
// the database when all of it is confirmed (so SQLite must not do that by itself).
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 5000;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -2000;
  PRAGMA wal_autocheckpoint = 0;
  PRAGMA journal_size_limit = 67108864`;

export interface StoreOptions {
  /** The data folder. */
  readonly folder: string;
  /** Name of the database in the folder. */
  readonly name: string;
  /** The steps of the schema (`migrate`); they make the tables of `STORE_TABLES` too. */
  readonly migrations: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** Called at each start, once the database has its schema; absent: nothing is called. */
  readonly prepare?: (connection: Connection) => void;
}

interface Opened {
  readonly file: string;
  readonly connection: Connection;
  readonly steady: SteadyClock;
  readonly logFile: LogFile;
}

function readied(connection: Connection, file: string, options: StoreOptions): Opened {
  const { migrations, clock, prepare } = options;
  connection.exec(PRAGMAS);
  migrate(connection, migrations);
  copyLeftLog(connection, file);
  prepare?.(connection);
  const steady = createSteadyClock(connection, clock);
  // Writes, so that the log is there to be opened.
  steady.keep(connection);
  const logFile = openLogFile(file);
  logFile.synchroniseNow();
  return { file, connection, steady, logFile };
}

function openDatabase(folder: string, options: StoreOptions): Opened {
  const path = join(folder, options.name);
  checkLogBelongs(path);
  const file = ownFile(path);
  const connection = openConnection(file);
  try {
    return readied(connection, file, options);
  } catch (error) {
    connection.close();
    releaseFile(connection);
    throw asStoreError(error);
  }
}

function unlockOnFailure<T>(unlock: () => void, open: () => T): T {
  try {
    return open();
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Opens the store, making folder (mode 0700) and files (0600) where they are missing.
 * @throws StoreError `inUse` when another process owns the folder, `newer` when a later version wrote it, `foreignLog`
 *   when the log beside the database is another one's, `damaged`, `full` or `unwritable`
 */
export function openDataFolder(options: StoreOptions): Store {
  const { clock, log } = options;
  const folder = ownFolder(options.folder);
  const started = new Date(clock.now()).toISOString();
  const unlock = lockFolder(folder, `process ${process.pid}, started ${started}`);
  const { file, connection, steady, logFile } = unlockOnFailure(unlock, () => openDatabase(folder, options));
  const commits = new GroupCommit(connection, logFile, () => copyLog(connection, file));
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    commits.write(steady.keep).catch(error => log.error({ error }, 'the store could not be closed cleanly'));
    commits.finish();
    connection.close();
    releaseFile(connection);
    logFile.close();
    unlock();
  };
  return {
    read: connection,
    settings: createSettings(connection, commits),
    steady,
    write: work => commits.write(work),
    onCommitted: listener => commits.onCommitted(listener),
    onSynchronise: listener => commits.onSynchronise(listener),
    onFailed: listener => commits.onFailed(listener),
    healthy: () => commits.healthy(),
    close,
  };
}
