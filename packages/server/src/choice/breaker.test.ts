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

test('rests at no time before it has failed, and at none after a success', () => {
  const breaker = new Breaker({ ...settings, failures: 1 });
  assert.ok(!breaker.rests(0));
  breaker.failed(0);
  assert.ok(breaker.rests(999));
  breaker.succeeded();
  assert.ok(!breaker.rests(0));
});

test('doubles its rest thirty times at most', () => {
  const breaker = new Breaker({ failures: 1, firstMs: 1, longestMs: Number.POSITIVE_INFINITY });
  for (let failure = 0; failure < 40; failure += 1) breaker.failed(0);
  assert.equal(breaker.restsUntil(), 2 ** 30);
});
