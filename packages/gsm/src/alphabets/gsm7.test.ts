import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { canEncodeGsm7, countSeptets, decodeGsm7, encodeGsm7 } from './gsm7.ts';
import { DEFAULT_ALPHABET, DEFAULT_EXTENSION } from './tables/default.ts';
import { lockingShiftTables } from './tables/locking-shift.ts';
import { singleShiftTables } from './tables/single-shift.ts';

const ESCAPE_CODE = 0x1b;

function septets(...codes: number[]): Uint8Array {
  return Uint8Array.from(codes);
}

/** Code and character of each place of a table that is assigned. */
function placesOf(source: string): [number, string][] {
  return source
    .trim()
    .split(/\s+/)
    .flatMap((entry, code) =>
      entry === '----' ? [] : [[code, String.fromCharCode(Number.parseInt(entry, 16))] as [number, string]],
    );
}

describe('default alphabet', () => {
  test('has 127 characters beside ESC, each in one place', () => {
    const places = placesOf(DEFAULT_ALPHABET);
    assert.equal(places.length, 127);
    for (const [code, character] of places) {
      assert.equal(decodeGsm7(septets(code)), character);
      assert.deepEqual(encodeGsm7(character), septets(code));
    }
  });

  test('has ten characters more behind ESC', () => {
    const places = placesOf(DEFAULT_EXTENSION);
    assert.equal(places.map(([, character]) => character).join(''), '\f^{}\\[~]|€');
    for (const [code, character] of places) {
      assert.equal(decodeGsm7(septets(ESCAPE_CODE, code)), character);
      assert.deepEqual(encodeGsm7(character), septets(ESCAPE_CODE, code));
    }
  });

  test('shows the character of the default table for a code behind ESC that is not assigned', () => {
    assert.equal(decodeGsm7(septets(ESCAPE_CODE, 0x41)), 'A');
    assert.equal(decodeGsm7(septets(ESCAPE_CODE, 0x0d)), '\r');
  });

  test('shows a space for ESC twice and for ESC at the end', () => {
    assert.equal(decodeGsm7(septets(ESCAPE_CODE, ESCAPE_CODE, 0x41)), ' A');
    assert.equal(decodeGsm7(septets(0x41, ESCAPE_CODE)), 'A ');
  });

  test('does not have what surprises people: `, ç, accented capitals, Cyrillic, ESC itself', () => {
    for (const character of ['`', 'ç', 'Á', 'Ê', 'Ж', '„', '’', '\u001b', '\u00a0', '😀']) {
      assert.equal(encodeGsm7(`a${character}`), undefined, character);
      assert.equal(canEncodeGsm7(character), false);
      assert.equal(countSeptets(character), undefined);
    }
  });

  test('counts two septets for a character behind ESC', () => {
    assert.equal(countSeptets('a€b{'), 6);
    assert.equal(countSeptets(''), 0);
  });
});

/** 23.038 Annex A: identifier and how many places its tables have, beside ESC, CR2 and SS2. */
const languages: readonly (readonly [string, number, number | undefined, number])[] = [
  ['Turkish', 1, 127, 17],
  ['Spanish', 2, undefined, 19],
  ['Portuguese', 3, 127, 37],
  ['Bengali', 4, 114, 82],
  ['Gujarati', 5, 120, 70],
  ['Hindi', 6, 127, 88],
  ['Kannada', 7, 120, 73],
  ['Malayalam', 8, 120, 82],
  ['Oriya', 9, 116, 75],
  ['Punjabi', 10, 110, 76],
  ['Tamil', 11, 102, 77],
  ['Telugu', 12, 120, 78],
  ['Urdu', 13, 127, 90],
];

describe('national language tables', () => {
  for (const [language, identifier, lockingPlaces, singlePlaces] of languages) {
    test(`${language} ${identifier}: every place reads and writes`, () => {
      const locking = placesOf(lockingShiftTables[identifier] ?? '----');
      const single = placesOf(singleShiftTables[identifier] ?? '----');
      assert.deepEqual([locking.length, single.length], [lockingPlaces ?? 0, singlePlaces]);
      for (const [code, character] of locking) {
        assert.equal(decodeGsm7(septets(code), { locking: identifier }), character);
        assert.deepEqual(encodeGsm7(character, { locking: identifier }), septets(code));
      }
      for (const [code, character] of single) {
        assert.equal(decodeGsm7(septets(ESCAPE_CODE, code), { single: identifier }), character);
        const encoded = encodeGsm7(character, { single: identifier });
        assert.equal(encoded && decodeGsm7(encoded, { single: identifier }), character);
      }
    });
  }

  test('every table has LF, CR, space and the digits where the default alphabet has them, ESC nowhere else', () => {
    for (const source of Object.values(lockingShiftTables)) {
      const places = new Map(placesOf(source));
      assert.equal(source.trim().split(/\s+/).length, 128);
      assert.equal(places.get(ESCAPE_CODE), undefined);
      for (const [code, character] of [
        [0x0a, '\n'],
        [0x0d, '\r'],
        [0x20, ' '],
        [0x30, '0'],
        [0x39, '9'],
      ] as const) {
        assert.equal(places.get(code), character);
      }
    }
  });

  test('every single shift table keeps the ten places of the default extension', () => {
    for (const source of Object.values(singleShiftTables)) {
      const places = new Map(placesOf(source));
      assert.equal(source.trim().split(/\s+/).length, 128);
      for (const [code, character] of placesOf(DEFAULT_EXTENSION)) assert.equal(places.get(code), character);
    }
  });

  test('no locking table has a character twice', () => {
    for (const source of Object.values(lockingShiftTables)) {
      const characters = placesOf(source).map(([, character]) => character);
      assert.equal(new Set(characters).size, characters.length);
    }
  });

  test('the first of two places of a character is sent', () => {
    assert.deepEqual(encodeGsm7('¡', { locking: 13, single: 13 }), septets(ESCAPE_CODE, 0x13));
    assert.deepEqual(encodeGsm7('*', { locking: 6, single: 6 }), septets(ESCAPE_CODE, 0x0b));
  });

  test('an unassigned code reads as a space, behind ESC as the locking table has it', () => {
    assert.equal(decodeGsm7(septets(0x0c), { locking: 10 }), ' ');
    assert.equal(decodeGsm7(septets(ESCAPE_CODE, 0x61), { locking: 10, single: 10 }), 'a');
    assert.equal(decodeGsm7(septets(ESCAPE_CODE, 0x04), { locking: 1 }), '€');
  });

  test('a reserved identifier reads as the default tables', () => {
    assert.equal(decodeGsm7(septets(0x04, ESCAPE_CODE, 0x65), { locking: 14, single: 200 }), 'è€');
    assert.equal(decodeGsm7(septets(0x09), { locking: 2 }), 'Ç');
  });

  for (const [national, field] of [
    [{ locking: 2 }, 'nationalLanguage.locking'],
    [{ locking: 14 }, 'nationalLanguage.locking'],
    [{ single: 0 }, 'nationalLanguage.single'],
    [{ locking: 13, single: 14 }, 'nationalLanguage.single'],
  ] as const) {
    test(`${JSON.stringify(national)} cannot be sent`, () => {
      assert.throws(() => encodeGsm7('a', national), { name: 'EncodeError', field });
      assert.throws(() => canEncodeGsm7('a', national), { name: 'EncodeError', field });
    });
  }
});
