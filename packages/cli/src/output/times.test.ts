import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { duration, moment, span } from './times.ts';

describe('a time that is typed', () => {
  const rows: readonly (readonly [text: string, seconds: number])[] = [
    ['90', 90],
    ['90s', 90],
    ['1.5m', 90],
    ['2h', 7200],
    ['1d', 86_400],
    ['1w', 604_800],
  ];
  for (const [text, seconds] of rows) test(text, () => assert.equal(duration(text), seconds));
  for (const text of ['', '-1s', '1 h', 'soon', '1y'])
    test(`"${text}" is refused`, () => assert.throws(() => duration(text)));
});

describe('a moment that is typed', () => {
  test('with its zone', () => assert.equal(moment('2026-05-31T18:00:00+02:00'), '2026-05-31T16:00:00.000Z'));
  test('without one is of this machine', () =>
    assert.equal(moment('2026-05-31 18:00'), new Date(2026, 4, 31, 18).toISOString()));
  test('as a time ago', () =>
    assert.ok(Math.abs(Date.parse(moment('1h')) - (Date.now() - 3_600_000)) < 60_000));
  for (const text of ['yesterday', '2026-13-01', '12'])
    test(`"${text}" is refused`, () => assert.throws(() => moment(text)));
});

describe('a span for people', () => {
  const rows: readonly (readonly [seconds: number, shown: string])[] = [
    [4, '4 s'],
    [720, '12 min'],
    [10_800, '3 h'],
    [432_000, '5 d'],
  ];
  for (const [seconds, shown] of rows) test(shown, () => assert.equal(span(seconds), shown));
});
