/** Fields at the borders that 23.040 and 24.011 set: the last value that is read, and the first that is refused. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  addressText,
  parseAddress,
  readAddress,
  readServiceCentreAddress,
  typeOfNumber,
  writeAddress,
} from './address.ts';
import { dataCodingScheme, readDataCoding } from './data-coding.ts';
import { fromHex, OctetReader, oneOctet, TpduError, toHex } from './octets.ts';
import { segmentText } from './segmentation.ts';
import { readTimeStamp, writeTimeStamp } from './time-stamp.ts';
import { headerElements, makeUserData, readUserData, userDataText } from './user-data.ts';
import { writeUssdString } from './ussd-string.ts';
import { relativeMinutes, relativeValidity } from './validity.ts';

/** The value that a reader takes from octets; it has to take all of them. */
function readBy<Value>(read: (reader: OctetReader) => Value, hex: string): Value {
  const reader = new OctetReader(fromHex(hex));
  const value = read(reader);
  assert.equal(reader.left, 0);
  return value;
}

function address(reader: OctetReader) {
  return addressText(readAddress(reader, 'TP-DA'));
}
function centre(reader: OctetReader) {
  return readServiceCentreAddress(reader)?.value;
}
function stamp(reader: OctetReader) {
  return new Date(readTimeStamp(reader, 'TP-SCTS').at).toISOString();
}
function septets(reader: OctetReader) {
  return readUserData(reader, 0x00, false).length;
}
function octets(reader: OctetReader) {
  return readUserData(reader, 0x04, false).length;
}

function ones(count: number): string {
  return '1'.repeat(count);
}

describe('the last that is read, and the first that is refused', () => {
  const rows: readonly [
    field: string,
    read: (reader: OctetReader) => unknown,
    good: string,
    value: unknown,
    bad: string,
  ][] = [
    ['20 digits (9.1.2.5)', address, `1491${ones(20)}`, `+${ones(20)}`, `1591${ones(22)}`],
    [
      '11 octets of a service centre (24.011 8.2.5.2)',
      centre,
      `0B91${ones(20)}`,
      ones(20),
      `0C91${ones(22)}`,
    ],
    ['hour 23', stamp, '52601032000000', '2025-06-01T23:00:00.000Z', '52601042000000'],
    ['minute 59', stamp, '52601000950000', '2025-06-01T00:59:00.000Z', '52601000060000'],
    ['second 59', stamp, '52601000009500', '2025-06-01T00:00:59.000Z', '52601000000600'],
    ['the first of a month', stamp, '52601000000000', '2025-06-01T00:00:00.000Z', '52600000000000'],
    ['the last of a month', stamp, '52600300000000', '2025-06-30T00:00:00.000Z', '52601300000000'],
    ['the month 1', stamp, '52101000000000', '2025-01-01T00:00:00.000Z', '52001000000000'],
    ['the month 12', stamp, '52211000000000', '2025-12-01T00:00:00.000Z', '52311000000000'],
    ['160 septets (9.2.3.16)', septets, `A0${'00'.repeat(140)}`, 160, `A1${'00'.repeat(141)}`],
    ['140 octets', octets, `8C${'00'.repeat(140)}`, 140, `8D${'00'.repeat(141)}`],
  ];
  for (const [field, read, good, value, bad] of rows)
    test(field, () => {
      assert.equal(readBy(read, good), value);
      assert.throws(() => readBy(read, bad), TpduError);
    });

  test('the years 90 to 99 are of the last century', () => {
    const years = ['98', '09', '99', '00'].map(pair => readBy(stamp, `${pair}101000000000`).slice(0, 4));
    assert.deepEqual(years, ['2089', '1990', '1999', '2000']);
  });

  test('zones of 79 quarters in both directions', () => {
    for (const [zoneQuarters, hex] of [
      [79, '97'],
      [-79, '9F'],
      [0, '00'],
    ] as const)
      assert.equal(toHex(writeTimeStamp({ at: 0, zoneQuarters })).slice(-2), hex);
    assert.equal(readTimeStamp(new OctetReader(fromHex('07101000000008')), 'TP-SCTS').zoneQuarters, 0);
  });

  test('a number to write has 1 to 20 digits, with or without a plus', () => {
    for (const [digits, type] of [
      [ones(20), 0],
      [ones(21), 5],
      [`+${ones(20)}`, 1],
      [`+${ones(21)}`, 5],
      ['+', 5],
    ] as const)
      assert.equal(typeOfNumber(parseAddress(digits)), type, digits);
  });

  test('an octet holds 0 to 255', () => {
    assert.deepEqual([oneOctet(0, 'TP-MR'), oneOctet(255, 'TP-MR')], [0, 255]);
    for (const value of [-1, 256, 0.5]) assert.throws(() => oneOctet(value, 'TP-MR'), TpduError);
  });

  test('a message takes 160 characters, or 70 of UCS-2; parts of it 153 or 67, 152 or 66 with a long reference', () => {
    const parts = (character: string, count: number, referenceBits: 8 | 16 = 8) =>
      segmentText(character.repeat(count), { reference: 1, referenceBits }).length;
    assert.deepEqual([parts('x', 160), parts('x', 161), parts('x', 306), parts('x', 307)], [1, 2, 2, 3]);
    assert.deepEqual([parts('я', 70), parts('я', 71), parts('я', 134), parts('я', 135)], [1, 2, 2, 3]);
    assert.deepEqual([parts('x', 304, 16), parts('x', 305, 16)], [2, 3]);
    assert.deepEqual([parts('я', 132, 16), parts('я', 133, 16)], [2, 3]);
  });

  test('steps of a relative validity (9.2.3.12.1), and what is longer than all of them', () => {
    const HOUR = 60;
    const DAY = 24 * HOUR;
    const WEEK = 7 * DAY;
    for (const [value, minutes] of [
      [0, 5],
      [143, 12 * HOUR],
      [144, 12.5 * HOUR],
      [167, DAY],
      [168, 2 * DAY],
      [196, 30 * DAY],
      [197, 5 * WEEK],
      [255, 63 * WEEK],
    ] as const)
      assert.equal(relativeMinutes(value), minutes, String(value));
    assert.deepEqual(relativeValidity(63 * WEEK + 1), { format: 'relative', value: 255 });
  });
});

describe('what cannot be written or read is named with its octet', () => {
  const userData = (coding: number, hex: string) => ({
    ...{ dataCodingScheme: coding, hasHeader: false, length: hex.length / 2, octets: fromHex(hex) },
  });
  const rows: readonly [act: () => unknown, message: string][] = [
    [() => writeAddress({ typeOfAddress: 0x91, value: ones(21) }), 'address at octet 2: 21 digits; 20 fit'],
    [() => writeAddress({ typeOfAddress: 0x91, value: '1x' }), 'address at octet 2: "x" is no digit'],
    [() => writeAddress(parseAddress('Ж')), 'address at octet 2: "Ж" has no GSM 7-bit form'],
    [
      () => writeTimeStamp({ at: 0, zoneQuarters: 80 }),
      'time stamp at octet 6: zone 80 quarters; -79 to 79 fit',
    ],
    [() => userDataText(userData(8, '041F04')), 'TP-UD at octet 2: half a UCS-2 character'],
    [() => userDataText(userData(0x20, '04')), 'TP-UD at octet 0: compressed text (23.042) is not read'],
    [
      () => writeUssdString('я', { encoding: 'gsm7' }),
      'text at octet 0: has a character that the default alphabet lacks',
    ],
    [() => writeUssdString('x'.repeat(183)), 'text at octet 160: takes 161 octets, a USSD string has 160'],
    [() => readBy(address, '02910F'), 'TP-DA at octet 3: filler inside the digits'],
    [() => readBy(address, '0491'), 'TP-DA at octet 2: needs 2 octets, 0 left'],
    [() => fromHex('1234x'), 'hex at octet 2: "x" is no hex digit'],
    [() => fromHex('12345'), 'hex at octet 2: half an octet at the end'],
  ];
  for (const [act, message] of rows)
    test(message, () => {
      assert.throws(act, error => error instanceof TpduError && error.message === message);
    });
});

describe('classes of messages (23.038 4)', () => {
  const rows: readonly [scheme: number, alphabet: string, messageClass: number | undefined][] = [
    [0x0c, 'gsm7', undefined],
    [0x10, 'gsm7', 0],
    [0x15, '8bit', 1],
    [0x1a, 'ucs2', 2],
    [0x53, 'gsm7', 3],
    [0xf1, 'gsm7', 1],
    [0xf7, '8bit', 3],
    [0xfb, 'gsm7', 3],
  ];
  for (const [scheme, alphabet, messageClass] of rows)
    test(`TP-DCS ${scheme.toString(16)}`, () => {
      const coding = readDataCoding(scheme);
      assert.deepEqual(
        [coding.alphabet, coding.messageClass, coding.compressed],
        [alphabet, messageClass, false],
      );
    });

  test('are written by their alphabet', () => {
    assert.deepEqual(
      [
        dataCodingScheme('gsm7'),
        dataCodingScheme('8bit', 3),
        dataCodingScheme('ucs2', 0),
        dataCodingScheme('gsm7', 5),
      ],
      [0x00, 0x17, 0x18, 0x11],
    );
  });
});

describe('national languages (23.040 9.2.3.24.15, .16)', () => {
  const rows: readonly [what: string, elements: string, septets: string, text: string][] = [
    ['a locking table', '03250101', '04', '€'],
    ['a single shift table', '03240102', '1B09', 'ç'],
    ['both', '06250101240103', '041B5B', '€Ã'],
    ['the last of several', '06250101250103', '04', 'ê'],
    ['an element of two octets is none', '0425020101', '04', 'è'],
  ];
  for (const [what, header, typed, text] of rows)
    test(what, () => {
      const elements = headerElements({
        ...{ dataCodingScheme: 4, hasHeader: true, length: header.length / 2, octets: fromHex(header) },
      });
      assert.equal(userDataText(makeUserData(0, elements, { septets: [...fromHex(typed)] })), text);
    });
});

test('the header of user data has a length', () => {
  const empty = { dataCodingScheme: 0, hasHeader: true, length: 0, octets: new Uint8Array() };
  assert.throws(() => userDataText(empty), /UDHL at octet 0: missing/);
});

test('the language of a USSD string is two letters in front (23.038 5)', () => {
  assert.equal(toHex(writeUssdString('я', { language: 'ru' }).octets), 'F23A044F');
});
