import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { callSetUp, describeTone, localInformation, refreshMode, timerAction } from './qualifiers.ts';

/** 102 223 8.16: which octets are tones. */
const standardTones = [1, 2, 3, 4, 5, 6, 7, 8];
const proprietaryTones = [0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x20, 0x30, 0x31, 0x32, 0x33, 0x34];
const melodies = [0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47];

describe('a tone', () => {
  test('has words of its own', () => {
    const tones = [...standardTones, ...proprietaryTones, ...melodies];
    const words = tones.map(describeTone);
    assert.ok(!words.includes(undefined));
    assert.equal(new Set(words).size, tones.length);
  });

  test('is reserved otherwise', () => {
    const known = new Set([...standardTones, ...proprietaryTones, ...melodies]);
    for (let octet = 0; octet < 256; octet++)
      assert.equal(describeTone(octet) !== undefined, known.has(octet));
  });

  test('is the general beep where none is named', () =>
    assert.equal(describeTone(undefined), 'general beep'));
  test('may be one of eight melodies', () => assert.equal(describeTone(0x47), 'melody 8'));
});

describe('qualifiers', () => {
  const rows = [
    ['refresh', refreshMode, [0, 1, 2, 3, 4, 5, 6, 7]],
    ['provide local information', localInformation, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['timer management', timerAction, [0, 1, 2]],
    ['set up call', callSetUp, [0, 1, 2, 3, 4, 5]],
  ] as const;
  for (const [command, values, octets] of rows) {
    test(`of ${command} are numbered through (102 223 8.6)`, () =>
      assert.deepEqual(Object.values(values), octets));
  }
});
