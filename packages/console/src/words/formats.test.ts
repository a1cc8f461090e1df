import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatsOf } from './formats.ts';

describe('times are those of the gateway', () => {
  const now = () => Date.parse('2026-11-29T01:00:00Z');
  const moscow = formatsOf('en', 'Europe/Moscow', now);

  test('today: the time alone, in its zone', () =>
    assert.equal(moscow.when('2026-11-29T00:30:05.000Z').replace(/\s/g, ' '), '3:30:05 AM'));

  test('the day of the gateway decides what is today', () =>
    assert.match(formatsOf('en', 'America/New_York', now).when('2026-11-28T06:00:00.000Z'), /^1:00:00/));

  test('another day is named', () => assert.match(moscow.when('2026-11-27T12:00:00.000Z'), /Nov 27/));

  test('in full: with the zone', () => assert.match(moscow.full('2026-11-29T00:30:05.000Z'), /GMT\+3/));

  test('on an axis: the time or the day alone', () =>
    assert.deepEqual(
      [moscow.clock('2026-11-29T00:30:05.000Z').replace(/\s/g, ' '), moscow.day('2026-11-28T22:00:00.000Z')],
      ['3:30 AM', 'Nov 29'],
    ));
});

describe('numbers are written as the language does', () => {
  for (const [language, text] of [
    ['de', '12.345'],
    ['en', '12,345'],
    ['xx', '12,345'],
    // Digits stay Latin, as those of numbers and identities.
    ['ar', '12,345'],
  ] as const)
    test(`in ${language}: ${text}`, () => assert.equal(formatsOf(language, 'UTC').count(12345), text));

  const english = formatsOf('en', 'UTC');
  for (const [octets, text] of [
    [0, '0 byte'],
    [1, '1 byte'],
    [999, '999 byte'],
    [1000, '1 kB'],
    [1234, '1.2 kB'],
    [2_500_000, '2.5 MB'],
    [3_000_000_000, '3 GB'],
    [4_000_000_000_000, '4 TB'],
    [5_000_000_000_000_000, '5,000 TB'],
  ] as const)
    test(`${octets} octets: ${text}`, () => assert.equal(english.bytes(octets), text));

  for (const [seconds, text] of [
    [0, '0 min'],
    [59, '0 min'],
    [60, '1 min'],
    [3600, '1 hr'],
    [3720, '1 hr 2 min'],
    [86_399, '23 hr 59 min'],
    [86_400, '1 day'],
    [86_460, '1 day'],
    [183_600, '2 days 3 hr'],
  ] as const)
    test(`${seconds} seconds: ${text}`, () => assert.equal(english.duration(seconds), text));
});
