import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, toHex } from '../hex.ts';
import { octetsOfSeptets, packSeptets, unpackSeptets } from './septets.ts';

function ascii(text: string) {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

describe('septets in octets (23.038 6.1.2.1)', () => {
  for (const [text, fillBits, hex] of [
    ['', 0, ''],
    ['1', 0, '31'],
    ['12', 0, '3119'],
    ['1234567', 0, '31D98C56B3DD00'],
    ['12345678', 0, '31D98C56B3DD70'],
    ['123456789', 0, '31D98C56B3DD7039'],
    ['1', 1, '62'],
    ['1', 6, '400C'],
    ['12', 2, 'C464'],
  ] as const) {
    test(`'${text}' behind ${fillBits} fill bits`, () => {
      assert.equal(toHex(packSeptets(ascii(text), fillBits)), hex);
      assert.deepEqual(unpackSeptets(fromHex(hex), text.length, fillBits), ascii(text));
    });
  }

  test('only seven bits of an entry count', () =>
    assert.deepEqual(packSeptets(Uint8Array.of(0x80 | 0x31)), Uint8Array.of(0x31)));

  test('reading more septets than there are is refused', () => {
    assert.throws(() => unpackSeptets(Uint8Array.of(0x31), 2), {
      name: 'DecodeError',
      field: 'septets',
      octet: 0,
    });
    assert.throws(() => unpackSeptets(Uint8Array.of(0x31), 1, 2), { name: 'DecodeError' });
  });

  test('how many octets they take', () => {
    assert.deepEqual([0, 1, 7, 8, 9, 160].map(octetsOfSeptets), [0, 1, 7, 7, 8, 140]);
  });
});
