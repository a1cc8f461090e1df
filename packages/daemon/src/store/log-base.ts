/**
 * Which database file a write-ahead log belongs to. SQLite does not check that: where somebody copied another file over the
 * database of a gateway that had crashed, the old log would be applied to it, and the copy would be lost without a word.
 *
 * So the first entry of each log is how the file looked when the log began (size and time of change). The file changes only
 * while the log is copied into it, and before that `copying` is set.
 */
import { closeSync, existsSync, fsyncSync, openSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import type { Connection } from './database.ts';
import { LOG_HEADER, logIndexOf } from './log-file.ts';

type LogBase = { modified: number; size: number; copying: number };

/** Some file systems keep the time of a file to two seconds only. Milliseconds. */
const TIME_TOLERANCE = 2000;

function fileNow(file: string): Omit<LogBase, 'copying'> {
  const { mtimeMs, size } = statSync(file);
  return { modified: Math.round(mtimeMs), size };
}

/** Reads through a connection that cannot write: closing one that can would copy the log into the file. */
function readBase(file: string): LogBase | undefined {
  const connection = new DatabaseSync(file, { readOnly: true });
  try {
    const known = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'log_base'").get();
    if (known === undefined) return undefined;
    const row = connection.prepare('SELECT modified, size, copying FROM log_base').get();
    // A log without a whole commit in it changes nothing, whatever file it is beside.
    return logIndexOf(file).frames === 0 ? undefined : (row as LogBase | undefined);
  } finally {
    connection.close();
  }
}

function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > LOG_HEADER;
}

/**
 * Looks at a database and the log beside it, before either is opened for writing.
 * @throws StoreError `foreignLog` where the file was replaced or changed by something else since its log began
 */
export function checkLogBelongs(file: string): void {
  if (!hasLog(file)) return;
  if (!existsSync(file))
    throw new StoreError(
      'foreignLog',
      `${file} is not there, but its log ${file}-wal is. Put the database back where it was; or run "simgate restore FILE" with a ` +
        'backup; or, to begin with an empty store, remove the log too',
    );
  const base = readBase(file);
  if (base === undefined || base.copying === 1) return;
  const { modified, size } = fileNow(file);
  if (size === base.size && Math.abs(modified - base.modified) <= TIME_TOLERANCE) return;
  throw new StoreError(
    'foreignLog',
    `${file} was changed by something else since ${file}-wal was begun, so the two do not belong together. ` +
      'If you put a backup in its place: put the backup back with "simgate restore FILE", which handles the old log. ' +
      'If you copied the whole folder after a crash: "simgate restore FILE" with the copied database reads its log too.',
  );
}

/**
 * One descriptor of the database file for each connection, open as long as the connection is. SQLite's locks on the file belong to the process
 * (fcntl), and closing any descriptor of the file drops them all: another program that reads the database would then take itself for the
 * only one and remove the log when it closes, with everything that is not in the file yet.
 */
const descriptors = new WeakMap<Connection, number>();

/** Makes content and time of change of the file durable. */
function synchroniseFile(connection: Connection, file: string): void {
  const descriptor = descriptors.get(connection) ?? openSync(file, 'r');
  descriptors.set(connection, descriptor);
  fsyncSync(descriptor);
}

/** Closes what was opened beside a connection. The connection must be closed before. */
export function releaseFile(connection: Connection): void {
  const descriptor = descriptors.get(connection);
  if (descriptor !== undefined) closeSync(descriptor);
  descriptors.delete(connection);
}

/** Writes down how the file looks, as the first entry of a log that begins. */
function noteLogBegins(connection: Connection, file: string): void {
  synchroniseFile(connection, file);
  const { modified, size } = fileNow(file);
  connection.run('UPDATE log_base SET modified = ?, size = ?, copying = 0', modified, size);
}

/**
 * Copies the log into the database file. A reader, such as a backup, may keep part of it from being copied; then the log goes on.
 * @throws SQLite's or the system's error where the disk fails; the log then still holds everything
 */
export function copyLog(connection: Connection, file: string): void {
  connection.run('UPDATE log_base SET copying = 1');
  const outcome = connection.get<{ busy: number; log: number; checkpointed: number }>(
    'PRAGMA wal_checkpoint(PASSIVE)',
  );
  if (outcome?.busy !== 0 || outcome.log !== outcome.checkpointed) return;
  noteLogBegins(connection, file);
}

/** Copies all that a crash left in the log, at the start, when nobody else reads; the log begins anew. */
export function copyLeftLog(connection: Connection, file: string): void {
  connection.run('UPDATE log_base SET copying = 1');
  connection.get('PRAGMA wal_checkpoint(TRUNCATE)');
  noteLogBegins(connection, file);
}
