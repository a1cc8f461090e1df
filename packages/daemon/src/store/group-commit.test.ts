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

interface DiskOptions {
  /** Frames that the log has by now; absent: really. */
  readonly frames?: () => number;
  readonly copyLog?: () => void;
  readonly synchroniseNow?: () => void;
}

function openDisk(t: TestContext, { frames, copyLog, synchroniseNow }: DiskOptions = {}): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-commit-'));
  const file = join(folder, 'notes.db');
  const connection = openNotes(file);
  const real = openLogFile(file);
  real.synchroniseNow();
  const pending: Disk['pending'] = [];
  const logFile: LogFile = {
    ...real,
    ...(frames && { mark: () => ({ frames: frames(), salt: 0n }) }),
    ...(synchroniseNow && { synchroniseNow }),
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
    commits: new GroupCommit(
      connection,
      logFile,
      copyLog ?? (() => connection.get('PRAGMA wal_checkpoint(PASSIVE)')),
    ),
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

  test('works of neighbouring turns share one transaction, which takes one page of the log', async t => {
    const disk = openDisk(t);
    const first = note(disk.commits, 'first');
    await synchronising(disk, 1);
    const { frames } = disk.mark();
    const second = note(disk.commits, 'second');
    await new Promise(setImmediate);
    const third = note(disk.commits, 'third');
    await committed(disk, 3);
    assert.equal(disk.mark().frames - frames, 1);
    disk.pending[0]?.confirm();
    await synchronising(disk, 2);
    disk.pending[1]?.confirm();
    assert.deepEqual(await Promise.all([first, second, third]), ['first', 'second', 'third']);
  });

  test('a work that still waits when the disk has confirmed is covered by the next synchronisation', async t => {
    const disk = openDisk(t);
    const first = note(disk.commits, 'first');
    await synchronising(disk, 1);
    const second = note(disk.commits, 'second');
    await committed(disk, 2);
    const third = note(disk.commits, 'third');
    disk.pending[0]?.confirm();
    await synchronising(disk, 2);
    disk.pending[1]?.confirm();
    assert.deepEqual(await Promise.all([first, second, third]), ['first', 'second', 'third']);
    assert.equal(disk.pending.length, 2);
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

/** Lets the event loop turn a few times, in which whatever is due happens. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

describe('a transaction', () => {
  test('takes 512 works; those behind them are of the next one', async t => {
    const disk = openDisk(t);
    const all = Array.from({ length: 513 }, (_, index) => note(disk.commits, `${index}`));
    await committed(disk, 512);
    assert.equal(notes(disk.connection).length, 512);
    await committed(disk, 513);
    await synchronising(disk, 1);
    disk.pending[0]?.confirm();
    await Promise.all(all.slice(0, 512));
    await synchronising(disk, 2);
    disk.pending[1]?.confirm();
    assert.equal(await all.at(-1), '512');
  });

  test('leaves nothing of a work that throws, and all of those around it', async t => {
    const disk = openDisk(t);
    const works = [
      note(disk.commits, 'before'),
      disk.commits.write(database => {
        database.run("INSERT INTO notes VALUES ('half')");
        throw new RangeError('no');
      }),
      note(disk.commits, 'behind'),
    ];
    const outcomes = Promise.allSettled(works);
    await synchronising(disk, 1);
    disk.pending[0]?.confirm();
    const [before, thrown, behind] = await outcomes;
    assert.deepEqual(
      [before?.status, thrown?.status, behind?.status],
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.ok(thrown?.status === 'rejected' && thrown.reason instanceof RangeError);
    assert.deepEqual(notes(disk.connection), ['before', 'behind']);
    assert.deepEqual(disk.reopened(), ['before', 'behind']);
  });

  test('that SQLite rolls back by itself refuses all its works, and the next one is as ever', async t => {
    const disk = openDisk(t);
    disk.connection.exec('CREATE UNIQUE INDEX once ON notes (text)');
    const works = [
      note(disk.commits, 'same'),
      disk.commits.write(database => database.run("INSERT OR ROLLBACK INTO notes VALUES ('same')")),
      note(disk.commits, 'behind it'),
    ];
    const outcomes = await Promise.allSettled(works);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    );
    assert.deepEqual(notes(disk.connection), []);
    const next = note(disk.commits, 'same');
    await synchronising(disk, 1);
    disk.pending[0]?.confirm();
    assert.equal(await next, 'same');
  });

  test('whose commit SQLite refuses is undone, and the next one is as ever', async t => {
    const disk = openDisk(t);
    disk.connection.exec(`CREATE TABLE users (name TEXT PRIMARY KEY);
      CREATE TABLE owners (name TEXT REFERENCES users DEFERRABLE INITIALLY DEFERRED)`);
    const works = [
      note(disk.commits, 'with it'),
      disk.commits.write(database => database.run("INSERT INTO owners VALUES ('nobody')")),
    ];
    for (const work of works) await assert.rejects(work, /FOREIGN KEY constraint failed/);
    assert.deepEqual(notes(disk.connection), []);
    const next = note(disk.commits, 'next');
    await synchronising(disk, 1);
    disk.pending[0]?.confirm();
    assert.equal(await next, 'next');
    assert.deepEqual(disk.reopened(), ['next']);
  });

  test('calls its listeners once it is confirmed, before those who wait for its works', async t => {
    const disk = openDisk(t);
    const order: string[] = [];
    disk.commits.onCommitted(() => order.push('listener'));
    const work = note(disk.commits, 'x').then(() => order.push('work'));
    await synchronising(disk, 1);
    await quiet();
    assert.deepEqual(order, []);
    disk.pending[0]?.confirm();
    await work;
    assert.deepEqual(order, ['listener', 'work']);
  });
});

describe('a log that grows', () => {
  for (const [frames, copies] of [
    [1999, 0],
    [2000, 1],
  ] as const)
    test(`to ${frames} frames is copied into the database ${copies === 1 ? 'once they are confirmed' : 'later'}`, async t => {
      let copied = 0;
      const disk = openDisk(t, {
        frames: () => frames,
        copyLog: () => {
          copied += 1;
        },
      });
      const work = note(disk.commits, 'x');
      await synchronising(disk, 1);
      assert.equal(copied, 0);
      disk.pending[0]?.confirm();
      await work;
      assert.equal(copied, copies);
    });

  test('is not copied while something in it is unconfirmed', async t => {
    let copied = 0;
    const disk = openDisk(t, {
      frames: () => 2000,
      copyLog: () => {
        copied += 1;
      },
    });
    const first = note(disk.commits, 'first');
    await synchronising(disk, 1);
    const second = note(disk.commits, 'second');
    await committed(disk, 2);
    disk.pending[0]?.confirm();
    await first;
    assert.equal(copied, 0);
    await synchronising(disk, 2);
    disk.pending[1]?.confirm();
    await second;
    assert.equal(copied, 1);
  });

  for (const [frames, goesOn] of [
    [4000, true],
    [4001, false],
  ] as const)
    test(`to ${frames} frames while the disk synchronises ${goesOn ? 'takes more' : 'waits for it'}`, async t => {
      const disk = openDisk(t, { frames: () => frames, copyLog: () => {} });
      const first = note(disk.commits, 'first');
      await synchronising(disk, 1);
      const second = note(disk.commits, 'second');
      await quiet();
      assert.deepEqual(notes(disk.connection), goesOn ? ['first', 'second'] : ['first']);
      disk.pending[0]?.confirm();
      await first;
      await synchronising(disk, 2);
      disk.pending[1]?.confirm();
      assert.equal(await second, 'second');
    });

  test('and cannot be copied ends the store; what was confirmed is answered', async t => {
    const disk = openDisk(t, {
      frames: () => 2000,
      copyLog: () => {
        throw new Error('EIO: i/o error, write');
      },
    });
    const failures: StoreError[] = [];
    disk.commits.onFailed(error => failures.push(error));
    const work = note(disk.commits, 'x');
    await synchronising(disk, 1);
    disk.pending[0]?.confirm();
    assert.equal(await work, 'x');
    assert.match(`${failures.map(String)}`, /did not confirm a write: Error: EIO: i\/o error, write/);
    assert.equal(disk.commits.healthy(), false);
    await assert.rejects(note(disk.commits, 'later'), refusedByDisk);
  });
});

describe('the last commit', () => {
  test('that the disk does not confirm is refused, and so is what waits behind it', async t => {
    const disk = openDisk(t, {
      synchroniseNow: () => {
        throw new Error('EIO: i/o error, fdatasync');
      },
    });
    const failures: StoreError[] = [];
    disk.commits.onFailed(error => failures.push(error));
    const works = Array.from({ length: 600 }, (_, index) => note(disk.commits, `${index}`));
    disk.commits.finish();
    const outcomes = await Promise.allSettled(works);
    assert.ok(outcomes.every(one => one.status === 'rejected' && refusedByDisk(one.reason)));
    assert.equal(failures.length, 1);
    assert.deepEqual(disk.reopened(), []);
  });

  test('copies no log: the next start does', async t => {
    let copied = 0;
    const disk = openDisk(t, {
      frames: () => 9999,
      copyLog: () => {
        copied += 1;
      },
    });
    const work = note(disk.commits, 'x');
    disk.commits.finish();
    assert.deepEqual([await work, copied], ['x', 0]);
  });
});
