/** The short form of `npm run fuzz-run`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeResult, fuzzRun } from './fuzz-run.ts';

// Stretches of the event loop depend on the machine: `npm run fuzz-run` judges them, where nothing else runs.
test('1,000 fuzzed requests: no fault of the gateway', { timeout: 120_000 }, async () => {
  const result = await fuzzRun({ requests: 1000, seed: 20_261_128 });
  assert.deepEqual(result.faults, []);
  // Most reach a handler, or the run would prove little.
  assert.ok((result.statuses.get(200) ?? 0) > 150, describeResult(result));
});
