import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  addressText,
  parseAddress,
  readAddress,
  readServiceCentreAddress,
  writeAddress,
  writeServiceCentreAddress,
} from './address.ts';
import { septetsToText, textToSeptets } from './alphabet.ts';
import { readDataCoding } from './data-coding.ts';
import { fromHex, OctetReader, TpduError, toHex } from './octets.ts';
import { packSeptets, unpackSeptets } from './septets.ts';
import { type Fields, readVectors, testRow } from './test-vectors.ts';
import { readTimeStamp, writeTimeStamp } from './time-stamp.ts';
import { concatenationOf, headerElements } from './user-data.ts';
import { readValidity, relativeMinutes, relativeValidity, type ValidityFormat } from './validity.ts';

interface FieldRow {
  readonly id: string;
  readonly op: string;
  readonly kind: string;
  readonly field?: 'smsc' | 'tp';
  readonly hex?: string;
  readonly text?: string;
  readonly septets?: number;
  readonly bit_offset?: number;
  readonly minutes?: number;
  readonly vpf?: ValidityFormat | null;
  readonly timestamp?: string;
  readonly ton?: 'national' | 'international' | 'alphanumeric';
  readonly input?: string | { readonly TOA: number; readonly Addr: string };
  readonly expect?: Fields;
}

/** Rows that a clause contradicts. */
const answered: Readonly<Record<string, string>> = {
  'osmo-addr-003 encode_address': '23.040 9.1.2.5: seven septets are 13 useful semi-octets, not 14',
  'warthog-addr-008 encode_address':
    '23.040 9.1.2.5, 23.038 6.2.1.1: the extension table belongs to the alphabet of names',
  'warthog-addr-017 decode_address':
    '23.040 9.1.2.5: the length says that the last semi-octet is not part of the number',
  'warthog-vp-009 read': '23.040 9.2.3.12.1: a relative period of 0 is five minutes',
  'warthog-addr-021 decode_address': '23.040 9.1.2.5: ten semi-octets are five septets, and those are there',
};

const rows = readVectors<readonly FieldRow[]>('sms-fields.json');

function eachRow(kind: string, op: string, check: (row: FieldRow) => void): void {
  for (const row of rows.filter(row => row.kind === kind && row.op.split(',').includes(op))) {
    testRow(`${row.id} ${op}`, answered[`${row.id} ${op}`], () => {
      if (row.expect?.error === true) assert.throws(() => check(row), TpduError);
      else check(row);
    });
  }
}

function reader(row: FieldRow): OctetReader {
  return new OctetReader(fromHex(row.hex ?? ''));
}

const typeOfAddress = { national: 0xa1, international: 0x91, alphanumeric: 0xd0 } as const;

function addressOf(row: FieldRow) {
  const { input } = row;
  if (typeof input === 'object') return { typeOfAddress: input.TOA, value: input.Addr };
  if (row.ton !== undefined) return { typeOfAddress: typeOfAddress[row.ton], value: input ?? '' };
  return parseAddress(input ?? '');
}

describe('addresses', () => {
  eachRow('address', 'encode_address', row => {
    const write = row.field === 'smsc' ? writeServiceCentreAddress : writeAddress;
    assert.equal(toHex(write(addressOf(row))), row.hex ?? row.expect?.hex);
  });
  eachRow('address', 'decode_address', row => {
    const octets = reader(row);
    const address = row.field === 'smsc' ? readServiceCentreAddress(octets) : readAddress(octets, 'TP-DA');
    const { number, digits_or_text: value, toa, octets_read: read } = row.expect ?? {};
    if (number !== undefined) assert.equal(address && addressText(address), number);
    if (value !== undefined) assert.equal(address?.value, value);
    if (toa !== undefined) assert.equal(address?.typeOfAddress, toa);
    if (read !== undefined) assert.equal(octets.position, read);
  });
});

describe('septets', () => {
  const septetsOf = (row: FieldRow) => textToSeptets(row.text ?? '') ?? [];
  eachRow('gsm7_pack', 'pack', row => {
    assert.equal(toHex(packSeptets(septetsOf(row), row.bit_offset ?? 0)), row.hex);
  });
  eachRow('gsm7_pack', 'unpack', row => {
    const count = row.septets ?? septetsOf(row).length;
    assert.equal(septetsToText(unpackSeptets(fromHex(row.hex ?? ''), count)), row.text);
  });
});

describe('validity', () => {
  eachRow('validity', 'encode_validity', row => {
    if (row.minutes === undefined) return;
    assert.deepEqual(relativeValidity(row.minutes), { format: 'relative', value: row.expect?.vp_raw });
  });
  eachRow('validity', 'decode_validity', row => {
    if (row.minutes !== undefined) {
      assert.equal(relativeMinutes(Number(row.expect?.vp_raw)), row.minutes);
      return;
    }
    const length = (row.hex ?? '').length / 2;
    const validity = readValidity(reader(row), length === 1 ? 'relative' : 'enhanced');
    assert.equal(validity.format, row.expect?.vpf);
  });
  for (const row of rows.filter(row => row.kind === 'validity' && row.hex !== undefined && row.vpf)) {
    testRow(`${row.id} read`, answered[`${row.id} read`], () => {
      const validity = readValidity(reader(row), row.vpf ?? 'absent');
      assert.equal(validity.format, row.expect?.vpf);
      if (validity.format === 'relative') {
        assert.equal(relativeMinutes(validity.value), row.expect?.minutes);
      }
      if (validity.format === 'absolute') {
        assert.equal(validity.until.at, Date.parse(String(row.expect?.time)));
      }
      if (validity.format === 'enhanced') {
        assert.equal((validity.milliseconds ?? 0) / 60_000, row.expect?.minutes ?? 0);
      }
    });
  }
});

describe('time stamps', () => {
  eachRow('timestamp', 'encode_timestamp', row => {
    const zone = /([+-])(\d\d):(\d\d)$/.exec(row.timestamp ?? '');
    const [, sign = '+', hours = '0', minutes = '0'] = zone ?? [];
    const zoneQuarters = Number(`${sign}${Number(hours) * 4 + Number(minutes) / 15}`);
    const at = Date.parse(row.timestamp ?? '');
    assert.equal(toHex(writeTimeStamp({ at, zoneQuarters })), row.expect?.hex);
  });
  eachRow('timestamp', 'decode_timestamp', row => {
    const stamp = readTimeStamp(new OctetReader(fromHex(String(row.hex ?? row.expect?.hex))), 'TP-SCTS');
    assert.equal(stamp.at, Date.parse(String(row.expect?.timestamp ?? row.timestamp)));
  });
});

describe('user data headers', () => {
  const userData = (hex: string) => {
    const octets = fromHex(hex);
    return { dataCodingScheme: 4, hasHeader: true, length: octets.length, octets };
  };
  eachRow('udh_ie', 'decode_ie', row => {
    const hex = row.hex ?? '';
    const header = (hex.length / 2).toString(16).padStart(2, '0') + hex;
    const part = concatenationOf(headerElements(userData(header)));
    const { reference: ref, referenceBits: bits, total, sequence: seq } = part ?? {};
    assert.deepEqual({ ref, bits, total, seq }, row.expect?.concat);
  });
  eachRow('udh', 'decode_udh', row => {
    const elements = headerElements(userData(row.hex ?? ''));
    const shown = elements.map(({ identifier, data }) => ({ iei: identifier, data: toHex(data) }));
    assert.deepEqual(shown, row.expect?.udh);
  });
});

interface DataCodingRow {
  readonly dcs: number;
  readonly alphabet: 'gsm7' | '8bit' | 'ucs2' | null;
}

describe('all 256 data coding schemes', () => {
  const { table } = readVectors<{ readonly table: readonly DataCodingRow[] }>('sms-dcs-alphabet.json');
  for (const { dcs, alphabet } of table) {
    test(`TP-DCS ${dcs}`, () => {
      // The row is null where the coding is reserved: 23.038 clause 4 asks to read the default alphabet.
      assert.equal(readDataCoding(dcs).alphabet, alphabet ?? 'gsm7');
    });
  }
});
