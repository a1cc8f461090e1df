/** Properties that hold for every value, tried with random ones. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readAddress, writeAddress } from './address.ts';
import { septetsToText, textToSeptets } from './alphabet.ts';
import { OctetReader, TpduError } from './octets.ts';
import {
  readCommand,
  readDeliver,
  readDeliverReport,
  readStatusReport,
  readSubmit,
  readSubmitReport,
} from './read-tpdu.ts';
import { segmentText } from './segmentation.ts';
import { packSeptets, unpackSeptets } from './septets.ts';
import { readTimeStamp, writeTimeStamp } from './time-stamp.ts';
import type { Deliver, StatusReport, Submit } from './tpdu.ts';
import { concatenationOf, headerElements, nationalShifts, type UserData, userDataText } from './user-data.ts';
import { packUssd, readUssdString, unpackUssd, writeUssdString } from './ussd-string.ts';
import { validityFormat } from './validity.ts';
import { writeCommand, writeDeliver, writeStatusReport, writeSubmit } from './write-tpdu.ts';

/** Values with the prototype that written objects have. */
function record<Value extends object>(model: { [Name in keyof Value]: fc.Arbitrary<Value[Name]> }) {
  return fc.record<Value>(model, { noNullPrototype: true });
}

const octet = fc.integer({ min: 0, max: 255 });
const octets = fc.uint8Array({ maxLength: 200 });
const digits = fc.stringMatching(/^[0-9*#abc]{1,20}$/);
const number = record({ typeOfAddress: fc.constantFrom(0x81, 0x91, 0xa1, 0xc9), value: digits });
const plainText = fc.stringMatching(/^[A-Za-z0-9 .,?!]{0,400}$/);
const anyText = fc.string({ unit: 'grapheme', maxLength: 300 });
/** Whole seconds of the years 1990 to 2089, which two digits hold. */
const timeStamp = record({
  at: fc
    .integer({ min: Date.UTC(1991, 0) / 1000, max: Date.UTC(2088, 0) / 1000 })
    .map(seconds => seconds * 1000),
  zoneQuarters: fc.integer({ min: -79, max: 79 }),
});
const userData = fc
  .tuple(fc.oneof(plainText, anyText), octet)
  .map(([text, reference]) => segmentText(text, { reference })[0])
  .filter((data): data is UserData => data !== undefined);
const flags = { moreMessagesWaiting: fc.boolean(), loopPrevention: fc.boolean() };

const deliver: fc.Arbitrary<Deliver> = record({
  kind: fc.constant('deliver'),
  ...flags,
  statusReportIndication: fc.boolean(),
  replyPath: fc.boolean(),
  originator: number,
  protocolIdentifier: octet,
  timeStamp,
  userData,
});

const submit: fc.Arbitrary<Submit> = record({
  kind: fc.constant('submit'),
  rejectDuplicates: fc.boolean(),
  statusReportRequest: fc.boolean(),
  replyPath: fc.boolean(),
  messageReference: octet,
  destination: number,
  protocolIdentifier: octet,
  validity: fc.oneof(
    fc.constant({ format: 'absent' } as const),
    record({ format: fc.constant('relative'), value: octet }),
    record({ format: fc.constant('absolute'), until: timeStamp }),
  ),
  userData,
});

const statusReport: fc.Arbitrary<StatusReport> = record({
  kind: fc.constant('status-report'),
  ...flags,
  answersCommand: fc.boolean(),
  messageReference: octet,
  recipient: number,
  timeStamp,
  dischargeTime: timeStamp,
  status: octet,
  parameters: fc.record(
    { protocolIdentifier: octet, dataCodingScheme: fc.constant(0) },
    { requiredKeys: [], noNullPrototype: true },
  ),
});

/** Fails for anything but the codec's own error. */
function readsOrRefuses(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof TpduError, `${error}`);
    assert.ok(error.message.length > 0);
  }
}

describe('what is written is read again', () => {
  test('SMS-DELIVER', () =>
    fc.assert(fc.property(deliver, value => assert.deepEqual(readDeliver(writeDeliver(value)), value))));
  test('SMS-SUBMIT', () =>
    fc.assert(fc.property(submit, value => assert.deepEqual(readSubmit(writeSubmit(value)), value))));
  test('SMS-STATUS-REPORT', () =>
    fc.assert(
      fc.property(statusReport, value => assert.deepEqual(readStatusReport(writeStatusReport(value)), value)),
    ));
  test('SMS-COMMAND', () => {
    const command = record({
      kind: fc.constant('command' as const),
      statusReportRequest: fc.boolean(),
      hasHeader: fc.boolean(),
      messageReference: octet,
      protocolIdentifier: octet,
      commandType: octet,
      messageNumber: octet,
      destination: number,
      data: fc.uint8Array({ maxLength: 140 }),
    });
    fc.assert(fc.property(command, value => assert.deepEqual(readCommand(writeCommand(value)), value)));
  });
  test('addresses, names among them', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9]{1,11}$/).map(value => ({ typeOfAddress: 0xd0, value }));
    fc.assert(
      fc.property(fc.oneof(number, name), value =>
        assert.deepEqual(readAddress(new OctetReader(writeAddress(value)), 'TP-OA'), value),
      ),
    );
  });
  test('time stamps', () =>
    fc.assert(
      fc.property(timeStamp, value =>
        assert.deepEqual(readTimeStamp(new OctetReader(writeTimeStamp(value)), 'TP-SCTS'), value),
      ),
    ));
  test('septets behind any number of fill bits', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 127 }), { maxLength: 160 }),
        fc.integer({ min: 0, max: 6 }),
        (septets, fill) =>
          assert.deepEqual(unpackSeptets(packSeptets(septets, fill), septets.length, fill), septets),
      ),
    ));
  test('text of the default alphabet', () =>
    fc.assert(fc.property(plainText, text => assert.equal(septetsToText(textToSeptets(text) ?? []), text))));
  test('USSD strings, but for what only CR fills', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 *#]{1,180}$/), text => {
        assert.equal(septetsToText(unpackUssd(packUssd(textToSeptets(text) ?? []))), text);
        assert.equal(readUssdString(writeUssdString(text)), text);
      }),
    ));
});

describe('a text that is cut and joined is the same', () => {
  for (const referenceBits of [8, 16] as const) {
    test(`with references of ${referenceBits} bits`, () =>
      fc.assert(
        fc.property(fc.oneof(plainText, anyText), octet, (text, reference) => {
          const parts = segmentText(text, { reference, referenceBits });
          assert.equal(parts.map(userDataText).join(''), text.toWellFormed());
          if (parts.length === 1) return;
          for (const [position, part] of parts.entries()) {
            assert.ok(part.octets.length <= 140);
            assert.deepEqual(concatenationOf(headerElements(part)), {
              ...{ reference, referenceBits },
              ...{ total: parts.length, sequence: position + 1 },
            });
          }
        }),
      ));
  }
});

describe('octets of any kind are read or refused by the codec itself', () => {
  const readers: Readonly<Record<string, (tpdu: Uint8Array) => unknown>> = {
    readDeliver,
    readSubmit,
    readStatusReport,
    readCommand,
    readSubmitReport: tpdu => readSubmitReport(tpdu, tpdu.length % 2 === 0),
    readDeliverReport: tpdu => readDeliverReport(tpdu, tpdu.length % 2 === 0),
  };
  for (const [name, read] of Object.entries(readers)) {
    test(name, () => fc.assert(fc.property(octets, tpdu => readsOrRefuses(() => read(tpdu)))));
  }
  test('a message with one octet changed', () =>
    fc.assert(
      fc.property(deliver, fc.nat(), octet, (value, at, other) => {
        const tpdu = writeDeliver(value);
        readsOrRefuses(() => readDeliver(tpdu.with(at % tpdu.length, other)));
      }),
    ));
  test('text of any user data', () =>
    fc.assert(
      fc.property(octets, octet, fc.boolean(), (data, dataCodingScheme, hasHeader) => {
        readsOrRefuses(() =>
          userDataText({ dataCodingScheme, hasHeader, length: data.length, octets: data }),
        );
        readsOrRefuses(() =>
          nationalShifts(headerElements({ dataCodingScheme, hasHeader, length: data.length, octets: data })),
        );
      }),
    ));
  test('USSD strings of any coding', () =>
    fc.assert(
      fc.property(octet, octets, (coding, data) => {
        assert.equal(typeof readUssdString({ coding, octets: data }), 'string');
      }),
    ));
  test('any first octet names a format of validity', () =>
    fc.assert(
      fc.property(octet, first =>
        assert.ok(['absent', 'enhanced', 'relative', 'absolute'].includes(validityFormat(first))),
      ),
    ));
});
