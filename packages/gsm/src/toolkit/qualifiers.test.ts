import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { localInformation, timerAction } from './qualifiers.ts';

describe('qualifiers', () => {
  const rows = [
    ['provide local information', localInformation, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['timer management', timerAction, [0, 1, 2]],
  ] as const;
  for (const [command, values, octets] of rows) {
    test(`of ${command} are numbered through (102 223 8.6)`, () =>
      assert.deepEqual(Object.values(values), octets));
  }
});
