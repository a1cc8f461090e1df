import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecodeError, EncodeError } from '../../errors.ts';
import { fromHex, toHex } from '../../hex.ts';
import { type AlphaIdentifier, alphaIdentifier, item } from './alpha-identifier.ts';
import { defaultText, type TextString, textString } from './text-string.ts';

/** 31.102 Annex A: the three codings of UCS-2 beside the default alphabet. */
const alphas: readonly (readonly [hex: string, meaning: AlphaIdentifier])[] = [
  ['', { text: '' }],
  ['546F6F6C6B6974', { text: 'Toolkit', coding: 'gsm7' }],
  ['1B65', { text: '€', coding: 'gsm7' }],
  ['8000380030', { text: '80', coding: 'ucs2' }],
  ['804F60597D', { text: '你好', coding: 'ucs2' }],
  ['810C089794A09092A1A292A399A295', { text: 'ЗДРАВСТВУЙТЕ', coding: 'ucs2Page' }],
  ['810308319720', { text: '1З ', coding: 'ucs2Page' }],
  ['820C0410878490808291928293899285', { text: 'ЗДРАВСТВУЙТЕ', coding: 'ucs2Base', base: 0x0410 }],
  ['820430A03832CB32', { text: '82ル2', coding: 'ucs2Base', base: 0x30a0 }],
];

describe('an alpha identifier', () => {
  for (const [hex, meaning] of alphas) {
    test(`${hex || 'of no octets'} is '${meaning.text}'`, () => {
      assert.deepEqual(alphaIdentifier.read(fromHex(hex)), meaning);
      assert.equal(toHex(alphaIdentifier.write(meaning)), hex);
    });
  }

  /** Without a coding the writer chooses. */
  const chosen: readonly (readonly [meaning: AlphaIdentifier, hex: string])[] = [
    [{ text: 'Menu' }, '4D656E75'],
    [{ text: 'ル' }, '8030EB'],
    [{ text: 'ル', coding: 'ucs2Base' }, '820130EB80'],
    [{ text: 'ab', coding: 'ucs2Page' }, '8102006162'],
  ];
  for (const [meaning, hex] of chosen) {
    test(`'${meaning.text}' ${meaning.coding ?? 'without a coding'} is written as ${hex}`, () => {
      assert.equal(toHex(alphaIdentifier.write(meaning)), hex);
    });
  }

  const impossible: readonly AlphaIdentifier[] = [
    { text: 'ル', coding: 'gsm7' },
    { text: 'Жル', coding: 'ucs2Page' },
    { text: 'Ж', coding: 'ucs2Base', base: 0x0500 },
    { text: '😀', coding: 'ucs2Base' },
  ];
  for (const meaning of impossible) {
    test(`'${meaning.text}' cannot be written as ${meaning.coding}`, () => {
      assert.throws(() => alphaIdentifier.write(meaning), EncodeError);
    });
  }

  test('that is shorter than its count is refused', () => {
    assert.throws(() => alphaIdentifier.read(fromHex('8105084142')), DecodeError);
  });
});

describe('an item', () => {
  test('is an identifier and a text', () => {
    assert.deepEqual(item.read(fromHex('FF4F6E65')), { identifier: 255, text: 'One', coding: 'gsm7' });
  });
  test('may have no text', () => assert.deepEqual(item.read(fromHex('01')), { identifier: 1, text: '' }));
  test('has no identifier 0', () => assert.throws(() => item.read(fromHex('0041')), /0 is reserved/));
});

/** 102 223 8.15: packed, one octet a character, UCS-2, and other octets of 23.038 clause 4. */
const texts: readonly (readonly [hex: string, meaning: TextString])[] = [
  ['', { text: '' }],
  ['04', { text: '', dataCodingScheme: 0x04 }],
  ['00', { text: '', dataCodingScheme: 0x00 }],
  ['0454657374', { text: 'Test', dataCodingScheme: 0x04 }],
  ['004537BD2C07896022', { text: 'Enter "0"', dataCodingScheme: 0x00 }],
  ['00B69B6AB402', { text: '67*#+', dataCodingScheme: 0x00 }],
  ['0031D98C56B3DD00', { text: '1234567', dataCodingScheme: 0x00 }],
  ['08041704', { text: 'З\ufffd', dataCodingScheme: 0x08 }],
  ['0804170414', { text: 'ЗД', dataCodingScheme: 0x08 }],
  ['F4557365724C6F67', { text: 'UserLog', dataCodingScheme: 0xf4 }],
  ['F031D98C06', { text: '1234', dataCodingScheme: 0xf0 }],
];

describe('a text string', () => {
  for (const [hex, meaning] of texts) {
    test(`${hex || 'of no octets'} is '${meaning.text}'`, () => {
      assert.deepEqual(textString.read(fromHex(hex)), meaning);
      if (!meaning.text.includes('\ufffd')) assert.equal(toHex(textString.write(meaning)), hex);
    });
  }

  test('is written with one octet a character where the alphabet has them all', () => {
    assert.equal(toHex(textString.write({ text: 'ab' })), '046162');
  });
  test('is written in UCS-2 where it has not', () => {
    assert.equal(toHex(textString.write({ text: 'aЖ' })), '0800610416');
  });
  test('is not written in a coding that lacks its characters', () => {
    assert.throws(() => textString.write({ text: 'Ж', dataCodingScheme: 0x00 }), EncodeError);
  });

  for (const dataCodingScheme of ['0C', '24', '80']) {
    test(`is refused in the reserved or compressed coding ${dataCodingScheme}`, () => {
      assert.throws(() => textString.read(fromHex(`${dataCodingScheme}41`)), /reserved or compressed/);
    });
  }

  /** 23.038 6.1.2.1: seven spare bits of zeros are no `@`. */
  test('keeps its length through packing, whatever that is', () => {
    for (let length = 0; length <= 40; length++) {
      const text = 'x'.repeat(length);
      assert.equal(textString.read(textString.write({ text, dataCodingScheme: 0 })).text, text);
    }
  });

  test('has a sister for the text that stands there before', () => {
    assert.deepEqual([defaultText.tag, textString.tag], [0x17, 0x0d]);
    assert.equal(defaultText.read(fromHex('0431')).text, '1');
  });
});
