/** The write-ahead log as a file, to synchronise it without holding the event loop. */
import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

export interface LogFile {
  /** Resolves when everything written so far is on the disk; rejects where the disk does not confirm it. */
  synchronise(): Promise<void>;
  synchroniseNow(): void;
  /** Closes once no synchronisation is under way. */
  close(): void;
}

function synchroniseFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/**
 * Opens the log of a database in WAL mode, which is there as soon as the database was written to. SQLite keeps the same file
 * as long as a connection is open, and holds no lock on it that closing a descriptor would lose.
 */
export function openLogFile(databaseFile: string): LogFile {
  const descriptor = openSync(`${databaseFile}-wal`, 'r+');
  synchroniseFolder(dirname(databaseFile));
  const onDisk = promisify(fdatasync);
  let pending = 0;
  let closing = false;
  const closeWhenIdle = (): void => {
    if (closing && pending === 0) closeSync(descriptor);
  };
  return {
    synchronise: async () => {
      pending += 1;
      try {
        await onDisk(descriptor);
      } finally {
        pending -= 1;
        closeWhenIdle();
      }
    },
    synchroniseNow: () => fdatasyncSync(descriptor),
    close: () => {
      closing = true;
      closeWhenIdle();
    },
  };
}
