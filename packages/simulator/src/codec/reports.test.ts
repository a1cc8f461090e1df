/** Reports octet by octet (23.040 9.2.2.1a, 9.2.2.2a): the first octet, TP-FCS, TP-PI, and what TP-PI announces. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, toHex } from '../sms/hex.ts';
import type { ReportParameters } from './tpdu.ts';
import type { UserData } from './user-data.ts';
import { writeDeliverReport, writeSubmitReport } from './write-tpdu.ts';

const timeStamp = { at: Date.UTC(2026, 4, 31, 18, 0, 0), zoneQuarters: 0 };
const STAMP = '62501381000000';

/** Three octets of 8 bit data; with a header, the last two are the text behind an empty one. */
function dataOf(hasHeader: boolean): UserData {
  const octets = fromHex(hasHeader ? '004142' : '414243') ?? new Uint8Array();
  return { dataCodingScheme: 4, hasHeader, length: 3, octets };
}

const rows: readonly [
  what: string,
  failureCause: number | undefined,
  parameters: ReportParameters,
  hex: string,
][] = [
  ['nothing', undefined, {}, '00'],
  ['a failure', 0xd0, {}, 'D000'],
  ['TP-PID', undefined, { protocolIdentifier: 0x41 }, '0141'],
  ['TP-DCS', undefined, { dataCodingScheme: 4 }, '0204'],
  ['TP-PID and TP-DCS of a failure', 0xff, { protocolIdentifier: 0, dataCodingScheme: 0xf6 }, 'FF0300F6'],
  ['a text', undefined, { dataCodingScheme: 4, userData: dataOf(false) }, '060403414243'],
  ['a text with a header', undefined, { dataCodingScheme: 4, userData: dataOf(true) }, '060403004142'],
];

describe('a report', () => {
  for (const [what, failureCause, parameters, hex] of rows)
    test(`with ${what}`, () => {
      const first = parameters.userData?.hasHeader ? 0x40 : 0;
      const cause = failureCause === undefined ? {} : { failureCause };
      const octets = (value: number): string => toHex(Uint8Array.of(value));
      const deliver = toHex(writeDeliverReport({ kind: 'deliver-report', ...cause, parameters }));
      assert.equal(deliver, octets(first) + hex);
      // TP-SCTS stands behind TP-PI.
      const submit = toHex(writeSubmitReport({ kind: 'submit-report', ...cause, timeStamp, parameters }));
      const at = failureCause === undefined ? 2 : 4;
      assert.equal(submit, octets(first | 1) + hex.slice(0, at) + STAMP + hex.slice(at));
    });
});
