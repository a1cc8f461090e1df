import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, toHex } from '../hex.ts';
import { readerOf, writer, writtenOctets } from '../octets.ts';
import {
  readValidityPeriod,
  relativeValidity,
  type ValidityPeriod,
  validityMinutes,
  validityPeriodBits,
  writeValidityPeriod,
} from './validity-period.ts';

const HOUR = 60;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

function relative(value: number): ValidityPeriod {
  return { format: 'relative', value };
}

function enhanced(hex: string): ValidityPeriod {
  return { format: 'enhanced', octets: fromHex(hex) };
}

describe('relative TP-VP (23.040 9.2.3.12.1)', () => {
  for (const [value, minutes] of [
    [0, 5],
    [1, 10],
    [143, 12 * HOUR],
    [144, 12 * HOUR + 30],
    [167, DAY],
    [168, 2 * DAY],
    [196, 30 * DAY],
    [197, 5 * WEEK],
    [255, 63 * WEEK],
  ] as const) {
    test(`${value} lasts ${minutes} minutes`, () => {
      assert.equal(validityMinutes(relative(value)), minutes);
      assert.deepEqual(relativeValidity(minutes), relative(value));
    });
  }

  test('all 256 values last longer than the one before and come back', () => {
    let last = 0;
    for (let value = 0; value < 256; value++) {
      const minutes = validityMinutes(relative(value)) ?? 0;
      assert.ok(minutes > last);
      assert.deepEqual(relativeValidity(minutes), relative(value));
      last = minutes;
    }
  });

  for (const [minutes, value] of [
    [0.5, 0],
    [6, 1],
    [12 * HOUR + 1, 144],
    [DAY + 1, 168],
    [30 * DAY + 1, 197],
    [64 * WEEK, 255],
    [Number.POSITIVE_INFINITY, 255],
  ] as const) {
    test(`${minutes} minutes take the next longer one, ${value}`, () =>
      assert.deepEqual(relativeValidity(minutes), relative(value)));
  }

  for (const minutes of [0, -1, Number.NaN]) {
    test(`${minutes} minutes are refused`, () =>
      assert.throws(() => relativeValidity(minutes), { name: 'EncodeError', field: 'TP-VP' }));
  }
});

describe('enhanced TP-VP (23.040 9.2.3.12.3)', () => {
  for (const [what, hex, minutes] of [
    ['none', '00000000000000', undefined],
    ['a relative octet', '01A70000000000', DAY],
    ['seconds', '021E0000000000', 0.5],
    ['no seconds', '02000000000000', undefined],
    ['a clock', '03302154000000', 192.75],
    ['a clock that is not decimal', '03302D54000000', undefined],
    ['single shot, a relative octet', '41000000000000', 5],
    ['a second indicator octet', '81000000000000', 5],
    ['a reserved format', '04000000000000', undefined],
    ['octets that should be 0', '01000100000000', undefined],
    ['none, and octets that should be 0', '00010000000000', undefined],
  ] as const) {
    test(`${what}: ${minutes} minutes`, () => assert.equal(validityMinutes(enhanced(hex)), minutes));
  }
});

describe('TP-VP in a TPDU', () => {
  for (const [bits, hex, validity] of [
    [0x00, '', undefined],
    [0x10, 'A7', relative(0xa7)],
    [0x08, '41000000000000', enhanced('41000000000000')],
    [
      0x18,
      '71801311124523',
      {
        format: 'absolute',
        until: { year: 2017, month: 8, day: 31, hour: 11, minute: 21, second: 54, zoneQuarters: 32 },
      },
    ],
  ] as const) {
    test(`${validity?.format ?? 'absent'}`, () => {
      assert.equal(validityPeriodBits(validity), bits);
      assert.deepEqual(readValidityPeriod(readerOf(fromHex(hex)), bits), validity);
      const target = writer();
      if (validity !== undefined) writeValidityPeriod(target, validity);
      assert.equal(toHex(writtenOctets(target)), hex);
    });
  }

  for (const [bits, hex] of [
    [0x10, ''],
    [0x08, '410000'],
    [0x18, '718013'],
  ] as const) {
    test(`cut short is refused, format ${bits}`, () =>
      assert.throws(() => readValidityPeriod(readerOf(fromHex(hex)), bits), {
        name: 'DecodeError',
        field: 'TP-VP',
      }));
  }

  for (const [what, validity] of [
    ['a relative 256', relative(256)],
    ['six octets', enhanced('410000000000')],
  ] as const) {
    test(`${what} cannot be written`, () =>
      assert.throws(() => writeValidityPeriod(writer(), validity), { name: 'EncodeError', field: 'TP-VP' }));
  }
});
