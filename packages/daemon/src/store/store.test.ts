/** The data folder: what opens it, what refuses to, and that a refused start leaves it as it was. */
import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { StoreError, type StoreTrouble } from '../errors.ts';
import { fakeClock, silentLog } from '../testing.ts';
import { folderOwner } from './folder-lock.ts';
import { openDataFolder, type Store } from './store.ts';
import { STORE_TABLES } from './tables.ts';

const NOTES = 'CREATE TABLE notes (text TEXT NOT NULL) STRICT';

function bench(t: TestContext) {
  const folder = join(mkdtempSync(join(tmpdir(), 'simgate-store-')), 'data');
  const open: Store[] = [];
  t.after(() => {
    for (const store of open) store.close();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });
  return {
    folder,
    start(steps: readonly string[] = [NOTES]) {
      const store = openDataFolder({
        ...{ folder, name: 'notes.db', migrations: [STORE_TABLES, ...steps] },
        ...{ clock: fakeClock(), log: silentLog },
      });
      open.push(store);
      return store;
    },
  };
}

/** Where Linux lists the open files of a process. */
const OWN_FILES = '/proc/self/fd';

function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    // The listing itself had it open.
    return '';
  }
}

function trouble(kind: StoreTrouble, words: RegExp) {
  return (error: unknown) =>
    error instanceof StoreError && error.trouble === kind && words.test(error.message);
}

function note(store: Store, text: string): Promise<unknown> {
  return store.write(database => database.run('INSERT INTO notes VALUES (?)', text));
}

function notes(store: Store): string[] {
  return store.read.all<{ text: string }>('SELECT text FROM notes').map(({ text }) => text);
}

describe('a data folder', () => {
  test('is made for its owner alone, and keeps what was written', async t => {
    const { folder, start } = bench(t);
    const first = start();
    await note(first, 'kept');
    await first.settings.set('colour', ['red', 7]);
    assert.equal(first.healthy(), true);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.equal(statSync(join(folder, 'notes.db')).mode & 0o777, 0o600);
    first.close();
    const second = start();
    assert.deepEqual(notes(second), ['kept']);
    assert.deepEqual([second.settings.get('colour'), second.settings.get('size')], [['red', 7], undefined]);
  });

  test('has one owner, who is named to others, and nobody once it is closed', t => {
    const { folder, start } = bench(t);
    const store = start();
    const owner = `process ${process.pid}, started 2026-01-31T08:00:00.000Z`;
    assert.equal(folderOwner(folder), owner);
    assert.throws(() => start(), trouble('inUse', new RegExp(`is in use by ${owner}$`)));
    store.close();
    store.close();
    assert.equal(folderOwner(folder), undefined);
    start();
  });

  test('copies a log that a crash left into the database, so that it begins anew', async t => {
    const { folder, start } = bench(t);
    const long = 'x'.repeat(100_000);
    const crashed = start();
    await note(crashed, long);
    const copy = join(folder, '..', 'copy');
    cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
    const octets = (of: string) => statSync(join(of, 'notes.db-wal')).size;
    assert.ok(octets(copy) > 100_000);
    const again = openDataFolder({
      ...{ folder: copy, name: 'notes.db', migrations: [STORE_TABLES, NOTES] },
      ...{ clock: fakeClock(), log: silentLog },
    });
    const left = octets(copy);
    assert.deepEqual(notes(again), [long]);
    again.close();
    assert.ok(left < 50_000, `${left} octets`);
  });

  test('commits what still waits when it is closed', async t => {
    const { start } = bench(t);
    const first = start();
    const waiting = note(first, 'last');
    first.close();
    await waiting;
    assert.deepEqual(notes(start()), ['last']);
  });

  test('leaves no file open when it is closed', { skip: !existsSync(OWN_FILES) }, async t => {
    const { folder, start } = bench(t);
    const openFiles = () =>
      readdirSync(OWN_FILES).filter(one => targetOf(join(OWN_FILES, one)).startsWith(folder)).length;
    const store = start();
    await note(store, 'x');
    assert.ok(openFiles() > 0);
    store.close();
    assert.equal(openFiles(), 0);
  });

  test('gives a number alone, which is 0 where there is none', async t => {
    const store = bench(t).start();
    const found = (sql: string, ...values: string[]) => store.read.number(sql, ...values);
    await note(store, 'x');
    await note(store, 'y');
    assert.equal(found('SELECT count(*) FROM notes'), 2);
    assert.equal(found('SELECT rowid FROM notes WHERE text = ?', 'y'), 2);
    assert.equal(found('SELECT rowid FROM notes WHERE text = ?', 'z'), 0);
    assert.equal(found('SELECT max(rowid) FROM notes WHERE text = ?', 'z'), 0);
  });

  test('calls back before each synchronisation and after it', async t => {
    const { start } = bench(t);
    const store = start();
    const order: string[] = [];
    store.onSynchronise(() => order.push('synchronises'));
    store.onCommitted(() => order.push('committed'));
    await note(store, 'x').then(() => order.push('written'));
    assert.deepEqual(order, ['synchronises', 'committed', 'written']);
  });
});

describe('a start that is refused', () => {
  test('of an earlier version: it gives the folder back to the later one', async t => {
    const { folder, start } = bench(t);
    const later = start([NOTES, 'ALTER TABLE notes ADD COLUMN at INTEGER']);
    later.close();
    assert.throws(() => start(), trouble('newer', /its schema is 3, this program knows 2$/));
    assert.equal(folderOwner(folder), undefined);
    start([NOTES, 'ALTER TABLE notes ADD COLUMN at INTEGER']);
  });

  test('by a step that fails: nothing of that step stays, and all of the earlier ones', t => {
    const { folder, start } = bench(t);
    start().close();
    const wrong = 'CREATE TABLE more (text TEXT) STRICT; INSERT INTO nowhere VALUES (1)';
    assert.throws(() => start([NOTES, wrong]), /no such table: nowhere/);
    assert.equal(folderOwner(folder), undefined);
    const store = start([NOTES, 'CREATE TABLE more (text TEXT) STRICT']);
    assert.equal(store.read.get<{ user_version: number }>('PRAGMA user_version')?.user_version, 3);
  });

  test('by a file that is no database: it is not changed', t => {
    const { folder, start } = bench(t);
    start().close();
    const file = join(folder, 'notes.db');
    const text = 'no database at all'.repeat(100);
    writeFileSync(file, text);
    assert.throws(() => start(), trouble('damaged', /^the store is damaged: /));
    assert.equal(readFileSync(file, 'utf8'), text);
    assert.equal(folderOwner(folder), undefined);
  });
});
