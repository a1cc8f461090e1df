/** The words of the causes that people meet most, by their numbers in the standards. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { causeText } from './cause-text.ts';

/** 24.011 annex E-2, 23.040 9.2.3.22 (from 128), 27.005 3.2.5 (from 300). */
const rows: [cause: number, words: RegExp][] = [
  [1, /unassigned number/],
  [8, /barr/],
  [38, /network/],
  [42, /congest/],
  [192, /busy/],
  [194, /service centre/],
  [208, /full/],
  [302, /not allowed/],
  [310, /no SIM/],
  [311, /PIN/],
  [313, /failure of the SIM/],
  [314, /busy/],
  [315, /wrong SIM/],
  [316, /PUK/],
  [322, /full/],
  [330, /service centre/],
  [331, /network/],
  [332, /in time/],
];

describe('the words of a cause', () => {
  for (const [code, words] of rows)
    test(`+CMS ERROR ${code}`, () => {
      const text = `+CMS ERROR: ${code}`;
      const shown = causeText({ source: 'cms', code, text });
      assert.match(shown, words);
      assert.ok(shown.endsWith(`(+CMS ERROR ${code})`));
    });

  test('of a modem that gives no number are its own', () => {
    assert.equal(causeText({ source: 'plain', text: 'ERROR' }), 'ERROR');
  });

  function upTo(first: number, last: number): number[] {
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  }

  const known: readonly [source: 'cms' | 'cme', codes: readonly number[]][] = [
    [
      'cms',
      [
        ...[1, 8, 10, 21, 22, 27, 28, 29, 30, 38, 41, 42, 47, 50, 69, 81, ...upTo(95, 99), 111, 127],
        ...[
          ...upTo(128, 130),
          143,
          144,
          145,
          159,
          160,
          161,
          175,
          176,
          ...upTo(192, 199),
          ...upTo(208, 213),
          255,
        ],
        ...[
          ...upTo(300, 305),
          ...upTo(310, 318),
          320,
          321,
          322,
          ...upTo(330, 332),
          340,
          500,
          ...upTo(512, 515),
          517,
        ],
      ],
    ],
    ['cme', [0, 3, 4, ...upTo(10, 16), 30, 31, 32, 50, 100]],
  ];
  for (const [source, codes] of known)
    test(`are those of the standards for these of ${source}, and for no others`, () => {
      const named = upTo(0, 600).filter(
        code => !causeText({ source, code, text: '' }).startsWith('no text for this code ('),
      );
      assert.deepEqual(named, codes);
    });
});
