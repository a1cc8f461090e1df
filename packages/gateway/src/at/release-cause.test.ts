import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseReleaseCause } from './release-cause.ts';

describe('release causes of +CEER (27.007 6.10 leaves the form to the maker)', () => {
  const rows: readonly [lines: string[], cause: number | undefined][] = [
    [['+CEER: 16'], 16],
    [['+CEER: 127'], 127],
    [['+CEER: Cause Select:67 Cause:17'], 17],
    [['+CEER: "CC setup error",31,"Normal, unspecified"'], 31],
    [['+CEER: Release on 3G, User busy'], 17],
    [['+CEER: No report available'], undefined],
    [['+CEER: No cause information available'], undefined],
    [['+CEER: 0'], undefined],
    [['+CEER: 128'], undefined],
    [['+CEER: 65535'], undefined],
    [[], undefined],
  ];
  for (const [lines, cause] of rows)
    test(`${lines.join()} is ${cause ?? 'none'}`, () => assert.equal(parseReleaseCause(lines), cause));
});

describe('release causes in the words of 24.008 table 10.5.123', () => {
  const rows: readonly [words: string, cause: number][] = [
    ['Unassigned (unallocated) number', 1],
    ['No route to destination', 3],
    ['Operator determined barring', 8],
    ['Normal call clearing', 16],
    ['User busy', 17],
    ['No user responding', 18],
    ['User alerting, no answer', 19],
    ['Call rejected', 21],
    ['Number changed', 22],
    ['Destination out of order', 27],
    ['Invalid number format (incomplete number)', 28],
    ['Facility rejected', 29],
    ['Normal, unspecified', 31],
    ['No circuit/channel available', 34],
    ['Network out of order', 38],
    ['Temporary failure', 41],
    ['Switching equipment congestion', 42],
    ['requested circuit/channel not available', 44],
    ['Resources unavailable, unspecified', 47],
    ['Requested facility not subscribed', 50],
    ['ACM equal to or greater than ACMmax', 68],
    ['Information element non-existent or not implemented', 99],
    ['Message not compatible with protocol state', 101],
    ['Message type not compatible with protocol state', 98],
    ['Recovery on timer expiry', 102],
    ['Protocol error, unspecified', 111],
    ['Interworking, unspecified', 127],
  ];
  for (const [words, cause] of rows)
    test(`${words}: ${cause}`, () => {
      assert.equal(parseReleaseCause([`+CEER: ${words}`]), cause);
      assert.equal(parseReleaseCause([`+CEER: "${words.toUpperCase()}"`]), cause);
    });
});
