import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '../testing.ts';
import { BoundedWarnings } from './bounded-warnings.ts';

function openLog() {
  const lines: object[] = [];
  const clock = fakeClock();
  const log = { info: () => {}, warn: (fields: object, text: string) => lines.push({ ...fields, text }) };
  return { lines, clock, warnings: new BoundedWarnings(log, clock, 'crm') };
}

describe('warnings about a target', () => {
  test('name the target', () => {
    const { lines, warnings } = openLog();
    assert.equal(warnings.warn({ event: 1 }, 'a push failed'), true);
    assert.deepEqual(lines, [{ target: 'crm', event: 1, text: 'a push failed' }]);
  });

  test('are one a minute; the next one says how many were left out', () => {
    const { lines, clock, warnings } = openLog();
    for (let event = 0; event < 1000; event += 1) warnings.warn({ event }, 'a push failed');
    clock.advance(59_999);
    assert.equal(warnings.warn({ event: 1000 }, 'a push failed'), false);
    clock.advance(1);
    warnings.warn({ event: 1001 }, 'a push failed');
    assert.deepEqual(lines.slice(1), [
      { target: 'crm', event: 1001, linesLeftOut: 1000, text: 'a push failed' },
    ]);
  });
});
