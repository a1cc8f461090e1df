/** The words of `simgate backup` and `simgate restore` on standard output, over stores that are real databases. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, type TestContext, test } from 'node:test';
import { intercepted } from '../test-terminal.ts';
import { backupCommand, restoreCommand } from './backup.ts';

/** A data folder with the least that is a store, and a folder for copies. */
function folders(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'simgate-backup-command-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const data = join(root, 'data');
  mkdirSync(data, { mode: 0o700 });
  const database = new DatabaseSync(join(data, 'simgate.db'));
  database.exec('CREATE TABLE steady_clock (a); CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT)');
  database.close();
  return { root, data, copy: join(root, 'copy.db') };
}

/** Runs a command; answers the lines that it prints. */
async function printed(work: () => Promise<unknown>): Promise<string[]> {
  const { out } = await intercepted({}, work);
  return out.trimEnd().split('\n');
}

describe('simgate backup', () => {
  test('names the copy and the folder that it came from', async t => {
    const { data, copy } = folders(t);
    const lines = await printed(() =>
      backupCommand().parseAsync([copy, '--data-folder', data], { from: 'user' }),
    );
    assert.deepEqual(lines, [`${copy}: the store of ${data}, checked`]);
  });
});

describe('simgate restore', () => {
  for (const former of [true, false])
    test(`${former ? 'names where the former store is kept' : 'is silent about a former store where none was'}`, async t => {
      const { data, root, copy } = folders(t);
      const into = former ? data : join(root, 'new');
      await printed(() => backupCommand().parseAsync([copy, '--data-folder', data], { from: 'user' }));
      const [first, ...rest] = await printed(() =>
        restoreCommand().parseAsync([copy, '--data-folder', into], { from: 'user' }),
      );
      assert.match(`${first}`, /holds the store of \d{4}-\d\d-\d\dT[\d:.]+Z again\.$/);
      const kept = readdirSync(into).filter(name => name.startsWith('before-restore-'));
      assert.equal(kept.length, former ? 1 : 0);
      assert.deepEqual(
        rest.slice(0, -2),
        kept.map(name => `The store that was there is kept in ${join(into, name)}.`),
      );
    });
});
