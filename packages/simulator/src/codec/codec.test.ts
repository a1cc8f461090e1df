import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress } from './address.ts';
import { dataCodingScheme, readDataCoding } from './data-coding.ts';
import { fromHex, OctetReader, oneOctet, TpduError, toHex } from './octets.ts';
import { messageTypeIndicator, readCommand, readDeliver, readStatusReport } from './read-tpdu.ts';
import { SegmentationError, segmentText } from './segmentation.ts';
import type { Command, StatusReport } from './tpdu.ts';
import { concatenationOf, headerElements, makeUserData, type UserData, userDataText } from './user-data.ts';
import { relativeValidity, validityMilliseconds } from './validity.ts';
import { writeCommand, writeDeliver, writeDeliverReport, writeStatusReport } from './write-tpdu.ts';

const noon = { at: Date.UTC(2025, 5, 1, 12), zoneQuarters: 8 };

test('an SMS-COMMAND reads as it was written', () => {
  const command: Command = {
    kind: 'command',
    statusReportRequest: true,
    hasHeader: false,
    messageReference: 9,
    protocolIdentifier: 0,
    commandType: 2,
    messageNumber: 200,
    destination: parseAddress('+491701234567'),
    data: new Uint8Array(),
  };
  assert.deepEqual(readCommand(writeCommand(command)), command);
});

test('an SMS-STATUS-REPORT with every parameter reads as it was written', () => {
  const userData = makeUserData(4, [], { octets: Uint8Array.of(1, 2, 3) });
  const report: StatusReport = {
    kind: 'status-report',
    moreMessagesWaiting: true,
    loopPrevention: true,
    answersCommand: true,
    messageReference: 255,
    recipient: parseAddress('1234'),
    timeStamp: noon,
    dischargeTime: { at: noon.at + 1000, zoneQuarters: -79 },
    status: 0x46,
    parameters: { protocolIdentifier: 1, dataCodingScheme: 4, userData },
  };
  assert.deepEqual(readStatusReport(writeStatusReport(report)), report);
});

test('TP-MMS is clear while more messages wait (23.040 9.2.3.2)', () => {
  const deliver = (moreMessagesWaiting: boolean) =>
    writeDeliver({
      kind: 'deliver',
      moreMessagesWaiting,
      loopPrevention: false,
      statusReportIndication: false,
      replyPath: false,
      originator: parseAddress('Alphanum'),
      protocolIdentifier: 0,
      timeStamp: noon,
      userData: segmentText('x', { reference: 0 })[0] ?? assert.fail(),
    });
  assert.equal(deliver(true)[0], 0x00);
  assert.equal(deliver(false)[0], 0x04);
  assert.equal(readDeliver(deliver(true)).originator.value, 'Alphanum');
});

test('a DELIVER-REPORT of an RP-ERROR carries TP-FCS', () => {
  const report = writeDeliverReport({ kind: 'deliver-report', failureCause: 0xd0, parameters: {} });
  assert.equal(toHex(report), '00D000');
});

describe('a refusal names the field and the octet', () => {
  const refused: readonly [name: string, act: () => unknown, message: RegExp][] = [
    ['SUBMIT as COMMAND', () => readCommand(fromHex('0100')), /^TP-MTI at octet 1: 1 is no SMS-COMMAND$/],
    ['cut COMMAND', () => readCommand(fromHex('0242')), /^TP-PID at octet 2: missing$/],
    ['number too long', () => readDeliver(fromHex('0415')), /^TP-OA at octet 2: 21 digits; 20 are allowed$/],
    ['odd hex', () => fromHex('123'), /^hex at octet 1: half an octet/],
    ['no hex', () => fromHex('12x4'), /^hex at octet 1: "x" is no hex digit$/],
    ['256', () => oneOctet(256, 'TP-MR'), /^TP-MR at octet 0: 256 does not fit one octet$/],
    [
      '141 octets',
      () => makeUserData(4, [], { octets: new Uint8Array(141) }),
      /^TP-UD at octet 0: 141 octets; 140 fit$/,
    ],
    ['header overrun', () => headerElements(withHeader('050003')), /user data header/],
    ['element overrun', () => headerElements(withHeader('03000501')), /information element 0/],
    [
      'half a character',
      () => userDataText({ ...withHeader('00'), dataCodingScheme: 8, hasHeader: false }),
      /half a UCS-2/,
    ],
    [
      'compressed',
      () => userDataText({ ...withHeader('00'), dataCodingScheme: 0x20, hasHeader: false }),
      /compressed/,
    ],
  ];
  for (const [name, act, message] of refused) {
    test(name, () => {
      assert.throws(act, error => error instanceof TpduError && message.test(error.message));
    });
  }
});

function withHeader(hex: string): UserData {
  const octets = fromHex(hex);
  return { dataCodingScheme: 4, hasHeader: true, length: octets.length, octets };
}

describe('which part of a long message (23.040 9.2.3.24.1, 9.2.3.24.8)', () => {
  const cases: readonly [header: string, part: string][] = [
    ['050003070201', '7/8 1 of 2'],
    ['06080401020302', '258/16 2 of 3'],
    ['0B05040B8423F00003070201', '7/8 1 of 2'],
    ['0B0003070201080401020302', '258/16 2 of 3'],
    ['050003070200', 'none'],
    ['050003070203', 'none'],
    ['0400020702', 'none'],
  ];
  for (const [header, expected] of cases) {
    test(`${header}: ${expected}`, () => {
      const part = concatenationOf(headerElements(withHeader(header)));
      const shown = part && `${part.reference}/${part.referenceBits} ${part.sequence} of ${part.total}`;
      assert.equal(shown ?? 'none', expected);
    });
  }
});

describe('validity from acceptance (23.040 9.2.3.12)', () => {
  const hour = 3_600_000;
  const enhanced = { format: 'enhanced', octets: new Uint8Array(7), singleShot: false } as const;
  const cases = [
    [{ format: 'absent' }, undefined],
    [relativeValidity(60), hour],
    [relativeValidity(10_000_000), 63 * 7 * 24 * hour],
    [{ format: 'absolute', until: { at: noon.at + hour, zoneQuarters: 0 } }, hour],
    [{ format: 'absolute', until: { at: noon.at - hour, zoneQuarters: 0 } }, 0],
    [{ ...enhanced, milliseconds: 30_000 }, 30_000],
    [{ ...enhanced, milliseconds: undefined }, undefined],
  ] as const;
  for (const [validity, milliseconds] of cases) {
    test(`${JSON.stringify(validity)}: ${milliseconds}`, () => {
      assert.equal(validityMilliseconds(validity, noon.at), milliseconds);
    });
  }
});

describe('segmentation', () => {
  test('no surrogate pair and no escape pair is cut in two', () => {
    for (const text of ['😀'.repeat(400), `a${'😀'.repeat(200)}`, '€'.repeat(300), `a${'€'.repeat(200)}`]) {
      const pieces = segmentText(text, { reference: 3 }).map(userDataText);
      assert.equal(pieces.join(''), text);
      assert.ok(
        pieces.every(piece => piece.isWellFormed() && !piece.endsWith(' ')),
        text.slice(0, 4),
      );
    }
  });
  test('350 emoji are 11 segments', () => {
    assert.equal(segmentText('😀'.repeat(350), { reference: 1 }).length, 11);
  });
  test('a message class stands in TP-DCS', () => {
    const [segment] = segmentText('x', { reference: 1, messageClass: 0 });
    assert.equal(segment?.dataCodingScheme, 0x10);
    assert.equal(readDataCoding(dataCodingScheme('ucs2', 0)).messageClass, 0);
  });
  test('an empty text is one empty segment', () => {
    assert.deepEqual(
      segmentText('', { reference: 1 }).map(segment => segment.length),
      [0],
    );
  });
  test('text outside the alphabet asked for is refused', () => {
    assert.throws(() => segmentText('ж', { reference: 1, alphabet: 'gsm7' }), SegmentationError);
  });
});

test('the type indicator of nothing is none', () => {
  assert.equal(messageTypeIndicator(new Uint8Array()), 3);
  assert.throws(() => new OctetReader(new Uint8Array()).octet('first octet'), TpduError);
});
