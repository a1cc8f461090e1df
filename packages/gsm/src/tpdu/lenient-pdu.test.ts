/** One bad field never costs text, sender or outcome; each fault is named with field and octet. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatAddress } from '../fields/number.ts';
import { timestampToEpoch } from '../fields/timestamp.ts';
import { fromHex } from '../hex.ts';
import { decodePduLeniently } from './lenient-pdu.ts';
import { decodePdu } from './pdu.ts';
import { textOf } from './text.ts';

/** The parts of a PDU from +31624000000's service centre, so that a row below shows only its fault. */
const CENTRE = '07911326040000F0';
const SENDER = '0B916407281553F8';
const TIME = '42209221000000';
/** hellohello in ten septets. */
const HELLO = '0AE8329BFD4697D9EC37';

const SENDER_NUMBER = '+46708251358';

function read(hex: string, tpduLength?: number) {
  const { defects, serviceCentre, tpdu } = decodePduLeniently(fromHex(hex), 'toMobile', tpduLength);
  assert.ok(tpdu.type === 'deliver' || tpdu.type === 'statusReport');
  const address = tpdu.type === 'deliver' ? tpdu.originator : tpdu.recipient;
  return {
    tpdu,
    text: textOf(tpdu),
    sender: formatAddress(address),
    centre: serviceCentre && formatAddress(serviceCentre),
    places: defects.map(({ field, octet }) => `${field} ${octet}`),
    reasons: defects.map(({ reason }) => reason).join('; '),
  };
}

interface Row {
  readonly hex: string;
  readonly text?: string;
  readonly sender?: string;
  /** Field and octet of each fault. */
  readonly places: readonly string[];
}

function assertRead({ hex, text = 'hellohello', sender = SENDER_NUMBER, places }: Row): void {
  const found = read(hex);
  assert.deepEqual([found.text, found.sender, found.places], [text, sender, places]);
}

function describeRows(subject: string, rows: Readonly<Record<string, Row>>): void {
  describe(subject, () => {
    for (const [what, row] of Object.entries(rows)) test(what, () => assertRead(row));
  });
}

describeRows('a PDU without a fault', {
  'has no defects': { hex: `${CENTRE}04${SENDER}0000${TIME}${HELLO}`, places: [] },
  'without a named service centre has none either': {
    hex: `0004${SENDER}0000${TIME}${HELLO}`,
    places: [],
  },
});

describeRows('time stamps', {
  'a month with a digit that is none': {
    hex: `${CENTRE}04${SENDER}000042B19221000000${HELLO}`,
    places: ['TP-SCTS 20'],
  },
  'all octets FF': {
    hex: `${CENTRE}04${SENDER}0000FFFFFFFFFFFFFF${HELLO}`,
    places: [19, 20, 21, 22, 23, 24, 19, 25].map(octet => `TP-SCTS ${octet}`),
  },
  'a zone that is not decimal': {
    hex: `${CENTRE}04${SENDER}0000422092210000C2${HELLO}`,
    places: ['TP-SCTS 25'],
  },
  'the thirteenth month': { hex: `${CENTRE}04${SENDER}000042319221000000${HELLO}`, places: ['TP-SCTS 19'] },
  'no octet of it and nothing behind': {
    hex: `${CENTRE}04${SENDER}0000`,
    text: '',
    places: ['TP-SCTS 18', 'TP-SCTS 18', 'TP-UDL 18'],
  },
});

test('a digit of a time stamp that is none counts as 0 (23.040 9.2.3.11)', () => {
  const { tpdu } = read(`${CENTRE}04${SENDER}000042B19221000000${HELLO}`);
  const { month, day } = tpdu.serviceCentreTimestamp;
  assert.deepEqual([month, day], [10, 29]);
});

describeRows('addresses', {
  'fill in the middle': {
    hex: `${CENTRE}040B91F407281553F80000${TIME}${HELLO}`,
    sender: '+4708251358',
    places: ['TP-OA 11'],
  },
  'fill that is counted': {
    hex: `${CENTRE}040C916407281553F80000${TIME}${HELLO}`,
    places: ['TP-OA 16'],
  },
  'an odd fill digit': { hex: `${CENTRE}040B916407281553080000${TIME}${HELLO}`, places: [] },
  'a length that counts octets': {
    hex: `${CENTRE}0406916407281553F80000${TIME}${HELLO}`,
    places: ['address 9'],
  },
  'a length that counts octets with the type': {
    hex: `${CENTRE}0407916407281553F80000${TIME}${HELLO}`,
    places: ['address 9'],
  },
  'a length that counts octets, and an impossible day': {
    hex: `${CENTRE}0406916407281553F8000062112800010200${HELLO}`,
    places: ['address 9', 'TP-SCTS 19'],
  },
  'a length beyond all bounds': {
    hex: `${CENTRE}04FF916407281553F80000${TIME}${HELLO}`,
    places: ['address 9'],
  },
  'a name whose length counts characters': {
    hex: `${CENTRE}0407D0E9DA33EF9E3A010000${TIME}${HELLO}`,
    sender: 'i5OynSN',
    places: ['address 9'],
  },
  'fill in the service centre': {
    hex: `079113F6040000F004${SENDER}0000${TIME}${HELLO}`,
    places: ['SMSC 3'],
  },
});

describeRows('the service centre', {
  'is missing': { hex: `04${SENDER}0000${TIME}${HELLO}`, places: ['SMSC 0'] },
  'is missing, and a digit of the time is bad': {
    hex: `04${SENDER}000042B19221000000${HELLO}`,
    places: ['SMSC 0', 'TP-SCTS 12'],
  },
  'has a length that counts digits': {
    hex: `0B911326040000F004${SENDER}0000${TIME}${HELLO}`,
    places: ['SMSC 0'],
  },
  'has a length of 255': { hex: `FF911326040000F004${SENDER}0000${TIME}${HELLO}`, places: ['SMSC 0'] },
});

describe('a service centre whose absence the length shows', () => {
  const bare = `04${SENDER}0000${TIME}${HELLO}`;
  test('a whole TPDU', () => assert.equal(read(bare, bare.length / 2).text, 'hellohello'));
  test('one that is cut short', () => {
    const cut = bare.slice(0, -4);
    const { text, sender, centre } = read(cut, cut.length / 2);
    assert.deepEqual([text, sender, centre], ['hellohel', SENDER_NUMBER, undefined]);
  });
  test('one behind more digits than a centre has', () => {
    const { text, sender, centre } = read(`0C9188020000000000000000F0${bare}`, bare.length / 2);
    assert.deepEqual([text, sender, centre], ['hellohello', SENDER_NUMBER, undefined]);
  });
  test('a wrong length changes nothing', () => {
    for (const length of [0, 1, 23, 24, 32, 255])
      assert.equal(read(CENTRE + bare, length).centre, '+31624000000');
  });
});

const longText = 'x'.repeat(20);

describeRows('user data', {
  'shorter than announced': {
    hex: `${CENTRE}04${SENDER}0000${TIME}14E8329BFD4697D9EC37`,
    places: ['TP-UD 35'],
    text: 'hellohello',
  },
  'no length': { hex: `${CENTRE}04${SENDER}0000${TIME}`, text: '', places: ['TP-UDL 25'] },
  'none, where some is announced': {
    hex: `${CENTRE}04${SENDER}0000${TIME}0A`,
    text: '',
    places: ['TP-UD 26'],
  },
  'FF behind it, as a SIM fills its records': {
    hex: `${CENTRE}04${SENDER}0000${TIME}${HELLO}FFFFFFFFFFFF`,
    places: ['TP-UD 36'],
  },
  'octets of an older message behind it': {
    hex: `${CENTRE}04${SENDER}0000${TIME}${HELLO}31D98C56B3DD70`,
    places: ['TP-UD 36'],
  },
  'a length that counts octets in place of septets': {
    // 20 septets are 18 octets; the two spare nibbles are 0.
    hex: `${CENTRE}04${SENDER}0000${TIME}12783C1E8FC7E3F1783C1E8FC7E3F1783C1E0F`,
    text: longText,
    places: ['TP-UDL 26'],
  },
  'a length of UCS-2 that counts characters': {
    hex: `${CENTRE}04${SENDER}0008${TIME}02041F0440`,
    text: 'Пр',
    places: ['TP-UDL 26'],
  },
  'UCS-2 that ends in half a character': {
    hex: `${CENTRE}04${SENDER}0008${TIME}04041F04`,
    text: 'П\ufffd',
    places: ['TP-UD 29'],
  },
  'a reserved coding': { hex: `${CENTRE}04${SENDER}0080${TIME}${HELLO}`, places: ['TP-DCS 18'] },
});

/** A header of one element with three octets of data. */
function part(element: string): string {
  return `05${element}`;
}

describeRows('user data headers', {
  'an element that runs past the header': {
    hex: `${CENTRE}44${SENDER}0008${TIME}0A${part('C01BF40201')}041F0440`,
    text: 'Пр',
    places: ['TP-UD.UDH 27'],
  },
  'a header longer than TP-UD is text': {
    hex: `${CENTRE}44${SENDER}0000${TIME}${HELLO}`,
    places: ['TP-UD.UDHL 27'],
  },
  'part 0 of 2 stands alone': {
    hex: `${CENTRE}44${SENDER}0008${TIME}0A${part('0003050200')}041F0440`,
    text: 'Пр',
    places: ['TP-UD.UDH 27'],
  },
  'part 3 of 2 stands alone': {
    hex: `${CENTRE}44${SENDER}0008${TIME}0A${part('0003050203')}041F0440`,
    text: 'Пр',
    places: ['TP-UD.UDH 27'],
  },
  'a length of the text without its header': {
    hex: `${CENTRE}44${SENDER}0008${TIME}04${part('0003050201')}041F0440`,
    text: 'Пр',
    places: ['TP-UDL 26'],
  },
});

describe('status reports', () => {
  const settled = (hex: string, tpduLength?: number) => {
    const { tpdu, sender, places } = read(hex, tpduLength);
    assert.ok(tpdu.type === 'statusReport');
    return [tpdu.messageReference, sender, tpdu.status, places];
  };
  for (const [what, hex, places] of [
    ['without a fault', `${CENTRE}0607${SENDER}${TIME}${TIME}00`, []],
    ['a time of FF', `${CENTRE}0607${SENDER}FFFFFFFFFFFFFF${TIME}00`, 8],
    ['both times bad', `${CENTRE}0607${SENDER}42B1922100000042209B2100000000`, ['TP-SCTS 19', 'TP-DT 27']],
    ['TP-PI that announces too much', `${CENTRE}0607${SENDER}${TIME}${TIME}0007`, ['TP-PID 33']],
    ['TP-PI that never ends', `${CENTRE}0607${SENDER}${TIME}${TIME}0080`, ['TP-PI 33']],
    ['text shorter than announced', `${CENTRE}0607${SENDER}${TIME}${TIME}0004050102`, ['TP-UD 36']],
    ['octets behind it', `${CENTRE}0607${SENDER}${TIME}${TIME}000041`, ['TPDU 34']],
    ['no service centre', `0607${SENDER}${TIME}${TIME}00`, ['SMSC 0']],
  ] as const) {
    test(what, () => {
      const [reference, sender, status, found] = settled(hex);
      assert.deepEqual([reference, sender, status], [7, SENDER_NUMBER, 0]);
      if (typeof places === 'number') assert.equal(Array.isArray(found) && found.length, places);
      else assert.deepEqual(found, places);
    });
  }

  test('cut short is never taken for one with another address', () => {
    for (const recipient of [SENDER, '0A916407281553', '0C91640728155398']) {
      const whole = fromHex(`${CENTRE}0607${recipient}62112821000000621128210000000000`);
      const most = whole.length - 2;
      for (let length = 0; length < most; length++)
        assert.throws(() => decodePduLeniently(whole.subarray(0, length), 'toMobile'), {
          name: 'DecodeError',
        });
    }
  });

  test('without an outcome cannot be read', () =>
    assert.throws(() => read(`${CENTRE}0607${SENDER}${TIME}${TIME}`), {
      name: 'DecodeError',
      field: 'TP-ST',
    }));
});

describe('what cannot be read at all', () => {
  for (const [what, hex, field] of [
    ['nothing', '', 'SMSC'],
    ['a service centre alone', CENTRE, 'first octet'],
    ['an address cut short', `${CENTRE}04${SENDER.slice(0, -4)}`, 'TP-OA'],
  ] as const) {
    test(what, () => assert.throws(() => read(hex), { name: 'DecodeError', field }));
  }
});

test('what can be decoded strictly is read the same', () => {
  const octets = fromHex(`${CENTRE}04${SENDER}0000${TIME}${HELLO}`);
  assert.deepEqual(decodePduLeniently(octets, 'toMobile'), { ...decodePdu(octets, 'toMobile'), defects: [] });
  assert.equal(
    timestampToEpoch(read(`0004${SENDER}0000${TIME}${HELLO}`).tpdu.serviceCentreTimestamp) !== undefined,
    true,
  );
});
