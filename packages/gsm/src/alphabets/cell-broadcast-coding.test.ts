import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CellBroadcastCoding, decodeCellBroadcastDcs } from './cell-broadcast-coding.ts';

const plain: CellBroadcastCoding = {
  alphabet: 'gsm7',
  compressed: false,
  languagePrefix: false,
  userDataHeader: false,
  reserved: false,
};

describe('coding scheme of cell broadcast and USSD (23.038 5)', () => {
  const languages = 'de en it fr es nl sv da pt fi no el tr hu pl'.split(' ');
  for (const [octet, language] of languages.entries()) {
    test(`${octet} is ${language}`, () =>
      assert.deepEqual(decodeCellBroadcastDcs(octet), { ...plain, language }));
  }

  for (const [octet, coding] of [
    [0x0f, plain],
    [0x10, { ...plain, languagePrefix: true }],
    [0x11, { ...plain, alphabet: 'ucs2', languagePrefix: true }],
    [0x12, { ...plain, reserved: true }],
    [0x20, { ...plain, language: 'cs' }],
    [0x21, { ...plain, language: 'he' }],
    [0x22, { ...plain, language: 'ar' }],
    [0x23, { ...plain, language: 'ru' }],
    [0x24, { ...plain, language: 'is' }],
    [0x25, plain],
    [0x30, plain],
    [0x40, plain],
    [0x44, { ...plain, alphabet: '8bit' }],
    [0x48, { ...plain, alphabet: 'ucs2' }],
    [0x4c, { ...plain, reserved: true }],
    [0x50, { ...plain, messageClass: 0 }],
    [0x5a, { ...plain, alphabet: 'ucs2', messageClass: 2 }],
    [0x68, { ...plain, alphabet: 'ucs2', compressed: true }],
    [0x71, { ...plain, compressed: true, messageClass: 1 }],
    [0x80, { ...plain, reserved: true }],
    [0x99, { ...plain, alphabet: 'ucs2', userDataHeader: true, messageClass: 1 }],
    [0xa0, { ...plain, reserved: true }],
    [0xd0, { ...plain, reserved: true }],
    [0xe0, { ...plain, reserved: true }],
    [0xf0, plain],
    [0xf1, { ...plain, messageClass: 1 }],
    [0xf6, { ...plain, alphabet: '8bit', messageClass: 2 }],
    [0xf8, { ...plain, reserved: true }],
  ] as const) {
    test(`0x${octet.toString(16)}`, () => assert.deepEqual(decodeCellBroadcastDcs(octet), coding));
  }

  test('reserved octets all read as the default alphabet', () => {
    for (let octet = 0; octet < 256; octet++) {
      const { reserved, alphabet } = decodeCellBroadcastDcs(octet);
      if (reserved && octet < 0xf0) assert.equal(alphabet, 'gsm7');
    }
  });
});
