import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { textToSeptets } from './alphabet.ts';
import { fromHex, toHex } from './octets.ts';
import {
  packUssd,
  readUssdCoding,
  readUssdString,
  type UssdWriting,
  unpackUssd,
  writeUssdString,
} from './ussd-string.ts';

describe('packing (23.038 6.1.2.3)', () => {
  const rows: readonly [text: string, hex: string, read: string][] = [
    ['*100#', 'AA180C3602', '*100#'],
    ['01234567', 'B0986C46ABD96E', '01234567'],
    // Seven spare bits are CR, which the reader takes off.
    ['0123456', 'B0986C46ABD91A', '0123456'],
    // A CR of the text's own on an octet boundary is doubled.
    ['0123456\r', 'B0986C46ABD91A0D', '0123456\r\r'],
  ];
  for (const [text, hex, read] of rows)
    test(JSON.stringify(text), () => {
      assert.equal(toHex(packUssd(textToSeptets(text) ?? [])), hex);
      assert.deepEqual(unpackUssd(fromHex(hex)), textToSeptets(read));
    });

  test('what a network sent to a real modem', () => {
    assert.equal(
      readUssdString({ coding: 0, octets: fromHex('CF2135487D2E4130572D0682BB1A') }),
      'OCTATOK 0.51 p.',
    );
  });
});

describe('data coding (23.038 clause 5)', () => {
  const rows: readonly [coding: number, alphabet: string, language: boolean][] = [
    [0x00, 'gsm7', false],
    [0x0f, 'gsm7', false],
    [0x10, 'gsm7', true],
    [0x11, 'ucs2', true],
    [0x21, 'gsm7', false],
    [0x44, '8bit', false],
    [0x48, 'ucs2', false],
    [0x4c, 'gsm7', false],
    [0x98, 'ucs2', false],
    [0xf0, 'gsm7', false],
    [0xf4, '8bit', false],
  ];
  for (const [coding, alphabet, language] of rows)
    test(`0x${coding.toString(16)}`, () => assert.deepEqual(readUssdCoding(coding), { alphabet, language }));
});

describe('strings', () => {
  const rows: readonly [what: string, text: string, writing: UssdWriting, coding: number][] = [
    ['the default alphabet', 'Hello €', {}, 0x0f],
    ['UCS-2', 'Баланс', {}, 0x48],
    ['UCS-2 by wish', 'Hello', { encoding: 'ucs2' }, 0x48],
    ['a language in front', 'Grüße', { language: 'de' }, 0x10],
    ['a language in front of UCS-2', 'رصيدك', { language: 'ar' }, 0x11],
    ['surrogate pairs', '😀🙏', {}, 0x48],
  ];
  for (const [what, text, writing, coding] of rows)
    test(`${what} comes back`, () => {
      const string = writeUssdString(text, writing);
      assert.equal(string.coding, coding);
      assert.equal(readUssdString(string), text);
    });

  const limits: readonly [text: string, writing: UssdWriting, fault: RegExp | undefined][] = [
    ['x'.repeat(182), {}, undefined],
    ['x'.repeat(183), {}, /161 octets/],
    ['x'.repeat(179), { language: 'en' }, undefined],
    ['x'.repeat(180), { language: 'en' }, /161 octets/],
    ['я'.repeat(80), {}, undefined],
    ['я'.repeat(81), {}, /162 octets/],
    ['я', { encoding: 'gsm7' }, /default alphabet lacks/],
  ];
  for (const [text, writing, fault] of limits)
    test(`${text.length} of ${text[0]} ${JSON.stringify(writing)}`, () => {
      if (fault === undefined) assert.equal(readUssdString(writeUssdString(text, writing)), text);
      else assert.throws(() => writeUssdString(text, writing), fault);
    });
});
