/** What tests of port management hold in their hands: a store in a folder of its own, closed and opened again at will. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openStore, type Store } from '../../store/store.ts';
import { type FakeClock, fakeClock, silentLog } from '../../store/testing.ts';

export interface TemporaryStore {
  readonly store: Store;
  readonly clock: FakeClock;
  /** As after a restart. */
  reopen(): Store;
}

export const temporaryStore = (test: TestContext): TemporaryStore => {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-ports-'));
  const clock = fakeClock();
  const open = (): Store => openStore({ folder, clock, log: silentLog });
  let store = open();
  test.after(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    store,
    clock,
    reopen: () => {
      store.close();
      store = open();
      return store;
    },
  };
};
