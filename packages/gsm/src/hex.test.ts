import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, toHex } from './hex.ts';

describe('hexadecimal text', () => {
  test('is written in upper case, two digits an octet', () => {
    assert.equal(toHex(Uint8Array.of(0x00, 0x0a, 0xff)), '000AFF');
    assert.equal(toHex(new Uint8Array(0)), '');
  });

  test('says all 256 octets both ways', () => {
    const octets = Uint8Array.from({ length: 256 }, (_, octet) => octet);
    assert.deepEqual(fromHex(toHex(octets)), octets);
  });

  test('is read in either case', () => assert.deepEqual(fromHex('aBCd09'), Uint8Array.of(0xab, 0xcd, 0x09)));

  for (const [text, octet] of [
    ['0', 0],
    ['00112', 2],
    ['00g1', 1],
    ['0 ', 0],
    ['001x', 1],
    ['éé', 0],
  ] as const) {
    test(`'${text}' is refused at octet ${octet}`, () =>
      assert.throws(() => fromHex(text), { name: 'DecodeError', field: 'hex', octet }));
  }
});
