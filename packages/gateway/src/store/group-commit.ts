/**
 * Group commit: what is waiting to be written goes into one transaction, so that one synchronisation of the disk serves all
 * of it. Every piece of work stands or falls alone; all of them wait for the same COMMIT and for the disk to confirm it.
 *
 * SQLite itself would hold the event loop while the disk synchronises. So it commits without (synchronous = NORMAL), the log
 * is synchronised by a thread of Node's pool, and only then the promises resolve. What was answered survives a power cut just
 * the same: the log is written in order, so that a later commit is never kept without those before it (ADR 0002).
 */

import { StoreError } from '../errors.ts';
import type { Connection, Database } from './database.ts';
import { asStoreError } from './errors.ts';
import type { LogFile } from './log-file.ts';

/** Work on the database. Runs once, synchronously, inside a transaction; what it throws undoes what it wrote. */
export type Work<T> = (database: Database) => T;

export interface GroupCommit {
  /** Resolves with the work's result once the disk has confirmed it; rejects with what it threw, or with a `StoreError`. */
  write<T>(work: Work<T>): Promise<T>;
  /** Calls back after each confirmed commit, before the promises of its works resolve. */
  onCommitted(listener: () => void): void;
  /** Commits what is waiting, now. */
  flush(): void;
  /** False from a work that the disk refused until a commit succeeds. */
  healthy(): boolean;
}

interface Waiting {
  /** Runs the work; the returned function tells its result, once it is committed. */
  readonly run: (database: Database) => () => void;
  readonly reject: (error: unknown) => void;
}

// The longest the event loop is kept from everything else is this many works, each some tens of microseconds.
const MOST_WORKS = 512;

/** Runs one work inside a savepoint; undefined where it failed, and was rejected and undone alone. */
function attempt(connection: Connection, waiting: Waiting): (() => void) | undefined {
  connection.run('SAVEPOINT work');
  try {
    const settle = waiting.run(connection);
    connection.run('RELEASE work');
    return settle;
  } catch (error) {
    // Some errors, a full disk among them, make SQLite roll back the whole transaction by itself.
    if (!connection.inTransaction()) throw error;
    connection.run('ROLLBACK TO work');
    connection.run('RELEASE work');
    waiting.reject(asStoreError(error));
    return undefined;
  }
}

function commit(connection: Connection, works: readonly Waiting[]): (() => void)[] {
  connection.run('BEGIN IMMEDIATE');
  try {
    const settles = works.map(work => attempt(connection, work)).filter(settle => settle !== undefined);
    connection.run('COMMIT');
    return settles;
  } catch (error) {
    if (connection.inTransaction()) connection.run('ROLLBACK');
    throw error;
  }
}

/** Collects the works of a turn of the event loop and of what arrives while an earlier commit is synchronised. */
export function createGroupCommit(connection: Connection, logFile: LogFile): GroupCommit {
  let waiting: Waiting[] = [];
  let scheduled = false;
  // After a failed synchronisation nobody knows what the disk holds, and asking again would claim success.
  let broken: StoreError | undefined;
  let healthy = true;
  const listeners: (() => void)[] = [];

  const takeWaiting = (): readonly Waiting[] => {
    const works = waiting.slice(0, MOST_WORKS);
    waiting = waiting.slice(MOST_WORKS);
    return works;
  };

  const commitOrReject = (works: readonly Waiting[]): (() => void)[] => {
    try {
      if (broken !== undefined) throw broken;
      return commit(connection, works);
    } catch (error) {
      // A work that was rejected already is not touched again: a promise settles once.
      for (const work of works) work.reject(asStoreError(error));
      return [];
    }
  };

  const confirm = (settles: readonly (() => void)[]): void => {
    if (settles.length > 0) healthy = true;
    for (const listener of listeners) listener();
    for (const settle of settles) settle();
  };

  const refuse = (works: readonly Waiting[], error: unknown): void => {
    broken = new StoreError(
      'unwritable',
      `the disk did not confirm what was written: ${String(error)}`,
      error,
    );
    for (const work of works) work.reject(broken);
  };

  const flushSome = async (): Promise<void> => {
    const works = takeWaiting();
    const settles = commitOrReject(works);
    if (settles.length === 0) return;
    try {
      await logFile.synchronise();
    } catch (error) {
      refuse(works, error);
      return;
    }
    confirm(settles);
  };

  const schedule = (): void => {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    setImmediate(async () => {
      await flushSome();
      scheduled = false;
      schedule();
    });
  };

  const flushNow = (): void => {
    while (waiting.length > 0) {
      const settles = commitOrReject(takeWaiting());
      logFile.synchroniseNow();
      confirm(settles);
    }
  };

  return {
    write: work =>
      new Promise((resolve, reject) => {
        waiting.push({
          run: database => {
            const result = work(database);
            return () => resolve(result);
          },
          reject: error => {
            if (error instanceof StoreError) healthy = false;
            reject(error);
          },
        });
        schedule();
      }),
    onCommitted: listener => {
      listeners.push(listener);
    },
    flush: flushNow,
    healthy: () => healthy && broken === undefined,
  };
}
