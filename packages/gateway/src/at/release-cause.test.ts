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
    ['Channel unacceptable', 6],
    ['Operator determined barring', 8],
    ['Normal call clearing', 16],
    ['User busy', 17],
    ['No user responding', 18],
    ['User alerting, no answer', 19],
    ['Call rejected', 21],
    ['Number changed', 22],
    ['Pre-emption', 25],
    ['Non-selected user clearing', 26],
    ['Destination out of order', 27],
    ['Invalid number format (incomplete number)', 28],
    ['Facility rejected', 29],
    ['Response to STATUS ENQUIRY', 30],
    ['Normal, unspecified', 31],
    ['No circuit/channel available', 34],
    ['Network out of order', 38],
    ['Temporary failure', 41],
    ['Switching equipment congestion', 42],
    ['Access information discarded', 43],
    ['requested circuit/channel not available', 44],
    ['Resources unavailable, unspecified', 47],
    ['Quality of service unavailable', 49],
    ['Requested facility not subscribed', 50],
    ['Incoming calls barred within the CUG', 55],
    ['Bearer capability not authorized', 57],
    ['Bearer capability not presently available', 58],
    ['Service or option not available, unspecified', 63],
    ['Bearer service not implemented', 65],
    ['ACM equal to or greater than ACMmax', 68],
    ['Requested facility not implemented', 69],
    ['Only restricted digital information bearer capability is available', 70],
    ['Service or option not implemented, unspecified', 79],
    ['Invalid transaction identifier value', 81],
    ['User not member of CUG', 87],
    ['Incompatible destination', 88],
    ['Invalid transit network selection', 91],
    ['Semantically incorrect message', 95],
    ['Invalid mandatory information', 96],
    ['Message type non-existent or not implemented', 97],
    ['Information element non-existent or not implemented', 99],
    ['Conditional IE error', 100],
    ['Message not compatible with protocol state', 101],
    ['Message type not compatible with protocol state', 98],
    ['Recovery on timer expiry', 102],
    ['Protocol error, unspecified', 111],
    ['Interworking, unspecified', 127],
    // Shorter words of modules.
    ['Unassigned', 1],
    ['Number unobtainable', 1],
    ['No route', 3],
    ['Normal clearing', 16],
    ['No answer', 19],
    ['Alerting', 19],
    ['Rejected', 21],
    ['Out of order', 27],
    ['Invalid number', 28],
    ['Incomplete number', 28],
    ['Congestion', 42],
  ];
  for (const [words, cause] of rows)
    test(`${words}: ${cause}`, () => {
      assert.equal(parseReleaseCause([`+CEER: ${words}`]), cause);
      assert.equal(parseReleaseCause([`+CEER: "${words.toUpperCase()}"`]), cause);
    });
});
