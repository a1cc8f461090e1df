import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  addressText,
  parseAddress,
  readAddress,
  readServiceCentreAddress,
  typeOfNumber,
  writeAddress,
  writeServiceCentreAddress,
} from './address.ts';
import { septetsToText, textToSeptets } from './alphabet.ts';
import { fromHex, joinOctets, OctetReader, TpduError, toHex } from './octets.ts';
import { fillBitsAfter, packSeptets, unpackSeptets } from './septets.ts';
import { readTimeStamp, writeTimeStamp } from './time-stamp.ts';
import { makeUserData, userDataText } from './user-data.ts';
import {
  readValidity,
  relativeMinutes,
  relativeValidity,
  validityFormat,
  validityFormatBits,
} from './validity.ts';

describe('addresses as people write them (23.040 9.1.2.5)', () => {
  const cases: readonly [text: string, hex: string][] = [
    ['+491701234567', '0C919471103254 76'],
    ['+1', '0191F1'],
    ['112', '038111F2'],
    ['*100#', '0581 1A00FB'],
    ['0123456789abc', '0D8110325476 98DCFE'],
    ['Bank', '07D0C2B07B0D'],
    ['{}', '07D01BD42605'],
    ['', '00D0'],
  ];
  for (const [text, spaced] of cases) {
    const hex = spaced.replaceAll(' ', '');
    test(`"${text}" is ${hex}`, () => {
      assert.equal(toHex(writeAddress(parseAddress(text))), hex);
      const reader = new OctetReader(fromHex(hex));
      assert.equal(addressText(readAddress(reader, 'TP-DA')), text);
      assert.equal(reader.left, 0);
    });
  }
  test('a name of over 11 characters is cut', () => {
    const octets = writeAddress(parseAddress('International Bank'));
    assert.equal(readAddress(new OctetReader(octets), 'TP-OA').value, 'Internation');
  });
  test('21 digits are no number, and are refused where they are given as one', () => {
    const digits = '1'.repeat(21);
    assert.equal(typeOfNumber(parseAddress(`+${digits}`)), 5);
    assert.throws(() => writeAddress({ typeOfAddress: 0x91, value: digits }), TpduError);
  });
});

describe('the service centre counts octets (24.011 8.2.5.2)', () => {
  const cases: readonly [text: string | undefined, hex: string][] = [
    ['+88200000000', '07918802000000F0'],
    ['+8820000000', '06918802000000'],
    ['1234', '03812143'],
    [undefined, '00'],
  ];
  for (const [text, hex] of cases) {
    test(`${text} is ${hex}`, () => {
      const address = text === undefined ? undefined : parseAddress(text);
      assert.equal(toHex(writeServiceCentreAddress(address)), hex);
      assert.deepEqual(readServiceCentreAddress(new OctetReader(fromHex(hex))), address);
    });
  }
  test('12 octets are refused', () => {
    assert.throws(
      () => readServiceCentreAddress(new OctetReader(fromHex(`0C91${'00'.repeat(11)}`))),
      TpduError,
    );
  });
});

describe('septets', () => {
  test('every number of septets comes back, after every number of fill bits', () => {
    for (let fill = 0; fill < 7; fill += 1) {
      for (let count = 0; count <= 160; count += 1) {
        const septets = Array.from({ length: count }, (_, at) => (at * 37 + fill) % 128);
        const octets = packSeptets(septets, fill);
        assert.equal(octets.length, Math.ceil((count * 7 + fill) / 8));
        assert.deepEqual(unpackSeptets(octets, count, fill), septets);
      }
    }
  });

  test('fill bits bring the text to a septet boundary (23.040 9.2.3.24)', () => {
    for (let header = 0; header <= 140; header += 1) {
      assert.equal((header * 8 + fillBitsAfter(header)) % 7, 0);
      assert.ok(fillBitsAfter(header) < 7);
    }
  });

  test('a text behind a header of every length is read back', () => {
    for (let size = 0; size <= 30; size += 1) {
      const elements = [{ identifier: 0x70, data: new Uint8Array(size) }];
      const userData = makeUserData(0, elements, { septets: textToSeptets('Straße [€]') ?? [] });
      assert.equal(userDataText(userData), 'Straße [€]', `${size}`);
    }
  });
});

describe('text of septets (23.038 6.2.1.1)', () => {
  const cases: readonly [name: string, septets: readonly number[], text: string][] = [
    ['extension', [0x1b, 0x65], '€'],
    ['escape and a code the extension lacks', [0x1b, 0x41], 'A'],
    ['two escapes', [0x1b, 0x1b, 0x41], ' A'],
    ['an escape at the end', [0x41, 0x1b], 'A '],
    ['page break', [0x1b, 0x0a], '\f'],
  ];
  for (const [name, septets, text] of cases) {
    test(name, () => assert.equal(septetsToText(septets), text));
  }
  test('a code that the single shift table lacks is one of the locking table', () => {
    assert.equal(septetsToText([0x1b, 0x04], { locking: 1 }), '€');
  });
  test('an octet above 127 is no septet: nothing, or a space behind an escape', () => {
    assert.equal(septetsToText([0x41, 0x80, 0x1b, 0xe5, 0x41]), 'A A');
  });
  const DEFAULT = '0a\f 14^ 28{ 29} 2f\\ 3c[ 3d~ 3e] 40| 65€';
  const singles: readonly [clause: string, single: number, added: string][] = [
    ['6.2.1.1', 0, ''],
    ['A.2.1, Turkish', 1, '47Ğ 49İ 53Ş 63ç 67ğ 69ı 73ş'],
    ['A.2.2, Spanish', 2, '09ç 41Á 49Í 4fÓ 55Ú 61á 69í 6fó 75ú'],
    [
      'A.2.3, Portuguese',
      3,
      '05ê 09ç 0bÔ 0cô 0eÁ 0fá 12Φ 13Γ 15Ω 16Π 17Ψ 18Σ 19Θ 1fÊ 41À 49Í 4fÓ 55Ú 5bÃ 5cÕ 61Â 69í 6fó 75ú 7bã 7cõ 7fâ',
    ],
  ];
  for (const [clause, single, added] of singles)
    test(`the codes behind an escape that mean something of their own: ${clause}`, () => {
      const codes = Array.from({ length: 128 }, (_, code) => code).filter(code => code !== 0x1b);
      // A character at the same code of one locking table is at another code of the other.
      const own = codes.filter(code =>
        [0, 3].some(
          locking => septetsToText([0x1b, code], { single, locking }) !== septetsToText([code], { locking }),
        ),
      );
      const shown = own.map(
        code => code.toString(16).padStart(2, '0') + septetsToText([0x1b, code], { single }),
      );
      assert.deepEqual(
        shown,
        [...DEFAULT.split(' '), ...added.split(' ').filter(text => text !== '')].sort(),
      );
    });
  test('what the alphabet lacks has no septets', () => {
    for (const character of ['`', 'ç', 'ж', '😀', '\u001b', 'Ê'])
      assert.equal(textToSeptets(character), undefined);
  });
});

describe('time stamps (23.040 9.2.3.11)', () => {
  const cases: readonly [iso: string, zoneQuarters: number, hex: string][] = [
    ['2025-06-01T12:34:56Z', 0, '52601021436500'],
    ['2025-06-01T12:34:56+02:00', 8, '52601021436580'],
    ['2025-06-01T12:34:56-05:30', -22, '5260102143652A'],
    ['2025-12-31T23:59:59+14:00', 56, '52211332959565'],
    ['2024-02-29T00:00:00-12:00', -48, '4220920000008C'],
  ];
  for (const [iso, zoneQuarters, hex] of cases) {
    test(`${iso} is ${hex}`, () => {
      const stamp = { at: Date.parse(iso), zoneQuarters };
      assert.equal(toHex(writeTimeStamp(stamp)), hex);
      assert.deepEqual(readTimeStamp(new OctetReader(fromHex(hex)), 'TP-SCTS'), stamp);
    });
  }
  for (const hex of [
    '52311021436500',
    '52922021436500',
    '52601042436500',
    '52601021066500',
    '5260102143A600',
    '526010214365',
  ]) {
    test(`${hex} is none`, () => {
      assert.throws(() => readTimeStamp(new OctetReader(fromHex(hex)), 'TP-SCTS'), TpduError);
    });
  }
  test('a zone beyond 79 quarters, or of half a quarter, has no form', () => {
    for (const zoneQuarters of [80, -80, 0.5])
      assert.throws(() => writeTimeStamp({ at: 0, zoneQuarters }), TpduError);
  });
});

describe('validity (23.040 9.2.3.12)', () => {
  test('every relative value is the shortest for its own minutes', () => {
    for (let value = 0; value < 256; value += 1) {
      assert.deepEqual(relativeValidity(relativeMinutes(value)), { format: 'relative', value });
      if (value > 0) assert.ok(relativeMinutes(value) > relativeMinutes(value - 1));
    }
  });
  test('the two bits of TP-VPF (9.2.3.3)', () => {
    for (const [bits, format] of [
      [0x00, 'absent'],
      [0x08, 'enhanced'],
      [0x10, 'relative'],
      [0x18, 'absolute'],
    ] as const) {
      assert.equal(validityFormat(bits | 0xe7), format);
      assert.equal(validityFormatBits(format), bits);
    }
  });
  const enhanced: readonly [hex: string, milliseconds: number | undefined, singleShot: boolean][] = [
    ['00000000000000', undefined, false],
    ['40000000000000', undefined, true],
    ['010B0000000000', 3_600_000, false],
    ['021E0000000000', 30_000, false],
    ['43102030000000', ((1 * 60 + 2) * 60 + 3) * 1000, true],
  ];
  for (const [hex, milliseconds, singleShot] of enhanced) {
    test(`enhanced ${hex}`, () => {
      const octets = fromHex(hex);
      const expected = { format: 'enhanced', octets, milliseconds, singleShot };
      assert.deepEqual(readValidity(new OctetReader(octets), 'enhanced'), expected);
    });
  }
  for (const hex of ['04000000000000', '80000000000000', '01000000000001', '030A0000000000']) {
    test(`enhanced ${hex} is refused`, () => {
      assert.throws(() => readValidity(new OctetReader(fromHex(hex)), 'enhanced'), TpduError);
    });
  }
});

test('octets and runs of octets are joined in order', () => {
  assert.equal(toHex(joinOctets(1, Uint8Array.of(2, 3), new Uint8Array(), 4)), '01020304');
});
