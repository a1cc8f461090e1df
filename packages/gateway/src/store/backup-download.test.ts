/** Backups for one reader each. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import { restore } from './backup.ts';
import { BackupDownload } from './backup-download.ts';
import { openStore } from './store.ts';

function temporary(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-download-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function bench(context: TestContext) {
  const folder = temporary(context);
  const clock = fakeClock();
  const store = openStore({ folder, clock, log: silentLog });
  context.after(() => store.close());
  const download = new BackupDownload({ folder, settings: store.settings, clock });
  const copies = () => readdirSync(folder).filter(name => name.startsWith('download'));
  return { folder, clock, store, download, copies };
}

describe('a backup for a reader', () => {
  test('is a whole store, and nothing of it is left beside the store', async context => {
    const { clock, store, download, copies } = bench(context);
    await store.settings.set('kept', 'yes');
    assert.equal(download.lastAt(), undefined);
    const made = await download.make();
    assert.ok(made !== 'busy');
    const pieces: Uint8Array[] = [];
    for await (const piece of made.pieces()) pieces.push(piece);
    assert.equal(pieces[0]?.length, 65_536);
    assert.deepEqual(copies(), []);
    assert.equal(download.lastAt(), clock.now());
    const other = temporary(context);
    writeFileSync(join(other, 'copy'), Buffer.concat(pieces));
    restore(join(other, 'data'), join(other, 'copy'), clock.now());
    const restored = openStore({ folder: join(other, 'data'), clock, log: silentLog });
    assert.equal(restored.settings.get('kept'), 'yes');
    restored.close();
  });

  test('is one at a time, until it was read or its reader has gone', async context => {
    const { download, copies } = bench(context);
    const made = await download.make();
    assert.ok(made !== 'busy');
    assert.equal(await download.make(), 'busy');
    for await (const _ of made.pieces()) {
      // Its name is gone already, so that nothing is left whatever ends the reading.
      assert.deepEqual(copies(), []);
      break;
    }
    assert.deepEqual(copies(), []);
    assert.equal(download.lastAt(), undefined);
    assert.notEqual(await download.make(), 'busy');
  });

  test('that could not be made leaves nothing in the way of the next', async context => {
    const { folder, store, download } = bench(context);
    store.close();
    rmSync(join(folder, 'simgate.db'));
    await assert.rejects(download.make(), /there is no store/);
    await assert.rejects(download.make(), /there is no store/);
  });

  test('what a crash left is removed at the next start', context => {
    const { folder, clock, store } = bench(context);
    writeFileSync(join(folder, 'download.backup'), 'half');
    new BackupDownload({ folder, settings: store.settings, clock });
    assert.equal(existsSync(join(folder, 'download.backup')), false);
  });
});
