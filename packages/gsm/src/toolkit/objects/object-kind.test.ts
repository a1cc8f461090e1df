import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecodeError, EncodeError } from '../../errors.ts';
import { fromHex, toHex } from '../../hex.ts';
import { address, formatDialledNumber, imei, imeisv, serviceString, tones } from './address.ts';
import { item } from './alpha-identifier.ts';
import { cardReaderStatus, commandApdu, commandDetails, deviceIdentities, fileList, result } from './card.ts';
import {
  bearerDescription,
  bufferSize,
  channelStatus,
  networkAccessName,
  otherAddress,
  transportLevel,
} from './channel.ts';
import { icon, itemIcons, responseLength, textAttributes } from './display.ts';
import { bcchChannels, locationInformation, timingAdvance, trackingArea } from './network.ts';
import {
  characterObject,
  doubleOctetObject,
  flagObject,
  type ObjectKind,
  octetListObject,
  octetObject,
} from './object-kind.ts';
import { readSwappedDecimal, writeSwappedDecimal } from './semi-octets.ts';
import {
  dateTime,
  duration,
  durationMilliseconds,
  timerMilliseconds,
  timerValue,
  timerValueFrom,
} from './time.ts';
import { ussdString, ussdText } from './ussd-string.ts';

/** One row: the kind of object, its value as octets, and what it means; read and written. */
function bothWays<T>(kind: ObjectKind<T>, hex: string, meaning: T): void {
  test(`${kind.name} ${hex === '' ? 'without a value' : hex}`, () => {
    assert.deepEqual(kind.read(fromHex(hex)), meaning);
    assert.equal(toHex(kind.write(meaning)), hex);
  });
}

describe('borders of objects', () => {
  const apdu = { cla: 0, ins: 0xd6, p1: 0, p2: 0 };
  test('a card is sent 255 octets at most', () => {
    assert.equal(commandApdu.write({ ...apdu, data: new Uint8Array(255) }).length, 260);
    assert.throws(() => commandApdu.write({ ...apdu, data: new Uint8Array(256) }), EncodeError);
  });

  test('each half of a decimal number is a digit', () => {
    assert.equal(readSwappedDecimal(Uint8Array.of(0x99), 0, 'x'), 99);
    for (const octet of [0x9a, 0xa9, 0xff])
      assert.throws(() => readSwappedDecimal(Uint8Array.of(octet), 0, 'x'), DecodeError);
    assert.throws(() => readSwappedDecimal(new Uint8Array(), 0, 'x'), DecodeError);
    assert.deepEqual([writeSwappedDecimal(0, 'x'), writeSwappedDecimal(99, 'x')], [0, 0x99]);
    for (const number of [-1, 100, 1.5]) assert.throws(() => writeSwappedDecimal(number, 'x'), EncodeError);
  });
});

describe('objects, read and written', () => {
  bothWays(octetObject(1, 'octet'), 'FF', 255);
  bothWays(doubleOctetObject(1, 'two octets'), '0578', 1400);
  bothWays(octetListObject(1, 'list'), '010203', [1, 2, 3]);
  bothWays(octetListObject(1, 'list'), '', []);
  bothWays(flagObject(1, 'flag'), '', true);
  bothWays(characterObject(1, 'characters'), '41542B43474D49', 'AT+CGMI');

  bothWays(address, '91103254F6', { typeOfAddress: 0x91, digits: '0123456' });
  bothWays(address, '811032', { typeOfAddress: 0x81, digits: '0123' });
  bothWays(address, '91', { typeOfAddress: 0x91, digits: '' });
  bothWays(serviceString, 'FFAA12B2', { typeOfAddress: 0xff, digits: '**212#' });
  bothWays(tones, 'C1F2', '1c2');
  bothWays(imei, '4A09512430325781', '490154203237518');
  bothWays(imeisv, '1332547698103254F6', '1234567890123456');

  bothWays(commandDetails, '012180', { number: 1, commandType: 0x21, qualifier: 0x80 });
  bothWays(deviceIdentities, '8281', { source: 0x82, destination: 0x81 });
  bothWays(result, '2001', { general: 0x20, additional: Uint8Array.of(1) });
  bothWays(result, '00', { general: 0x00, additional: new Uint8Array() });
  bothWays(fileList, '013F002FE2', { count: 1, paths: fromHex('3F002FE2') });
  bothWays(commandApdu, 'A0A40000', { cla: 0xa0, ins: 0xa4, p1: 0, p2: 0 });
  bothWays(commandApdu, 'A0B0000018', { cla: 0xa0, ins: 0xb0, p1: 0, p2: 0, expectedLength: 24 });
  bothWays(commandApdu, 'A0A40000026F30', { cla: 0xa0, ins: 0xa4, p1: 0, p2: 0, data: fromHex('6F30') });
  bothWays(commandApdu, '00A40000026F3000', {
    cla: 0,
    ins: 0xa4,
    p1: 0,
    p2: 0,
    data: fromHex('6F30'),
    expectedLength: 0,
  });
  bothWays(cardReaderStatus, 'F9', {
    reader: 1,
    removable: true,
    readerPresent: true,
    fullSize: true,
    cardPresent: true,
    cardPowered: true,
  });
  bothWays(cardReaderStatus, '07', {
    reader: 7,
    removable: false,
    readerPresent: false,
    fullSize: false,
    cardPresent: false,
    cardPowered: false,
  });

  bothWays(bearerDescription, '01010203', { bearerType: 1, parameters: fromHex('010203') });
  bothWays(bufferSize, 'FFFF', 65535);
  bothWays(networkAccessName, '06546573744770027273', 'TestGp.rs');
  bothWays(networkAccessName, '', '');
  bothWays(transportLevel, '01AD9C', { protocol: 1, port: 44444 });
  bothWays(otherAddress, '2101010101', fromHex('01010101'));
  bothWays(otherAddress, `57${'20010DB8'.padEnd(32, '0')}`, fromHex('20010DB8'.padEnd(32, '0')));
  bothWays(otherAddress, '', new Uint8Array());
  bothWays(channelStatus, '8100', { channel: 1, state: 2, information: 0 });
  bothWays(channelStatus, 'C700', { channel: 7, state: 3, information: 0 });
  bothWays(channelStatus, '0105', { channel: 1, state: 0, information: 5 });

  bothWays(icon, '0007', { selfExplanatory: true, identifier: 7 });
  bothWays(icon, '0107', { selfExplanatory: false, identifier: 7 });
  bothWays(itemIcons, '01050607', { selfExplanatory: false, identifiers: [5, 6, 7] });
  bothWays(responseLength, '04FF', { minimum: 4, maximum: 255 });
  bothWays(textAttributes, '', []);

  bothWays(locationInformation, '00F1100001', { mcc: '001', mnc: '01', areaCode: 1 });
  bothWays(locationInformation, '0011100001FFFF', {
    mcc: '001',
    mnc: '011',
    areaCode: 1,
    cellIdentity: 0xffff,
  });
  bothWays(locationInformation, '00F110000200020001', {
    mcc: '001',
    mnc: '01',
    areaCode: 2,
    cellIdentity: 2,
    extendedCellIdentity: 1,
  });
  bothWays(locationInformation, '00F1100002FFFFFFFF', {
    mcc: '001',
    mnc: '01',
    areaCode: 2,
    eutranCellIdentity: 0xfffffff,
  });
  bothWays(trackingArea, '62F2100001', { mcc: '262', mnc: '01', trackingAreaCode: 1 });
  bothWays(bcchChannels, '8C6358E2398F63F9064591A490', [561, 565, 568, 569, 573, 575, 577, 581, 582, 585]);
  bothWays(bcchChannels, '0000000001', [0, 0, 0, 1]);
  bothWays(bcchChannels, '', []);
  bothWays(timingAdvance, '013F', { idle: false, advance: 63 });

  bothWays(duration, '0005', { unit: 'minutes', interval: 5 });
  bothWays(duration, '010A', { unit: 'seconds', interval: 10 });
  bothWays(duration, '02FF', { unit: 'tenthsOfSeconds', interval: 255 });
  bothWays(timerValue, '329595', { hours: 23, minutes: 59, seconds: 59 });
  bothWays(dateTime, '205070418071FF', {
    year: 2002,
    month: 5,
    day: 7,
    hour: 14,
    minute: 8,
    second: 17,
    zoneQuarters: undefined,
  });
  bothWays(ussdString, '0F2A', { dataCodingScheme: 0x0f, octets: Uint8Array.of(0x2a) });
});

/** 102 223 8.72, the mode octet bit by bit. */
describe('a text attribute', () => {
  const plain = {
    start: 0,
    length: 5,
    alignment: 'left',
    size: 'normal',
    bold: false,
    italic: false,
    underlined: false,
    struckThrough: false,
    foreground: 4,
    background: 11,
  } as const;
  const modes = [
    ['00', {}],
    ['01', { alignment: 'centre' }],
    ['02', { alignment: 'right' }],
    ['03', { alignment: 'default' }],
    ['04', { size: 'large' }],
    ['08', { size: 'small' }],
    ['0C', { size: 'reserved' }],
    ['10', { bold: true }],
    ['20', { italic: true }],
    ['40', { underlined: true }],
    ['80', { struckThrough: true }],
  ] as const;
  for (const [mode, change] of modes) bothWays(textAttributes, `0005${mode}B4`, [{ ...plain, ...change }]);
  bothWays(textAttributes, '000500FF', [{ ...plain, foreground: 15, background: 15 }]);

  for (const ground of ['foreground', 'background']) {
    test(`with a ${ground} beyond 4 bits is refused`, () =>
      assert.throws(() => textAttributes.write([{ ...plain, [ground]: 16 }]), EncodeError));
  }
});

describe('values without a meaning', () => {
  const rows: readonly (readonly [kind: ObjectKind<unknown>, hex: string, octet: number])[] = [
    [octetObject(1, 'octet'), '', 0],
    [address, '', 0],
    [imei, 'FA', 0],
    [commandApdu, 'A0A40000056F30', 6],
    [commandApdu, 'A0A400', 2],
    [networkAccessName, '055465', 2],
    [otherAddress, '2201010101', 0],
    [otherAddress, '210101', 2],
    [transportLevel, '01AD', 1],
    [textAttributes, '000500', 2],
    [icon, '00', 0],
    [duration, '0301', 0],
    [duration, '01', 0],
    [timerValue, '00A000', 1],
    [dateTime, '205070418071', 5],
    [locationInformation, '00F1', 1],
    [locationInformation, '00F11000', 3],
    [timingAdvance, '0200', 0],
    [responseLength, '01', 0],
  ];
  for (const [kind, hex, octet] of rows) {
    test(`${kind.name} '${hex}' is refused at octet ${octet}`, () => {
      assert.throws(
        () => kind.read(fromHex(hex)),
        (error: unknown) => error instanceof DecodeError && error.octet === octet,
      );
    });
  }
});

describe('values that cannot be said', () => {
  const rows: readonly (readonly [what: string, write: () => Uint8Array])[] = [
    ['an octet of 256', () => octetObject(1, 'octet').write(256)],
    ['half an octet', () => octetObject(1, 'octet').write(0.5)],
    ['an octet below 0', () => octetObject(1, 'octet').write(-1)],
    ['two octets above 65535', () => doubleOctetObject(1, 'two octets').write(65536)],
    [
      'card reader 8',
      () => cardReaderStatus.write({ ...cardReaderStatus.read(Uint8Array.of(7)), reader: 8 }),
    ],
    ['a number of letters', () => address.write({ typeOfAddress: 0x81, digits: '12x' })],
    ['a tone that is none', () => tones.write('1 2')],
    ['a port above 65535', () => transportLevel.write({ protocol: 1, port: 65536 })],
    ['an address of 5 octets', () => otherAddress.write(new Uint8Array(5))],
    ['channel 8', () => channelStatus.write({ channel: 8, state: 0, information: 0 })],
    ['channel state 4', () => channelStatus.write({ channel: 0, state: 4, information: 0 })],
    ['an item of the identifier 0', () => item.write({ identifier: 0, text: 'x', coding: 'gsm7' })],
    ['an item of the identifier 256', () => item.write({ identifier: 256, text: 'x', coding: 'gsm7' })],
    ['ARFCN 1024', () => bcchChannels.write([1024])],
    ['a character above an octet', () => characterObject(1, 'URL').write('Ж')],
    [
      'more than 255 octets for a card',
      () => commandApdu.write({ cla: 0, ins: 0, p1: 0, p2: 0, data: new Uint8Array(256) }),
    ],
    ['a year before 2000', () => dateTime.write({ ...dateTime.read(fromHex('205070418071FF')), year: 1999 })],
  ];
  for (const [what, write] of rows) test(what, () => assert.throws(write, EncodeError));
});

describe('helpers', () => {
  test('write an international number with its +', () => {
    assert.equal(formatDialledNumber({ typeOfAddress: 0x91, digits: '49123' }), '+49123');
    assert.equal(formatDialledNumber({ typeOfAddress: 0x81, digits: '*100#' }), '*100#');
    assert.equal(formatDialledNumber({ typeOfAddress: 0xff, digits: '*100#' }), '*100#');
  });

  test('turn durations into milliseconds', () => {
    assert.equal(durationMilliseconds({ unit: 'minutes', interval: 2 }), 120_000);
    assert.equal(durationMilliseconds({ unit: 'seconds', interval: 2 }), 2000);
    assert.equal(durationMilliseconds({ unit: 'tenthsOfSeconds', interval: 2 }), 200);
  });

  test('turn timers into milliseconds and back', () => {
    assert.equal(timerMilliseconds({ hours: 1, minutes: 1, seconds: 1 }), 3_661_000);
    assert.deepEqual(timerValueFrom(3_661_999), { hours: 1, minutes: 1, seconds: 1 });
    assert.deepEqual(timerValueFrom(-5), { hours: 0, minutes: 0, seconds: 0 });
    assert.deepEqual(timerValueFrom(1e12), { hours: 23, minutes: 59, seconds: 59 });
  });

  /** 23.038 clause 5. */
  const ussdRows: readonly (readonly [dataCodingScheme: number, hex: string, text: string | undefined])[] = [
    [0x0f, 'AA180C3602', '*100#'],
    [0x48, '04170414', 'ЗД'],
    [0x44, '414243', 'ABC'],
    [0xf4, '414243', 'ABC'],
    [0x60, '414243', undefined],
  ];
  for (const [dataCodingScheme, hex, text] of ussdRows) {
    test(`read USSD in coding 0x${dataCodingScheme.toString(16)} as ${text}`, () => {
      assert.equal(ussdText({ dataCodingScheme, octets: fromHex(hex) }), text);
    });
  }
});
