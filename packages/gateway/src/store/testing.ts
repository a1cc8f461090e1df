/** For tests on a real store: its disk is the machine's memory where there is one. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@simgate/daemon';
import { silentLog } from '@simgate/daemon/testing';
import { DATABASE_FILE } from './backup.ts';
import { openStore, type Store } from './store.ts';

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes with the process. */
function memoryFolder(): string {
  const folder = mkdtempSync(join(process.platform === 'linux' ? '/dev/shm' : tmpdir(), 'simgate-store-'));
  folders.push(folder);
  return folder;
}

let template: string | undefined;

/** A database with all tables and no rows: copying it takes a tenth of the time of making one. */
function emptyDatabase(clock: Clock): string {
  if (template === undefined) {
    const folder = memoryFolder();
    openStore({ folder, clock, log: silentLog }).close();
    template = join(folder, DATABASE_FILE);
  }
  return template;
}

export interface TemporaryStore extends Store {
  readonly folder: string;
  /** Resolves when no write is under way and none has begun for some turns of the event loop. */
  quiet(): Promise<void>;
}

/** An empty store in a folder that goes with the process. */
export function temporaryStore(clock: Clock): TemporaryStore {
  const folder = memoryFolder();
  copyFileSync(emptyDatabase(clock), join(folder, DATABASE_FILE));
  return { ...watchedStore(openStore({ folder, clock, log: silentLog })), folder };
}

/** The store, with its writes counted, so that a test waits for the disk itself and not for a time. */
export function watchedStore(store: Store): Omit<TemporaryStore, 'folder'> {
  let writing = 0;
  const quiet = async (): Promise<void> => {
    for (let turns = 0; turns < 20; turns += 1) {
      await new Promise(resolve => setImmediate(resolve));
      if (writing > 0) turns = 0;
    }
  };
  const write: Store['write'] = async work => {
    writing += 1;
    try {
      return await store.write(work);
    } finally {
      writing -= 1;
    }
  };
  return { ...store, write, quiet };
}
