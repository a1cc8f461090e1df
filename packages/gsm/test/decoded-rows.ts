/** PDUs of the vectors decoded, and each field of a row compared with them. */
import assert from 'node:assert/strict';
import {
  type Address,
  applicationPortsOf,
  concatenationOf,
  decodeGsm7,
  decodePdu,
  decodeTpdu,
  describeDataCodingScheme,
  encodePdu,
  encodeTpdu,
  formatAddress,
  fromHex,
  packSeptets,
  relativeValidity,
  type Submit,
  type Timestamp,
  type Tpdu,
  textOf,
  timestampToEpoch,
  toHex,
  type UserData,
  validityMinutes,
} from '../src/index.ts';
import { directionOf, type PduRow } from './vector-rows.ts';

export interface Decoded {
  readonly row: PduRow;
  readonly octets: Uint8Array;
  readonly serviceCentre: Address | undefined;
  readonly tpdu: Tpdu;
  readonly tpduOffset: number;
}

export function decode(row: PduRow, hex: string): Decoded {
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

export function encode({ row, serviceCentre, tpdu }: Decoded): string {
  return toHex(row.has_smsc === false ? encodeTpdu(tpdu) : encodePdu(tpdu, serviceCentre).octets);
}

export function addressOf(tpdu: Tpdu): Address {
  if (tpdu.type === 'submit' || tpdu.type === 'command') return tpdu.destination;
  if (tpdu.type === 'deliver') return tpdu.originator;
  assert.ok(tpdu.type === 'statusReport', `${tpdu.type} has no address`);
  return tpdu.recipient;
}

export function userDataOf(tpdu: Tpdu): UserData {
  assert.ok(tpdu.type !== 'command' && tpdu.userData !== undefined, `${tpdu.type} carries no user data`);
  return tpdu.userData;
}

export function codingOf(tpdu: Tpdu): number {
  assert.ok(tpdu.type !== 'command');
  return tpdu.dataCodingScheme ?? 0;
}

function submitOf(tpdu: Tpdu): Submit {
  assert.ok(tpdu.type === 'submit', `${tpdu.type} is no submit`);
  return tpdu;
}

export function textIn(tpdu: Tpdu): string | undefined {
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

export function assertFields(decoded: Decoded): void {
  for (const [name, expected] of Object.entries(decoded.row.expect)) {
    if (notFields.has(name)) continue;
    const check = checks[name];
    assert.ok(check, `no check for ${name}`);
    check(decoded, expected);
  }
}
