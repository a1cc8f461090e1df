import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hasTablesFor, septetsToText, textToSeptets } from './alphabet.ts';
import { fromHex, TpduError } from './octets.ts';
import { readDeliver } from './read-tpdu.ts';
import { SegmentationError, segmentText } from './segmentation.ts';
import { type PduRow, readVectors, splitRow, testRow } from './test-vectors.ts';
import {
  concatenationOf,
  contentOctets,
  contentSeptets,
  headerElements,
  makeUserData,
  type UserData,
  userDataText,
} from './user-data.ts';

interface CharacterPoint {
  /** Hex of a septet, or of the escape and a septet. */
  readonly gsm: string;
  readonly char: string;
}

interface CharacterTable {
  readonly id: string;
  readonly nli?: number;
  readonly entries?: readonly CharacterPoint[];
  readonly locking_points?: readonly CharacterPoint[];
  readonly single_shift_points?: readonly CharacterPoint[];
}

interface SegmentationRow {
  readonly id: string;
  readonly op: 'segment' | 'join';
  readonly text?: string;
  readonly text_repeat?: { readonly char: string; readonly count: number };
  readonly force_alphabet?: 'gsm7' | 'ucs2';
  readonly option?: string | null;
  readonly concat_ref?: number;
  readonly concat_ref_bits?: 8 | 16;
  readonly segments?: readonly SegmentUserData[];
  readonly expect: {
    readonly segments?: number;
    readonly text?: string;
    readonly error?: boolean;
    readonly note?: string;
    readonly segment_user_data?: readonly SegmentUserData[];
  };
}

interface SegmentUserData {
  readonly udh: readonly { readonly iei: number; readonly data: string }[];
  readonly dcs: number;
  /** Septets one to an octet, or octets. */
  readonly ud_hex: string;
}

const { tables } = readVectors<{ readonly tables: readonly CharacterTable[] }>('gsm-charsets.json');
const rows = readVectors<readonly SegmentationRow[]>('sms-segmentation.json');

function septets(point: CharacterPoint): number[] {
  return [...fromHex(point.gsm)];
}

describe('characters of 23.038', () => {
  const whole = tables.filter(table => table.entries !== undefined);
  for (const { id, entries = [] } of whole) {
    const locking = id.includes('turkish') ? 1 : 0;
    test(id, () => {
      for (const point of entries) {
        assert.equal(septetsToText(septets(point), { locking }), point.char, point.gsm);
        if (locking === 0) assert.deepEqual(textToSeptets(point.char), septets(point), point.char);
      }
    });
  }
  const readHere = tables.filter(({ nli }) => nli !== undefined && nli <= 3);
  for (const { id, nli = 0, locking_points: locking = [], single_shift_points: single = [] } of readHere) {
    test(id, () => {
      const lockingShift = nli === 2 ? 0 : nli; // 23.038 6.2.1.2.4: Spanish has no locking table
      for (const point of locking) {
        assert.equal(septetsToText(septets(point), { locking: lockingShift }), point.char);
      }
      for (const point of single) assert.equal(septetsToText(septets(point), { single: nli }), point.char);
    });
  }
  for (const { id, nli = 0 } of tables.filter(table => (table.nli ?? 0) > 3)) {
    test(`${id} is read by the default tables, and says so`, () => {
      assert.equal(hasTablesFor({ locking: nli }), false);
      assert.equal(hasTablesFor({ single: nli }), false);
      assert.equal(septetsToText([0x41, 0x1b, 0x65], { locking: nli, single: nli }), 'A€');
    });
  }
});

/** Rows about national tables in sending, which only phones of a gateway's users do, and by a wrong element. */
const answered: Readonly<Record<string, string>> = {
  'warthog-seg-006':
    '23.040 9.2.3.24.16: the element is 0x25; outside phones write the default alphabet or UCS-2',
  'warthog-seg-007':
    '23.040 9.2.3.24.15: the element is 0x24; outside phones write the default alphabet or UCS-2',
  'warthog-seg-008':
    '23.040 9.2.3.24.15: the element is 0x24; outside phones write the default alphabet or UCS-2',
  'warthog-join-005': '23.040 9.2.3.24.16: the element is 0x25, not 25',
  'warthog-join-006': '23.040 9.2.3.24.15: the element is 0x24, not 24',
};

function optionsOf(row: SegmentationRow) {
  return {
    reference: row.concat_ref ?? 1,
    referenceBits: row.concat_ref_bits ?? 8,
    ...(row.force_alphabet !== undefined && { alphabet: row.force_alphabet }),
  };
}

function contentHex(userData: UserData): string {
  const octets = userData.dataCodingScheme === 8 ? contentOctets(userData) : contentSeptets(userData);
  return Buffer.from(octets).toString('hex').toUpperCase();
}

describe('texts cut into segments', () => {
  for (const row of rows.filter(row => row.op === 'segment')) {
    testRow(row.id, answered[row.id], () => {
      const text = row.text ?? row.text_repeat?.char.repeat(row.text_repeat.count) ?? '';
      const segments = segmentText(text, optionsOf(row));
      assert.equal(segments.length, row.expect.segments);
      assert.equal(segments.map(userDataText).join(''), text);
      row.expect.segment_user_data?.forEach((wanted, at) => {
        const segment = segments[at];
        assert.equal(segment && contentHex(segment), wanted.ud_hex);
        assert.equal(segment?.dataCodingScheme, wanted.dcs);
      });
      if (row.expect.note?.includes('over 255') === true) {
        assert.throws(
          () => segmentText(`${text}${row.text_repeat?.char}`, optionsOf(row)),
          SegmentationError,
        );
      }
    });
  }
});

function userDataOf({ udh, dcs, ud_hex: hex }: SegmentUserData): UserData {
  const elements = udh.map(({ iei, data }) => ({ identifier: iei, data: fromHex(data) }));
  const octets = fromHex(hex);
  return makeUserData(dcs, elements, dcs === 8 ? { octets } : { septets: [...octets] });
}

describe('segments joined to texts', () => {
  for (const row of rows.filter(row => row.op === 'join')) {
    testRow(row.id, answered[row.id], () => {
      const join = () => (row.segments ?? []).map(userDataOf).map(userDataText).join('');
      if (row.expect.error === true) assert.throws(join, TpduError);
      else assert.equal(join(), row.expect.text);
    });
  }
  const parted = readVectors<readonly PduRow[]>('sms-pdu.json').filter(row => row.op === 'reassemble');
  for (const row of parted) {
    test(row.id, () => {
      const parts = (row.hex_parts ?? []).map(hex => readDeliver(splitRow(row, hex).tpdu).userData);
      const sequence = (part: UserData) => concatenationOf(headerElements(part))?.sequence ?? 0;
      const inOrder = parts.toSorted((left, right) => sequence(left) - sequence(right));
      assert.equal(inOrder.map(userDataText).join(''), row.expect.text);
    });
  }
});
