/**
 * Everything that programs throw on purpose; docs/errors.md is its manual page. Expected outcomes (refused, wrong password, gone)
 * are values and not here.
 */

/** A setting is wrong: names the file and line, or the variable, what was found and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * - `inUse`: another process owns the data folder
 * - `newer`: the folder was written by a later version
 * - `foreignLog`: the log beside the database belongs to another database
 * - `damaged`: the file is no database or is corrupt
 * - `full`: no space left
 * - `unwritable`: the file system refuses, the device fails, or a database server cannot be used
 * - `unconfirmed`: the connection to a database server was lost during a commit, which may stand or not
 */
export type StoreTrouble =
  | 'inUse'
  | 'newer'
  | 'foreignLog'
  | 'damaged'
  | 'full'
  | 'unwritable'
  | 'unconfirmed';

/** The store cannot open or cannot commit. After `full` and `unwritable` it keeps answering reads and later writes. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, message: string, cause?: unknown) {
    super(message, { cause });
    this.trouble = trouble;
  }
}

/** An error as one line for people. A name with several addresses, none of which answers, gives an error without a message: then it is that of the first address. */
export function lineOf(error: unknown): string {
  return String(error instanceof AggregateError && error.message === '' ? (error.errors[0] ?? error) : error);
}

/** Why something could not be stored, in words for the person who asked for it. */
export function whyNotStored(error: unknown): string {
  if (error instanceof StoreError && error.trouble === 'full')
    return 'the disk of the data folder is full; make room and try again';
  return error instanceof Error ? error.message : String(error);
}
