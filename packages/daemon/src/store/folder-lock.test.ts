import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { StoreError } from '../errors.ts';
import { folderOwner, lockFolder } from './folder-lock.ts';
import { ownFile, ownFolder } from './own-file.ts';

function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-lock-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('the lock of a data folder', () => {
  test('is held by one alone, whose own words the second one is shown', context => {
    const folder = temporaryFolder(context);
    const unlock = lockFolder(folder, 'process 4711');
    assert.throws(
      () => lockFolder(folder, 'process 4712'),
      new StoreError('inUse', `the data folder ${folder} is in use by process 4711`),
    );
    unlock();
    lockFolder(folder, 'process 4712')();
    assert.equal(readFileSync(join(folder, 'owner'), 'utf8'), 'process 4712\n');
  });

  test('names another process where its words cannot be read', context => {
    const folder = temporaryFolder(context);
    const unlock = lockFolder(folder, 'process 4711');
    rmSync(join(folder, 'owner'));
    assert.throws(() => lockFolder(folder, 'me'), /is in use by another process$/);
    assert.equal(folderOwner(folder), 'another process');
    unlock();
  });

  test('that is damaged holds no data: what to do is named', context => {
    const folder = temporaryFolder(context);
    writeFileSync(join(folder, 'lock.db'), 'no database at all, but long enough to look like one'.repeat(20));
    assert.throws(
      () => lockFolder(folder, 'me'),
      (error: unknown) =>
        error instanceof StoreError &&
        error.trouble === 'damaged' &&
        error.message ===
          `${join(folder, 'lock.db')} is damaged. It holds no data: remove it and start again`,
    );
  });

  test('in a folder that is not there is an error of the system, not of another owner', context => {
    assert.throws(() => lockFolder(join(temporaryFolder(context), 'absent'), 'me'), { code: 'ENOENT' });
  });
});

describe('the owner of a data folder', () => {
  test('is nobody before anything was there, while it is free, and where its lock is damaged', context => {
    const folder = temporaryFolder(context);
    assert.equal(folderOwner(folder), undefined);
    lockFolder(folder, 'process 4711')();
    assert.equal(folderOwner(folder), undefined);
    writeFileSync(join(folder, 'lock.db'), 'no database at all, but long enough to look like one'.repeat(20));
    assert.equal(folderOwner(folder), undefined);
  });

  test('is found in its own words, and goes on owning it', context => {
    const folder = temporaryFolder(context);
    const unlock = lockFolder(folder, 'process 4711, started 2026-01-31T08:00:00Z');
    assert.equal(folderOwner(folder), 'process 4711, started 2026-01-31T08:00:00Z');
    assert.throws(() => lockFolder(folder, 'me'), StoreError);
    unlock();
  });
});

describe('files with numbers and texts', () => {
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

  test('are for their owner alone whatever the umask is, also those that were there before', context => {
    const folder = temporaryFolder(context);
    const before = process.umask(0);
    try {
      const inner = ownFolder(join(folder, 'one', 'two'));
      const file = ownFile(join(inner, 'new'));
      assert.deepEqual([mode(inner), mode(join(folder, 'one')), mode(file)], ['700', '700', '600']);
      const wide = join(inner, 'wide');
      writeFileSync(wide, 'kept', { mode: 0o666 });
      assert.equal(mode(ownFile(wide)), '600');
      assert.equal(readFileSync(wide, 'utf8'), 'kept');
    } finally {
      process.umask(before);
    }
  });
});
