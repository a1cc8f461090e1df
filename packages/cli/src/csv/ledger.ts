/**
 * The rows of a file that were begun and that were accepted, as JSON lines beside the file. A line is on the disk before its request leaves, so
 * that after a crash no row is sent twice and none is left out.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { CommandError, exitCodes } from '../program/exit-codes.ts';

/** How the file is sent. It stays the same until its end. */
export interface RunHead {
  readonly kind: 'run';
  readonly version: 1;
  /** Begins the idempotency keys. */
  readonly id: string;
  /** SHA-256 of the file. */
  readonly hash: string;
  /** Serial number of the gateway. */
  readonly sn: string;
  readonly text: string;
  readonly number_column: string;
  readonly encoding: 'auto' | 'gsm-7bit' | 'unicode';
  readonly port: readonly number[] | null;
  readonly report: boolean;
  readonly priority: 'urgent' | 'normal' | 'bulk' | null;
  /** user_id of the row with index 0. */
  readonly first_user_id: number;
  readonly recipients: number;
  readonly started_at: string;
}

/** Recipients from one place to before another. */
export interface Chunk {
  readonly from: number;
  readonly to: number;
}

/** A chunk that is about to leave: it is written before the request, so that a crash leaves a doubt and no gap. */
interface Begun extends Chunk {
  readonly kind: 'begun';
  readonly at: string;
}

/** A chunk that the gateway has taken. */
interface Accepted extends Chunk {
  readonly kind: 'accepted';
  /** null: it is known that it was accepted, and not as which task. */
  readonly task_id: number | null;
}

/** A line of the ledger: the head comes first, then a begun and an accepted line for each chunk. */
type Line = RunHead | Begun | Accepted;

/** How far a run is. */
export interface Progress {
  readonly head: RunHead;
  readonly accepted: readonly Accepted[];
  /** Begun, and not known to be accepted. */
  readonly inDoubt: Begun | undefined;
  /** The first recipient that was never begun. */
  readonly next: number;
}

const OWN_FILE = 0o600;
/** Milliseconds from the making of a lock until its content is there, at most. */
const WRITE_TIME = 50;

/** The ledger of a file of recipients: it lies beside it. */
export function ledgerFile(csv: string): string {
  return `${csv}.simgate.jsonl`;
}

/** The error of a ledger that cannot be read: nothing is sent then, as rows might leave twice. */
function broken(file: string, why: string): CommandError {
  return new CommandError(
    exitCodes.failed,
    `${file}: ${why}`,
    'It tells what was sent. Without it nothing can be gone on with.',
  );
}

/** The lines that are whole: a crash may have cut the last one. */
function wholeLines(text: string): string[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
}

/** One line of the ledger; `at` counts from 0. @throws CommandError where it is no JSON */
function lineOf(text: string, file: string, at: number): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    throw broken(file, `line ${at + 1} is no JSON`);
  }
}

/** The progress by the lines of a ledger. @throws CommandError where a line does not belong there */
function progressOf(lines: readonly Line[], file: string): Progress {
  const [head, ...rest] = lines;
  if (head?.kind !== 'run' || head.version !== 1) throw broken(file, 'is no file of this version of simgate');
  /** Notes that the gateway has taken a chunk. It is on the disk when this returns. */
  const accepted = rest.filter(line => line.kind === 'accepted');
  const done = new Set(accepted.map(({ from }) => from));
  /** Notes a chunk before its request leaves. It is on the disk when this returns. */
  const begun = rest.filter(line => line.kind === 'begun');
  return {
    head,
    accepted,
    inDoubt: begun.findLast(({ from }) => !done.has(from)),
    next: Math.max(0, ...begun.map(({ to }) => to)),
  };
}

/** undefined: the file was never begun. */
export function readLedger(csv: string): Progress | undefined {
  const file = ledgerFile(csv);
  if (!existsSync(file)) return undefined;
  const lines = wholeLines(readFileSync(file, 'utf8')).map((text, at) => lineOf(text, file, at));
  return lines.length === 0 ? undefined : progressOf(lines, file);
}

/** The name is on the disk, not only what it names. */
function syncFolder(file: string): void {
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** The ledger of a run, open for writing by this process alone. */
export class Ledger {
  readonly #name: string;
  readonly #file: number;
  readonly #lock: string;

  private constructor(name: string, file: number, lock: string) {
    this.#name = name;
    this.#file = file;
    this.#lock = lock;
  }

  /** Begins anew; a ledger of before is kept as `.1`. */
  static begin(csv: string, head: RunHead): Ledger {
    const file = ledgerFile(csv);
    const lock = takeLock(csv);
    if (existsSync(file)) renameSync(file, `${file}.1`);
    const ledger = new Ledger(file, openSync(file, 'ax', OWN_FILE), lock);
    ledger.#write(head);
    syncFolder(file);
    return ledger;
  }

  /** Goes on behind the last whole line. */
  static goOn(csv: string): Ledger {
    const file = ledgerFile(csv);
    const lock = takeLock(csv);
    const text = readFileSync(file, 'utf8');
    const descriptor = openSync(file, 'a', OWN_FILE);
    ftruncateSync(descriptor, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
    return new Ledger(file, descriptor, lock);
  }

  begun({ from, to }: Chunk): void {
    this.#write({ kind: 'begun', from, to, at: new Date().toISOString() });
  }

  accepted({ from, to }: Chunk, taskId: number | null): void {
    this.#write({ kind: 'accepted', from, to, task_id: taskId });
  }

  /** Closes the file and gives the lock back. The ledger itself stays beside the table. */
  close(): void {
    closeSync(this.#file);
    rmSync(this.#lock, { force: true });
  }

  /** @throws CommandError where the line is not whole on the disk: a request whose line was cut could leave twice */
  #write(line: Line): void {
    try {
      // Unlike writeSync this goes on until all of it is written.
      writeFileSync(this.#file, `${JSON.stringify(line)}\n`);
      fsyncSync(this.#file);
    } catch (error) {
      throw new CommandError(exitCodes.failed, `${this.#name}: ${(error as Error).message}`);
    }
  }
}

/** Whether a process with this id runs on this machine. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The content of a lock; 0 where it is empty, or gone by now. */
function pidIn(lock: string): number {
  return existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
}

/** The process that has the lock. One that has just made it may not have written its id yet. */
function holderOf(lock: string): number {
  const pid = pidIn(lock);
  if (pid > 0) return pid;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WRITE_TIME);
  return pidIn(lock);
}

/** Two runs of one file would send it twice to a box that knows no idempotency keys. */
function takeLock(csv: string): string {
  const lock = `${csv}.simgate.lock`;
  for (;;) {
    try {
      writeFileSync(lock, `${process.pid}\n`, { mode: OWN_FILE, flag: 'wx' });
      return lock;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw new CommandError(exitCodes.failed, `${lock}: ${message}`);
    }
    const pid = holderOf(lock);
    if (pid > 0 && pid !== process.pid && isAlive(pid))
      throw new CommandError(
        exitCodes.failed,
        `${csv}: process ${pid} sends it just now`,
        `If that is something else, remove ${lock}.`,
      );
    rmSync(lock, { force: true });
  }
}
