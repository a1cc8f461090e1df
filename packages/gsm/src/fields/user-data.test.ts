import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeGsm7 } from '../alphabets/gsm7.ts';
import { unpackSeptets } from '../alphabets/septets.ts';
import { fromHex, toHex } from '../hex.ts';
import { readerOf, writer, writtenOctets } from '../octets.ts';
import {
  capacityBehind,
  type InformationElement,
  readUserData,
  type UserData,
  writeUserData,
} from './user-data.ts';

const GSM7 = 0x00;
const DATA = 0x04;
const UCS2 = 0x08;
const COMPRESSED = 0x20;

function read(hex: string, headed: boolean, dataCodingScheme: number): UserData {
  return readUserData(readerOf(fromHex(hex)), headed, dataCodingScheme);
}

function write(userData: UserData, dataCodingScheme: number): string {
  const target = writer();
  writeUserData(target, userData, dataCodingScheme);
  return toHex(writtenOctets(target));
}

function element(identifier: number, hex: string): InformationElement {
  return { identifier, data: fromHex(hex) };
}

function text(characters: string): Uint8Array {
  return encodeGsm7(characters) ?? new Uint8Array(0);
}

const part = element(0x00, '010201');

describe('TP-UDL and TP-UD (23.040 9.2.3.16, 9.2.3.24)', () => {
  for (const [what, hex, coding, header, payload] of [
    ['no text', '00', GSM7, [], text('')],
    ['septets are counted', '0631D98C56B301', GSM7, [], text('123456')],
    ['8-bit data', '03010203', DATA, [], fromHex('010203')],
    ['UCS-2', '0400410042', UCS2, [], fromHex('00410042')],
    ['compressed text is counted in octets', '020102', COMPRESSED, [], fromHex('0102')],
    // Header of 6 octets: 48 bits, one fill bit, 7 septets.
    ['a header before 7-bit text', '08050003010201C2', GSM7, [part], text('a')],
    // Header of 7 octets: 56 bits are 8 septets, no fill.
    ['a header that ends on a septet', '090608040001020161', GSM7, [element(8, '00010201')], text('a')],
    ['a header before octets', '080500030102014142', DATA, [part], fromHex('4142')],
    ['a header alone', '06050003010201', UCS2, [part], new Uint8Array(0)],
    ['a header alone before no septets', '0705000301020100', GSM7, [part], text('')],
    ['elements that no one knows', '0704EE02ABCD7F00', DATA, [element(0xee, 'ABCD')], fromHex('7F00')],
    ['an element of no length', '0302DD00', DATA, [element(0xdd, '')], new Uint8Array(0)],
  ] as const) {
    test(what, () => {
      const userData = { header: [...header], payload };
      const octets = write(userData, coding);
      assert.deepEqual(read(octets, header.length > 0, coding), userData);
      assert.equal(octets, hex);
    });
  }

  for (const [length, fillBits] of [
    [0, 4],
    [1, 3],
    [2, 2],
    [3, 1],
    [4, 0],
    [5, 6],
    [6, 5],
  ] as const) {
    test(`behind an element of ${length} octets stand ${fillBits} fill bits`, () => {
      const userData = { header: [element(0x70, '00'.repeat(length))], payload: text('fill bits') };
      const hex = write(userData, GSM7);
      // TP-UDL, UDHL, identifier and length stand in front of the element's data.
      assert.deepEqual(unpackSeptets(fromHex(hex).subarray(4 + length), 9, fillBits), text('fill bits'));
      assert.deepEqual(read(hex, true, GSM7), userData);
    });
  }

  test('keeps each of the 256 element identifiers', () => {
    for (let identifier = 0; identifier < 256; identifier++) {
      const userData = { header: [element(identifier, '0102')], payload: fromHex('41') };
      assert.deepEqual(read(write(userData, DATA), true, DATA), userData);
    }
  });

  for (const [what, hex, headed, coding, field, octet] of [
    ['nothing', '', false, GSM7, 'TP-UDL', 0],
    ['fewer octets than announced', '0631D98C56B3', false, GSM7, 'TP-UD', 5],
    ['more octets than announced', '0631D98C56B30100', false, GSM7, 'TP-UD', 7],
    ['more octets than announced, UCS-2', '020041FF', false, UCS2, 'TP-UD', 3],
    ['161 septets', `A1${'00'.repeat(141)}`, false, GSM7, 'TP-UDL', 0],
    ['141 octets', `8D${'00'.repeat(141)}`, false, DATA, 'TP-UDL', 0],
    ['no header where one is announced', '00', true, DATA, 'TP-UD.UDHL', 0],
    ['a header longer than TP-UD', '0205000301', true, DATA, 'TP-UD', 3],
    ['a header that TP-UDL cuts', '03050003', true, DATA, 'TP-UD.UDH', 3],
    ['fewer septets than the header takes', '06050003010201', true, GSM7, 'TP-UDL', 0],
  ] as const) {
    test(`${what} is refused: ${field}, octet ${octet}`, () =>
      assert.throws(() => read(hex, headed, coding), { name: 'DecodeError', field, octet }));
  }

  for (const [what, hex] of [
    ['an element beyond the header', '0704240501024142'],
    ['an element without length', '04012441 42'.replace(' ', '')],
    ['a good element before a damaged one', '0A07000301020124054142'],
  ] as const) {
    test(`${what}: the whole header is ignored, the payload stands`, () =>
      assert.deepEqual(read(hex, true, DATA), { header: [], payload: Uint8Array.of(0x41, 0x42) }));
  }

  for (const [what, userData, coding, field] of [
    ['161 septets', { header: [], payload: new Uint8Array(161) }, GSM7, 'TP-UD'],
    ['154 septets behind a part header', { header: [part], payload: new Uint8Array(154) }, GSM7, 'TP-UD'],
    ['141 octets', { header: [], payload: new Uint8Array(141) }, DATA, 'TP-UD'],
    ['135 octets behind a part header', { header: [part], payload: new Uint8Array(135) }, DATA, 'TP-UD'],
    [
      'identifier 256',
      { header: [element(256, '')], payload: new Uint8Array(0) },
      DATA,
      'TP-UD.UDH.IE 0x100',
    ],
    [
      'an element of 300 octets',
      { header: [element(1, '00'.repeat(300))], payload: new Uint8Array(0) },
      DATA,
      'TP-UD.UDH.IE 0x01',
    ],
  ] as const) {
    test(`${what} cannot be written`, () =>
      assert.throws(() => write(userData, coding), { name: 'EncodeError', field }));
  }
});

describe('room behind a header', () => {
  const national = [element(0x25, '01'), element(0x24, '01')];
  for (const [what, header, septets, octets] of [
    ['none', [], 160, 140],
    ['8-bit reference', [part], 153, 134],
    ['16-bit reference', [element(8, '00010201')], 152, 133],
    ['one national table', national.slice(1), 155, 136],
    ['two national tables', national, 152, 133],
    ['8-bit reference and one national table', [part, ...national.slice(1)], 149, 131],
    ['8-bit reference and two national tables', [part, ...national], 146, 128],
  ] as const) {
    test(`${what}: ${septets} septets, ${octets} octets`, () =>
      assert.deepEqual([capacityBehind(header, true), capacityBehind(header, false)], [septets, octets]));
  }
});
