import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StoreError, type StoreTrouble } from '../errors.ts';
import { asStoreError } from './errors.ts';

function sqliteError(errcode: unknown) {
  return Object.assign(new Error('of SQLite'), { code: 'ERR_SQLITE_ERROR', errcode });
}

/** Result codes of sqlite.org/rescode.html; the low octet is the primary code. */
const rows: readonly (readonly [name: string, code: number, trouble: StoreTrouble | undefined])[] = [
  ['SQLITE_ERROR', 1, undefined],
  ['SQLITE_BUSY', 5, 'inUse'],
  ['SQLITE_BUSY_RECOVERY', 261, 'inUse'],
  ['SQLITE_BUSY_SNAPSHOT', 517, 'inUse'],
  ['SQLITE_LOCKED', 6, 'inUse'],
  ['SQLITE_NOMEM', 7, undefined],
  ['SQLITE_READONLY', 8, 'unwritable'],
  ['SQLITE_READONLY_DBMOVED', 1032, 'unwritable'],
  ['SQLITE_IOERR', 10, 'unwritable'],
  ['SQLITE_IOERR_READ', 266, 'unwritable'],
  ['SQLITE_IOERR_FSYNC', 1034, 'unwritable'],
  ['SQLITE_CORRUPT', 11, 'damaged'],
  ['SQLITE_FULL', 13, 'full'],
  ['SQLITE_CANTOPEN', 14, 'unwritable'],
  ['SQLITE_CONSTRAINT_UNIQUE', 2067, undefined],
  ['SQLITE_MISMATCH', 20, undefined],
  ['SQLITE_AUTH', 23, 'unwritable'],
  ['SQLITE_NOTADB', 26, 'damaged'],
];

describe('result codes of SQLite', () => {
  for (const [name, code, trouble] of rows)
    test(`${name} (${code}): ${trouble ?? 'handed back as it is'}`, () => {
      const error = sqliteError(code);
      const made = asStoreError(error);
      if (trouble === undefined) return assert.equal(made, error);
      assert.ok(made instanceof StoreError);
      assert.equal(made.trouble, trouble);
      assert.equal(made.message, `the store is ${trouble}: of SQLite`);
      assert.equal(made.cause, error);
    });

  test('what is no error of SQLite is handed back as it is', () => {
    for (const other of [new TypeError('x'), sqliteError('13'), { errcode: 13 }, 'full', undefined, null])
      assert.equal(asStoreError(other), other);
  });
});
