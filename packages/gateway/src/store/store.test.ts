import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { StoreError } from '@simgate/daemon';
import { migrate, openConnection, resume } from '@simgate/daemon/store';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import { openStore, type Store } from './store.ts';

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-store-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function open(t: TestContext, folder = temporaryFolder(t)): Store & { folder: string } {
  const store = openStore({ folder, clock: fakeClock(), log: silentLog });
  t.after(() => store.close());
  return { ...store, folder };
}

function addTask(store: Store, text: string): Promise<number> {
  return store.write(
    db => db.run('INSERT INTO tasks (text, first_message, recipients) VALUES (?, 0, 0)', text).id,
  );
}

function texts(store: Store): string[] {
  return store.read.all<{ text: string }>('SELECT text FROM tasks ORDER BY id').map(row => row.text);
}

function trouble(expected: string) {
  return (error: unknown) => error instanceof StoreError && error.trouble === expected;
}

/** Locks of this process on a file, as the kernel lists them by its inode. */
function locksOn(file: string): string[] {
  const inode = `:${statSync(file).ino} `;
  const ours = ` ${process.pid} `;
  return readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .filter(line => line.includes(ours) && line.includes(inode));
}

describe('the lock of SQLite on the database', {
  skip: process.platform !== 'linux' && 'only Linux lists locks',
}, () => {
  // Without it `sqlite3 simgate.db` takes itself for the only program that has the database open, and removes the log when it ends.
  test('is there from the start, and still there when the log was copied into the file', async t => {
    const store = open(t);
    const file = join(store.folder, 'simgate.db');
    assert.equal(locksOn(file).length, 1);
    await addTask(store, 'a'.repeat(20_000_000));
    await addTask(store, 'the log is long by now');
    assert.equal(locksOn(file).length, 1);
  });

  test('ends with the store', t => {
    const store = open(t);
    store.close();
    assert.deepEqual(locksOn(join(store.folder, 'simgate.db')), []);
  });
});

describe('group commit', () => {
  test('writes what is waiting in one transaction, in order', async t => {
    const store = open(t);
    let commits = 0;
    store.onCommitted(() => {
      commits += 1;
    });
    const ids = await Promise.all(['a', 'b', 'c'].map(text => addTask(store, text)));
    assert.deepEqual(ids, [1, 2, 3]);
    assert.equal(commits, 1);
    assert.deepEqual(texts(store), ['a', 'b', 'c']);
  });

  test('undoes a work that throws, alone', async t => {
    const store = open(t);
    const outcomes = await Promise.allSettled([
      addTask(store, 'before'),
      store.write(db => {
        db.run("INSERT INTO tasks (text, first_message, recipients) VALUES ('undone', 0, 0)");
        throw new RangeError('on purpose');
      }),
      store.write(db => db.run("INSERT INTO messages (id, task_id) VALUES (1, 'no column of this type')")),
      addTask(store, 'after'),
    ]);
    assert.deepEqual(
      outcomes.map(outcome => outcome.status),
      ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
    );
    assert.ok(outcomes[1]?.status === 'rejected' && outcomes[1].reason instanceof RangeError);
    assert.deepEqual(texts(store), ['before', 'after']);
  });

  test('rejects when the disk is full, goes on answering reads, and recovers when there is space', async t => {
    const store = open(t);
    await addTask(store, 'kept');
    const pages = store.read.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
    store.read.get(`PRAGMA max_page_count = ${pages}`);
    const outcomes = await Promise.allSettled([
      addTask(store, 'x'.repeat(100_000)),
      addTask(store, 'y'.repeat(100_000)),
    ]);
    for (const outcome of outcomes)
      assert.ok(outcome.status === 'rejected' && trouble('full')(outcome.reason), String(outcome.status));
    assert.deepEqual(texts(store), ['kept']);
    await store.write(database => database.run('DELETE FROM tasks WHERE id < 0'));
    assert.equal(store.healthy(), false, 'a work that changes nothing needs no room');
    store.read.get('PRAGMA max_page_count = 1000000');
    await addTask(store, 'later');
    assert.deepEqual(texts(store), ['kept', 'later']);
    assert.equal(store.healthy(), true);
  });

  test('commits more than one transaction holds', async t => {
    const store = open(t);
    const ids = await Promise.all(Array.from({ length: 1300 }, (_, n) => addTask(store, String(n))));
    assert.equal(ids.at(-1), 1300);
  });
});

describe('the data folder', () => {
  test('is for its owner alone', async t => {
    const store = open(t);
    await addTask(store, 'so that the log file exists');
    const modes = ['', 'simgate.db', 'simgate.db-wal', 'lock.db', 'owner'].map(name =>
      (statSync(join(store.folder, name)).mode & 0o777).toString(8),
    );
    assert.deepEqual(modes, ['700', '600', '600', '600', '600']);
  });

  test('has one owner: a second start is told who that is', t => {
    const store = open(t);
    assert.throws(
      () => openStore({ folder: store.folder, clock: fakeClock(), log: silentLog }),
      (error: unknown) =>
        trouble('inUse')(error) && String(error).includes(`process ${process.pid}, started 2026-`),
    );
  });

  test('is refused to another process too, and is free again once its owner was killed', t => {
    const folder = temporaryFolder(t);
    const module = JSON.stringify(new URL('./store.ts', import.meta.url).href);
    const script = `
      const { openStore } = await import(${module});
      const clock = { now: () => 0, monotonic: () => 0, after: () => () => {} };
      const log = { info() {}, warn() {}, error() {} };
      try { openStore({ folder: ${JSON.stringify(folder)}, clock, log }); process.kill(process.pid, 'SIGKILL'); }
      catch (error) { console.log(error.trouble); }`;
    const child = () =>
      spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    assert.equal(child().signal, 'SIGKILL');
    const store = open(t, folder);
    assert.equal(child().stdout.trim(), 'inUse');
    assert.deepEqual(texts(store), []);
  });

  test('is refused when it is damaged', t => {
    const folder = temporaryFolder(t);
    writeFileSync(
      join(folder, 'simgate.db'),
      'this is no database, however long one looks at it. '.repeat(100),
    );
    assert.throws(() => openStore({ folder, clock: fakeClock(), log: silentLog }), trouble('damaged'));
  });
});

describe('files of the data folder that are not as they should be', () => {
  const rows: [string, (folder: string) => void, string, RegExp][] = [
    [
      'a damaged lock',
      folder => writeFileSync(join(folder, 'lock.db'), 'no database at all. '.repeat(300)),
      'damaged',
      /lock\.db is damaged\. It holds no data: remove it/,
    ],
    [
      'a log without its database',
      folder => writeFileSync(join(folder, 'simgate.db-wal'), 'x'.repeat(5000)),
      'foreignLog',
      /simgate\.db is not there, but its log .*simgate\.db-wal is\. Put the database back/,
    ],
  ];
  for (const [name, spoil, expected, words] of rows)
    test(`${name} is refused with what to do`, t => {
      const folder = temporaryFolder(t);
      spoil(folder);
      const names = readdirSync(folder).filter(file => file.startsWith('simgate'));
      assert.throws(
        () => openStore({ folder, clock: fakeClock(), log: silentLog }),
        (error: unknown) => trouble(expected)(error) && words.test(String(error)),
      );
      assert.deepEqual(
        readdirSync(folder).filter(file => file.startsWith('simgate')),
        names,
      );
    });
});

describe('schema steps', () => {
  test('refuses a database of a later version', t => {
    const folder = temporaryFolder(t);
    open(t, folder).close();
    const connection = openConnection(join(folder, 'simgate.db'));
    connection.exec('PRAGMA user_version = 99');
    connection.close();
    assert.throws(() => openStore({ folder, clock: fakeClock(), log: silentLog }), trouble('newer'));
  });

  test('runs only what is missing, and a step that fails leaves no trace', t => {
    const connection = openConnection(join(temporaryFolder(t), 'x.db'));
    t.after(() => connection.close());
    const steps = ['CREATE TABLE a (x)', 'CREATE TABLE b (x)'];
    migrate(connection, steps.slice(0, 1));
    assert.throws(() => migrate(connection, [...steps, 'CREATE TABLE c (x); CREATE TABLE a (x)']));
    const tables = connection.all<{ name: string }>('SELECT name FROM sqlite_schema ORDER BY name');
    assert.deepEqual(
      tables.map(table => table.name),
      ['a', 'b'],
    );
    assert.equal(connection.get<{ user_version: number }>('PRAGMA user_version')?.user_version, 2);
  });
});

describe('settings', () => {
  test('outlive a restart', async t => {
    const folder = temporaryFolder(t);
    const first = open(t, folder);
    assert.equal(first.settings.get('serialNumber'), undefined);
    await first.settings.set('serialNumber', 'dbd2-0000-0000-0001');
    await first.settings.set('users', { admin: { ha1: '00' } });
    await first.settings.set('users', { admin: { ha1: '01' } });
    first.close();
    const second = open(t, folder);
    assert.equal(second.settings.get('serialNumber'), 'dbd2-0000-0000-0001');
    assert.deepEqual(second.settings.get('users'), { admin: { ha1: '01' } });
  });
});

describe('the steady clock', () => {
  const day = 86_400_000;
  const kept = { steady: 1000 * day, wall: 2000 * day };
  const rows: [string, number, number][] = [
    ['a stop of a day counts as a day', 2001 * day, 1001 * day],
    ['a clock before the newest stored one counts as no time', 5 * day, 1000 * day],
    ['a clock far ahead counts as a week', 9000 * day, 1007 * day],
  ];
  for (const [name, wall, expected] of rows)
    test(name, () => {
      assert.equal(resume(kept, wall), expected);
    });

  test('begins at wall time', () => {
    assert.equal(resume(undefined, 77), 77);
  });

  test('is not moved by a wall clock that jumps, nor by a restart', t => {
    const folder = temporaryFolder(t);
    const clock = fakeClock();
    const first = openStore({ folder, clock, log: silentLog });
    const begin = first.steady.now();
    clock.advance(1000);
    clock.jump(50 * 365 * day);
    assert.equal(first.steady.now() - begin, 1000);
    first.close();
    clock.advance(500);
    const second = openStore({ folder, clock, log: silentLog });
    t.after(() => second.close());
    assert.equal(second.steady.now() - begin, 1500);
  });
});
