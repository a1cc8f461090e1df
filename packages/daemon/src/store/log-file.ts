/** The write-ahead log as a file, to synchronise it without holding the event loop, and to cut off what the disk refused. */
import { closeSync, fdatasync, fdatasyncSync, fsyncSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** A place in the log. */
export interface LogMark {
  /** Frames from the start of the log. */
  readonly frames: number;
  /** Changes whenever the log begins again at its start (sqlite.org/walformat.html, salt-1 and salt-2). */
  readonly salt: bigint;
}

export interface LogFile {
  /** Resolves when everything written so far is on the disk; rejects where the disk does not confirm it. */
  synchronise(): Promise<void>;
  synchroniseNow(): void;
  /** The end of what is committed. */
  mark(): LogMark;
  /** Cuts the log behind `mark`: no later start finds the commits behind it. Never throws: a dead disk may refuse this too. */
  cutBack(mark: LogMark): void;
  /** Closes once no synchronisation is under way. */
  close(): void;
}

function synchroniseFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

// sqlite.org/walformat.html: the header of the log, the header of each frame, and the fields of the index's header.
export const LOG_HEADER = 32;
const FRAME_HEADER = 24;
const INDEX_HEADER = 40;
const PAGE_SIZE_AT = 14;
const FRAMES_AT = 16;
const SALT_AT = 32;
/** A page size of 65,536 octets does not fit its field and is written as 1. */
const LARGEST_PAGE = 65_536;

interface LogIndex extends LogMark {
  readonly pageSize: number;
}

/** Reads the index of the log, which SQLite shares through a file and writes in the machine's own order of octets. */
function indexReader(descriptor: number): () => LogIndex {
  const octets = Buffer.alloc(INDEX_HEADER);
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length);
  const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
  return () => {
    readSync(descriptor, octets, 0, INDEX_HEADER, 0);
    const pageSize = view.getUint16(PAGE_SIZE_AT, littleEndian);
    return {
      frames: view.getUint32(FRAMES_AT, littleEndian),
      salt: view.getBigUint64(SALT_AT, littleEndian),
      pageSize: pageSize === 1 ? LARGEST_PAGE : pageSize,
    };
  };
}

/** The index of the log of a database that some connection of this process has open. */
export function logIndexOf(databaseFile: string): LogMark {
  const descriptor = openSync(`${databaseFile}-shm`, 'r');
  try {
    return indexReader(descriptor)();
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Opens the log of a database in WAL mode, which is there as soon as the database was written to. SQLite keeps the same file
 * as long as a connection is open, and holds no lock on it that closing a descriptor would lose.
 */
export function openLogFile(databaseFile: string): LogFile {
  const descriptor = openSync(`${databaseFile}-wal`, 'r+');
  const indexDescriptor = openSync(`${databaseFile}-shm`, 'r');
  const readIndex = indexReader(indexDescriptor);
  synchroniseFolder(dirname(databaseFile));
  const onDisk = promisify(fdatasync);
  let pending = 0;
  let closing = false;
  const closeWhenIdle = (): void => {
    if (!closing || pending > 0) return;
    closeSync(descriptor);
    closeSync(indexDescriptor);
  };
  return {
    synchronise: async () => {
      pending += 1;
      try {
        await onDisk(descriptor);
      } finally {
        pending -= 1;
        closeWhenIdle();
      }
    },
    synchroniseNow: () => fdatasyncSync(descriptor),
    mark: readIndex,
    cutBack: mark => {
      try {
        const { salt, pageSize } = readIndex();
        // A log that began again holds nothing confirmed: it does so only once all of it is in the database.
        const frames = salt === mark.salt ? mark.frames : 0;
        ftruncateSync(descriptor, LOG_HEADER + frames * (FRAME_HEADER + pageSize));
        fdatasyncSync(descriptor);
      } catch {
        // The caller ends the process with the first error, which is more exact.
      }
    },
    close: () => {
      closing = true;
      closeWhenIdle();
    },
  };
}
