/** Every PDU of the vectors: decoded, compared field by field, and encoded again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Address,
  applicationPortsOf,
  concatenationOf,
  DecodeError,
  decodeGsm7,
  decodePdu,
  decodeTpdu,
  describeDataCodingScheme,
  EncodeError,
  encodePdu,
  encodeTpdu,
  formatAddress,
  fromHex,
  packSeptets,
  parseAddress,
  relativeValidity,
  type Submit,
  segmentText,
  type Timestamp,
  type Tpdu,
  textOf,
  timestampToEpoch,
  toHex,
  type UserData,
  validityMinutes,
} from '../src/index.ts';
import { directionOf, type PduRow, pduRows } from './vector-rows.ts';

interface Decoded {
  readonly row: PduRow;
  readonly octets: Uint8Array;
  readonly serviceCentre: Address | undefined;
  readonly tpdu: Tpdu;
  readonly tpduOffset: number;
}

function decode(row: PduRow, hex: string): Decoded {
  const octets = fromHex(hex);
  if (row.has_smsc === false) {
    return {
      row,
      octets,
      serviceCentre: undefined,
      tpdu: decodeTpdu(octets, directionOf(row)),
      tpduOffset: 0,
    };
  }
  return { row, octets, ...decodePdu(octets, directionOf(row)) };
}

function encode({ row, serviceCentre, tpdu }: Decoded): string {
  return toHex(row.has_smsc === false ? encodeTpdu(tpdu) : encodePdu(tpdu, serviceCentre).octets);
}

function addressOf(tpdu: Tpdu): Address {
  if (tpdu.type === 'submit' || tpdu.type === 'command') return tpdu.destination;
  if (tpdu.type === 'deliver') return tpdu.originator;
  assert.ok(tpdu.type === 'statusReport', `${tpdu.type} has no address`);
  return tpdu.recipient;
}

function userDataOf(tpdu: Tpdu): UserData {
  assert.ok(tpdu.type !== 'command' && tpdu.userData !== undefined, `${tpdu.type} carries no user data`);
  return tpdu.userData;
}

function codingOf(tpdu: Tpdu): number {
  assert.ok(tpdu.type !== 'command');
  return tpdu.dataCodingScheme ?? 0;
}

function submitOf(tpdu: Tpdu): Submit {
  assert.ok(tpdu.type === 'submit', `${tpdu.type} is no submit`);
  return tpdu;
}

function textIn(tpdu: Tpdu): string | undefined {
  assert.ok(tpdu.type === 'deliver' || tpdu.type === 'submit' || tpdu.type === 'statusReport');
  // 8-bit data is no text for us; the rows that give one mean the octets as Latin-1.
  if (describeDataCodingScheme(codingOf(tpdu)).alphabet === '8bit') {
    return Buffer.from(userDataOf(tpdu).payload).toString('latin1');
  }
  return textOf(tpdu);
}

const languages = { turkish: 1, spanish: 2, portuguese: 3 } as Readonly<Record<string, number>>;

function textOfRow({ row, tpdu }: Decoded): string | undefined {
  if (row.national === undefined || !('locking' in row.national)) return textIn(tpdu);
  const locking = languages[row.national.locking ?? ''];
  const single = languages[row.national.single ?? ''];
  const national = { ...(locking !== undefined && { locking }), ...(single !== undefined && { single }) };
  return decodeGsm7(userDataOf(tpdu).payload, national);
}

function scts(tpdu: Tpdu): Timestamp {
  assert.ok('serviceCentreTimestamp' in tpdu, `${tpdu.type} has no TP-SCTS`);
  return tpdu.serviceCentreTimestamp;
}

function discharge(tpdu: Tpdu): Timestamp {
  assert.ok(tpdu.type === 'statusReport');
  return tpdu.dischargeTime;
}

/** 9.2.3.11 sends two digits of the year, and we read them as 20xx; the sources differ before 2000. */
function inThisCentury(iso: string): string {
  return iso.replace(/^19/, '20').replace(/([+-]\d\d)$/, '$1:00');
}

function assertMoment(actual: Timestamp, expected: unknown): void {
  assert.equal(timestampToEpoch(actual), Date.parse(inThisCentury(String(expected))));
}

function userDataOctets(tpdu: Tpdu): Uint8Array {
  const octets = encodeTpdu(tpdu);
  const { header, payload } = userDataOf(tpdu);
  const headerLength = header.reduce((sum, { data }) => sum + 2 + data.length, header.length > 0 ? 1 : 0);
  const septets = describeDataCodingScheme(codingOf(tpdu)).alphabet === 'gsm7';
  const textLength = septets ? packSeptets(payload).length : payload.length;
  return octets.slice(octets.length - headerLength - textLength);
}

function assertConcatenation(tpdu: Tpdu, expected: unknown): void {
  const { ref, bits, total, seq } = expected as { ref?: number; bits?: number; total: number; seq: number };
  const found = concatenationOf(userDataOf(tpdu));
  assert.deepEqual([found?.total, found?.sequence], [total, seq]);
  if (ref !== undefined) assert.equal(found?.reference, ref);
  if (bits !== undefined) assert.equal(found?.width, bits);
}

function assertHeader(tpdu: Tpdu, expected: unknown): void {
  const elements = userDataOf(tpdu).header.map(({ identifier, data }) => ({
    iei: identifier,
    length: data.length,
    data: toHex(data),
  }));
  assert.deepEqual(elements, expected);
}

type Check = (decoded: Decoded, expected: unknown) => void;

/** How each field of `expect` is compared. */
const checks: Readonly<Record<string, Check>> = {
  smsc: ({ serviceCentre }, expected) =>
    assert.equal(serviceCentre === undefined ? null : formatAddress(serviceCentre), expected),
  number: ({ tpdu }, expected) => assert.equal(formatAddress(addressOf(tpdu)), expected),
  number_type: ({ tpdu }, expected) => assert.equal(addressOf(tpdu).typeOfNumber, expected),
  toa: ({ tpdu, octets, tpduOffset }, expected) => {
    // The octet behind the address's length: 1 octet in front of it in SMS-DELIVER, 2 in the others.
    const place = tpduOffset + (tpdu.type === 'deliver' ? 2 : 3);
    assert.equal(octets[place], expected);
    assert.equal(addressOf(tpdu).numberingPlan, Number(expected) & 0x0f);
  },
  text: (decoded, expected) => assert.equal(textOfRow(decoded), expected),
  text_default_alphabet: ({ tpdu }, expected) => assert.equal(decodeGsm7(userDataOf(tpdu).payload), expected),
  septets_hex: ({ tpdu }, expected) => assert.equal(toHex(userDataOf(tpdu).payload), expected),
  data_hex: ({ tpdu }, expected) => {
    // A report whose TP-PI announces no user data carries none, whatever was asked of the encoder (9.2.3.27).
    if (tpdu.type !== 'command' && tpdu.userData !== undefined)
      assert.equal(toHex(tpdu.userData.payload), expected);
  },
  pid: ({ tpdu }, expected) => assert.equal(tpdu.protocolIdentifier, expected),
  dcs: ({ tpdu }, expected) => assert.equal(codingOf(tpdu), expected),
  alphabet: ({ tpdu }, expected) => assert.equal(describeDataCodingScheme(codingOf(tpdu)).alphabet, expected),
  class: ({ tpdu }, expected) =>
    assert.equal(describeDataCodingScheme(codingOf(tpdu)).messageClass, expected),
  timestamp: ({ tpdu }, expected) => assertMoment(scts(tpdu), expected),
  timestamp_utc: ({ tpdu }, expected) => assertMoment(scts(tpdu), expected),
  timestamp_local: ({ tpdu }, expected) => {
    const local = { ...scts(tpdu), zoneQuarters: 0 };
    assert.equal(timestampToEpoch(local), Date.parse(`${expected}Z`));
  },
  discharge: ({ tpdu }, expected) => assertMoment(discharge(tpdu), expected),
  discharge_utc: ({ tpdu }, expected) => assertMoment(discharge(tpdu), expected),
  mr: ({ tpdu }, expected) => assert.equal('messageReference' in tpdu && tpdu.messageReference, expected),
  status: ({ tpdu }, expected) => assert.equal(tpdu.type === 'statusReport' && tpdu.status, expected),
  fcs: ({ tpdu }, expected) => assert.equal('failureCause' in tpdu && tpdu.failureCause, expected),
  pi: (decoded, expected) => {
    // TP-PI is kept as the fields it announces: it is right when it comes back on encoding.
    const { tpdu } = decoded;
    assert.ok('failureCause' in tpdu || tpdu.type === 'statusReport');
    assert.equal(encode(decoded), toHex(decoded.octets));
    assert.equal((tpdu.protocolIdentifier === undefined ? 0 : 1) === 1, (Number(expected) & 1) === 1);
  },
  srr: ({ tpdu }, expected) => assert.equal(submitOf(tpdu).statusReportRequest, expected),
  vpf: ({ tpdu }, expected) => assert.equal(submitOf(tpdu).validityPeriod?.format ?? 'absent', expected),
  vp_raw: ({ tpdu }, expected) =>
    assert.deepEqual(submitOf(tpdu).validityPeriod, { format: 'relative', value: expected }),
  validity_minutes: ({ tpdu }, expected) => {
    const validity = submitOf(tpdu).validityPeriod;
    assert.equal(validity === undefined ? null : validityMinutes(validity), expected);
  },
  vp_minutes: ({ tpdu }, expected) =>
    assert.deepEqual(submitOf(tpdu).validityPeriod, relativeValidity(Number(expected))),
  validity_days: ({ tpdu }, expected) =>
    assert.deepEqual(submitOf(tpdu).validityPeriod, relativeValidity(Number(expected) * 24 * 60)),
  tpdu_offset: ({ tpduOffset }, expected) => assert.equal(tpduOffset, expected),
  first_octet: ({ octets, tpduOffset }, expected) => {
    const withoutFormat = (octet: number | undefined) => (octet ?? 0) & ~0x18;
    assert.equal(withoutFormat(octets[tpduOffset]), withoutFormat(Number(expected)));
  },
  udl: ({ tpdu, octets }, expected) =>
    assert.equal(octets[octets.length - userDataOctets(tpdu).length - 1], expected),
  udhl: ({ tpdu }, expected) => assert.equal(userDataOctets(tpdu)[0], expected),
  udh: ({ tpdu }, expected) => assertHeader(tpdu, expected),
  ud_octets: ({ tpdu }, expected) => assert.equal(userDataOctets(tpdu).length, expected),
  concat: ({ tpdu }, expected) => assertConcatenation(tpdu, expected),
  concat_ref: ({ tpdu }, expected) =>
    assert.equal(concatenationOf(userDataOf(tpdu))?.reference ?? null, expected),
  multipart: ({ tpdu }, expected) => assert.equal(concatenationOf(userDataOf(tpdu)) !== undefined, expected),
  port_dst: ({ tpdu }, expected) => assert.equal(applicationPortsOf(userDataOf(tpdu))?.destination, expected),
  port_bits: ({ tpdu }, expected) => {
    const element = userDataOf(tpdu).header.find(
      ({ identifier }) => identifier === 0x04 || identifier === 0x05,
    );
    assert.equal((element?.data.length ?? 0) * 4, expected);
  },
};

/** Which decoders agree is no field of the PDU. */
const notFields = new Set(['number_agreed_by', 'text_agreed_by', 'no_crash']);

function assertFields(decoded: Decoded): void {
  for (const [name, expected] of Object.entries(decoded.row.expect)) {
    if (notFields.has(name)) continue;
    const check = checks[name];
    assert.ok(check, `no check for ${name}`);
    check(decoded, expected);
  }
}

interface Answer {
  /** What in the standard contradicts the row. */
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

const lengthClause = '23.040 9.2.3.16: TP-UDL is the length of TP-UD, and TP-UD ends the TPDU';

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
  'gammu-cap-39': refusedFor('TP-UD', lengthClause),
  'gammu-cap-41': refusedFor('TP-UD', lengthClause),
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
const isInvalid = (row: PduRow) => row.expect.error === true;
const rowsThat = (operation: RegExp, invalid = false) =>
  rows.filter(row => operation.test(row.op) && isInvalid(row) === invalid && answered[row.id] === undefined);

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
    it(row.id, () => {
      if (row.tolerance === undefined) assert.throws(() => decode(row, row.hex ?? ''), DecodeError);
      else assertRefusedOrRead(row);
    });
  }
});

describe('PDUs read field by field', () => {
  for (const row of rowsThat(/\b(decode|roundtrip)\b/)) {
    it(row.id, () => assertFields(decode(row, row.hex ?? '')));
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

/** Our own notation makes the same address; a type of number that the text does not tell may differ. */
function assertAddressed({ row, tpdu }: Decoded): void {
  if (typeof row.expect.number !== 'string') return;
  const { typeOfNumber, digits } = addressOf(tpdu);
  const parsed = parseAddress(row.expect.number);
  assert.equal(parsed.digits, digits);
  if (parsed.typeOfNumber !== 'unknown') assert.equal(parsed.typeOfNumber, typeOfNumber);
}

describe('PDUs written', () => {
  for (const row of rowsThat(/\b(encode|roundtrip)\b/)) {
    it(row.id, () => {
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
    it(row.id, () => {
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
    it(row.id, () => {
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
    it(`${id}: ${clause}`, () => {
      const row = rows.find(row => row.id === id);
      assert.ok(row, 'the row is gone');
      proof(row);
    });
  }
});

it('every row is tested', () => {
  const operations = /^(decode|encode|roundtrip|reassemble|encode_multipart)$/;
  for (const row of rows)
    assert.ok(
      row.op.split(',').every(op => operations.test(op)),
      row.id,
    );
  assert.deepEqual(rowsThat(/encode_multipart/), []);
});
