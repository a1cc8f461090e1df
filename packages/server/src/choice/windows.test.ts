import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addUse, allowanceOf, limitsOf, sumOf, unused, usedNow } from './windows.ts';

const noon = Date.UTC(2026, 0, 31, 12, 0, 30);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('windows of a SIM', () => {
  test('begin with the minute, hour, day and month of UTC', () => {
    const used = addUse(unused, noon, 3);
    assert.deepEqual(usedNow(used, noon + 29_000), { minute: 3, hour: 3, day: 3, month: 3 });
    assert.deepEqual(usedNow(used, noon + 30_000), { minute: 0, hour: 3, day: 3, month: 3 });
    assert.deepEqual(usedNow(used, noon + 60 * MINUTE), { minute: 0, hour: 0, day: 3, month: 3 });
    assert.deepEqual(usedNow(used, noon + DAY), { minute: 0, hour: 0, day: 0, month: 0 });
  });

  const rows: readonly [name: string, limits: object, used: number, left: number, until: number][] = [
    ['no limit', {}, 1000, Number.POSITIVE_INFINITY, 0],
    ['the tightest counts', { minute: 5, day: 100 }, 3, 2, 0],
    ['a full minute', { minute: 5 }, 5, 0, 30_000],
    ['a full hour', { hour: 5, minute: 5 }, 5, 0, 59.5 * MINUTE],
    ['a full month', { month: 5 }, 9, 0, Date.UTC(2026, 1, 1) - noon],
    ['a limit of 0 never sends', { day: 0 }, 0, 0, Date.UTC(2026, 1, 1) - noon],
  ];
  for (const [name, limits, used, left, until] of rows)
    test(name, () => {
      const allowance = allowanceOf(limits, addUse(unused, noon, used), noon);
      assert.deepEqual(allowance, { left, until: noon + until });
    });

  test('a SIM that was moved brings its counts along', () => {
    const there = addUse(unused, noon - DAY, 7);
    const here = addUse(unused, noon, 2);
    assert.deepEqual(usedNow(sumOf([there, here], noon), noon), { minute: 2, hour: 2, day: 2, month: 9 });
  });

  test("a SIM's own limit stands before that of its pool", () => {
    assert.deepEqual(limitsOf({ day: 5 }, { day: 9, hour: 1 }), { day: 5, hour: 1 });
  });

  test('what is sent whenever there is an allowance never goes over a limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 * DAY }), fc.integer({ min: 1, max: 40 })), {
          maxLength: 60,
        }),
        fc.record({ minute: fc.integer({ min: 0, max: 9 }), day: fc.integer({ min: 0, max: 50 }) }),
        (sends, limits) => {
          let usage = unused;
          for (const [offset, wanted] of sends.toSorted((a, b) => a[0] - b[0])) {
            const now = noon + offset;
            const { left } = allowanceOf(limits, usage, now);
            usage = addUse(usage, now, Math.min(left, wanted));
            const used = usedNow(usage, now);
            assert.ok(used.minute <= limits.minute && used.day <= limits.day);
          }
        },
      ),
    );
  });
});
