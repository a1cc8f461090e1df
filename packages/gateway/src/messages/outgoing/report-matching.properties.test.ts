import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type Candidate,
  chooseByReference,
  chooseInDoubt,
  chooseTogether,
  KNOWN_SLACK,
  type ReportTime,
} from './report-matching.ts';

const SECOND = 1000;
const DEADLINE = 75 * SECOND;

/** Hand-overs of one SIM, oldest first: how long each comes after the one before, in milliseconds. */
function gaps(shortest: number): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min: shortest, max: 10 * DEADLINE }), { minLength: 1, maxLength: 40 });
}

function handOvers(gapsBefore: readonly number[]): Candidate[] {
  let handedOver = 1_000_000;
  return gapsBefore.map((gap, index) => {
    handedOver += gap;
    return { messageId: index + 1, sequence: 1, handedOver, settled: false };
  });
}

function reportTime(centreTime: number): ReportTime {
  return { centreTime, slack: KNOWN_SLACK, deadline: DEADLINE };
}

function newestFirst(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].reverse();
}

describe('a report whose TP-MR came round', () => {
  test('finds its own segment among those that carried the same TP-MR, whichever reports came before', () => {
    const longestAnswer = DEADLINE - 1;
    fc.assert(
      fc.property(
        // The same TP-MR again: at the earliest when the answer before is surely over.
        gaps(DEADLINE + 2 * KNOWN_SLACK + 1),
        fc.infiniteStream(fc.nat({ max: longestAnswer })),
        fc.infiniteStream(fc.boolean()),
        (gapsBefore, answers, settled) => {
          const segments = handOvers(gapsBefore);
          for (const own of segments) {
            const others = segments.map(segment =>
              segment === own ? segment : { ...segment, settled: settled.next().value ?? false },
            );
            // TP-SCTS has whole seconds.
            const taken = own.handedOver + (answers.next().value ?? 0);
            const stamp = Math.floor(taken / SECOND) * SECOND;
            const found = chooseByReference(newestFirst(others), reportTime(stamp));
            assert.equal(found?.messageId, own.messageId);
          }
        },
      ),
    );
  });
});

describe('a report for a segment in doubt', () => {
  test('settles its own segment or none, never another', () => {
    fc.assert(
      fc.property(
        gaps(1),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (gapsBefore, chosen, share) => {
          const segments = handOvers(gapsBefore);
          const index = chosen % segments.length;
          const own = segments[index] ?? assert.fail();
          // One segment after another: its answer was awaited until the next one was handed over.
          const end = Math.min(
            own.handedOver + DEADLINE,
            segments[index + 1]?.handedOver ?? Number.POSITIVE_INFINITY,
          );
          const stamp = Math.floor(own.handedOver + share * (end - own.handedOver));
          const found = chooseInDoubt(newestFirst(segments), reportTime(stamp));
          assert.ok(found === undefined || found.messageId === own.messageId);
        },
      ),
    );
  });
});

describe('reports for all segments of one message in doubt', () => {
  test('belong to its segments in the order of the counter of TP-MRs, wherever that stood', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 255 }),
        fc.integer({ min: 2, max: 20 }),
        fc.infiniteStream(fc.nat()),
        (first, count, random) => {
          const segments = Array.from({ length: count }, (_, index) => ({
            messageId: 1,
            sequence: index + 1,
            handedOver: index,
            settled: false,
          }));
          const references = segments.map((_, index) => (first + index) & 0xff);
          const arriving = references
            .map(reference => ({ reference, place: random.next().value ?? 0 }))
            .sort((one, other) => one.place - other.place)
            .map(({ reference }) => reference);
          const pairs = chooseTogether(newestFirst(segments), arriving) ?? assert.fail();
          assert.deepEqual(
            references.map(reference => pairs.get(reference)?.sequence),
            segments.map(({ sequence }) => sequence),
          );
        },
      ),
    );
  });
});
