/** The counts of a text in the composer. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { measure, withReplacements } from './measure.ts';

describe('the count under a text', () => {
  const table: [string, string, { used: number; capacity: number; segments: number; alphabet: string }][] = [
    ['nothing', '', { used: 0, capacity: 160, segments: 1, alphabet: 'gsm7' }],
    ['one full segment', 'x'.repeat(160), { used: 160, capacity: 160, segments: 1, alphabet: 'gsm7' }],
    [
      'one more: two parts of 153',
      'x'.repeat(161),
      { used: 8, capacity: 153, segments: 2, alphabet: 'gsm7' },
    ],
    ['a sign of the extension counts two', '€', { used: 2, capacity: 160, segments: 1, alphabet: 'gsm7' }],
    ['another alphabet', 'Привет', { used: 6, capacity: 70, segments: 1, alphabet: 'ucs2' }],
    ['71 of it: parts of 67', 'я'.repeat(71), { used: 4, capacity: 67, segments: 2, alphabet: 'ucs2' }],
  ];
  for (const [what, text, wanted] of table)
    test(what, () => {
      const { used, capacity, segments, alphabet } = measure(text, 'auto');
      assert.deepEqual({ used, capacity, segments, alphabet }, wanted);
    });
});

describe('characters that the default alphabet lacks', () => {
  const text = `${'x'.repeat(13)}’ and ’${'y'.repeat(100)}…`;

  test('each is named once, with its first place and what to put there', () => {
    assert.deepEqual(measure(text, 'auto').offenders, [
      { character: '’', place: 14, replacement: "'" },
      { character: '…', place: 121, replacement: '...' },
    ]);
  });

  test('what they cost is counted', () => {
    const { segments, segmentsReplaced } = measure(text, 'auto');
    assert.deepEqual({ segments, segmentsReplaced }, { segments: 2, segmentsReplaced: 1 });
  });

  test('places count characters, not code units', () => {
    assert.equal(measure('😀’', 'auto').offenders[1]?.place, 2);
  });

  test('where Unicode is wanted nothing is named', () =>
    assert.deepEqual(measure(text, 'unicode').offenders, []));

  test('one kind is replaced, or all', () => {
    assert.equal(withReplacements('“a” – b', '–'), '“a” - b');
    assert.equal(withReplacements('“a” – b'), '"a" - b');
    assert.equal(withReplacements('Привет'), 'Привет');
  });
});
