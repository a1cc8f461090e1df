import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, toHex } from '../hex.ts';
import { packSeptets } from './septets.ts';
import { decodeUssd, packUssd } from './ussd.ts';

/** 23.038 5: the default alphabet, no language in particular. */
const UNSPECIFIED = 0x0f;

describe('USSD strings in the default alphabet (23.038 6.1.2.3)', () => {
  for (const [text, hex, read] of [
    ['', '', ''],
    ['*100#', 'AA180C3602', '*100#'],
    ['01234567', 'B0986C46ABD96E', '01234567'],
    // Seven spare bits are filled with CR, which is taken off again.
    ['0123456', 'B0986C46ABD91A', '0123456'],
    ['012345\r', 'B0986C46AB351A', '012345\r'],
    // A CR that ends on an octet boundary gets a second one, and both are read.
    ['0123456\r', 'B0986C46ABD91A0D', '0123456\r\r'],
  ] as const) {
    test(`${JSON.stringify(text)}`, () => {
      assert.equal(toHex(packUssd(text)), hex);
      assert.equal(decodeUssd(fromHex(hex), UNSPECIFIED), read);
    });
  }

  test('of every length come back, with at most a CR more', () => {
    for (let length = 0; length <= 182; length++) {
      const text = 'x'.repeat(length);
      assert.equal(decodeUssd(packUssd(text), UNSPECIFIED), text);
    }
  });

  test('what the alphabet lacks is refused', () =>
    assert.throws(() => packUssd('Ж'), { name: 'EncodeError', field: 'text' }));
});

describe('USSD strings under their coding', () => {
  for (const [what, dcs, hex, text] of [
    ['language unspecified', 0x0f, 'AA180C3602', '*100#'],
    ['UCS-2', 0x48, '041F0440', 'Пр'],
    ['UCS-2 behind a language', 0x11, 'E5370041', 'A'],
    ['8-bit data', 0x44, '0102', undefined],
    ['compressed', 0x60, '0102', undefined],
  ] as const) {
    test(what, () => assert.equal(decodeUssd(fromHex(hex), dcs), text));
  }

  test('the default alphabet behind a language', () => {
    const septets = Uint8Array.from(Buffer.from('en\rHello', 'latin1'));
    assert.equal(decodeUssd(packSeptets(septets), 0x10), 'Hello');
  });
});
