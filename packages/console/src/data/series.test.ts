import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seriesOf, spreadOf } from './series.ts';

function rowAt(start: string, sent: number) {
  return { start, accepted: 0, sent, delivered: 0, failed: 0, received: 0, calls: 0, signal: null };
}

describe('statistics as series', () => {
  test('steps without a row are gaps', () => {
    const from = Date.parse('2026-01-01T10:00:00Z') / 1000;
    const rows = [rowAt('2026-01-01T10:01:00.000Z', 1), rowAt('2026-01-01T10:03:00.000Z', 3)];
    const { times, rows: found } = seriesOf(rows, from, from + 240, 60);
    assert.deepEqual(
      times.map(time => time - from),
      [0, 60, 120, 180, 240],
    );
    assert.deepEqual(
      found.map(row => row?.sent),
      [undefined, 1, undefined, 3, undefined],
    );
  });

  test('days begin where those of the zone of the gateway begin', () => {
    const rows = [rowAt('2026-01-01T23:00:00.000Z', 1), rowAt('2026-01-02T23:00:00.000Z', 2)];
    const from = Date.parse('2026-01-01T12:00:00Z') / 1000;
    const { rows: found } = seriesOf(rows, from, from + 2 * 86_400, 86_400);
    assert.deepEqual(
      found.map(row => row?.sent),
      [1, 2],
    );
  });
});

describe('a chart in three numbers', () => {
  test('lowest, highest and last of what is known', () =>
    assert.deepEqual(spreadOf([null, -71, -90, null]), { lowest: -90, highest: -71, last: -90 }));
  test('nothing where nothing is known', () => assert.equal(spreadOf([null]), undefined));
});
