import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { duration, localClock, localTime, moment, span } from './times.ts';

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
  test('as a time ago', t => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 4, 31, 18) });
    assert.equal(moment('1.5h'), '2026-05-31T16:30:00.000Z');
  });
  for (const text of ['yesterday', '2026-13-01', '12'])
    test(`"${text}" is refused`, () => assert.throws(() => moment(text)));
});

describe('a span for people', () => {
  const rows: readonly (readonly [seconds: number, shown: string])[] = [
    [4, '4 s'],
    [59, '59 s'],
    [60, '1 min'],
    [720, '12 min'],
    [3599, '60 min'],
    [3600, '1 h'],
    [10_800, '3 h'],
    [172_799, '48 h'],
    [172_800, '2 d'],
    [432_000, '5 d'],
  ];
  for (const [seconds, shown] of rows) test(shown, () => assert.equal(span(seconds), shown));
});

describe('a moment for people', () => {
  const rows: readonly (readonly [iso: string, shown: string, clock: string])[] = [
    [new Date(2026, 4, 1, 8, 2, 3).toISOString(), '2026-05-01 08:02:03', '08:02:03'],
    [new Date(2026, 11, 31, 23, 59, 58).toISOString(), '2026-12-31 23:59:58', '23:59:58'],
    ['some time later', 'some time later', 'ater'],
    ['', '', ''],
  ];
  for (const [iso, shown, clock] of rows)
    test(`${iso}`, () => assert.deepEqual([localTime(iso), localClock(iso)], [shown, clock]));
  test('that is none is empty', () => assert.equal(localTime(null), ''));
});
