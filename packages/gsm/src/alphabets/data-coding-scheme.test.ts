import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { countsSeptets, describeDataCodingScheme } from './data-coding-scheme.ts';

const all = [...Array(256).keys()];
const alphabets = ['gsm7', '8bit', 'ucs2', 'gsm7'] as const;
const indications = ['voicemail', 'fax', 'email', 'other'] as const;

describe('TP-DCS (23.038 4)', () => {
  for (const octet of all.filter(octet => octet < 0x80)) {
    test(`${octet}: general coding, group 0${octet >> 6}xx`, () =>
      assert.deepEqual(describeDataCodingScheme(octet), {
        alphabet: alphabets[(octet >> 2) & 3],
        compressed: ((octet >> 5) & 1) === 1,
        ...(((octet >> 4) & 1) === 1 && { messageClass: octet & 3 }),
        autoDelete: octet >= 0x40,
        reserved: ((octet >> 2) & 3) === 3,
      }));
  }

  for (const octet of all.filter(octet => octet >= 0x80 && octet < 0xc0)) {
    test(`${octet}: reserved, the default alphabet`, () =>
      assert.deepEqual(describeDataCodingScheme(octet), {
        alphabet: 'gsm7',
        compressed: false,
        autoDelete: false,
        reserved: true,
      }));
  }

  for (const octet of all.filter(octet => octet >= 0xc0 && octet < 0xf0)) {
    test(`${octet}: message waiting`, () =>
      assert.deepEqual(describeDataCodingScheme(octet), {
        alphabet: octet >= 0xe0 ? 'ucs2' : 'gsm7',
        compressed: false,
        autoDelete: false,
        messageWaiting: {
          store: octet >= 0xd0,
          active: ((octet >> 3) & 1) === 1,
          indication: indications[octet & 3],
        },
        reserved: ((octet >> 2) & 1) === 1,
      }));
  }

  for (const octet of all.filter(octet => octet >= 0xf0)) {
    test(`${octet}: data coding and class`, () =>
      assert.deepEqual(describeDataCodingScheme(octet), {
        alphabet: ((octet >> 2) & 1) === 1 ? '8bit' : 'gsm7',
        compressed: false,
        messageClass: octet & 3,
        autoDelete: false,
        reserved: octet >= 0xf8,
      }));
  }

  test('TP-UDL counts septets in the default alphabet that is not compressed', () => {
    const counting = all.filter(countsSeptets);
    for (const octet of [0x00, 0x0c, 0x10, 0x40, 0x80, 0xbf, 0xc0, 0xd8, 0xf0, 0xf3])
      assert.ok(counting.includes(octet));
    for (const octet of [0x04, 0x08, 0x20, 0x30, 0x60, 0xe0, 0xf4]) assert.ok(!counting.includes(octet));
  });

  test('more than an octet is cut to its lowest eight bits', () =>
    assert.equal(describeDataCodingScheme(0x108).alphabet, 'ucs2'));
});
