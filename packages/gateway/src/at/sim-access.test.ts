import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { iccidOfAccess } from './sim.ts';

describe('status words of +CRSM (31.101 10.2.1.1, 51.011 9.4.1)', () => {
  const rows: [line: string, iccid: string | undefined][] = [
    ['+CRSM: 144,0,"98882011214365870921"', '89880211123456789012'],
    // A toolkit command waits; data waits. Both are successes.
    ['+CRSM: 145,24,"98882011214365870921"', '89880211123456789012'],
    ['+CRSM: 159,10,"98882011214365870921"', '89880211123456789012'],
    ['+CRSM: 144, 0, 98882011214365870921', '89880211123456789012'],
    ['+CRSM: 106,130', undefined],
    ['+CRSM: 148,4,"98882011214365870921"', undefined],
    ['+CRSM: 144,0', undefined],
  ];
  for (const [line, iccid] of rows) test(line, () => assert.equal(iccidOfAccess(line), iccid));
});
