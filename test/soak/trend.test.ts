import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longestQuiet } from './quiet.ts';
import { judgeMemory } from './resident-memory.ts';
import { slopeOf } from './trend.ts';

test('the line that fits best', () => {
  const cases: [string, [number, number][], number][] = [
    [
      'grows',
      [
        [0, 100],
        [10, 105],
        [20, 110],
      ],
      0.5,
    ],
    [
      'shrinks',
      [
        [0, 100],
        [10, 90],
      ],
      -1,
    ],
    [
      'swings about a level',
      [
        [0, 100],
        [1, 102],
        [2, 98],
        [3, 98],
        [4, 102],
        [5, 100],
      ],
      0,
    ],
    ['one sample', [[5, 100]], 0],
    ['none', [], 0],
  ];
  for (const [name, points, expected] of cases) {
    const samples = points.map(([at, value]) => ({ at, value }));
    assert.ok(Math.abs(slopeOf(samples) - expected) < 1e-9, name);
  }
});

test('the longest pause between signs of life, with the begin and the end as signs', () => {
  const cases: [number[], number][] = [
    [[2, 3, 9], 6],
    [[], 10],
    [[5], 5],
    [[1, 2], 8],
    [[-3, 4, 12], 6],
  ];
  for (const [signs, expected] of cases) assert.equal(longestQuiet(signs, 0, 10), expected);
});

test('a pause whose cause is known counts without it, and causes that overlap count once', () => {
  const cases: [{ from: number; to: number }[], number][] = [
    [[{ from: 2, to: 6 }], 6],
    [
      [
        { from: 4, to: 8 },
        { from: 2, to: 6 },
      ],
      4,
    ],
    [[{ from: -5, to: 3 }], 7],
    [[{ from: 9, to: Number.POSITIVE_INFINITY }], 9],
  ];
  for (const [causes, expected] of cases) assert.equal(longestQuiet([], 0, 10, causes), expected);
});

test('resident memory: within a tenth of minute 10, or by its trend in a shorter run', () => {
  const run = (minutes: number, at: (second: number) => number) =>
    judgeMemory(
      Array.from({ length: minutes * 12 }, (_, index) => ({ at: index * 5, value: at(index * 5) })),
    );
  assert.equal(run(30, second => 100 + Math.min(second, 600) / 6).violation, '');
  assert.equal(run(30, second => 200 + Math.max(0, second - 600) / 100).violation, '');
  assert.match(
    run(30, second => 200 + Math.max(0, second - 600) / 50).violation,
    /^memory grew from 200 to 22\d MiB/,
  );
  assert.equal(run(4, () => 100).violation, '');
  assert.match(run(4, second => 100 + second / 20).violation, /3\.00 a minute/);
});
