import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type MessageState,
  messageAfter,
  type SegmentNotice,
  type SegmentState,
  segmentAfter,
  statusAfter,
} from './progress.ts';

describe('a segment', () => {
  const notices: SegmentNotice[] = ['accepted', 'refused', 'silence', 'reported'];
  const rows: [SegmentState, SegmentState[]][] = [
    ['handedOver', ['accepted', 'refused', 'inDoubt', 'accepted']],
    ['inDoubt', ['accepted', 'refused', 'inDoubt', 'accepted']],
    ['accepted', ['accepted', 'accepted', 'accepted', 'accepted']],
    ['refused', ['refused', 'refused', 'refused', 'refused']],
  ];
  for (const [state, expected] of rows)
    test(`that is ${state} comes to ${expected.join(', ')}`, () => {
      assert.deepEqual(
        notices.map(notice => segmentAfter(state, notice)),
        expected,
      );
    });
});

describe('the status that counts (23.040 9.2.3.15)', () => {
  const rows: [number | null, number, number, string][] = [
    [null, 0x20, 0x20, 'the first'],
    [0x20, 0x00, 0x00, 'a final one after a temporary one'],
    [0x00, 0x20, 0x00, 'never a temporary one after a final one'],
    [0x46, 0x21, 0x46, 'the same after a permanent failure'],
    [0x46, 0x00, 0x00, 'delivered after all'],
    [0x00, 0x46, 0x00, 'nothing undoes delivered'],
    [0x01, 0x00, 0x00, 'delivered after forwarded'],
    [0x20, 0x23, 0x23, 'the newer of two temporary ones'],
  ];
  for (const [known, reported, expected, name] of rows)
    test(name, () => {
      assert.equal(statusAfter(known, reported), expected);
    });
});

describe('a message', () => {
  const accepted = { state: 'accepted', status: null } as const;
  const delivered = { state: 'accepted', status: 0 } as const;
  const forwarded = { state: 'accepted', status: 1 } as const;
  const doubtful = { state: 'inDoubt', status: null } as const;
  type Segments = Parameters<typeof messageAfter>[2];
  const rows: [MessageState, number, Segments, MessageState][] = [
    ['waiting', 1, [], 'waiting'],
    ['sending', 2, [accepted], 'sending'],
    ['sending', 2, [accepted, doubtful], 'sending'],
    ['sending', 2, [accepted, accepted], 'sentOk'],
    ['sending', 2, [accepted, delivered], 'sentOk'],
    ['sentOk', 2, [delivered, delivered], 'delivered'],
    ['sentOk', 1, [forwarded], 'sentOk'],
    ['failed', 1, [doubtful], 'failed'],
    ['failed', 1, [accepted], 'sentOk'],
    ['failed', 2, [delivered], 'failed'],
    ['delivered', 1, [accepted], 'delivered'],
  ];
  for (const [before, count, segments, after] of rows)
    test(`${before} of ${count} with ${segments.map(({ state, status }) => `${state}/${status}`)} is ${after}`, () => {
      assert.equal(messageAfter(before, count, segments, [0]), after);
    });

  test('counts forwarded as delivered by setting', () => {
    assert.equal(messageAfter('sentOk', 1, [forwarded], [0, 1]), 'delivered');
  });
});
