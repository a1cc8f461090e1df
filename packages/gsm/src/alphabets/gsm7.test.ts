import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canEncodeGsm7, countSeptets, decodeGsm7, encodeGsm7 } from './gsm7.ts';
import { defaultAlphabet, defaultExtension } from './tables/default.ts';
import { lockingShiftTables } from './tables/locking-shift.ts';
import { singleShiftTables } from './tables/single-shift.ts';

const escapeCode = 0x1b;

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
  it('has 127 characters beside ESC, each in one place', () => {
    const places = placesOf(defaultAlphabet);
    assert.equal(places.length, 127);
    for (const [code, character] of places) {
      assert.equal(decodeGsm7(septets(code)), character);
      assert.deepEqual(encodeGsm7(character), septets(code));
    }
  });

  it('has ten characters more behind ESC', () => {
    const places = placesOf(defaultExtension);
    assert.equal(places.map(([, character]) => character).join(''), '\f^{}\\[~]|€');
    for (const [code, character] of places) {
      assert.equal(decodeGsm7(septets(escapeCode, code)), character);
      assert.deepEqual(encodeGsm7(character), septets(escapeCode, code));
    }
  });

  it('shows the character of the default table for a code behind ESC that is not assigned', () => {
    assert.equal(decodeGsm7(septets(escapeCode, 0x41)), 'A');
    assert.equal(decodeGsm7(septets(escapeCode, 0x0d)), '\r');
  });

  it('shows a space for ESC twice and for ESC at the end', () => {
    assert.equal(decodeGsm7(septets(escapeCode, escapeCode, 0x41)), ' A');
    assert.equal(decodeGsm7(septets(0x41, escapeCode)), 'A ');
  });

  it('does not have what surprises people: `, ç, accented capitals, Cyrillic, ESC itself', () => {
    for (const character of ['`', 'ç', 'Á', 'Ê', 'Ж', '„', '’', '\u001b', '\u00a0', '😀']) {
      assert.equal(encodeGsm7(`a${character}`), undefined, character);
      assert.equal(canEncodeGsm7(character), false);
      assert.equal(countSeptets(character), undefined);
    }
  });

  it('counts two septets for a character behind ESC', () => {
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
    it(`${language} ${identifier}: every place reads and writes`, () => {
      const locking = placesOf(lockingShiftTables[identifier] ?? '----');
      const single = placesOf(singleShiftTables[identifier] ?? '----');
      assert.deepEqual([locking.length, single.length], [lockingPlaces ?? 0, singlePlaces]);
      for (const [code, character] of locking) {
        assert.equal(decodeGsm7(septets(code), { locking: identifier }), character);
        assert.deepEqual(encodeGsm7(character, { locking: identifier }), septets(code));
      }
      for (const [code, character] of single) {
        assert.equal(decodeGsm7(septets(escapeCode, code), { single: identifier }), character);
        const encoded = encodeGsm7(character, { single: identifier });
        assert.equal(encoded && decodeGsm7(encoded, { single: identifier }), character);
      }
    });
  }

  it('every table has LF, CR, space and the digits where the default alphabet has them, ESC nowhere else', () => {
    for (const source of Object.values(lockingShiftTables)) {
      const places = new Map(placesOf(source));
      assert.equal(source.trim().split(/\s+/).length, 128);
      assert.equal(places.get(escapeCode), undefined);
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

  it('every single shift table keeps the ten places of the default extension', () => {
    for (const source of Object.values(singleShiftTables)) {
      const places = new Map(placesOf(source));
      assert.equal(source.trim().split(/\s+/).length, 128);
      for (const [code, character] of placesOf(defaultExtension)) assert.equal(places.get(code), character);
    }
  });

  it('no locking table has a character twice', () => {
    for (const source of Object.values(lockingShiftTables)) {
      const characters = placesOf(source).map(([, character]) => character);
      assert.equal(new Set(characters).size, characters.length);
    }
  });

  it('the first of two places of a character is sent', () => {
    assert.deepEqual(encodeGsm7('¡', { locking: 13, single: 13 }), septets(escapeCode, 0x13));
    assert.deepEqual(encodeGsm7('*', { locking: 6, single: 6 }), septets(escapeCode, 0x0b));
  });

  it('an unassigned code reads as a space, behind ESC as the locking table has it', () => {
    assert.equal(decodeGsm7(septets(0x0c), { locking: 10 }), ' ');
    assert.equal(decodeGsm7(septets(escapeCode, 0x61), { locking: 10, single: 10 }), 'a');
    assert.equal(decodeGsm7(septets(escapeCode, 0x04), { locking: 1 }), '€');
  });

  it('a reserved identifier reads as the default tables', () => {
    assert.equal(decodeGsm7(septets(0x04, escapeCode, 0x65), { locking: 14, single: 200 }), 'è€');
    assert.equal(decodeGsm7(septets(0x09), { locking: 2 }), 'Ç');
  });

  for (const [national, field] of [
    [{ locking: 2 }, 'nationalLanguage.locking'],
    [{ locking: 14 }, 'nationalLanguage.locking'],
    [{ single: 0 }, 'nationalLanguage.single'],
    [{ locking: 13, single: 14 }, 'nationalLanguage.single'],
  ] as const) {
    it(`${JSON.stringify(national)} cannot be sent`, () => {
      assert.throws(() => encodeGsm7('a', national), { name: 'EncodeError', field });
      assert.throws(() => canEncodeGsm7('a', national), { name: 'EncodeError', field });
    });
  }
});
