import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultSms } from '../testing.ts';
import { retryDelay } from './outcome.ts';

describe('the delay of a refused message', () => {
  test('doubles up to the longest, spread over its upper half', () => {
    const delays = [1, 2, 3, 7, 100].map(
      attempts => retryDelay(attempts, defaultSms, () => 1 - 2 ** -52) / 1000,
    );
    assert.deepEqual(delays.map(Math.round), [15, 30, 60, 900, 900]);
    assert.equal(
      retryDelay(1, defaultSms, () => 0),
      7500,
    );
  });
});
