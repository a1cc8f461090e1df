/** A log beside a database that it may not belong to: what is looked at before either is opened for writing. */
import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { StoreError } from '../errors.ts';
import { type Connection, openConnection } from './database.ts';
import { checkLogBelongs, copyLeftLog, copyLog } from './log-base.ts';
import { LOG_HEADER, openLogFile } from './log-file.ts';
import { migrate } from './migrate.ts';
import { STORE_TABLES } from './tables.ts';

interface Bench {
  readonly connection: Connection;
  readonly file: string;
  /** A copy of database and log as a crash leaves them. */
  crashed(): string;
}

function bench(context: TestContext): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-log-'));
  const file = join(folder, 'simgate.db');
  const connection = openConnection(file);
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
  migrate(connection, [STORE_TABLES, 'CREATE TABLE notes (text TEXT NOT NULL) STRICT']);
  copyLeftLog(connection, file);
  context.after(() => {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let copies = 0;
  const crashed = () => {
    copies += 1;
    const copy = join(folder, `crashed-${copies}.db`);
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    const { atime, mtime } = statSync(file);
    utimesSync(copy, atime, mtime);
    return copy;
  };
  return { connection, file, crashed };
}

function note(connection: Connection, text: string): void {
  connection.run('INSERT INTO notes (text) VALUES (?)', text);
}

function foreign(words: RegExp) {
  return (error: unknown) =>
    error instanceof StoreError && error.trouble === 'foreignLog' && words.test(error.message);
}

function later(file: string, milliseconds: number): void {
  const { atimeMs, mtimeMs } = statSync(file);
  utimesSync(file, atimeMs / 1000, (mtimeMs + milliseconds) / 1000);
}

describe('a log that a crash left', () => {
  test('belongs to the database as it was when the log began', context => {
    const { connection, crashed } = bench(context);
    note(connection, 'in the log');
    checkLogBelongs(crashed());
  });

  const changes: readonly (readonly [what: string, change: (file: string) => void, fine: boolean])[] = [
    ['whose time differs by what a file system may leave out', file => later(file, 1900), true],
    ['that looks older by as much', file => later(file, -1900), true],
    ['that is newer by more', file => later(file, 2200), false],
    ['that is older by more', file => later(file, -2200), false],
    ['of another size', file => truncateSync(file, statSync(file).size + 4096), false],
  ];
  for (const [what, change, fine] of changes)
    test(`${fine ? 'belongs' : 'does not belong'} to a database ${what}`, context => {
      const { connection, crashed } = bench(context);
      note(connection, 'in the log');
      const file = crashed();
      const { atime, mtime } = statSync(file);
      change(file);
      if (what === 'of another size') utimesSync(file, atime, mtime);
      if (fine) checkLogBelongs(file);
      else
        assert.throws(
          () => checkLogBelongs(file),
          foreign(/was changed by something else.*simgate restore FILE/),
        );
    });

  test('while it was copied into the database belongs to it, however that looks', context => {
    const { connection, crashed } = bench(context);
    note(connection, 'in the log');
    connection.run('UPDATE log_base SET copying = 1');
    const file = crashed();
    later(file, 60_000);
    checkLogBelongs(file);
  });

  test('without its database is refused with three ways out', context => {
    const { connection, crashed } = bench(context);
    note(connection, 'in the log');
    const file = crashed();
    rmSync(file);
    assert.throws(
      () => checkLogBelongs(file),
      foreign(
        /is not there, but its log .*-wal is\. Put the database back.*simgate restore FILE.*remove the log too/,
      ),
    );
  });

  for (const octets of [0, LOG_HEADER])
    test(`of ${octets} octets changes nothing, whatever it is beside`, context => {
      const { crashed } = bench(context);
      const file = crashed();
      truncateSync(`${file}-wal`, octets);
      later(file, 60_000);
      checkLogBelongs(file);
      rmSync(file);
      checkLogBelongs(file);
    });

  test('without a whole commit in it changes nothing either', context => {
    const { connection, file, crashed } = bench(context);
    note(connection, 'x');
    copyLog(connection, file);
    const copy = crashed();
    writeFileSync(`${copy}-wal`, Buffer.alloc(LOG_HEADER + 100));
    later(copy, 60_000);
    checkLogBelongs(copy);
  });
});

describe('a log that is copied into the database', () => {
  test('begins again, and knows how the file looks from then on', context => {
    const { connection, file, crashed } = bench(context);
    note(connection, 'before');
    copyLog(connection, file);
    const { copying, size } =
      connection.get<{ copying: number; size: number }>('SELECT * FROM log_base') ?? {};
    assert.deepEqual([copying, size], [0, statSync(file).size]);
    note(connection, 'after');
    checkLogBelongs(crashed());
  });

  test('only in part, because somebody reads, goes on: the database may have changed', context => {
    const { connection, file } = bench(context);
    const reader = openConnection(file);
    reader.exec('BEGIN');
    reader.get('SELECT count(*) AS rows FROM notes');
    note(connection, 'unseen by the reader');
    copyLog(connection, file);
    assert.equal(connection.get<{ copying: number }>('SELECT copying FROM log_base')?.copying, 1);
    reader.exec('COMMIT');
    reader.close();
    copyLog(connection, file);
    assert.equal(connection.get<{ copying: number }>('SELECT copying FROM log_base')?.copying, 0);
  });
});

describe('the log as a file', () => {
  test('grows by frames, and is cut back to a mark: what was behind it is not found again', context => {
    const { connection, file, crashed } = bench(context);
    const log = openLogFile(file);
    context.after(() => log.close());
    note(connection, 'kept');
    const mark = log.mark();
    note(connection, 'cut off');
    assert.ok(log.mark().frames > mark.frames);
    log.cutBack(mark);
    const next = openConnection(crashed());
    context.after(() => next.close());
    assert.deepEqual(
      next.all<{ text: string }>('SELECT text FROM notes').map(({ text }) => text),
      ['kept'],
    );
  });

  test('has another salt once it has begun again, and is cut to nothing by a mark from before', context => {
    const { connection, file } = bench(context);
    const log = openLogFile(file);
    context.after(() => log.close());
    note(connection, 'before');
    const mark = log.mark();
    copyLog(connection, file);
    note(connection, 'after');
    assert.notEqual(log.mark().salt, mark.salt);
    log.cutBack(mark);
    assert.equal(statSync(`${file}-wal`).size, LOG_HEADER);
  });

  test('is closed once what synchronises it is done', async context => {
    const { connection, file } = bench(context);
    const log = openLogFile(file);
    note(connection, 'x');
    const [one, other] = [log.synchronise(), log.synchronise()];
    log.close();
    await Promise.all([one, other]);
    assert.throws(() => log.synchroniseNow(), { code: 'EBADF' });
    // A dead disk must not hide the first error.
    log.cutBack({ frames: 0, salt: 0n });
  });
});
