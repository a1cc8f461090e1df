/** Code points of the alphabets and the alphabet of every TP-DCS, as the vectors have them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeGsm7, describeDataCodingScheme, encodeGsm7, type NationalLanguage } from '../src/index.ts';
import { vectors } from './vector-rows.ts';

interface Point {
  /** One octet, or two where the first is ESC. */
  readonly gsm: string;
  readonly unicode: string;
}

interface CharsetRow {
  readonly id: string;
  readonly nli?: number;
  readonly entries?: readonly Point[];
  readonly locking_points?: readonly Point[];
  readonly single_shift_points?: readonly Point[];
}

const { tables } = vectors<{ tables: CharsetRow[] }>('gsm-charsets');

function septetsOf({ gsm }: Point): Uint8Array {
  return Uint8Array.from(Buffer.from(gsm, 'hex'));
}

function characterOf({ unicode }: Point): string {
  return String.fromCodePoint(Number.parseInt(unicode.slice(2), 16));
}

/** A character may stand in several places, so what is encoded is decoded again instead of compared in octets. */
function assertBothWays(points: readonly Point[], national: NationalLanguage): void {
  for (const point of points) {
    const character = characterOf(point);
    assert.equal(decodeGsm7(septetsOf(point), national), character, point.gsm);
    const encoded = encodeGsm7(character, national);
    assert.ok(encoded, `${point.unicode} cannot be encoded`);
    assert.equal(decodeGsm7(encoded, national), character);
  }
}

describe('alphabets in full', () => {
  const [plain, turkish] = tables.map(table => table.entries);
  test('default alphabet and extension', () => assertBothWays(plain ?? [], {}));
  test('Turkish locking table with the default extension', () =>
    assertBothWays(turkish ?? [], { locking: 1 }));
  test('are both there', () => assert.deepEqual([plain?.length, turkish?.length], [137, 136]));
});

describe('national languages at sample points', () => {
  for (const { id, nli, locking_points, single_shift_points } of tables.filter(
    table => table.nli !== undefined,
  )) {
    test(id, () => {
      // Identifiers 0 and 2 have no locking table: the default alphabet stays (23.038 A.3.2).
      const locking = nli === undefined || nli === 0 || nli === 2 ? {} : { locking: nli };
      const single = nli === undefined || nli === 0 ? {} : { single: nli };
      assertBothWays(locking_points ?? [], locking);
      assertBothWays(single_shift_points ?? [], single);
    });
  }
});

describe('alphabet of TP-DCS', () => {
  const { table } = vectors<{ table: { dcs: number; alphabet: string | null }[] }>('sms-dcs-alphabet');
  test('has all 256 octets', () =>
    assert.deepEqual(
      table.map(({ dcs }) => dcs),
      [...Array(256).keys()],
    ));
  for (const { dcs, alphabet } of table) {
    // 23.038 4: what is reserved is the default alphabet.
    test(`${dcs}`, () => assert.equal(describeDataCodingScheme(dcs).alphabet, alphabet ?? 'gsm7'));
  }
});
