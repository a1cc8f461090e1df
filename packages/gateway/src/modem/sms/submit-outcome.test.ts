import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ErrorMeaning, meaningOfCme, meaningOfCms, refusalOf } from './submit-outcome.ts';

/** `permanent`: trying again cannot help; `temporary`: it may; `doubt`: the network may have the message. */
type Meaning = 'permanent' | 'temporary' | 'doubt';

/** From, to, before hand-over, after it. Every code from 0 to 1023 stands in one row. */
const cms: readonly [from: number, to: number, before: Meaning, after: Meaning][] = [
  [0, 0, 'temporary', 'doubt'],
  // RP causes, 24.011 E-2; those it does not name count as 41.
  [1, 1, 'permanent', 'permanent'],
  [2, 7, 'temporary', 'temporary'],
  [8, 8, 'permanent', 'permanent'],
  [9, 9, 'temporary', 'temporary'],
  [10, 10, 'permanent', 'permanent'],
  [11, 20, 'temporary', 'temporary'],
  [21, 21, 'permanent', 'permanent'],
  [22, 27, 'temporary', 'temporary'],
  [28, 30, 'permanent', 'permanent'],
  [31, 49, 'temporary', 'temporary'],
  [50, 50, 'permanent', 'permanent'],
  [51, 68, 'temporary', 'temporary'],
  [69, 69, 'permanent', 'permanent'],
  [70, 80, 'temporary', 'temporary'],
  [81, 81, 'permanent', 'permanent'],
  [82, 94, 'temporary', 'temporary'],
  [95, 99, 'permanent', 'permanent'],
  [100, 110, 'temporary', 'temporary'],
  [111, 111, 'permanent', 'permanent'],
  [112, 127, 'temporary', 'temporary'],
  // TP-FCS, 23.040 9.2.3.22: TP-PID, TP-DCS and TP-Command errors, TPDU not supported.
  [0x80, 0xbf, 'permanent', 'permanent'],
  [0xc0, 0xc0, 'temporary', 'temporary'],
  [0xc1, 0xc1, 'permanent', 'permanent'],
  [0xc2, 0xc2, 'temporary', 'temporary'],
  [0xc3, 0xc4, 'permanent', 'permanent'],
  // Duplicate rejected: the service centre has it already.
  [0xc5, 0xc5, 'doubt', 'doubt'],
  [0xc6, 0xcf, 'permanent', 'permanent'],
  [0xd0, 0xd5, 'temporary', 'temporary'],
  [0xd6, 0xdf, 'permanent', 'permanent'],
  [0xe0, 0xff, 'temporary', 'temporary'],
  [256, 299, 'temporary', 'doubt'],
  // 27.005 3.2.5.
  [300, 301, 'temporary', 'doubt'],
  [302, 305, 'permanent', 'permanent'],
  [306, 309, 'temporary', 'doubt'],
  [310, 318, 'temporary', 'temporary'],
  [319, 320, 'temporary', 'doubt'],
  [321, 321, 'temporary', 'temporary'],
  [322, 329, 'temporary', 'doubt'],
  [330, 331, 'temporary', 'temporary'],
  [332, 511, 'temporary', 'doubt'],
  [512, 515, 'temporary', 'doubt'],
  [516, 516, 'permanent', 'doubt'],
  [517, 517, 'temporary', 'doubt'],
  [518, 1023, 'permanent', 'doubt'],
];

function asMeaning(meaning: ErrorMeaning): Meaning {
  if (meaning.kind === 'inDoubt') return 'doubt';
  return meaning.permanent ? 'permanent' : 'temporary';
}

describe('+CMS ERROR in answer to +CMGS', () => {
  for (const [from, to, before, after] of cms)
    test(`${from} to ${to}: ${before} before the PDU was handed over, ${after} behind`, () => {
      for (let code = from; code <= to; code += 1) {
        assert.equal(asMeaning(meaningOfCms(code, false)), before, `${code} before`);
        assert.equal(asMeaning(meaningOfCms(code, true)), after, `${code} after`);
      }
    });

  test('the table has each code from 0 to 1023 once', () => {
    const codes = cms.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, offset) => from + offset),
    );
    assert.deepEqual(
      codes,
      Array.from({ length: 1024 }, (_, code) => code),
    );
  });
});

describe('+CME ERROR in answer to +CMGS', () => {
  for (let code = 0; code <= 300; code += 1) {
    const before = [4, 50].includes(code) ? 'permanent' : 'temporary';
    test(`${code}: ${before} before, in doubt behind`, () => {
      assert.equal(asMeaning(meaningOfCme(code, false)), before);
      assert.equal(asMeaning(meaningOfCme(code, true)), 'doubt');
    });
  }
});

describe('refusal', () => {
  test('carries code and words', () => {
    assert.deepEqual(refusalOf({ source: 'cms', code: 1, text: '+CMS ERROR: 1' }, true, false), {
      source: 'cms',
      code: 1,
      text: 'unassigned number (+CMS ERROR 1)',
      permanent: true,
    });
  });

  test('is none for a plain ERROR behind the hand-over', () => {
    assert.equal(refusalOf({ source: 'plain', text: 'ERROR' }, true, false), undefined);
  });

  test('is temporary for a plain ERROR before it', () => {
    const refusal = refusalOf({ source: 'plain', text: 'ERROR' }, false, false);
    assert.deepEqual(refusal, { source: 'modem', text: 'ERROR', permanent: false });
  });

  test('is none for an error in words that nobody knows, behind the hand-over', () => {
    assert.equal(refusalOf({ source: 'cms', text: '+CMS ERROR: moon' }, true, false), undefined);
  });
});
