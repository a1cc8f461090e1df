import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cpuSeconds, memory } from './process-use.ts';

test('the CPU time of a process is what it says itself', () => {
  const { user, system } = process.cpuUsage();
  const seconds = (user + system) / 1e6;
  // In ticks of 10 ms, and a little later.
  assert.ok(Math.abs(cpuSeconds([process.pid]) - seconds) < 0.5);
});

test('memory at its most is at least memory now', () => {
  const { now, most } = memory(process.pid);
  assert.ok(now > 1 && most >= now);
});

test('a process that is not there uses nothing', () => {
  assert.equal(cpuSeconds([2 ** 30]), 0);
});
