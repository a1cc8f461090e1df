import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { directionOf } from './list-keys.ts';

describe('the keys of a list', () => {
  for (const [key, letters, direction] of [
    ['ArrowDown', true, 1],
    ['ArrowUp', false, -1],
    ['j', true, 1],
    ['k', true, -1],
    ['j', false, 0],
    ['x', true, 0],
  ] as const)
    test(`${key} with letters ${letters ? 'on' : 'off'}: ${direction}`, () =>
      assert.equal(directionOf(key, letters), direction));
});
