/** The store of the server: SQLite for one process, PostgreSQL for any number of them. Everything above it is the same for both. */
import type { Statements } from './statements.ts';

/** A work is made anew for each run: after a deadlock it runs again. Nothing but rows may depend on a run before its promise resolves. */
export type Work<T> = () => Statements<T>;

/** A store of either engine. Works run one after another in SQLite, and side by side in PostgreSQL. */
export interface Store {
  readonly engine: 'sqlite' | 'postgres';
  /** Runs a work that only reads. It sees what is committed, and with PostgreSQL each statement its own moment. */
  read<T>(work: Work<T>): Promise<T>;
  /**
   * Runs a work in one transaction; resolves once it is on stable storage.
   * @throws StoreError, or what the work throws: then nothing of it stands
   */
  write<T>(work: Work<T>): Promise<T>;
  /** The same, waiting for no other work of this process: for what must not be late, such as the renewal of its lease. */
  writeFirst<T>(work: Work<T>): Promise<T>;
  /** Calls back after commits of this process, so that a reader need not wait for its next look. The function returned ends that. */
  onCommitted(listener: () => void): () => void;
  /** False while nothing can be written. */
  healthy(): boolean;
  /** Finishes what is under way and lets go of everything. */
  close(): Promise<void>;
}
