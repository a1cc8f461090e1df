import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, type TestContext, test } from 'node:test';
import { StoreError, type StoreTrouble } from '@simgate/daemon';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import { backUp, restore } from './backup.ts';
import { jumpFrom } from './restored.ts';
import { openStore, type Store } from './store.ts';

const now = Date.UTC(2026, 0, 31, 8);

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-backup-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function open(t: TestContext, folder: string): Store & { readonly warnings: string[] } {
  const warnings: string[] = [];
  const log = { ...silentLog, warn: (_fields: object, text: string) => warnings.push(text) };
  const store = openStore({ folder, clock: fakeClock(), log });
  t.after(() => store.close());
  return { ...store, warnings };
}

function addTask(store: Store, text: string): Promise<number> {
  return store.write(
    db => db.run('INSERT INTO tasks (text, first_message, recipients) VALUES (?, 0, 0)', text).id,
  );
}

/** A message in the queue that any port may take. */
function addWaiting(store: Store): Promise<number> {
  return store.write(db => {
    const { id } = db.run(
      `INSERT INTO messages (task_id, number, user_id_type, encoding, locking_table, single_table, reference_width,
         report_requested, ports, count, state, time, accepted_steady)
       VALUES (1, '88201990001', 0, 0, 0, 0, 8, 1, 0, 1, 0, 0, 0)`,
    );
    db.run('INSERT INTO queue (lane, priority, message_id) VALUES (-1, 1, ?)', id);
    return id;
  });
}

function texts(store: Store): string[] {
  return store.read.all<{ text: string }>('SELECT text FROM tasks ORDER BY id').map(row => row.text);
}

function count(store: Store, table: 'held' | 'queue'): number {
  return store.read.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`)?.rows ?? 0;
}

function trouble(expected: StoreTrouble, words: RegExp) {
  return (error: unknown) =>
    error instanceof StoreError && error.trouble === expected && words.test(error.message);
}

/** A folder whose gateway crashed: the database as it was at its start, and a log with everything since. */
async function crashedFolder(t: TestContext, running: Store, folder: string): Promise<string> {
  const crashed = temporaryFolder(t);
  await addTask(running, 'after the backup');
  for (const name of ['simgate.db', 'simgate.db-wal']) {
    copyFileSync(join(folder, name), join(crashed, name));
  }
  return crashed;
}

describe('a backup', () => {
  test('is made while the gateway runs, is one file of mode 0600, and holds what was committed', async t => {
    const folder = temporaryFolder(t);
    const store = open(t, folder);
    await addTask(store, 'kept');
    const target = join(temporaryFolder(t), 'copy.db');
    await backUp(folder, target, now);
    assert.equal(statSync(target).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(join(target, '..')), ['copy.db']);
    assert.equal(await addTask(store, 'goes on'), 2);
    const copy = new DatabaseSync(target, { readOnly: true });
    assert.deepEqual(
      copy
        .prepare('SELECT text FROM tasks')
        .all()
        .map(row => row.text),
      ['kept'],
    );
    copy.close();
  });

  test('is made of a gateway that is stopped', async t => {
    const folder = temporaryFolder(t);
    const store = open(t, folder);
    await addTask(store, 'kept');
    store.close();
    const target = join(temporaryFolder(t), 'copy.db');
    await backUp(folder, target, now);
    assert.ok(existsSync(target));
  });

  const refusals: [string, (folder: string) => [string, string], RegExp][] = [
    ['of a folder without a store', folder => [join(folder, 'none'), join(folder, 'copy.db')], /no store in/],
    ['over a file that is there', folder => [folder, join(folder, 'lock.db')], /there already/],
    [
      'into a folder that is not there',
      folder => [folder, join(folder, 'none/copy.db')],
      /cannot be written/,
    ],
  ];
  for (const [name, paths, words] of refusals)
    test(`${name} is refused`, async t => {
      const folder = temporaryFolder(t);
      open(t, folder);
      const [from, to] = paths(folder);
      await assert.rejects(backUp(from, to, now), trouble('unwritable', words));
    });
});

describe('a backup that is put back', () => {
  test('holds what it may have sent since, lets ids jump, and tells so once', async t => {
    const folder = temporaryFolder(t);
    const store = open(t, folder);
    await addTask(store, 'before');
    await addWaiting(store);
    const target = join(temporaryFolder(t), 'copy.db');
    await backUp(folder, target, now);
    store.close();
    const { before } = restore(folder, target, now);
    const restored = open(t, folder);
    assert.deepEqual(texts(restored), ['before']);
    assert.deepEqual([count(restored, 'queue'), count(restored, 'held')], [0, 1]);
    assert.match(restored.warnings[0] ?? '', /backup of 2026-01-31T08:00:00.000Z was put back/);
    assert.equal(await addTask(restored, 'later'), 1_000_002);
    assert.ok(existsSync(join(before ?? '', 'simgate.db')));
    restored.close();
    const again = open(t, folder);
    assert.deepEqual(again.warnings, []);
    assert.equal(await addTask(again, 'much later'), 1_000_003);
  });

  test('counts as restored too where it was copied over the database by hand', async t => {
    const folder = temporaryFolder(t);
    const store = open(t, folder);
    await addWaiting(store);
    const target = join(temporaryFolder(t), 'copy.db');
    await backUp(folder, target, now);
    store.close();
    copyFileSync(target, join(folder, 'simgate.db'));
    const restored = open(t, folder);
    assert.equal(restored.warnings.length, 1);
    assert.equal(count(restored, 'held'), 1);
  });

  test('is refused while a gateway works on the folder', async t => {
    const folder = temporaryFolder(t);
    const store = open(t, folder);
    const target = join(temporaryFolder(t), 'copy.db');
    await backUp(folder, target, now);
    await addTask(store, 'still here');
    assert.throws(() => restore(folder, target, now), trouble('inUse', /in use by process/));
    assert.deepEqual(texts(store), ['still here']);
  });

  test('leaves an old log behind, in the folder where the former store is kept', async t => {
    const folder = temporaryFolder(t);
    const store = open(t, folder);
    await addTask(store, 'before');
    const target = join(temporaryFolder(t), 'copy.db');
    await backUp(folder, target, now);
    const crashed = await crashedFolder(t, store, folder);
    const { before } = restore(crashed, target, now);
    assert.deepEqual(texts(open(t, crashed)), ['before']);
    assert.ok(existsSync(join(before ?? '', 'simgate.db-wal')));
  });

  test('that is a raw copy is read with the log beside it', async t => {
    const folder = temporaryFolder(t);
    const store = open(t, folder);
    await addTask(store, 'before');
    const crashed = await crashedFolder(t, store, folder);
    const target = temporaryFolder(t);
    restore(target, join(crashed, 'simgate.db'), now);
    assert.deepEqual(texts(open(t, target)), ['before', 'after the backup']);
  });

  const broken: [string, string | undefined, StoreTrouble, RegExp][] = [
    ['no database', 'not a database at all '.repeat(300), 'damaged', /damaged/],
    ['a file that is not there', undefined, 'unwritable', /there is no file/],
  ];
  for (const [name, content, expected, words] of broken)
    test(`${name} is refused, and the store stays as it was`, async t => {
      const folder = temporaryFolder(t);
      const store = open(t, folder);
      await addTask(store, 'before');
      store.close();
      const file = join(temporaryFolder(t), 'file.db');
      if (content !== undefined) writeFileSync(file, content);
      assert.throws(() => restore(folder, file, now), trouble(expected, words));
      assert.deepEqual(readdirSync(folder), ['lock.db', 'owner', 'simgate.db']);
      assert.deepEqual(texts(open(t, folder)), ['before']);
    });

  test('is a file for its owner alone, whatever the copy was, and beside it is nothing but what was kept', async t => {
    const folder = temporaryFolder(t);
    const store = open(t, folder);
    const target = join(temporaryFolder(t), 'copy.db');
    await backUp(folder, target, now);
    store.close();
    chmodSync(target, 0o644);
    restore(folder, target, now);
    assert.equal(statSync(join(folder, 'simgate.db')).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), [
      'before-restore-2026-01-31T08-00-00-000Z',
      'lock.db',
      'owner',
      'simgate.db',
    ]);
  });

  test('of a later version is refused', async t => {
    const folder = temporaryFolder(t);
    const store = open(t, folder);
    const target = join(temporaryFolder(t), 'copy.db');
    await backUp(folder, target, now);
    store.close();
    const copy = new DatabaseSync(target);
    const version = Number(copy.prepare('PRAGMA user_version').get()?.user_version) + 1;
    copy.exec(`PRAGMA user_version = ${version}`);
    copy.close();
    const refused = trouble('newer', new RegExp(`later version: its schema is ${version}$`));
    assert.throws(() => restore(folder, target, now), refused);
  });

  test('of another program is refused', t => {
    const file = join(temporaryFolder(t), 'other.db');
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE things (x)');
    other.close();
    assert.throws(() => restore(temporaryFolder(t), file, now), trouble('damaged', /not of this gateway/));
  });
});

describe('a database copied over that of a gateway that had crashed', () => {
  test('is refused while the old log lies beside it, and is left as it is', async t => {
    const folder = temporaryFolder(t);
    const store = open(t, folder);
    await addTask(store, 'before');
    const copy = join(temporaryFolder(t), 'copy.db');
    await backUp(folder, copy, now);
    const crashed = await crashedFolder(t, store, folder);
    copyFileSync(copy, join(crashed, 'simgate.db'));
    // Nobody copies within two seconds of a crash.
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(crashed, 'simgate.db'), later, later);
    const { size } = statSync(copy);
    assert.throws(() => open(t, crashed), trouble('foreignLog', /simgate restore FILE/));
    assert.throws(() => open(t, crashed), trouble('foreignLog', /do not belong together/));
    assert.equal(statSync(join(crashed, 'simgate.db')).size, size);
  });

  test('a log that belongs to its database is read, as after every crash', async t => {
    const folder = temporaryFolder(t);
    const store = open(t, folder);
    await addTask(store, 'before');
    // Copies keep the time of change, as a file system keeps it over a crash.
    const crashed = await crashedFolder(t, store, folder);
    assert.deepEqual(texts(open(t, crashed)), ['before', 'after the backup']);
  });
});

describe('ids behind those that may have been given since a backup', () => {
  const rows: [string, number, number, number][] = [
    ['a moment later: a million', 5, 0, 1_000_005],
    ['an hour later: what a busy gateway gives in an hour', 5, 3600, 16_200_005],
    ['a month later: fifty million', 5, 30 * 86_400, 50_000_005],
    ['near 2^31: half of what is left', 2 ** 31 - 1 - 1000, 3600, 2 ** 31 - 1 - 500],
    ['at the end: no further', 2 ** 31 - 1, 3600, 2 ** 31 - 1],
  ];
  for (const [name, id, seconds, expected] of rows)
    test(name, () => {
      assert.equal(jumpFrom(id, seconds), expected);
    });
});
