import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Breaker } from './breaker.ts';

const settings = { failures: 2, firstMs: 1000, longestMs: 5000 };

test('rests after two failures in a row, longer each time, and one success ends that', () => {
  const breaker = new Breaker(settings);
  const rests: number[] = [];
  for (let each = 0; each < 6; each++) {
    breaker.failed(10_000);
    rests.push(Math.max(0, breaker.restsUntil() - 10_000));
  }
  assert.deepEqual(rests, [0, 1000, 2000, 4000, 5000, 5000]);
  assert.ok(breaker.rests(14_999));
  assert.ok(!breaker.rests(15_000));
  breaker.succeeded();
  assert.ok(!breaker.rests(10_000));
  breaker.failed(10_000);
  assert.ok(!breaker.rests(10_000));
});
