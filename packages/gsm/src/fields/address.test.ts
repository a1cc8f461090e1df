import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, toHex } from '../hex.ts';
import { readerOf, writer, writtenOctets } from '../octets.ts';
import { type Address, readAddress, readServiceCentre, writeAddress, writeServiceCentre } from './address.ts';

function read(hex: string): Address {
  return readAddress(readerOf(fromHex(hex)), 'TP-DA');
}

function write(address: Address): string {
  const target = writer();
  writeAddress(target, address, 'TP-DA');
  return toHex(writtenOctets(target));
}

describe('TP-DA, TP-OA and TP-RA', () => {
  for (const [hex, typeOfNumber, numberingPlan, digits] of [
    ['0B914316565811F9', 'international', 1, '34616585119'],
    ['0AA11062452143', 'national', 1, '0126541234'],
    ['0F811032547698BADCFE', 'unknown', 1, '0123456789*#abc'],
    ['0081', 'unknown', 1, ''],
    ['03B821F3', 'networkSpecific', 8, '123'],
    ['03C021F3', 'subscriber', 0, '123'],
    ['03E921F3', 'abbreviated', 9, '123'],
    ['03FF21F3', 'reserved', 15, '123'],
    ['0ED0D637396C7EBBCB', 'alphanumeric', 0, 'Vodafone'],
    ['06D061F118', 'alphanumeric', 0, 'abc'],
    ['00D0', 'alphanumeric', 0, ''],
    ['14D0E10D6FE3DBA036A94D19', 'alphanumeric', 0, 'a[]{}€'],
  ] as const) {
    test(`${hex} is ${typeOfNumber} ${digits}`, () => {
      const address = { typeOfNumber, numberingPlan, digits };
      assert.deepEqual(read(hex), address);
      assert.equal(write(address), hex);
    });
  }

  test('keeps each of the 128 types of address', () => {
    for (let type = 0x80; type <= 0xff; type++) {
      const hex = `00${toHex(Uint8Array.of(type))}`;
      assert.equal(write(read(hex)), hex);
    }
  });

  test('reads a type octet without its leading 1 all the same', () =>
    assert.deepEqual(read('031121F3'), { typeOfNumber: 'international', numberingPlan: 1, digits: '123' }));

  for (const [what, hex, octet] of [
    ['no length', '', 0],
    ['no type', '0B', 0],
    ['a cut value', '0B9143165658', 5],
    ['21 semi-octets', '15914316565811F943165658111111', 0],
    ['fill among the digits', '0691F1214365', 2],
    ['fill that is counted', '049121F3', 3],
  ] as const) {
    test(`${what} is refused at octet ${octet}`, () =>
      assert.throws(() => read(hex), { name: 'DecodeError', field: 'TP-DA', octet }));
  }

  for (const [what, address, reason] of [
    ['21 digits', { typeOfNumber: 'unknown', numberingPlan: 1, digits: '1'.repeat(21) }, /20 digits/],
    [
      '12 characters',
      { typeOfNumber: 'alphanumeric', numberingPlan: 0, digits: 'ABCDEFGHIJKL' },
      /11 characters/,
    ],
    [
      'a letter among digits',
      { typeOfNumber: 'national', numberingPlan: 1, digits: '12d4' },
      /'d' is no digit/,
    ],
    [
      'a plus among digits',
      { typeOfNumber: 'international', numberingPlan: 1, digits: '+49' },
      /'\+' is no digit/,
    ],
    ['Cyrillic text', { typeOfNumber: 'alphanumeric', numberingPlan: 0, digits: 'Мир' }, /default alphabet/],
    ['plan 16', { typeOfNumber: 'unknown', numberingPlan: 16, digits: '1' }, /numbering plan 16/],
  ] as const) {
    test(`${what} cannot be written`, () =>
      assert.throws(() => write(address), { name: 'EncodeError', field: 'TP-DA', message: reason }));
  }
});

function readCentre(hex: string): Address | undefined {
  return readServiceCentre(readerOf(fromHex(hex)));
}

function writeCentre(address: Address | undefined): string {
  const target = writer();
  writeServiceCentre(target, address);
  return toHex(writtenOctets(target));
}

describe('service centre in front of a PDU', () => {
  for (const [hex, typeOfNumber, digits] of [
    ['07911326040000F0', 'international', '31624000000'],
    ['0791132604000010', 'international', '316240000001'],
    ['04A12143F5', 'national', '12345'],
    ['03812143', 'unknown', '1234'],
  ] as const) {
    test(`${hex} is ${digits}`, () => {
      const address = { typeOfNumber, numberingPlan: 1, digits };
      assert.deepEqual(readCentre(hex), address);
      assert.equal(writeCentre(address), hex);
    });
  }

  test('has one to twenty digits', () => {
    const of = (digits: string) => writeCentre({ typeOfNumber: 'unknown', numberingPlan: 1, digits });
    assert.equal(of('1'.repeat(20)), `0B81${'11'.repeat(10)}`);
    for (const digits of ['', '1'.repeat(21)]) assert.throws(() => of(digits), /1 to 20 fit/);
  });

  test('length 0 names none', () => {
    assert.equal(readCentre('00'), undefined);
    assert.equal(writeCentre(undefined), '00');
  });

  for (const [what, hex, octet] of [
    ['nothing', '', 0],
    ['a cut value', '0791132604', 4],
    ['twelve octets', '0C91132604000000000000000000', 0],
  ] as const) {
    test(`${what} is refused`, () =>
      assert.throws(() => readCentre(hex), { name: 'DecodeError', field: 'SMSC', octet }));
  }

  for (const [what, address] of [
    ['a name', { typeOfNumber: 'alphanumeric', numberingPlan: 0, digits: 'centre' }],
    ['no digits', { typeOfNumber: 'unknown', numberingPlan: 1, digits: '' }],
    ['21 digits', { typeOfNumber: 'unknown', numberingPlan: 1, digits: '1'.repeat(21) }],
  ] as const) {
    test(`${what} cannot be written`, () =>
      assert.throws(() => writeCentre(address), { name: 'EncodeError', field: 'SMSC' }));
  }
});
