import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { StoreError } from '../errors.ts';
import { type Connection, openConnection } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { type LogFile, openLogFile } from './log-file.ts';

/** A disk whose synchronisation the test ends by hand, or lets fail. */
interface Disk {
  readonly commits: GroupCommit;
  readonly connection: Connection;
  /** Synchronisations that the store waits for. */
  readonly pending: { confirm(): void; refuse(): void }[];
  readonly mark: LogFile['mark'];
  /** Opens the database anew, as the next start does, and reads the notes in it. */
  reopened(): string[];
}

function openNotes(file: string): Connection {
  const connection = openConnection(file);
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
  connection.exec('CREATE TABLE IF NOT EXISTS notes (text TEXT NOT NULL)');
  return connection;
}

function notes(connection: Connection): string[] {
  return connection.all<{ text: string }>('SELECT text FROM notes ORDER BY rowid').map(({ text }) => text);
}

function openDisk(t: TestContext): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-commit-'));
  const file = join(folder, 'notes.db');
  const connection = openNotes(file);
  const real = openLogFile(file);
  real.synchroniseNow();
  const pending: Disk['pending'] = [];
  const logFile: LogFile = {
    ...real,
    synchronise: () =>
      new Promise<void>((resolve, reject) => {
        pending.push({ confirm: resolve, refuse: () => reject(new Error('EIO: i/o error, fdatasync')) });
      }),
  };
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    connection.close();
    real.close();
  };
  t.after(() => {
    close();
    rmSync(folder, { recursive: true, force: true });
  });
  const reopened = (): string[] => {
    close();
    const next = openNotes(file);
    const found = notes(next);
    next.close();
    return found;
  };
  return {
    commits: new GroupCommit(connection, logFile, () => connection.get('PRAGMA wal_checkpoint(PASSIVE)')),
    connection,
    pending,
    mark: real.mark,
    reopened,
  };
}

function note(commits: GroupCommit, text: string): Promise<string> {
  return commits.write(database => {
    database.run('INSERT INTO notes VALUES (?)', text);
    return text;
  });
}

/** Lets the event loop turn until the store waits for this many synchronisations in all. */
async function synchronising(disk: Disk, count: number): Promise<void> {
  while (disk.pending.length < count) await new Promise(setImmediate);
}

/** Lets the event loop turn until the table holds so many notes, confirmed or not. */
async function committed(disk: Disk, count: number): Promise<void> {
  while (notes(disk.connection).length < count) await new Promise(setImmediate);
}

function refusedByDisk(error: unknown): boolean {
  return error instanceof StoreError && error.trouble === 'unwritable';
}

describe('while the disk synchronises', () => {
  test('the next transaction is committed, and is confirmed by the next synchronisation only', async t => {
    const disk = openDisk(t);
    const confirmed: string[] = [];
    const first = note(disk.commits, 'first').then(text => confirmed.push(text));
    await synchronising(disk, 1);
    const second = note(disk.commits, 'second').then(text => confirmed.push(text));
    await committed(disk, 2);
    assert.equal(disk.pending.length, 1);
    disk.pending[0]?.confirm();
    await first;
    assert.deepEqual(confirmed, ['first']);
    await synchronising(disk, 2);
    disk.pending[1]?.confirm();
    await second;
    assert.deepEqual(confirmed, ['first', 'second']);
  });

  test('finish confirms everything before it returns', async t => {
    const disk = openDisk(t);
    const first = note(disk.commits, 'first');
    await synchronising(disk, 1);
    const second = note(disk.commits, 'second');
    disk.commits.finish();
    disk.pending[0]?.confirm();
    assert.deepEqual(await Promise.all([first, second]), ['first', 'second']);
    assert.deepEqual(disk.reopened(), ['first', 'second']);
  });
});

describe('a synchronisation that the disk refuses', () => {
  test('rejects all that it covered and all that was committed behind it; the next start finds none of them', async t => {
    const disk = openDisk(t);
    const kept = note(disk.commits, 'kept');
    await synchronising(disk, 1);
    disk.pending[0]?.confirm();
    await kept;
    const covered = assert.rejects(note(disk.commits, 'covered'), refusedByDisk);
    await synchronising(disk, 2);
    const behind = assert.rejects(note(disk.commits, 'behind'), refusedByDisk);
    await committed(disk, 3);
    disk.pending[1]?.refuse();
    await Promise.all([covered, behind]);
    assert.deepEqual(disk.reopened(), ['kept']);
  });

  test('is reported once; every later work is refused and nothing counts as healthy', async t => {
    const disk = openDisk(t);
    const reported: StoreError[] = [];
    disk.commits.onFailed(error => reported.push(error));
    const lost = assert.rejects(note(disk.commits, 'lost'), refusedByDisk);
    await synchronising(disk, 1);
    assert.equal(disk.commits.healthy(), true);
    disk.pending[0]?.refuse();
    await lost;
    await assert.rejects(note(disk.commits, 'later'), refusedByDisk);
    assert.equal(disk.commits.healthy(), false);
    assert.equal(reported.length, 1);
    assert.match(reported[0]?.message ?? '', /did not confirm a write: Error: EIO/);
    assert.deepEqual(disk.reopened(), []);
  });

  test('cuts a log that began again at its start: what is in the database stays', async t => {
    const disk = openDisk(t);
    const long = 'x'.repeat(4096);
    const { salt } = disk.mark();
    // More than 2,000 pages: the log is copied into the database, and the next commit begins it again.
    const many = Promise.all(
      Array.from({ length: 2100 }, (_, index) => note(disk.commits, `${index}${long}`)),
    );
    for (let round = 1; notes(disk.connection).length < 2100 || disk.pending.length >= round; round += 1) {
      await synchronising(disk, round);
      disk.pending[round - 1]?.confirm();
      await new Promise(setImmediate);
      await new Promise(setImmediate);
    }
    await many;
    const rounds = disk.pending.length;
    const lost = assert.rejects(note(disk.commits, 'lost'), refusedByDisk);
    await synchronising(disk, rounds + 1);
    assert.notEqual(disk.mark().salt, salt);
    disk.pending[rounds]?.refuse();
    await lost;
    const found = disk.reopened();
    assert.equal(found.length, 2100);
    assert.ok(!found.includes('lost'));
  });
});
