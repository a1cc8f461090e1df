import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EncodeError } from '../errors.ts';
import { fromHex, toHex } from '../hex.ts';
import { decodeFields, encodeFields, listOf, mandatory, menuOf, optional } from './layout.ts';
import { octetObject } from './objects/object-kind.ts';
import { decodeDataObjects, encodeDataObjects } from './tlv.ts';

const first = octetObject(0x01, 'first');
const second = octetObject(0x02, 'second');

/** A table with a row of each presence; the two optional rows share a tag. */
const table = {
  head: mandatory(first),
  early: optional(second),
  entries: listOf(octetObject(0x03, 'entry')),
  late: optional(second, true),
};

function valuesOf(hex: string): unknown {
  const octets = fromHex(hex);
  return decodeFields(table, decodeDataObjects(octets), octets.length).values;
}

describe('the rows of a table', () => {
  const rows: readonly (readonly [what: string, hex: string, values: unknown])[] = [
    [
      'take their objects',
      '810101' + '020102' + '830103' + '820104',
      { head: 1, early: 2, entries: [3], late: 4 },
    ],
    ['may stay empty', '810101' + '830103', { head: 1, entries: [3] }],
    ['may repeat', '810101' + '830103' + '830104', { head: 1, entries: [3, 4] }],
    [
      'take an object of a shared tag by its place',
      '810101' + '830103' + '820104',
      { head: 1, entries: [3], late: 4 },
    ],
    ['take an object before its place', '020102' + '830103' + '810101', { early: 2, entries: [3], head: 1 }],
    [
      'repeat across other objects',
      '810101' + '830103' + '820104' + '830105',
      { head: 1, entries: [3, 5], late: 4 },
    ],
  ];
  for (const [what, hex, values] of rows) test(what, () => assert.deepEqual(valuesOf(hex), values));

  test('set aside a third object of a shared tag', () => {
    const octets = fromHex('810101' + '830103' + '020102' + '020103' + '020104');
    const { values, ignored } = decodeFields(table, decodeDataObjects(octets), octets.length);
    assert.deepEqual(values, { head: 1, entries: [3], late: 2, early: 3 });
    assert.deepEqual(ignored, [{ tag: 2, comprehensionRequired: false, value: Uint8Array.of(4) }]);
  });
});

describe('writing by a table', () => {
  test('keeps its order and its flags', () => {
    const octets = encodeDataObjects(encodeFields(table, { late: 4, entries: [3, 5], head: 1, early: 2 }));
    assert.equal(toHex(octets), '810101020102830103830105820104');
  });

  test('needs what is mandatory', () => {
    assert.throws(
      () => encodeFields(table, { entries: [3] }),
      (error: unknown) => error instanceof EncodeError && error.field === 'head',
    );
  });

  test('needs an entry in a list', () => {
    assert.throws(() => encodeFields(table, { head: 1, entries: [] }), /entry: at least one/);
  });
});

/** 102 223 6.4.8. */
describe('a menu', () => {
  const menu = { entries: menuOf(octetObject(0x0f, 'item')) };
  const read = (hex: string): unknown => decodeFields(menu, decodeDataObjects(fromHex(hex)), 0).values;

  test('has its entries', () => assert.deepEqual(read('8F01018F0102'), { entries: [1, 2] }));
  test('is empty with one entry of no value', () => assert.deepEqual(read('8F00'), { entries: [] }));
  test('has no entry without a value beside others', () =>
    assert.throws(() => read('8F01018F00'), /beside others/));
  test('must have an entry', () => assert.throws(() => read(''), /missing/));
  test('without entries is written as one of no value', () => {
    assert.equal(toHex(encodeDataObjects(encodeFields(menu, { entries: [] }))), '8F00');
  });
});
