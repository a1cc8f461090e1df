import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Candidate,
  chooseAmongLinked,
  chooseByReference,
  chooseInDoubt,
  chooseNear,
  chooseTogether,
  KNOWN_SLACK,
  learnOffset,
  type ReportFit,
} from './report-matching.ts';

const SECOND = 1000;
function time(centreTime: number | undefined) {
  return { centreTime, slack: KNOWN_SLACK, deadline: 75 * SECOND };
}
function handed(at: number, settled = false): Candidate {
  return {
    messageId: at,
    sequence: 1,
    handedOver: at * SECOND,
    settled,
  };
}

describe('among segments with the TP-MR of a report', () => {
  const rows: [string, Candidate[], number | undefined, number | undefined][] = [
    ['the one whose time agrees', [handed(2000), handed(1000)], 1003, 1000],
    ['the newest of two', [handed(1010), handed(1000)], 1012, 1010],
    ['one without a final report before one with', [handed(1010, true), handed(1000)], 1012, 1000],
    ['the newest with one, where all have', [handed(1010, true), handed(1000, true)], 1012, 1010],
    ['none that was handed over later', [handed(1000)], 990, undefined],
    ['none whose deadline was over', [handed(1000)], 1100, undefined],
    ['the newest where the stamp cannot be read', [handed(2000), handed(1000)], undefined, 2000],
    ['a stamp of whole seconds may be a little early', [handed(1000)], 999, 1000],
    ['the earliest stamp that fits', [handed(1000)], 998, 1000],
    ['one before that', [handed(1000)], 997.999, undefined],
    ['the latest stamp that fits', [handed(1000)], 1077, 1000],
    ['one behind that', [handed(1000)], 1077.001, undefined],
  ];
  for (const [name, candidates, at, expected] of rows)
    test(name, () => {
      const found = chooseByReference(candidates, time(at === undefined ? undefined : at * SECOND));
      assert.equal(found?.messageId, expected);
    });
});

describe('among segments with the TP-MR of a report, where the clock is known badly', () => {
  const rows: [string, Candidate[], number, number | undefined][] = [
    ['the one whose time nearly agrees', [handed(2000), handed(1000)], 990, 1000],
    ['half a minute before it', [handed(1000)], 970, 1000],
    ['none that is farther away', [handed(1000)], 969.999, undefined],
    ['half a minute behind its deadline', [handed(1000)], 1105, 1000],
    ['none behind that', [handed(1000)], 1105.001, undefined],
    ['none of two', [handed(1010), handed(1000)], 990, undefined],
    ['none with a final report', [handed(1000, true)], 990, undefined],
  ];
  for (const [name, candidates, at, expected] of rows)
    test(name, () => {
      assert.equal(chooseNear(candidates, time(at * SECOND))?.messageId, expected);
    });
});

describe('among segments in doubt', () => {
  const rows: [string, Candidate[], number | undefined, number | undefined][] = [
    ['the only one', [handed(1000)], 1020, 1000],
    ['none from another time', [handed(1000)], 1100, undefined],
    ['the one before, whose time ended with the next hand-over', [handed(1030), handed(1000)], 1010, 1000],
    ['the next one, after the time of the one before', [handed(1030), handed(1000)], 1040, 1030],
    [
      'none whose time ended with a hand-over to another number',
      [{ ...handed(1000), next: 1020 * SECOND }],
      1030,
      undefined,
    ],
    ['none where two could be meant', [handed(1001), handed(1000)], 1001, undefined],
    ['the only one, where the stamp cannot be read', [handed(1000)], undefined, 1000],
    ['none of two, where it cannot', [handed(2000), handed(1000)], undefined, undefined],
  ];
  for (const [name, candidates, at, expected] of rows)
    test(name, () => {
      const found = chooseInDoubt(candidates, time(at === undefined ? undefined : at * SECOND));
      assert.equal(found?.messageId, expected);
    });
});

describe('among segments in doubt of one message that several reports fit', () => {
  const part = (messageId: number, sequence: number): Candidate => ({
    messageId,
    sequence,
    handedOver: 1000 * SECOND,
    settled: false,
  });
  const rows: [string, Candidate[], number[], [number, number][] | undefined][] = [
    [
      'as many as TP-MRs are taken in order',
      [part(1, 2), part(1, 1)],
      [8, 7],
      [
        [7, 1],
        [8, 2],
      ],
    ],
    [
      'the counter may have run over',
      [part(1, 4), part(1, 2), part(1, 1)],
      [0, 254, 2],
      [
        [254, 1],
        [0, 2],
        [2, 4],
      ],
    ],
    [
      'the counter goes on behind the widest gap, which is the one around 0 where two are as wide',
      [part(1, 2), part(1, 1)],
      [128, 0],
      [
        [0, 1],
        [128, 2],
      ],
    ],
    [
      'a gap in the middle that is wider by one',
      [part(1, 3), part(1, 2), part(1, 1)],
      [0, 1, 129],
      [
        [129, 1],
        [0, 2],
        [1, 3],
      ],
    ],
    ['more than TP-MRs wait', [part(1, 2), part(1, 1)], [7], undefined],
    ['fewer than TP-MRs are left alone', [part(1, 2), part(1, 1)], [7, 8, 9], undefined],
    ['of two messages are left alone', [part(2, 1), part(1, 1)], [7, 8], undefined],
    ['one is nothing to put together', [part(1, 1)], [7], undefined],
  ];
  for (const [name, segments, references, expected] of rows)
    test(name, () => {
      const pairs = chooseTogether(segments, references);
      const found = pairs && [...pairs].map(([reference, { sequence }]) => [reference, sequence]);
      assert.deepEqual(found, expected);
    });
});

describe('among reports that fit several segments in doubt each', () => {
  const segment = (sequence: number, messageId = 1): Candidate => ({
    ...{ messageId, sequence, handedOver: sequence * SECOND, settled: false },
  });
  const reported = (reference: number, ...sequences: number[]): ReportFit => ({
    reference,
    segments: sequences.map(sequence => segment(sequence)),
  });
  const other = { reference: 200, segments: [segment(1, 2), segment(2, 2)] };
  const rows: [string, ReportFit[], [number, number][] | undefined][] = [
    [
      'the order decides, though one fits fewer than the others',
      [reported(97, 1, 2, 4), reported(95, 1, 2, 4), reported(94, 1, 2)],
      [
        [94, 1],
        [95, 2],
        [97, 4],
      ],
    ],
    [
      'also where two share no segment but by a third',
      [reported(10, 1, 2), reported(12, 3, 4), reported(11, 2, 3), reported(13, 4, 3)],
      [
        [10, 1],
        [11, 2],
        [12, 3],
        [13, 4],
      ],
    ],
    [
      'the same report twice counts once',
      [reported(7, 1, 2), reported(8, 1, 2), reported(7, 1, 2)],
      [
        [7, 1],
        [8, 2],
      ],
    ],
    ['nothing while one report is missing', [reported(97, 1, 2, 4), reported(94, 1, 2)], undefined],
    [
      'nothing where one does not fit the segment that is its own by the order',
      [reported(94, 1, 2), reported(95, 1)],
      undefined,
    ],
    [
      'nothing where segments of two messages are linked',
      [reported(94, 1, 2), { reference: 95, segments: [segment(2), segment(1, 2)] }],
      undefined,
    ],
    [
      'those that are not linked do not count',
      [reported(94, 1, 2), reported(95, 1, 2), other],
      [
        [94, 1],
        [95, 2],
      ],
    ],
    ['nothing where the first fits none', [reported(94), reported(95, 1, 2), reported(96, 1, 2)], undefined],
  ];
  for (const [name, fits, expected] of rows)
    test(name, () => {
      const pairs = chooseAmongLinked(fits);
      assert.deepEqual(
        pairs && [...pairs].map(([reference, { sequence }]) => [reference, sequence]),
        expected,
      );
    });
});

describe("the service centre's clock", () => {
  const rows: [string, number | undefined, number, number][] = [
    ['is what the first report shows', undefined, 5000, 5000],
    ['is the least seen: the air only adds', 5000, 1000, 1000],
    ['rises slowly', 1000, 9000, 1500],
    ['does not run away after a submit that took long', -300, 62_000, 700],
    ['is learnt anew when it was set', 1000, 3_600_000, 3_600_000],
    ['also when it was set back', 3_600_000, 1000, 1000],
    ['is not taken for set at five minutes', 0, 300_000, 1000],
    ['and is beyond', 0, 300_001, 300_001],
  ];
  for (const [name, known, sample, expected] of rows)
    test(name, () => {
      assert.equal(learnOffset(known, sample), expected);
    });
});
