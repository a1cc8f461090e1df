/** Texts cut into segments and segments put together, as the vectors have them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Encoding,
  fromHex,
  type NationalLanguage,
  type Segmentation,
  segmentText,
  toHex,
  type UserData,
} from '../src/index.ts';
import { textOfUserData } from '../src/tpdu/text.ts';
import { vectors } from './vector-rows.ts';

interface SegmentRow {
  readonly udh: readonly { readonly iei: number; readonly data: string }[];
  readonly dcs: number;
  readonly ud_hex: string;
}

interface Row {
  readonly id: string;
  readonly op: 'segment' | 'join';
  readonly text?: string;
  readonly text_repeat?: { readonly char: string; readonly count: number };
  readonly concat_ref?: number;
  readonly concat_ref_bits?: 8 | 16;
  readonly force_alphabet?: 'gsm7' | 'ucs2';
  readonly option?: string | null;
  readonly segments?: readonly SegmentRow[];
  readonly expect: {
    readonly error?: true;
    readonly text?: string;
    readonly segments?: number;
    readonly alphabet?: 'gsm7' | 'ucs2';
    readonly segment_user_data?: readonly SegmentRow[];
  };
}

const URDU = 13;

function textOfRow({ text, text_repeat }: Row): string {
  return text ?? text_repeat?.char.repeat(text_repeat.count) ?? '';
}

function encodingOf({ force_alphabet }: Row): Encoding {
  if (force_alphabet === undefined) return 'auto';
  return force_alphabet === 'gsm7' ? 'gsm-7bit' : 'unicode';
}

function languageOf({ option }: Row): NationalLanguage | undefined {
  return option === 'urdu-national-tables-allowed' ? { locking: URDU, single: URDU } : undefined;
}

function segment(row: Row, text: string): Segmentation {
  const nationalLanguage = languageOf(row);
  return segmentText(text, {
    encoding: encodingOf(row),
    reference: row.concat_ref ?? 0,
    referenceWidth: row.concat_ref_bits ?? 8,
    ...(nationalLanguage && { nationalLanguage }),
  });
}

function rowOf(userData: UserData, dcs: number): SegmentRow {
  const udh = userData.header.map(({ identifier, data }) => ({ iei: identifier, data: toHex(data) }));
  return { udh, dcs, ud_hex: toHex(userData.payload) };
}

function assertSegments(row: Row): void {
  const text = textOfRow(row);
  const { alphabet, dataCodingScheme, segments } = segment(row, text);
  const { expect } = row;
  assert.equal(segments.length, expect.segments);
  assert.equal(segments.map(part => part.text).join(''), text);
  if (expect.alphabet !== undefined) assert.equal(alphabet, expect.alphabet);
  if (expect.segment_user_data === undefined) return;
  assert.deepEqual(
    segments.map(({ userData }) => rowOf(userData, dataCodingScheme)),
    expect.segment_user_data,
  );
}

function joined({ segments = [] }: Row): string {
  const texts = segments.map(({ udh, dcs, ud_hex }) => {
    const header = udh.map(({ iei, data }) => ({ identifier: iei, data: fromHex(data) }));
    return textOfUserData({ header, payload: fromHex(ud_hex) }, dcs);
  });
  return texts.join('');
}

/** 9.2.3.24: the identifiers of the national shifts are 24 and 25 in hexadecimal; these rows have them in decimal. */
function withHexadecimalIdentifiers(parts: readonly SegmentRow[] | undefined): SegmentRow[] {
  const inHexadecimal = (iei: number) => (iei === 24 || iei === 25 ? Number.parseInt(`${iei}`, 16) : iei);
  return (parts ?? []).map(part => ({
    ...part,
    udh: part.udh.map(e => ({ ...e, iei: inHexadecimal(e.iei) })),
  }));
}

interface Answer {
  readonly clause: string;
  /** The row as the standard has it. */
  readonly corrected: (row: Row) => Row;
}

const hexadecimalIdentifiers: Answer = {
  clause:
    '23.040 9.2.3.24: the identifiers of the national shifts are 24 and 25 in hexadecimal, not in decimal',
  corrected: row => ({
    ...row,
    segments: withHexadecimalIdentifiers(row.segments),
    expect: { ...row.expect, segment_user_data: withHexadecimalIdentifiers(row.expect.segment_user_data) },
  }),
};

/** Rows that the standard contradicts. */
const answered: Readonly<Record<string, Answer>> = {
  'warthog-seg-006': hexadecimalIdentifiers,
  'warthog-seg-007': hexadecimalIdentifiers,
  'warthog-seg-008': hexadecimalIdentifiers,
  'warthog-join-005': hexadecimalIdentifiers,
  'warthog-join-006': hexadecimalIdentifiers,
  'warthog-join-009': {
    clause:
      '23.038 6.2.3: a code unit has two octets; one that is cut off is shown as U+FFFD and the rest is kept',
    corrected: row => ({ ...row, expect: { text: '😁\ufffd' } }),
  },
};

const rows = vectors<Row[]>('sms-segmentation');

const assertions: Readonly<Record<Row['op'], (row: Row) => void>> = {
  segment: assertSegments,
  join: row => assert.equal(joined(row), row.expect.text),
};

describe('texts cut and segments joined', () => {
  for (const row of rows) {
    const answer = answered[row.id];
    if (answer === undefined) test(row.id, () => assertions[row.op](row));
    else test(`${row.id}: ${answer.clause}`, () => assertions[row.op](answer.corrected(row)));
  }
});

describe('one character more than 255 segments', () => {
  for (const row of rows.filter(row => row.expect.segments === 255)) {
    test(row.id, () => {
      const text = `${textOfRow(row)}${row.text_repeat?.char}`;
      assert.throws(() => segment(row, text), { name: 'EncodeError', field: 'text' });
    });
  }
});
