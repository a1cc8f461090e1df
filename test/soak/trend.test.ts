import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longestQuiet } from './quiet.ts';
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
