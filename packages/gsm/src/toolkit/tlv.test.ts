import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EncodeError } from '../errors.ts';
import { fromHex, toHex } from '../hex.ts';
import { ToolkitError } from './errors.ts';
import {
  type DataObject,
  decodeBerTlv,
  decodeDataObjects,
  describeTag,
  encodeBerTlv,
  encodeDataObjects,
} from './tlv.ts';

/** 101 220 7.1.2: how many octets each length takes. */
const lengths: readonly (readonly [length: number, coded: string])[] = [
  [0, '00'],
  [1, '01'],
  [127, '7F'],
  [128, '8180'],
  [255, '81FF'],
  [256, '820100'],
  [65535, '82FFFF'],
];

/** 101 220 7.1.1.2: one octet with the flag in bit 8, or 7F and two octets with the flag in bit 16. */
const tags: readonly (readonly [tag: number, comprehensionRequired: boolean, coded: string])[] = [
  [0x01, false, '0100'],
  [0x01, true, '8100'],
  [0x7e, false, '7E00'],
  [0x7e, true, 'FE00'],
  [0x7f, false, '7F007F00'],
  [0x0100, true, '7F810000'],
  [0x7fff, true, '7FFFFF00'],
];

const refused: readonly (readonly [hex: string, octet: number, reason: RegExp])[] = [
  ['00', 0, /0x0 is no tag/],
  ['80', 0, /0x80 is no tag/],
  ['FF', 0, /0xff is no tag/],
  ['8D', 0, /length of tag 0x0D.*missing/],
  ['8D80', 1, /0x80 is no length/],
  ['8D84', 1, /0x84 is no length/],
  ['8D81', 1, /missing/],
  ['8D8201', 2, /missing/],
  ['8D02AA', 2, /tag 0x0D.*1 of 2 octets/],
  ['810100' + '8D03AABB', 6, /2 of 3 octets/],
  ['7F', 0, /missing/],
  ['7F01', 1, /missing/],
];

describe('lengths of a data object', () => {
  for (const [length, coded] of lengths) {
    test(`${length} is ${coded}`, () => {
      const object: DataObject = { tag: 0x0d, comprehensionRequired: true, value: new Uint8Array(length) };
      const octets = encodeDataObjects([object]);
      assert.equal(toHex(octets.subarray(1, octets.length - length)), coded);
      assert.deepEqual(decodeDataObjects(octets)[0]?.value, object.value);
    });
  }

  test('are read in more octets than needed', () => {
    assert.deepEqual(decodeDataObjects(fromHex('8D830000012A'))[0]?.value, Uint8Array.of(0x2a));
  });

  test('end at 65535', () => {
    const value = new Uint8Array(65536);
    assert.throws(() => encodeDataObjects([{ tag: 1, comprehensionRequired: true, value }]), EncodeError);
  });
});

describe('tags of a data object', () => {
  for (const [tag, comprehensionRequired, coded] of tags) {
    test(`${describeTag(tag)} ${comprehensionRequired ? 'with' : 'without'} the flag is ${coded}`, () => {
      const object = { tag, comprehensionRequired, value: new Uint8Array() };
      assert.equal(toHex(encodeDataObjects([object])), coded);
      assert.deepEqual(decodeDataObjects(fromHex(coded)), [{ ...object, octet: coded.length / 2 }]);
    });
  }

  for (const tag of [0, -1, 0x8000]) {
    test(`${tag} cannot be written`, () => {
      const object = { tag, comprehensionRequired: false, value: new Uint8Array() };
      assert.throws(() => encodeDataObjects([object]), EncodeError);
    });
  }
});

describe('data objects', () => {
  test('tell where their values stand in the message', () => {
    const octets = decodeDataObjects(fromHex('8103012180' + '82028182'), 2).map(({ octet }) => octet);
    assert.deepEqual(octets, [4, 9]);
  });

  test('may be none', () => assert.deepEqual(decodeDataObjects(new Uint8Array()), []));

  for (const [hex, octet, reason] of refused) {
    test(`${hex} is refused at octet ${octet}`, () => {
      assert.throws(
        () => decodeDataObjects(fromHex(hex)),
        (error: unknown) => {
          assert.ok(error instanceof ToolkitError);
          assert.match(error.message, reason);
          assert.deepEqual([error.octet, error.generalResult], [octet, 0x32]);
          return true;
        },
      );
    });
  }
});

describe('faults of objects within a message', () => {
  for (const [hex, octet] of [
    ['8D', 5],
    ['00', 5],
    ['8D0101' + '8D84', 9],
    ['8D02AA', 7],
  ] as const) {
    test(`${hex} is refused at octet ${octet} of the message`, () =>
      assert.throws(() => decodeDataObjects(fromHex(hex), 5), { name: 'ToolkitError', octet }));
  }
});

describe('the outermost object', () => {
  test('is taken apart', () => {
    assert.deepEqual(decodeBerTlv(fromHex('D00411223344')), {
      tag: 0xd0,
      value: fromHex('11223344'),
      octet: 2,
    });
  });

  test('is put together again, long or short', () => {
    for (const length of [0, 127, 128, 255, 256]) {
      const value = new Uint8Array(length).fill(7);
      assert.deepEqual(decodeBerTlv(encodeBerTlv(0xd0, value)).value, value);
    }
  });

  /** 102 223 6.10.6: a length that does not agree. */
  const wrong: readonly (readonly [hex: string, reason: RegExp])[] = [
    ['', /BER-TLV tag.*missing/],
    ['D0', /BER-TLV length.*missing/],
    ['D00411', /1 of 4 octets/],
    ['D00111FF', /1 octets follow/],
  ];
  for (const [hex, reason] of wrong) {
    test(`'${hex}' is refused`, () => assert.throws(() => decodeBerTlv(fromHex(hex)), reason));
  }
});
