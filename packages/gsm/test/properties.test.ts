/** Properties that hold whatever the values are. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { unpackSeptets } from '../src/alphabets/septets.ts';
import { readAddress, writeAddress } from '../src/fields/address.ts';
import { readTimestamp, writeTimestamp } from '../src/fields/timestamp.ts';
import {
  readValidityPeriod,
  validityPeriodBits,
  writeValidityPeriod,
} from '../src/fields/validity-period.ts';
import {
  DecodeError,
  type Direction,
  decodeGsm7,
  decodePdu,
  decodePduLeniently,
  decodeSimAlpha,
  decodeTpdu,
  decodeUcs2,
  decodeUssd,
  describeDataCodingScheme,
  type Encoding,
  encodeGsm7,
  encodePdu,
  encodeTpdu,
  encodeUcs2,
  formatAddress,
  fromHex,
  packSeptets,
  packUssd,
  parseAddress,
  type Segmentation,
  segmentText,
  type Tpdu,
  textOf,
  timestampFromEpoch,
  timestampToEpoch,
  toHex,
} from '../src/index.ts';
import { readerOf, writer, writtenOctets } from '../src/octets.ts';
import { textOfUserData } from '../src/tpdu/text.ts';
import * as arbitrary from './arbitraries.ts';
import { directionOf, octetsOf, pduRows } from './vector-rows.ts';

const directions = fc.constantFrom<Direction>('toMobile', 'fromMobile');

function directionOfTpdu({ type }: Tpdu): Direction {
  return type === 'deliver' || type === 'statusReport' || type === 'submitReport' ? 'toMobile' : 'fromMobile';
}

/** A value, or a DecodeError that names an octet of the input. */
function decoded<T>(octets: Uint8Array, decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    assert.ok(error instanceof DecodeError, String(error));
    assertPlace(error, octets);
    return undefined;
  }
}

function assertPlace({ field, octet, reason }: DecodeErrorLike, octets: Uint8Array): void {
  assert.ok(
    octet >= 0 && octet < Math.max(1, octets.length),
    `${field} at ${octet} of ${octets.length}: ${reason}`,
  );
  assert.notEqual(field, '');
  assert.notEqual(reason, '');
}

type DecodeErrorLike = Pick<DecodeError, 'field' | 'octet' | 'reason'>;

describe('encoded and decoded again it is the same', () => {
  test('a TPDU', () =>
    fc.assert(
      fc.property(arbitrary.tpdu, tpdu => {
        assert.deepEqual(decodeTpdu(encodeTpdu(tpdu), directionOfTpdu(tpdu)), tpdu);
      }),
      { numRuns: 1000 },
    ));

  test('a PDU with its service centre, read strictly or leniently', () =>
    fc.assert(
      fc.property(arbitrary.tpdu, fc.bigInt({ min: 1n, max: 10n ** 20n - 1n }), (tpdu, number) => {
        const serviceCentre = parseAddress(`+${number}`);
        const { octets, tpduLength } = encodePdu(tpdu, serviceCentre);
        const pdu = { serviceCentre, tpdu, tpduOffset: octets.length - tpduLength };
        assert.deepEqual(decodePdu(octets, directionOfTpdu(tpdu)), pdu);
        const { defects: _, ...lenient } = decodePduLeniently(octets, directionOfTpdu(tpdu), tpduLength);
        assert.deepEqual(lenient, pdu);
      }),
      { numRuns: 300 },
    ));

  test('an address', () =>
    fc.assert(
      fc.property(arbitrary.address, address => {
        const target = writer();
        writeAddress(target, address, 'TP-DA');
        assert.deepEqual(readAddress(readerOf(writtenOctets(target)), 'TP-DA'), address);
      }),
    ));

  test('a number or a name that people write', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^(\+?[0-9*#]{1,20}|[A-Za-z][A-Za-z0-9 ]{0,10})$/), text => {
        assert.equal(formatAddress(parseAddress(text)), text);
      }),
    ));

  test('a time stamp, and a moment in any zone', () =>
    fc.assert(
      fc.property(arbitrary.timestamp, fc.integer({ min: -79, max: 79 }), (timestamp, zone) => {
        const target = writer();
        writeTimestamp(target, timestamp, 'TP-SCTS');
        assert.deepEqual(readTimestamp(readerOf(writtenOctets(target)), 'TP-SCTS'), timestamp);
        const moment = timestampToEpoch({ ...timestamp, zoneQuarters: zone });
        assert.ok(moment !== undefined);
        assert.deepEqual(timestampFromEpoch(moment, zone), { ...timestamp, zoneQuarters: zone });
      }),
    ));

  test('a validity period', () =>
    fc.assert(
      fc.property(arbitrary.validityPeriod, validity => {
        const target = writer();
        writeValidityPeriod(target, validity);
        const reader = readerOf(writtenOctets(target));
        assert.deepEqual(readValidityPeriod(reader, validityPeriodBits(validity)), validity);
      }),
    ));

  test('hexadecimal text, of either case', () =>
    fc.assert(
      fc.property(arbitrary.octets(200), octets => {
        assert.deepEqual(fromHex(toHex(octets).toLowerCase()), octets);
      }),
    ));

  test('septets, whatever fill bits stand in front', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 170, max: 0x7f }), fc.nat({ max: 6 }), (septets, fillBits) => {
        assert.deepEqual(unpackSeptets(packSeptets(septets, fillBits), septets.length, fillBits), septets);
      }),
    ));

  test('UCS-2 text, lone surrogates apart', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        assert.equal(decodeUcs2(encodeUcs2(text)), text.toWellFormed());
      }),
    ));

  test('text in the default alphabet with any national tables', () =>
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60, max: 0x7f }),
        arbitrary.nationalLanguage,
        (septets, national) => {
          const text = decodeGsm7(septets, national);
          const again = encodeGsm7(text, national);
          // Codes that are not assigned read as spaces, which a table without a space cannot write.
          if (again !== undefined) assert.equal(decodeGsm7(again, national), text);
        },
      ),
    ));

  test('USSD strings, but for the CR that fills them up (23.038 6.1.2.3.1)', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9*#@\r]{0,182}$/), text => {
        const read = decodeUssd(packUssd(text), 0x0f);
        const doubled = text.length % 8 === 0 && text.endsWith('\r');
        assert.equal(read, doubled ? `${text}\r` : text);
      }),
    ));
});

test('every coding scheme has an alphabet, and counts of it', () => {
  for (let octet = 0; octet < 256; octet++) {
    const { alphabet, compressed } = describeDataCodingScheme(octet);
    assert.ok(['gsm7', '8bit', 'ucs2'].includes(alphabet));
    assert.equal(typeof compressed, 'boolean');
  }
});

const encodings = fc.constantFrom<Encoding>('gsm-7bit', 'unicode', 'auto');

function carried({ segments, dataCodingScheme }: Segmentation): string {
  return segments.map(({ userData }) => textOfUserData(userData, dataCodingScheme)).join('');
}

describe('segments of a text', () => {
  const cuts = fc.record(
    {
      encoding: encodings,
      nationalLanguage: arbitrary.nationalLanguage,
      referenceWidth: fc.constantFrom(8 as const, 16 as const),
    },
    { requiredKeys: ['encoding'] },
  );

  test('give the text together, and each fits into a TPDU', () =>
    fc.assert(
      fc.property(arbitrary.text, cuts, (text, options) => {
        const cut = segmentText(text, { ...options, reference: 5 });
        assert.equal(carried(cut), text.toWellFormed());
        assert.equal(cut.segments.map(segment => segment.text).join(''), text);
        for (const { userData } of cut.segments) {
          const submit = {
            type: 'submit',
            rejectDuplicates: false,
            statusReportRequest: false,
            replyPath: false,
            messageReference: 0,
            destination: parseAddress('1'),
            protocolIdentifier: 0,
            dataCodingScheme: cut.dataCodingScheme,
            userData,
          } as const;
          assert.deepEqual(decodeTpdu(encodeTpdu(submit), 'fromMobile'), submit);
        }
      }),
      { numRuns: 150 },
    ));

  test('never cut an escape pair, a surrogate pair, or CR from LF', () =>
    fc.assert(
      fc.property(arbitrary.text, cuts, (text, options) => {
        const { segments, alphabet } = segmentText(text, { ...options, reference: 0 });
        for (const [index, { userData, text: piece }] of segments.slice(0, -1).entries()) {
          const seam = `${piece.at(-1)}${segments[index + 1]?.text.at(0)}`;
          assert.doesNotMatch(seam, /^[\ud800-\udbff][\udc00-\udfff]$/);
          if (alphabet === 'gsm7') assert.ok(!endsInEscape(userData.payload));
        }
      }),
      { numRuns: 150 },
    ));

  test('are numbered through, all of one message', () =>
    fc.assert(
      fc.property(arbitrary.text, fc.nat({ max: 0xff }), (text, reference) => {
        const { segments } = segmentText(text, { encoding: 'auto', reference });
        if (segments.length === 1) return;
        const places = segments.map(({ userData }) => [...(userData.header[0]?.data ?? [])]);
        assert.deepEqual(
          places,
          segments.map((_, index) => [reference, segments.length, index + 1]),
        );
      }),
      { numRuns: 50 },
    ));
});

/** Whether the last code is an ESC that announces another one. */
function endsInEscape(payload: Uint8Array): boolean {
  let escaped = false;
  for (const septet of payload) escaped = !escaped && septet === 0x1b;
  return escaped;
}

describe('noise and damage', () => {
  const damages = fc.array(fc.tuple(fc.nat({ max: 180 }), arbitrary.octet), { minLength: 1, maxLength: 4 });

  function damaged(octets: Uint8Array, damage: readonly (readonly [number, number])[]): Uint8Array {
    const copy = octets.slice();
    for (const [place, octet] of damage) copy[place % copy.length] = octet;
    return copy;
  }

  /** Reads octets that may be anything leniently. */
  function assertLenient(octets: Uint8Array, direction: Direction, length?: number): void {
    const pdu = decoded(octets, () => decodePduLeniently(octets, direction, length));
    if (pdu === undefined) return;
    for (const defect of pdu.defects) assertPlace(defect, octets);
    if (pdu.tpdu.type === 'deliver' || pdu.tpdu.type === 'submit') textOf(pdu.tpdu);
  }

  test('never cause another error than a DecodeError that names an octet', () =>
    fc.assert(
      fc.property(
        arbitrary.octets(300),
        directions,
        fc.option(fc.nat({ max: 300 }), { nil: undefined }),
        (octets, direction, length) => {
          decoded(octets, () => decodeTpdu(octets, direction));
          decoded(octets, () => decodePdu(octets, direction));
          decoded(octets, () => decodeSimAlpha(octets));
          decodeUssd(octets, octets[0] ?? 0);
          assertLenient(octets, direction, length);
        },
      ),
      { numRuns: 1000 },
    ));

  test('of a valid TPDU give a TPDU or such an error', () =>
    fc.assert(
      fc.property(arbitrary.tpdu, damages, (tpdu, damage) => {
        const { octets } = encodePdu(tpdu);
        const changed = damaged(octets, damage);
        decoded(changed, () => decodePdu(changed, directionOfTpdu(tpdu)));
        assertLenient(changed, directionOfTpdu(tpdu));
      }),
      { numRuns: 500 },
    ));

  test('a PDU that is read strictly is read leniently too, as the same', () =>
    fc.assert(
      fc.property(arbitrary.received, damages, (tpdu, damage) => {
        const changed = damaged(encodePdu(tpdu, parseAddress('+31624000000')).octets, damage);
        const strict = decoded(changed, () => decodePdu(changed, 'toMobile'));
        const lenient = decoded(changed, () => decodePduLeniently(changed, 'toMobile'));
        if (strict === undefined) return;
        assert.ok(lenient !== undefined);
        // With two faults or more that are no faults of form, another reading may be the better one.
        if (lenient.tpduOffset === strict.tpduOffset) assert.deepEqual(lenient.tpdu, strict.tpdu);
      }),
      { numRuns: 500 },
    ));

  test('cut short a TPDU is refused, or is what it would be without what may be missing (9.2.2.3)', () =>
    fc.assert(
      fc.property(arbitrary.tpdu, fc.nat({ max: 180 }), (tpdu, length) => {
        const octets = encodeTpdu(tpdu);
        const cut = octets.subarray(0, length % octets.length);
        const read = decoded(cut, () => decodeTpdu(cut, directionOfTpdu(tpdu)));
        if (read === undefined) return;
        assert.deepEqual(
          [read.type, toHex(encodeTpdu(read)).slice(2)],
          ['statusReport', toHex(cut).slice(2)],
        );
      }),
      { numRuns: 500 },
    ));
});

describe('one bad field of an incoming message', () => {
  const message = arbitrary.received.filter(tpdu => tpdu.type === 'deliver');

  /** Text and sender that a lenient decoder reads. */
  function essence(octets: Uint8Array) {
    const { tpdu } = decodePduLeniently(octets, 'toMobile');
    assert.ok(tpdu.type === 'deliver');
    return { text: textOf(tpdu), payload: tpdu.userData.payload, sender: tpdu.originator };
  }

  test('its time: text and sender stand', () =>
    fc.assert(
      fc.property(message, arbitrary.octets(7, 7), (tpdu, time) => {
        const { octets, tpduLength } = encodePdu(tpdu, parseAddress('+31624000000'));
        const place =
          octets.length - tpduLength + 2 + Math.ceil((octets[octets.length - tpduLength + 1] ?? 0) / 2) + 3;
        const changed = octets.slice();
        changed.set(time, place);
        assert.deepEqual(essence(changed), essence(octets));
      }),
      { numRuns: 300 },
    ));

  test('fill behind it: text and sender stand', () =>
    fc.assert(
      fc.property(
        message,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(0x00, 0xff),
        (tpdu, count, fill) => {
          const { octets } = encodePdu(tpdu, parseAddress('+31624000000'));
          const filled = Uint8Array.of(...octets, ...new Uint8Array(count).fill(fill));
          assert.deepEqual(essence(filled), essence(octets));
        },
      ),
      { numRuns: 300 },
    ));

  test('no service centre: all stands where the length of the TPDU is given', () =>
    fc.assert(
      fc.property(message, tpdu => {
        const octets = encodeTpdu(tpdu);
        assert.deepEqual(decodePduLeniently(octets, 'toMobile', octets.length).tpdu, tpdu);
      }),
      { numRuns: 300 },
    ));

  /** Octets may agree with another reading by chance, once in some ten thousand short messages: so the seed is fixed. */
  test('no service centre: a text and its sender stand without that length too', () =>
    fc.assert(
      fc.property(message, tpdu => {
        fc.pre(tpdu.type === 'deliver' && tpdu.userData.payload.length > 0);
        assert.deepEqual(decodePduLeniently(encodeTpdu(tpdu), 'toMobile').tpdu, tpdu);
      }),
      { numRuns: 300, seed: 23040 },
    ));
});

/** 30 octets follow what TP-UDL announces: cut to the right length it can be read. */
const TOO_LONG = 'gammu-cap-39';

describe('PDUs of the vectors cut at every length', () => {
  for (const row of pduRows().filter(row => row.expect.error !== true && row.id !== TOO_LONG)) {
    test(row.id, () => {
      for (const octets of octetsOf(row)) {
        for (let length = 0; length < octets.length; length++) {
          const cut = octets.subarray(0, length);
          const read = decoded(cut, () =>
            row.has_smsc === false
              ? decodeTpdu(cut, directionOf(row))
              : decodePdu(cut, directionOf(row)).tpdu,
          );
          assert.equal(read?.type ?? 'statusReport', 'statusReport', `cut to ${length} octets it was read`);
        }
      }
    });
  }
});
