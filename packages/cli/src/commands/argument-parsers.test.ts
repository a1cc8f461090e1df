import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { airTime } from './argument-parsers.ts';

describe('the time of a segment on the air', () => {
  const rows: [typed: string, time: ReturnType<typeof airTime>][] = [
    ['instant', 'instant'],
    ['1-4', { minimum: 1000, maximum: 4000 }],
    ['0-0.5', { minimum: 0, maximum: 500 }],
    ['2-2', { minimum: 2000, maximum: 2000 }],
  ];
  for (const [typed, time] of rows) test(typed, () => assert.deepEqual(airTime(typed), time));

  for (const typed of ['', 'soon', '3', '4-1', '-1-2'])
    test(`${JSON.stringify(typed)} is refused`, () => assert.throws(() => airTime(typed), /seconds from-to/));
});
