import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EncodeError } from '../errors.ts';
import { fromHex, toHex } from '../hex.ts';
import { ToolkitError } from './errors.ts';
import { generalResult, terminalProblem } from './general-result.ts';
import {
  asksYesNo,
  decodeTerminalResponse,
  encodeTerminalResponse,
  type ResponseData,
  responseTo,
} from './terminal-response.ts';

const inkey = { number: 1, commandType: 0x22, qualifier: 0x00 };
const yesNo = { number: 1, commandType: 0x22, qualifier: 0x04 };

describe('a response to a command', () => {
  test('repeats its details, from terminal to card', () => {
    const response = responseTo(inkey, generalResult.performed);
    assert.equal(toHex(encodeTerminalResponse(response)), '810301220082028281830100');
  });

  test('tells more about its result', () => {
    const response = responseTo(inkey, generalResult.terminalUnableToProcess, {}, [
      terminalProblem.screenBusy,
    ]);
    assert.equal(toHex(encodeTerminalResponse(response)), '81030122008202828183022001');
  });

  /** 102 223 6.8: what each command's response adds. */
  const additions: readonly (readonly [what: string, data: ResponseData, octets: string])[] = [
    ['a text', { text: { text: 'x', dataCodingScheme: 4 } }, '8D020478'],
    ['a text in whatever coding says it', { text: { text: 'Д' } }, '8D03080414'],
    ['an item', { itemIdentifier: 3 }, '900103'],
    ['a poll interval', { duration: { unit: 'seconds', interval: 25 } }, '84020119'],
    ['an IMEI', { imei: '490154203237518' }, '94084A09512430325781'],
    ['an IMEISV', { imeisv: '1234567890123456' }, 'E2091332547698103254F6'],
    ['a language', { language: 'de' }, 'AD026465'],
    [
      'a timer with its value',
      { timer: 2, timerValue: { hours: 0, minutes: 1, seconds: 30 } },
      'A40102A503001003',
    ],
    [
      'a place',
      { locationInformation: { mcc: '262', mnc: '01', areaCode: 0x1234, cellIdentity: 0x5678 } },
      '930762F21012345678',
    ],
    [
      'the time',
      {
        dateTime: { year: 2026, month: 3, day: 9, hour: 21, minute: 5, second: 59, zoneQuarters: -22 },
      },
      'A6076230901250952A',
    ],
    ['an AT response', { atResponse: 'OK' }, 'A9024F4B'],
    ['the status of a card reader', { responseApdu: fromHex('9000') }, 'A3029000'],
    ['an ESN, for PROVIDE LOCAL INFORMATION', { esn: fromHex('80A1B2C3') }, 'C60480A1B2C3'],
    ['a MEID', { meid: fromHex('A0000012345678F0') }, 'ED08A0000012345678F0'],
  ];
  for (const [what, data, octets] of additions) {
    test(`carries ${what}`, () => {
      const response = responseTo(inkey, generalResult.performed, data);
      const coded = encodeTerminalResponse(response);
      assert.equal(toHex(coded), `810301220082028281830100${octets}`);
      assert.equal(toHex(encodeTerminalResponse(decodeTerminalResponse(coded))), toHex(coded));
    });
  }

  test('keeps objects it has no place for', () => {
    const octets = fromHex('8103012200820282818301004101AA');
    const response = decodeTerminalResponse(octets);
    assert.equal(response.ignored?.[0]?.tag, 0x41);
    assert.deepEqual(encodeTerminalResponse(response), octets);
  });
});

/** 102 223 8.15: 01 is yes and 00 is no, in place of a text. */
describe('a yes or no', () => {
  for (const [confirmed, octets] of [
    [true, '8D020401'],
    [false, '8D020400'],
  ] as const) {
    test(`${confirmed} is ${octets}`, () => {
      const coded = encodeTerminalResponse(responseTo(yesNo, generalResult.performed, { confirmed }));
      assert.equal(toHex(coded), `810301220482028281830100${octets}`);
      const response = decodeTerminalResponse(coded);
      assert.deepEqual([response.confirmed, response.text], [confirmed, undefined]);
    });
  }

  test('is a text where the question was another one', () => {
    const response = decodeTerminalResponse(fromHex('8103012200820282818301008D020400'));
    assert.deepEqual([response.confirmed, response.text?.text], [undefined, '@']);
  });

  test('that is neither stays a text', () => {
    const response = decodeTerminalResponse(fromHex('8103012204820282818301008D020478'));
    assert.deepEqual([response.confirmed, response.text?.text], [undefined, 'x']);
  });

  test('is asked for by bit 3 of GET INKEY only', () => {
    assert.deepEqual([asksYesNo(yesNo), asksYesNo(inkey)], [true, false]);
    assert.equal(asksYesNo({ number: 1, commandType: 0x23, qualifier: 0x04 }), false);
  });
});

describe('a response that cannot be', () => {
  const unreadable: readonly (readonly [what: string, hex: string, result: number])[] = [
    ['is empty', '', 0x36],
    ['has no result', '810301220082028281', 0x36],
    ['has an empty result', '8103012200820282818300', 0x32],
    ['has an unknown object that must be understood', '810301220082028281830100C100', 0x32],
    ['has a timer value of no digits', '810301220082028281830100A503AA0000', 0x32],
  ];
  for (const [what, hex, result] of unreadable) {
    test(`${what} is refused with 0x${result.toString(16)}`, () => {
      assert.throws(
        () => decodeTerminalResponse(fromHex(hex)),
        (error: unknown) => error instanceof ToolkitError && error.generalResult === result,
      );
    });
  }

  const unsayable: readonly (readonly [what: string, data: ResponseData])[] = [
    ['an IMEI of 14 digits', { imei: '49015420323751' }],
    ['an item above an octet', { itemIdentifier: 256 }],
    ['a text the coding cannot say', { text: { text: 'Д', dataCodingScheme: 4 } }],
    ['a country code of 2 digits', { locationInformation: { mcc: '26', mnc: '01', areaCode: 1 } }],
    ['a network code of 1 digit', { locationInformation: { mcc: '262', mnc: '1', areaCode: 1 } }],
    ['an area above 16 bits', { locationInformation: { mcc: '262', mnc: '01', areaCode: 0x10000 } }],
    ['a timer of 100 hours', { timerValue: { hours: 100, minutes: 0, seconds: 0 } }],
  ];
  for (const [what, data] of unsayable) {
    test(`${what} is not written`, () => {
      assert.throws(() => encodeTerminalResponse(responseTo(inkey, 0, data)), EncodeError);
    });
  }
});
