/**
 * Group commit: the works that wait go into one transaction, so that one synchronisation of the disk serves all of them. Each
 * work stands or falls alone; all of them wait for the same COMMIT and for the disk to confirm it.
 *
 * SQLite itself would hold the event loop while the disk synchronises. So it commits without (synchronous = NORMAL), a thread
 * of Node's pool synchronises the log, and only then the promises resolve. While the disk is busy, the next transactions are
 * committed already; one later synchronisation confirms them together. An answered work survives a power cut just the same:
 * the log is written in order, so that a later commit is never kept without those before it (ADR 0002).
 */
import { StoreError } from '../errors.ts';
import type { Connection, Database } from './database.ts';
import { asStoreError } from './errors.ts';
import type { LogFile, LogMark } from './log-file.ts';

/** Work on the database. Runs once, synchronously, inside a transaction; what it throws undoes what it wrote. */
export type Work<T> = (database: Database) => T;

interface Waiting {
  /** Runs the work; the returned function resolves its promise, once it is committed. */
  readonly run: (database: Database) => () => void;
  readonly reject: (error: unknown) => void;
}

/** A work that is committed and not yet confirmed by the disk. */
interface Committed {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The longest the event loop is kept from everything else is this many works, each some tens of microseconds. */
const MOST_WORKS = 512;

/**
 * Turns of the event loop that works wait for others while the disk is busy. The next synchronisation begins no sooner anyway, and each
 * transaction less is some pages less in the log.
 */
const SHARING_TURNS = 3;

/** Frames of the log (pages of 4 KiB) after which it is copied into the database. */
const COPY_AFTER = 2000;

/** Runs one work inside a savepoint; undefined where it failed, and was rejected and undone alone. */
function attempt(connection: Connection, { run, reject }: Waiting): Committed | undefined {
  connection.run('SAVEPOINT work');
  try {
    const resolve = run(connection);
    connection.run('RELEASE work');
    return { resolve, reject };
  } catch (error) {
    // Some errors, a full disk among them, make SQLite roll back the whole transaction by itself.
    if (!connection.inTransaction()) throw error;
    connection.run('ROLLBACK TO work');
    connection.run('RELEASE work');
    reject(asStoreError(error));
    return undefined;
  }
}

function commit(connection: Connection, works: readonly Waiting[]): Committed[] {
  connection.run('BEGIN IMMEDIATE');
  try {
    const committed = works.map(work => attempt(connection, work)).filter(work => work !== undefined);
    connection.run('COMMIT');
    return committed;
  } catch (error) {
    if (connection.inTransaction()) connection.run('ROLLBACK');
    throw error;
  }
}

/** Collects the works of a turn of the event loop and commits them together. */
export class GroupCommit {
  readonly #connection: Connection;
  readonly #logFile: LogFile;
  readonly #copyLog: () => void;
  readonly #synchroniseListeners: (() => void)[] = [];
  readonly #committedListeners: (() => void)[] = [];
  readonly #failedListeners: ((error: StoreError) => void)[] = [];
  #waiting: Waiting[] = [];
  #unconfirmed: Committed[] = [];
  /** Where the log stood at the last synchronisation that the disk confirmed. */
  #confirmed: LogMark;
  #scheduled = false;
  #synchronising = false;
  #finished = false;
  #healthy = true;
  /** Set once the disk has refused to confirm: from then on nobody knows the content of the disk, and asking again would claim success. */
  #failure: StoreError | undefined;

  /** @param copyLog copies the log into the database; called while everything in the log is confirmed */
  constructor(connection: Connection, logFile: LogFile, copyLog: () => void) {
    this.#connection = connection;
    this.#logFile = logFile;
    this.#copyLog = copyLog;
    this.#confirmed = logFile.mark();
  }

  /** Resolves with the work's result once the disk has confirmed it; rejects with what it threw, or with a `StoreError`. */
  write<T>(work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        run: database => {
          const result = work(database);
          return () => resolve(result);
        },
        reject: error => {
          if (error instanceof StoreError) this.#healthy = false;
          reject(error);
        },
      });
      this.#schedule();
    });
  }

  /**
   * Calls back before each synchronisation: it covers what is committed by then, and nothing later. The next callback of `onCommitted`
   * confirms it.
   */
  onSynchronise(listener: () => void): void {
    this.#synchroniseListeners.push(listener);
  }

  /** Calls back after each confirmed commit, before the promises of its works resolve. */
  onCommitted(listener: () => void): void {
    this.#committedListeners.push(listener);
  }

  /** Calls back once, when the disk did not confirm a commit. Nothing is written any more; the process has to end. */
  onFailed(listener: (error: StoreError) => void): void {
    this.#failedListeners.push(listener);
  }

  /** False from a work that the disk refused until it takes one that changes something. */
  healthy(): boolean {
    return this.#healthy && this.#failure === undefined;
  }

  /** Commits and confirms the works that wait, now. The last call before the connection is closed. */
  finish(): void {
    this.#finished = true;
    while (this.#waiting.length > 0 || (this.#unconfirmed.length > 0 && this.#failure === undefined)) {
      this.#commitWaiting();
      const covered = this.#takeUnconfirmed();
      try {
        this.#logFile.synchroniseNow();
      } catch (error) {
        this.#fail(covered, error);
        continue;
      }
      this.#confirm(covered, this.#logFile.mark());
    }
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0) return;
    this.#scheduled = true;
    this.#commitIn(SHARING_TURNS);
  }

  #commitIn(turns: number): void {
    setImmediate(() => {
      if (this.#synchronising && turns > 0) {
        this.#commitIn(turns - 1);
        return;
      }
      this.#scheduled = false;
      // The log grows no further until it can be copied, which wants a moment when everything in it is confirmed.
      if (this.#synchronising && this.#logFile.mark().frames > 2 * COPY_AFTER) return;
      this.#commitWaiting();
      void this.#synchronise();
      this.#schedule();
    });
  }

  #commitWaiting(): void {
    const works = this.#waiting.slice(0, MOST_WORKS);
    this.#waiting = this.#waiting.slice(MOST_WORKS);
    if (works.length === 0) return;
    try {
      if (this.#failure !== undefined) throw this.#failure;
      this.#unconfirmed.push(...commit(this.#connection, works));
    } catch (error) {
      // A work that was rejected already is not touched again: a promise settles once.
      for (const work of works) work.reject(asStoreError(error));
    }
  }

  #takeUnconfirmed(): Committed[] {
    for (const listener of this.#synchroniseListeners) listener();
    const covered = this.#unconfirmed;
    this.#unconfirmed = [];
    return covered;
  }

  async #synchronise(): Promise<void> {
    if (this.#synchronising || this.#unconfirmed.length === 0) return;
    this.#synchronising = true;
    const covered = this.#takeUnconfirmed();
    const mark = this.#logFile.mark();
    try {
      await this.#logFile.synchronise();
      this.#confirm(covered, mark);
    } catch (error) {
      this.#fail(covered, error);
    }
    this.#synchronising = false;
    this.#commitWaiting();
    void this.#synchronise();
    this.#schedule();
  }

  #confirm(covered: readonly Committed[], mark: LogMark): void {
    // A work that changed nothing proves nothing of the disk.
    const { frames, salt } = this.#confirmed;
    if (mark.frames !== frames || mark.salt !== salt) this.#healthy = true;
    this.#confirmed = mark;
    this.#copyLogWhenLong();
    for (const listener of this.#committedListeners) listener();
    for (const { resolve } of covered) resolve();
  }

  /** Copies the log into the database. Never while something in it is unconfirmed: it could not be cut off any more. */
  #copyLogWhenLong(): void {
    if (this.#finished || this.#unconfirmed.length > 0 || this.#confirmed.frames < COPY_AFTER) return;
    try {
      this.#copyLog();
    } catch (error) {
      // The log still holds everything, and the next start copies it again.
      this.#fail([], error);
    }
  }

  /** Cuts the unconfirmed commits off the log before anybody is refused, so that no later start finds them. */
  #fail(covered: readonly Committed[], error: unknown): void {
    const failure = new StoreError('unwritable', `the disk did not confirm a write: ${String(error)}`, error);
    this.#failure ??= failure;
    this.#logFile.cutBack(this.#confirmed);
    for (const { reject } of [...covered, ...this.#unconfirmed.splice(0)]) reject(failure);
    for (const listener of this.#failedListeners.splice(0)) listener(failure);
  }
}
