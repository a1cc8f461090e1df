import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { boundsOf, formatDeviceTime, narrowed, offsetOf, parseDeviceTime } from './device-time.ts';

const noon = Date.UTC(2026, 0, 31, 12);

describe('times of original hardware', () => {
  const rows: [text: string, milliseconds: number | undefined][] = [
    ['2026-01-31 12:00:00', noon],
    ['2026/01/31 12:00:00', noon],
    [' 2026-01-31 12:00:00 ', noon],
    ['2026-12-31 23:59:60', Date.UTC(2027, 0, 1)],
    ['2026-01-01 00:00:00', Date.UTC(2026, 0, 1)],
    ['2026-13-01 12:00:00', undefined],
    ['2026-00-01 12:00:00', undefined],
    ['2026-01-32 12:00:00', undefined],
    ['2026-01-00 12:00:00', undefined],
    ['2026-01-31 24:00:00', undefined],
    ['2026-01-31 12:60:00', undefined],
    ['2026-01-31 12:00:61', undefined],
    ['2026-01-31', undefined],
    ['', undefined],
    ['0000-00-00 00:00:00', undefined],
  ];
  for (const [text, milliseconds] of rows)
    test(JSON.stringify(text), () => assert.equal(parseDeviceTime(text), milliseconds));

  test('are written as they are read', () => assert.equal(formatDeviceTime(noon), '2026-01-31 12:00:00'));
});

describe('what is learned of a clock', () => {
  test('an event between two moments of ours tells bounds; a second is left out by the device', () => {
    assert.deepEqual(boundsOf(noon + 3_600_000, noon - 500, noon + 500), {
      least: 3_599_500,
      most: 3_601_500,
    });
  });

  test('an event that may have happened in more than ten minutes tells nothing', () => {
    assert.equal(boundsOf(noon, noon - 599_001, noon), undefined);
    assert.deepEqual(boundsOf(noon, noon - 599_000, noon), { least: 0, most: 600_000 });
  });

  test('each observation narrows the bounds', () => {
    const first = narrowed(undefined, { least: 0, most: 10_000 });
    const second = narrowed(first, { least: 4000, most: 20_000 });
    assert.deepEqual(second, { least: 4000, most: 10_000 });
    assert.equal(offsetOf(second), 7000);
  });

  test('an observation that excludes the others begins anew: the clock was set', () => {
    assert.deepEqual(narrowed({ least: 0, most: 1000 }, { least: 5000, most: 6000 }), {
      least: 5000,
      most: 6000,
    });
  });
});
