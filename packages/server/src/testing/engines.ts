/** Both engines for tests that hold them to the same behaviour. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'node:test';
import { systemClock } from '@simgate/daemon';
import { silentLog } from '@simgate/daemon/testing';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { withoutPostgres } from './postgres-cluster.ts';
import { sharedDatabase } from './shared-postgres.ts';

/** An empty store, and the same opened anew as after a restart. */
export interface StoreBench {
  readonly store: Store;
  /** A second process: on SQLite the first is closed before, because one process owns the folder. */
  reopen(): Promise<Store>;
  /** Closes what is open and removes it. */
  dispose(): Promise<void>;
}

export type OpenStore = () => Promise<StoreBench>;

let emptyFolder: Promise<string> | undefined;

/** A folder with an empty store: its tables are made once, because each step of the schema waits for the disk. */
async function makeEmptyFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-server-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await openSqliteStore({ folder, clock: systemClock, log: silentLog }).close();
  return folder;
}

/** An empty SQLite store in a folder of its own. */
export const openSqlite: OpenStore = async () => {
  emptyFolder ??= makeEmptyFolder();
  const folder = mkdtempSync(join(tmpdir(), 'simgate-server-'));
  cpSync(await emptyFolder, folder, { recursive: true });
  const open = () => openSqliteStore({ folder, clock: systemClock, log: silentLog });
  const opened = [open()];
  const [store] = opened as [Store];
  return {
    store,
    reopen: async () => {
      await opened.at(-1)?.close();
      const next = open();
      opened.push(next);
      return next;
    },
    dispose: async () => {
      for (const each of opened) await each.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const openPostgres: OpenStore = async () => {
  const { url, giveBack } = await sharedDatabase();
  const opened = [await openPostgresStore({ url })];
  const [store] = opened as [Store];
  return {
    store,
    reopen: async () => {
      const next = await openPostgresStore({ url });
      opened.push(next);
      return next;
    },
    dispose: async () => {
      for (const each of opened) await each.close();
      giveBack();
    },
  };
};

/** Runs the tests of `suite` on SQLite and on PostgreSQL. */
export function onBothEngines(suite: (open: OpenStore, engine: 'SQLite' | 'PostgreSQL') => void): void {
  describe('on SQLite', () => suite(openSqlite, 'SQLite'));
  describe('on PostgreSQL', { skip: withoutPostgres }, () => suite(openPostgres, 'PostgreSQL'));
}
