/**
 * Group commit: what is waiting to be written goes into one transaction, so that one synchronisation of the disk serves all
 * of it. Every piece of work stands or falls alone; all of them wait for the same COMMIT.
 */
import type { Connection, Database } from './database.ts';
import { asStoreError } from './errors.ts';

/** Work on the database. Runs once, synchronously, inside a transaction; what it throws undoes what it wrote. */
export type Work<T> = (database: Database) => T;

export interface GroupCommit {
  /** Resolves with the work's result after COMMIT; rejects with what it threw, or with a `StoreError`. */
  write<T>(work: Work<T>): Promise<T>;
  /** Calls back after each COMMIT, before the promises of its works resolve. */
  onCommitted(listener: () => void): void;
  /** Commits what is waiting, now. */
  flush(): void;
}

interface Waiting {
  /** Runs the work; the returned function tells its result, once it is committed. */
  readonly run: (database: Database) => () => void;
  readonly reject: (error: unknown) => void;
}

// The longest the event loop is kept from everything else is this many works, each some tens of microseconds.
const mostWorks = 512;

/** Runs one work inside a savepoint; undefined where it failed, and was rejected and undone alone. */
const attempt = (connection: Connection, waiting: Waiting): (() => void) | undefined => {
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
};

const commit = (connection: Connection, works: readonly Waiting[]): (() => void)[] => {
  connection.run('BEGIN IMMEDIATE');
  try {
    const settles = works.map(work => attempt(connection, work)).filter(settle => settle !== undefined);
    connection.run('COMMIT');
    return settles;
  } catch (error) {
    if (connection.inTransaction()) connection.run('ROLLBACK');
    throw error;
  }
};

/** Collects the works of a turn of the event loop and of what arrives while an earlier commit runs. */
export const createGroupCommit = (connection: Connection): GroupCommit => {
  let waiting: Waiting[] = [];
  let scheduled = false;
  const listeners: (() => void)[] = [];

  const flushSome = (): void => {
    const works = waiting.slice(0, mostWorks);
    waiting = waiting.slice(mostWorks);
    let settles: (() => void)[];
    try {
      settles = commit(connection, works);
    } catch (error) {
      // A work that was rejected already is not touched again: a promise settles once.
      for (const work of works) work.reject(asStoreError(error));
      return;
    }
    for (const listener of listeners) listener();
    for (const settle of settles) settle();
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (waiting.length > 0) flushSome();
      if (waiting.length > 0) schedule();
    });
  };

  return {
    write: work =>
      new Promise((resolve, reject) => {
        waiting.push({
          run: database => {
            const result = work(database);
            return () => resolve(result);
          },
          reject,
        });
        schedule();
      }),
    onCommitted: listener => {
      listeners.push(listener);
    },
    flush: () => {
      while (waiting.length > 0) flushSome();
    },
  };
};
