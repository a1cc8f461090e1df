/** How far a line reads ahead in its source. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '../testing.ts';
import type { DeliveryQueue, EventSource } from './delivery.ts';
import { DeliveryLine } from './delivery-line.ts';

const emptyQueue: DeliveryQueue = {
  hasSubject: () => false,
  waiting: () => [],
  load: () => undefined,
  recover: async () => {},
  hurry: async () => {},
  commit: async () => new Map(),
};

/** A line above a source without end, each event of a subject of its own. The first page has `first` events, the rest what was asked for. */
function openLine(first: number) {
  const limits: number[] = [];
  const source: EventSource = {
    read: (after, limit) => {
      limits.push(limit);
      const length = after === 0 ? first : limit;
      const events = Array.from({ length }, (_, place) => ({
        ...{ id: after + place + 1, kind: 'sms', subject: `${after + place}`, at: 0, content: '{}' },
      }));
      return { events, upTo: after + length };
    },
  };
  const unused = (): never => assert.fail('nothing is committed here');
  const line = new DeliveryLine({
    ...{ source, queue: emptyQueue, clock: fakeClock(), place: 0, changed: () => {}, failed: unused },
  });
  return { line, limits };
}

describe('a line reads ahead', () => {
  const rows: [first: number, limits: readonly number[]][] = [
    [64, [64, 64, 64, 8]],
    [7, [64, 64, 64, 64, 1]],
    [8, [64, 64, 64, 64]],
  ];
  for (const [first, expected] of rows)
    test(`at most 200 events, in pages of 64: ${expected.join(', ')} where the first page has ${first}`, () => {
      const { line, limits } = openLine(first);
      for (let turn = 0; turn < 8; turn += 1) line.readOn(false);
      assert.deepEqual(limits, expected);
    });

  test('nothing for a failing target that has a fresh event to probe with', () => {
    const { line, limits } = openLine(1);
    for (let turn = 0; turn < 3; turn += 1) line.readOn(true);
    assert.deepEqual(limits, [64]);
  });
});
