/** Codes of +CMS ERROR and +CME ERROR that have a text, by the clauses that define them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cmeTexts, cmsTexts } from './error-texts.ts';

function codesBetween(texts: Readonly<Record<number, string>>, from: number, to: number): number[] {
  return Object.keys(texts)
    .map(Number)
    .filter(code => code >= from && code <= to)
    .toSorted((a, b) => a - b);
}

describe('+CMS ERROR has the texts of', () => {
  test('24.011 annex E-2 below 128', () =>
    assert.deepEqual(codesBetween(cmsTexts, 0, 127), [
      ...[1, 8, 10, 21, 22, 27, 28, 29, 30, 38, 41, 42, 47, 50, 69, 81, 95, 96, 97, 98, 99, 111, 127],
    ]));

  test('23.040 9.2.3.22 from 128 to 255', () =>
    assert.deepEqual(codesBetween(cmsTexts, 128, 197), [
      ...[128, 129, 130, 143, 144, 145, 159, 160, 161, 175, 176],
      ...[192, 193, 194, 195, 196, 197],
    ]));

  test('23.040 9.2.3.22 for what a SIM or a module lacks', () =>
    assert.deepEqual(codesBetween(cmsTexts, 198, 299), [...[198, 199, 208, 209, 210, 211, 212, 213, 255]]));

  test('27.005 3.2.5', () =>
    assert.deepEqual(codesBetween(cmsTexts, 300, 1000), [
      ...[300, 301, 302, 303, 304, 305, 310, 311, 312, 313, 314, 315, 316, 317, 318],
      ...[320, 321, 322, 330, 331, 332, 340, 500],
    ]));

  const some: [code: number, text: string][] = [
    [10, 'Call barred'],
    [38, 'Network out of order'],
    [42, 'Congestion'],
    [192, 'SC busy'],
    [195, 'Invalid SME address'],
  ];
  for (const [code, text] of some) test(`${code}: ${text}`, () => assert.equal(cmsTexts[code], text));
});

describe('+CME ERROR has the texts of 27.007 9.2', () => {
  test('general errors', () =>
    assert.deepEqual(codesBetween(cmeTexts, 0, 100), [
      ...[0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27],
      ...[30, 31, 32, 50, 51, 52, 100],
    ]));
});
