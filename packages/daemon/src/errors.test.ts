import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lineOf, StoreError, whyNotStored } from './errors.ts';

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

describe('an error as one line', () => {
  const rows: [what: string, error: unknown, line: string][] = [
    ['is its kind and its words', new RangeError('out of range'), 'RangeError: out of range'],
    [
      'is that of the first address where none answers',
      new AggregateError([new Error('connect ECONNREFUSED ::1:5432'), new Error('second')]),
      'Error: connect ECONNREFUSED ::1:5432',
    ],
    [
      'is its own where it has words',
      new AggregateError([new Error('a')], 'all fell'),
      'AggregateError: all fell',
    ],
    ['is its kind where it has nothing', new AggregateError([]), 'AggregateError'],
  ];
  for (const [what, error, line] of rows) test(what, () => assert.equal(lineOf(error), line));
});
