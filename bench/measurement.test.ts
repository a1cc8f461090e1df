import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Measurement, median, tableRow, verdict } from './measurement.ts';

test('the median of a few values', () => {
  const cases: [number[], number][] = [
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ];
  for (const [values, expected] of cases) assert.equal(median(values), expected);
  assert.ok(Number.isNaN(median([])));
});

test('a goal is met or missed by a share', () => {
  const cases: [Measurement['goal'], number, string][] = [
    [{ atLeast: 100 }, 100, 'met'],
    [{ atLeast: 100 }, 80, 'missed: 80 %'],
    [{ atMost: 10 }, 9, 'met'],
    [{ atMost: 10 }, 20, 'missed: 50 %'],
    [{ atLeast: 0.3325 }, 0.3324, 'missed: 99.97 %'],
    [undefined, 5, ''],
  ];
  for (const [goal, value, expected] of cases) {
    const measurement = { name: 'speed', unit: 'm/s', values: [value], ...(goal && { goal }) };
    assert.equal(verdict(measurement), expected);
  }
});

test('a row says median, range and number of runs', () => {
  const row = tableRow({ name: 'speed', unit: 'm/s', values: [1000, 1200, 900], goal: { atLeast: 950 } });
  assert.equal(row, '| speed | m/s | 1,000 | 900 to 1,200, 3 | at least 950 | met |\n');
});
