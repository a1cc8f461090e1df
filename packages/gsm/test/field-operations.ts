/** The operation of each row of the single fields, by its `op`. */
import assert from 'node:assert/strict';
import { unpackSeptets } from '../src/alphabets/septets.ts';
import {
  type Address,
  readAddress,
  readServiceCentre,
  typeOfNumberIn,
  writeAddress,
  writeServiceCentre,
} from '../src/fields/address.ts';
import { readTimestamp, writeTimestamp } from '../src/fields/timestamp.ts';
import { readHeader } from '../src/fields/user-data.ts';
import { readValidityPeriod, writeValidityPeriod } from '../src/fields/validity-period.ts';
import {
  DecodeError,
  decodeGsm7,
  decodeSimAlpha,
  decodeUcs2,
  decodeUssd,
  EncodeError,
  encodeGsm7,
  encodeUcs2,
  formatAddress,
  fromHex,
  packSeptets,
  packUssd,
  parseAddress,
  relativeValidity,
  type Timestamp,
  type TypeOfNumber,
  timestampFromEpoch,
  timestampToEpoch,
  toHex,
  type ValidityPeriod,
  validityMinutes,
} from '../src/index.ts';
import { readerOf, writer, writtenOctets } from '../src/octets.ts';

/** A row of sms-fields. */
export interface FieldRow {
  readonly id: string;
  readonly op: string;
  readonly kind: string;
  readonly field?: 'tp' | 'smsc';
  readonly input?: string | { readonly TOA: number; readonly Addr: string };
  readonly ton?: TypeOfNumber;
  readonly npi?: number;
  readonly hex?: string;
  readonly text?: string;
  readonly septets?: number;
  readonly udl?: number;
  readonly bit_offset?: number;
  readonly minutes?: number;
  readonly timestamp?: string;
  readonly vpf?: 'absent' | ValidityPeriod['format'] | null;
  readonly expect?: Readonly<Record<string, unknown>>;
}

function octetsOf(row: FieldRow): Uint8Array {
  return fromHex(row.hex ?? '');
}

function written(write: (target: ReturnType<typeof writer>) => void): string {
  const target = writer();
  write(target);
  return toHex(writtenOctets(target));
}

export function inputAddress({ input = '', ton, npi }: FieldRow): Address {
  if (typeof input === 'object') {
    return { typeOfNumber: typeOfNumberIn(input.TOA), numberingPlan: input.TOA & 15, digits: input.Addr };
  }
  return ton === undefined
    ? parseAddress(input)
    : { typeOfNumber: ton, numberingPlan: npi ?? 1, digits: input };
}

export function addressHex(row: FieldRow, address: Address): string {
  return written(target =>
    row.field === 'smsc' ? writeServiceCentre(target, address) : writeAddress(target, address, 'TP-DA'),
  );
}

function encodesAddress(row: FieldRow): void {
  if (row.expect?.error === true) assert.throws(() => addressHex(row, inputAddress(row)), EncodeError);
  else assert.equal(addressHex(row, inputAddress(row)), row.hex ?? row.expect?.hex);
}

export function readsAddress(row: FieldRow): { address: Address; read: number } {
  const reader = readerOf(octetsOf(row));
  const address = row.field === 'smsc' ? readServiceCentre(reader) : readAddress(reader, 'TP-OA');
  assert.ok(address);
  return { address, read: reader.position };
}

function decodesAddress(row: FieldRow): void {
  const { number, octets_read, canonical_hex, digits_or_text, toa, error } = row.expect ?? {};
  if (error === true) {
    assert.throws(() => readsAddress(row), DecodeError);
    return;
  }
  const { address, read } = readsAddress(row);
  if (number !== undefined) assert.equal(formatAddress(address), number);
  if (octets_read !== undefined) assert.equal(read, octets_read);
  if (canonical_hex !== undefined) assert.equal(addressHex(row, address), canonical_hex);
  if (digits_or_text !== undefined) assert.equal(address.digits, digits_or_text);
  if (toa !== undefined) assert.equal(address.typeOfNumber, typeOfNumberIn(Number(toa)));
}

/** `bit_offset` is where the first septet begins; `udl` counts the header in front too. */
function packs(row: FieldRow): void {
  const septets = encodeGsm7(row.text ?? '');
  assert.ok(septets);
  if (row.kind === 'gsm7_pack_udh') {
    const headerLength = (octetsOf(row)[0] ?? 0) + 1;
    assert.equal(toHex(packSeptets(septets, 1)), row.hex?.slice(headerLength * 2));
  } else {
    assert.equal(toHex(packSeptets(septets, row.bit_offset ?? 0)), row.hex);
  }
}

function unpacks(row: FieldRow): void {
  const text = row.text ?? '';
  const count = row.septets ?? encodeGsm7(text)?.length ?? 0;
  if (row.kind === 'gsm7_pack_udh') {
    const octets = octetsOf(row);
    assert.equal(decodeGsm7(unpackSeptets(octets.subarray((octets[0] ?? 0) + 1), count, 1)), text);
  } else {
    assert.equal(decodeGsm7(unpackSeptets(octetsOf(row), count)), text);
  }
}

/** The moment and zone of an ISO time as it would be sent; a year of the last century is sent in the same digits. */
function timestampOf(iso: string): Timestamp {
  const zone = /([+-])(\d\d):(\d\d)$/.exec(iso);
  const quarters = zone === null ? 0 : Number(zone[2]) * 4 + Number(zone[3]) / 15;
  return timestampFromEpoch(Date.parse(iso.replace(/^19/, '20')), zone?.[1] === '-' ? -quarters : quarters);
}

function encodesTimestamp(row: FieldRow): void {
  const timestamp = timestampOf(row.timestamp ?? '');
  assert.equal(
    written(target => writeTimestamp(target, timestamp, 'TP-SCTS')),
    row.expect?.hex ?? row.hex,
  );
}

function decodesTimestamp(row: FieldRow): void {
  const octets = fromHex(row.hex ?? String(row.expect?.hex));
  const read = () => readTimestamp(readerOf(octets), 'TP-SCTS');
  if (row.expect?.error === true) assert.throws(read, DecodeError);
  else assert.deepEqual(read(), timestampOf(row.timestamp ?? String(row.expect?.timestamp)));
}

/** TP-VPF in its place in the first octet (9.2.3.3). */
const formatBits = { absent: 0x00, enhanced: 0x08, relative: 0x10, absolute: 0x18 } as const;

function validityOf(row: FieldRow): ValidityPeriod | undefined {
  const format = row.vpf ?? (row.expect?.vpf as keyof typeof formatBits | undefined) ?? guessedFormat(row);
  return readValidityPeriod(readerOf(octetsOf(row)), formatBits[format]);
}

/** Rows to be refused do not name their format; seven octets are the enhanced one. */
function guessedFormat(row: FieldRow): keyof typeof formatBits {
  return octetsOf(row).length === 7 ? 'enhanced' : 'relative';
}

function encodesValidity(row: FieldRow): void {
  if (row.minutes !== undefined) {
    assert.deepEqual(relativeValidity(row.minutes), { format: 'relative', value: row.expect?.vp_raw });
    return;
  }
  const validity = validityOf(row);
  assert.equal(
    validity === undefined ? '' : written(target => writeValidityPeriod(target, validity)),
    row.hex,
  );
  assertValidity(row);
}

function decodesValidity(row: FieldRow): void {
  if (row.minutes !== undefined) {
    assert.equal(validityMinutes({ format: 'relative', value: Number(row.expect?.vp_raw) }), row.minutes);
  } else if (row.expect?.error === true) {
    assertNoDuration(row);
  } else {
    assertValidity(row);
  }
}

/** An enhanced period is kept in its octets, so a damaged one is not refused but has no duration. */
function assertNoDuration(row: FieldRow): void {
  if (guessedFormat(row) === 'relative') {
    assert.throws(() => validityOf(row), DecodeError);
    return;
  }
  const validity = validityOf(row);
  assert.ok(validity);
  assert.equal(validityMinutes(validity), undefined);
}

function assertValidity(row: FieldRow): void {
  const { vpf, minutes, time, enhanced_functionality_indicator: indicator } = row.expect ?? {};
  const validity = validityOf(row);
  assert.equal(validity?.format ?? 'absent', vpf);
  if (typeof minutes === 'number') assert.equal(validity && validityMinutes(validity), minutes);
  if (typeof time === 'string') {
    assert.equal(validity?.format === 'absolute' && timestampToEpoch(validity.until), Date.parse(time));
  }
  if (typeof indicator === 'number')
    assert.equal(validity?.format === 'enhanced' && validity.octets[0], indicator);
}

/** A row of one element has no UDHL in front. */
function readsElements(row: FieldRow): void {
  const octets = octetsOf(row);
  const [element] = readHeader(readerOf(Uint8Array.of(octets.length, ...octets)));
  const { ref, seq, total, bits } = (row.expect?.concat ?? {}) as Record<string, number>;
  assert.equal(element?.identifier, bits === 8 ? 0 : 8);
  assert.deepEqual([...(element?.data ?? [])], bits === 8 ? [ref, total, seq] : undefined);
}

function readsHeader(row: FieldRow): void {
  const reader = readerOf(octetsOf(row));
  const elements = readHeader(reader).map(({ identifier, data }) => ({ iei: identifier, data: toHex(data) }));
  assert.deepEqual(elements, row.expect?.udh);
  assert.equal(toHex(octetsOf(row).subarray(reader.position)), row.expect?.tail);
}

function decodesUcs2(row: FieldRow): void {
  assert.equal(decodeUcs2(octetsOf(row)), row.text);
  assert.equal(toHex(encodeUcs2(row.text ?? '')), row.hex);
}

function decodesSimText(row: FieldRow): void {
  if (row.expect?.error === true) assert.throws(() => decodeSimAlpha(octetsOf(row)), DecodeError);
  else assert.equal(decodeSimAlpha(octetsOf(row)), row.expect?.text);
}

/** The assertion of each `op`. */
export const operations: Readonly<Record<string, (row: FieldRow) => void>> = {
  encode_address: encodesAddress,
  decode_address: decodesAddress,
  pack: packs,
  unpack: unpacks,
  ussd_pack: row => assert.equal(toHex(packUssd(row.text ?? '')), row.hex),
  ussd_unpack: row => assert.equal(decodeUssd(octetsOf(row), 0x0f), row.expect?.decoded),
  encode_timestamp: encodesTimestamp,
  decode_timestamp: decodesTimestamp,
  encode_validity: encodesValidity,
  decode_validity: decodesValidity,
  encode_ie: readsElements,
  decode_ie: readsElements,
  decode_udh: readsHeader,
  decode_ucs2_hex: decodesUcs2,
  decode_sim_string: decodesSimText,
};
