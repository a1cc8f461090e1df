import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, toHex } from '../hex.ts';
import { readerOf, writer, writtenOctets } from '../octets.ts';
import {
  readTimestamp,
  type Timestamp,
  timestampFromEpoch,
  timestampToEpoch,
  writeTimestamp,
} from './timestamp.ts';

function read(hex: string): Timestamp {
  return readTimestamp(readerOf(fromHex(hex)), 'TP-SCTS');
}

function write(timestamp: Timestamp): string {
  const target = writer();
  writeTimestamp(target, timestamp, 'TP-SCTS');
  return toHex(writtenOctets(target));
}

const noon: Timestamp = { year: 2024, month: 2, day: 29, hour: 12, minute: 0, second: 0, zoneQuarters: 0 };

describe('TP-SCTS and TP-DT', () => {
  for (const [hex, iso, zoneQuarters] of [
    ['42209221000000', '2024-02-29T12:00:00Z', 0],
    ['42209221000080', '2024-02-29T10:00:00Z', 8],
    ['4220922100000A', '2024-02-29T17:00:00Z', -20],
    ['42209221000022', '2024-02-29T06:30:00Z', 22],
    ['99211332959597', '2099-12-31T04:14:59Z', 79],
  ] as const) {
    test(`${hex} is ${iso}`, () => {
      const timestamp = read(hex);
      assert.equal(timestamp.zoneQuarters, zoneQuarters);
      assert.equal(timestampToEpoch(timestamp), Date.parse(iso));
      assert.equal(write(timestamp), hex);
      assert.deepEqual(timestampFromEpoch(Date.parse(iso), zoneQuarters), timestamp);
    });
  }

  test('all 256 zone octets: sign in bit 3, two swapped digits; what is not decimal is unknown', () => {
    for (let octet = 0; octet < 256; octet++) {
      const { zoneQuarters } = read(`422092210000${toHex(Uint8Array.of(octet))}`);
      const units = octet >> 4;
      const quarters = (octet & 0x07) * 10 + units;
      const signed = (octet & 0x08) !== 0 && quarters > 0 ? -quarters : quarters;
      assert.equal(zoneQuarters, units > 9 ? undefined : signed);
    }
  });

  test('every zone comes back', () => {
    for (let zoneQuarters = -79; zoneQuarters <= 79; zoneQuarters++) {
      assert.equal(read(write({ ...noon, zoneQuarters })).zoneQuarters, zoneQuarters);
    }
  });

  test('an unknown zone is written so that it stays unknown', () =>
    assert.equal(read(write({ ...noon, zoneQuarters: undefined })).zoneQuarters, undefined));

  test('a digit that is not decimal is refused where it stands', () => {
    for (let place = 0; place < 6; place++) {
      const octets = fromHex('42209221000000');
      octets[place] = 0xa1;
      assert.throws(() => read(toHex(octets)), { name: 'DecodeError', field: 'TP-SCTS', octet: place });
    }
  });

  for (const [what, timestamp] of [
    ['a year before 2000', { ...noon, year: 1999 }],
    ['a year after 2099', { ...noon, year: 2100 }],
    ['a fraction of a second', { ...noon, second: 1.5 }],
    ['80 quarters', { ...noon, zoneQuarters: 80 }],
    ['a broken zone', { ...noon, zoneQuarters: 0.5 }],
  ] as const) {
    test(`${what} cannot be written`, () =>
      assert.throws(() => write(timestamp), { name: 'EncodeError', field: 'TP-SCTS' }));
  }
});

describe('moments', () => {
  for (const [what, timestamp] of [
    ['no zone', { ...noon, zoneQuarters: undefined }],
    ['month 0', { ...noon, month: 0 }],
    ['month 13', { ...noon, month: 13 }],
    ['30 February', { ...noon, day: 30 }],
    ['29 February of a common year', { ...noon, year: 2023 }],
    ['day 0', { ...noon, day: 0 }],
    ['24 hours', { ...noon, hour: 24 }],
    ['60 minutes', { ...noon, minute: 60 }],
    ['60 seconds', { ...noon, second: 60 }],
  ] as const) {
    test(`${what} is none`, () => assert.equal(timestampToEpoch(timestamp), undefined));
  }

  test('drop fractions of a second', () =>
    assert.deepEqual(timestampFromEpoch(Date.UTC(2024, 1, 29, 12, 0, 0, 999), 0), noon));

  test('outside the century, or none at all, are refused', () => {
    for (const milliseconds of [Date.UTC(1999, 11, 31), Date.UTC(2100, 0, 1), Number.NaN]) {
      assert.throws(() => timestampFromEpoch(milliseconds, 0), {
        name: 'EncodeError',
        field: 'milliseconds',
      });
    }
    assert.throws(() => timestampFromEpoch(0, 80), { name: 'EncodeError', field: 'zoneQuarters' });
  });
});
