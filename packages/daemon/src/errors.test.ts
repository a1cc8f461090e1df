import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StoreError, whyNotStored } from './errors.ts';

describe('why something was not stored', () => {
  const rows: [what: string, error: unknown, words: string][] = [
    [
      'a full disk: what helps',
      new StoreError('full', 'the store is full: database or disk is full'),
      'the disk of the data folder is full; make room and try again',
    ],
    ['another trouble of the store', new StoreError('unwritable', 'it is read-only'), 'it is read-only'],
    ['any other error', new RangeError('out of range'), 'out of range'],
    ['no error at all', 'gone', 'gone'],
  ];
  for (const [what, error, words] of rows) test(what, () => assert.equal(whyNotStored(error), words));
});
