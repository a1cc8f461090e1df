/** Every PDU of the vectors: decoded, compared field by field, and encoded again. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Address,
  concatenationOf,
  DecodeError,
  describeDataCodingScheme,
  EncodeError,
  encodePdu,
  encodeTpdu,
  formatAddress,
  parseAddress,
  type Submit,
  segmentText,
  type Timestamp,
  type Tpdu,
  type UserData,
} from '../src/index.ts';
import {
  addressOf,
  assertFields,
  codingOf,
  type Decoded,
  decode,
  encode,
  textIn,
  userDataOf,
} from './decoded-rows.ts';
import { type PduRow, pduRows } from './vector-rows.ts';

interface Answer {
  /** The clause that contradicts the row. */
  readonly clause: string;
  /** Asserts what the standard asks for instead. */
  readonly proof: (row: PduRow) => void;
}

/** The row calls a SUBMIT a DELIVER; read in the direction of its TP-MTI it is right. */
const isSubmit: Answer = {
  clause:
    '23.040 9.2.3.1: TP-MTI 01 is SMS-SUBMIT from the phone; to the phone it would be SMS-SUBMIT-REPORT',
  proof: row => assertFields(decode({ ...row, direction: 'MO' }, row.hex ?? '')),
};

function refusedFor(field: string, clause: string): Answer {
  return {
    clause,
    proof: row => assert.throws(() => decode(row, row.hex ?? ''), { name: 'DecodeError', field }),
  };
}

const LENGTH_CLAUSE = '23.040 9.2.3.16: TP-UDL is the length of TP-UD, and TP-UD ends the TPDU';

/** Rows that the standard contradicts. */
const answered: Readonly<Record<string, Answer>> = {
  'ofono-charset-002': isSubmit,
  'ofono-charset-003': isSubmit,
  'ofono-charset-004': isSubmit,
  'ofono-charset-005': isSubmit,
  'ofono-charset-007': isSubmit,
  'gsmmodem-008': refusedFor(
    'TP-DA',
    '23.040 9.1.2.5: fill is no useful semi-octet, but the length counts it',
  ),
  'gammu-cap-39': refusedFor('TP-UD', LENGTH_CLAUSE),
  'gammu-cap-41': refusedFor('TP-UD', LENGTH_CLAUSE),
  'frontline-019': {
    clause:
      '23.040 9.2.3.24.1: octet 2 of the element is the total, octet 3 the sequence number; the row has them swapped',
    proof: row =>
      assertFields(
        decode({ ...row, expect: { ...row.expect, concat: { total: 2, seq: 1, ref: 14 } } }, row.hex ?? ''),
      ),
  },
  'warthog-enc-013': {
    clause: '23.040 9.2.3.3: TP-VPF is 10 where a relative TP-VP follows; the row has 00',
    proof: row => {
      const announced = `11${row.hex?.slice(2)}`;
      const decoded = decode(row, announced);
      assertFields(decoded);
      assert.equal(encode(decoded), announced);
    },
  },
  'quectel-gen-002': {
    clause: '23.040 9.2.3.24.1: a part holds 153 septets; the row leaves one of them unused',
    proof: row => {
      const parts = (row.hex_parts ?? []).map(hex => decode(row, hex));
      assert.equal(parts.map(({ tpdu }) => textIn(tpdu)).join(''), row.expect.text);
      assert.deepEqual(parts.map(encode), row.hex_parts);
      const ours = segmentText(String(row.expect.text), { encoding: 'gsm-7bit', reference: 1 });
      assert.deepEqual(
        ours.segments.map(({ text }) => text.length),
        [153, 102],
      );
    },
  },
};

const rows = pduRows();
function isInvalid(row: PduRow) {
  return row.expect.error === true;
}
function rowsThat(operation: RegExp, invalid = false) {
  return rows.filter(
    row => operation.test(row.op) && isInvalid(row) === invalid && answered[row.id] === undefined,
  );
}

/** A row that may be refused or read: nothing but a DecodeError may come out of it. */
function assertRefusedOrRead(row: PduRow): void {
  try {
    decode(row, row.hex ?? '');
  } catch (error) {
    assert.ok(error instanceof DecodeError);
  }
}

describe('PDUs that must be refused', () => {
  for (const row of rowsThat(/\bdecode\b/, true)) {
    test(row.id, () => {
      if (row.tolerance === undefined) assert.throws(() => decode(row, row.hex ?? ''), DecodeError);
      else assertRefusedOrRead(row);
    });
  }
});

describe('PDUs read field by field', () => {
  for (const row of rowsThat(/\b(decode|roundtrip)\b/)) {
    test(row.id, () => assertFields(decode(row, row.hex ?? '')));
  }
});

/** The user data that our own segmentation makes of the row's text. */
function assertSegmented({ row, tpdu }: Decoded): void {
  const { alphabet } = describeDataCodingScheme(codingOf(tpdu));
  if (typeof row.expect.text !== 'string' || alphabet === '8bit') return;
  const encoding = alphabet === 'ucs2' ? 'unicode' : 'gsm-7bit';
  const { segments, fellBack } = segmentText(row.expect.text, { encoding, reference: 0 });
  assert.equal(fellBack, false);
  assert.deepEqual(
    segments.map(({ userData }) => userData),
    [userDataOf(tpdu)],
  );
}

/** Our own notation makes the same address; a type of number that the text does not show may differ. */
function assertAddressed({ row, tpdu }: Decoded): void {
  if (typeof row.expect.number !== 'string') return;
  const { typeOfNumber, digits } = addressOf(tpdu);
  const parsed = parseAddress(row.expect.number);
  assert.equal(parsed.digits, digits);
  if (parsed.typeOfNumber !== 'unknown') assert.equal(parsed.typeOfNumber, typeOfNumber);
}

describe('PDUs written', () => {
  for (const row of rowsThat(/\b(encode|roundtrip)\b/)) {
    test(row.id, () => {
      const hex = row.hex ?? row.hex_parts?.[0] ?? '';
      const decoded = decode(row, hex);
      if (row.hex_parts === undefined) assertFields(decoded);
      assertSegmented(decoded);
      assertAddressed(decoded);
      assert.equal(encode(decoded), hex);
      if (row.tpdu_len !== undefined) assert.equal(encodePdu(decoded.tpdu).tpduLength, row.tpdu_len);
    });
  }
});

const someTime: Timestamp = {
  year: 2015,
  month: 5,
  day: 17,
  hour: 23,
  minute: 2,
  second: 50,
  zoneQuarters: 32,
};
const noText: UserData = { header: [], payload: new Uint8Array(0) };

function submitTo(destination: Address): Submit {
  return {
    type: 'submit',
    rejectDuplicates: false,
    statusReportRequest: false,
    replyPath: false,
    messageReference: 0,
    destination,
    protocolIdentifier: 0,
    dataCodingScheme: 0,
    userData: noText,
  };
}

function reportDischargedAt(dischargeTime: Timestamp): Tpdu {
  return {
    type: 'statusReport',
    moreMessages: false,
    loopPrevention: false,
    onCommand: false,
    messageReference: 66,
    recipient: parseAddress('+6391'),
    serviceCentreTimestamp: someTime,
    dischargeTime,
    status: 171,
  };
}

/** Each row's input as a caller of ours would write it. */
const refusedInputs: Readonly<Record<string, () => unknown>> = {
  'pymsg-bad-002': () => encodePdu(submitTo(parseAddress('54342342')), parseAddress('1badcsca')),
  'warthog-encbad-006': () => parseAddress('+63d1'),
  'warthog-encbad-008': () =>
    encodeTpdu(reportDischargedAt({ ...someTime, month: 4, day: 18, zoneQuarters: 96 })),
  'warthog-encbad-010': () => parseAddress('+d391'),
};

/** 23.038 4 takes reserved codings as the default alphabet, so these are not refused: `tolerance` is `either`. */
const writtenInputs: Readonly<Record<string, () => Uint8Array>> = {
  'warthog-encbad-012': () => encodeTpdu({ ...submitTo(parseAddress('+6391')), dataCodingScheme: 128 }),
  'warthog-encbad-014': () =>
    encodeTpdu({
      type: 'submitReport',
      failureCause: 18,
      serviceCentreTimestamp: someTime,
      dataCodingScheme: 128,
      userData: noText,
    }),
};

describe('values that no PDU can carry', () => {
  for (const row of rowsThat(/\bencode\b/, true)) {
    test(row.id, () => {
      const refused = refusedInputs[row.id];
      const written = writtenInputs[row.id];
      assert.ok(refused !== undefined || (written !== undefined && row.tolerance === 'either'));
      if (refused !== undefined) assert.throws(refused, EncodeError);
      else assert.ok(written !== undefined && written().length > 0);
    });
  }
});

describe('parts put together', () => {
  for (const row of rowsThat(/\breassemble\b/)) {
    test(row.id, () => {
      const parts = (row.hex_parts ?? []).map(hex => decode({ ...row, expect: {} }, hex).tpdu);
      const places = parts.map(tpdu => concatenationOf(userDataOf(tpdu)));
      assert.deepEqual(
        places.map(place => place?.sequence),
        parts.map((_, index) => index + 1),
      );
      assert.equal(
        places.every(place => place?.total === parts.length),
        row.expect.complete,
      );
      assert.equal(parts.map(textIn).join(''), row.expect.text);
      assert.deepEqual([...new Set(parts.map(tpdu => formatAddress(addressOf(tpdu))))], [row.expect.number]);
    });
  }
});

describe('rows that the standard contradicts', () => {
  for (const [id, { clause, proof }] of Object.entries(answered)) {
    test(`${id}: ${clause}`, () => {
      const row = rows.find(row => row.id === id);
      assert.ok(row, 'the row is gone');
      proof(row);
    });
  }
});

test('every row is tested', () => {
  const operations = /^(decode|encode|roundtrip|reassemble|encode_multipart)$/;
  for (const row of rows)
    assert.ok(
      row.op.split(',').every(op => operations.test(op)),
      row.id,
    );
  assert.deepEqual(rowsThat(/encode_multipart/), []);
});
