/** What must hold whatever the values are, tried with chance from fixed seeds. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { unpackSeptets } from '../src/alphabets/septets.ts';
import {
  countSegments,
  DecodeError,
  type Direction,
  decodePdu,
  decodeTpdu,
  type Encoding,
  encodePdu,
  encodeTpdu,
  fromHex,
  packSeptets,
  parseAddress,
  segmentText,
  type Tpdu,
  toHex,
} from '../src/index.ts';
import { textOfUserData } from '../src/tpdu/text.ts';
import { type Chance, seeded, tpduOf } from './seeded.ts';
import { directionOf, octetsOf, pduRows } from './vector-rows.ts';

const TRIES = 2000;

function directionOfTpdu({ type }: Tpdu): Direction {
  return type === 'deliver' || type === 'statusReport' || type === 'submitReport' ? 'toMobile' : 'fromMobile';
}

/** Decodes octets that may be anything: a value or a DecodeError that points into them. */
function decodeAnything(octets: Uint8Array, direction: Direction): Tpdu | undefined {
  try {
    return decodeTpdu(octets, direction);
  } catch (error) {
    assert.ok(error instanceof DecodeError, String(error));
    assert.ok(error.octet >= 0 && error.octet <= octets.length, error.message);
    return undefined;
  }
}

describe('TPDUs', () => {
  test('come back as they were after encoding and decoding', () => {
    const chance = seeded(1);
    for (let index = 0; index < TRIES; index++) {
      const tpdu = tpduOf(chance);
      assert.deepEqual(decodeTpdu(encodeTpdu(tpdu), directionOfTpdu(tpdu)), tpdu);
    }
  });

  test('come back with a service centre in front', () => {
    const chance = seeded(2);
    for (let index = 0; index < 200; index++) {
      const tpdu = tpduOf(chance);
      const serviceCentre = parseAddress(`+${chance.whole(1, 2 ** 31)}`);
      const { octets, tpduLength } = encodePdu(tpdu, serviceCentre);
      const pdu = decodePdu(octets, directionOfTpdu(tpdu));
      assert.deepEqual(pdu, { serviceCentre, tpdu, tpduOffset: octets.length - tpduLength });
    }
  });

  test('cut short are refused, or are what they would be without what may be missing', () => {
    const chance = seeded(3);
    for (let index = 0; index < 200; index++) {
      const tpdu = tpduOf(chance);
      const octets = encodeTpdu(tpdu);
      for (let length = 0; length < octets.length; length++) {
        const cut = octets.subarray(0, length);
        const decoded = decodeAnything(cut, directionOfTpdu(tpdu));
        // Only a status report may end early, before TP-PI (9.2.2.3).
        if (decoded !== undefined)
          assert.deepEqual(
            [decoded.type, toHex(encodeTpdu(decoded)).slice(2)],
            ['statusReport', toHex(cut).slice(2)],
          );
      }
    }
  });

  test('with one octet changed never do worse than a DecodeError', () => {
    const chance = seeded(4);
    for (let index = 0; index < TRIES; index++) {
      const tpdu = tpduOf(chance);
      const octets = encodeTpdu(tpdu);
      octets[chance.whole(0, octets.length - 1)] = chance.whole(0, 255);
      decodeAnything(octets, chance.oneOf(['toMobile', 'fromMobile']));
    }
  });

  test('made of noise never do worse than a DecodeError', () => {
    const chance = seeded(5);
    for (let index = 0; index < TRIES; index++) {
      decodeAnything(chance.octets(chance.whole(0, 180)), chance.oneOf(['toMobile', 'fromMobile']));
    }
  });
});

/** 30 octets follow what TP-UDL announces: cut to the right length it can be read. */
const TOO_LONG = 'gammu-cap-39';

describe('PDUs of the vectors cut at every length', () => {
  for (const row of pduRows().filter(row => row.expect.error !== true && row.id !== TOO_LONG)) {
    test(row.id, () => {
      for (const octets of octetsOf(row)) {
        for (let length = 0; length < octets.length; length++) {
          const cut = octets.subarray(0, length);
          try {
            const { tpdu } =
              row.has_smsc === false
                ? { tpdu: decodeTpdu(cut, directionOf(row)) }
                : decodePdu(cut, directionOf(row));
            assert.equal(tpdu.type, 'statusReport', `cut to ${length} octets it was read`);
          } catch (error) {
            assert.ok(error instanceof DecodeError, String(error));
          }
        }
      }
    });
  }
});

describe('hexadecimal and septets', () => {
  test('hexadecimal text comes back in upper case', () => {
    const chance = seeded(6);
    for (let index = 0; index < 200; index++) {
      const octets = chance.octets(chance.whole(0, 40));
      assert.deepEqual(fromHex(toHex(octets).toLowerCase()), octets);
    }
  });

  test('septets come back whatever fill bits stand in front', () => {
    const chance = seeded(7);
    for (let index = 0; index < TRIES; index++) {
      const septets = chance.octets(chance.whole(0, 170)).map(octet => octet & 0x7f);
      const fillBits = chance.whole(0, 6);
      assert.deepEqual(unpackSeptets(packSeptets(septets, fillBits), septets.length, fillBits), septets);
    }
  });
});

const characters = [
  'a',
  'Z',
  ' ',
  '\n',
  '\r',
  '€',
  '{',
  'é',
  'Ж',
  '漢',
  '😀',
  '👩‍👩‍👧',
  '🇩🇪',
  '\u0301',
  'नि',
  '\ud800',
];

function textOfChance(chance: Chance): string {
  const few = chance.oneOf([characters.slice(0, 6), characters.slice(0, 10), characters]);
  return Array.from({ length: chance.whole(0, 500) }, () => chance.oneOf(few)).join('');
}

describe('segments', () => {
  const encodings: readonly Encoding[] = ['gsm-7bit', 'unicode', 'auto'];

  test('say the text together, fit, and are as many as counted', () => {
    const chance = seeded(8);
    for (let index = 0; index < 300; index++) {
      const text = textOfChance(chance);
      const encoding = chance.oneOf(encodings);
      const { segments, dataCodingScheme, alphabet } = segmentText(text, { encoding, reference: 5 });
      assert.equal(segments.length, countSegments(text, encoding));
      const carried = segments.map(({ userData }) => textOfUserData(userData, dataCodingScheme)).join('');
      assert.equal(carried, text.toWellFormed());
      const most = alphabet === 'gsm7' ? [160, 153] : [140, 134];
      const limit = most[segments.length === 1 ? 0 : 1] ?? 0;
      for (const { userData } of segments) assert.ok(userData.payload.length <= limit);
    }
  });

  test('never cut an escape pair or a surrogate pair', () => {
    const chance = seeded(9);
    for (let index = 0; index < 300; index++) {
      const { segments, alphabet } = segmentText(textOfChance(chance), {
        encoding: chance.oneOf(encodings),
        reference: 0,
      });
      for (const [index, { userData, text }] of segments.slice(0, -1).entries()) {
        const seam = `${text.at(-1)}${segments[index + 1]?.text.at(0)}`;
        assert.doesNotMatch(seam, /^[\ud800-\udbff][\udc00-\udfff]$/);
        if (alphabet === 'gsm7') assert.notEqual(userData.payload.at(-1), 0x1b);
      }
    }
  });
});
