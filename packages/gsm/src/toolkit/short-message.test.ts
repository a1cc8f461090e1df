import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeGsm7 } from '../alphabets/gsm7.ts';
import { fromHex } from '../hex.ts';
import { commandTypeOf } from './command-layouts.ts';
import { ToolkitError } from './errors.ts';
import { device } from './objects/card.ts';
import type { CommandOf } from './proactive-command.ts';
import { shortMessageOf } from './short-message.ts';

/** A SEND SHORT MESSAGE; qualifier 1 leaves the packing to the terminal. */
function sendShortMessage(qualifier: number, tpdu: string): CommandOf<'sendShortMessage'> {
  return {
    type: 'sendShortMessage',
    details: { number: 1, commandType: commandTypeOf('sendShortMessage'), qualifier },
    devices: { source: device.card, destination: device.network },
    tpdu: fromHex(tpdu),
    ignored: [],
  };
}

function hexOf(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex');
}

/** An SMS-SUBMIT to 012345678 with this coding and user data. */
function submitOf(dataCodingScheme: string, length: number, userData: string): string {
  return `0100099110325476F840${dataCodingScheme}${length.toString(16).padStart(2, '0')}${userData}`;
}

describe('a message the card has packed itself', () => {
  test('goes as it is', () => {
    const { tpdu } = shortMessageOf(sendShortMessage(0, submitOf('F4', 4, hexOf('Test'))));
    assert.ok(tpdu.type === 'submit');
    assert.equal(tpdu.dataCodingScheme, 0xf4);
    assert.deepEqual(tpdu.userData.payload, fromHex(hexOf('Test')));
    assert.equal(tpdu.destination.digits, '012345678');
  });

  test('may be a command to the service centre', () => {
    const { tpdu } = shortMessageOf(sendShortMessage(0, '020000000002912100'));
    assert.equal(tpdu.type, 'command');
  });
});

/** 31.111 6.4.10 and the class bits of 23.038 clause 4. */
describe('a message the terminal has to pack', () => {
  const codings: readonly (readonly [given: string, sent: number])[] = [
    ['04', 0x00],
    ['F4', 0xf0],
    ['F5', 0xf1],
    ['F6', 0xf2],
    ['16', 0xf2],
    ['00', 0x00],
  ];
  for (const [given, sent] of codings) {
    test(`in coding ${given} goes in coding 0x${sent.toString(16)}`, () => {
      const { tpdu } = shortMessageOf(sendShortMessage(1, submitOf(given, 12, hexOf('Test Message'))));
      assert.ok(tpdu.type === 'submit');
      assert.equal(tpdu.dataCodingScheme, sent);
      assert.equal(decodeGsm7(tpdu.userData.payload), 'Test Message');
      assert.equal(tpdu.protocolIdentifier, 0x40);
    });
  }

  test('may be of 160 characters, which 8-bit data may not', () => {
    const { tpdu } = shortMessageOf(sendShortMessage(1, submitOf('F4', 160, hexOf('x'.repeat(160)))));
    assert.equal(tpdu.type === 'submit' && tpdu.userData.payload.length, 160);
  });

  test('keeps its validity period', () => {
    const { tpdu } = shortMessageOf(sendShortMessage(1, '11000291210004A7024142'));
    assert.ok(tpdu.type === 'submit');
    assert.deepEqual(tpdu.validityPeriod, { format: 'relative', value: 0xa7 });
    assert.equal(decodeGsm7(tpdu.userData.payload), 'AB');
  });

  test('in UCS-2 goes as it is', () => {
    const { tpdu } = shortMessageOf(sendShortMessage(1, submitOf('08', 4, '04170414')));
    assert.equal(tpdu.type === 'submit' && tpdu.dataCodingScheme, 0x08);
  });
});

describe('the service centre of a message', () => {
  const message = sendShortMessage(0, submitOf('F4', 0, ''));

  test('is the one of the SIM where none is named', () => {
    assert.equal(shortMessageOf(message).serviceCentre, undefined);
  });

  test('is the address of the command', () => {
    const address = { typeOfAddress: 0x91, digits: '112233445566778' };
    assert.deepEqual(shortMessageOf({ ...message, address }).serviceCentre, {
      typeOfNumber: 'international',
      numberingPlan: 1,
      digits: '112233445566778',
    });
  });

  test('names the three odd digits as 23.040 does', () => {
    const address = { typeOfAddress: 0x81, digits: '1*#cde' };
    assert.equal(shortMessageOf({ ...message, address }).serviceCentre?.digits, '1*#abc');
  });
});

describe('a message that is none', () => {
  const rows: readonly (readonly [what: string, qualifier: number, tpdu: string, field: RegExp])[] = [
    ['nothing at all', 0, '', /first octet/],
    ['cut short', 0, submitOf('F4', 4, hexOf('Tes')), /TP-UD/],
    ['nothing to pack', 1, '', /TP-DA/],
    ['no user data to pack', 1, '0100099110325476F840F4', /TP-UDL/],
    ['less to pack than it says', 1, submitOf('F4', 5, hexOf('Test')), /TP-UD/],
    ['more to pack than it says', 1, submitOf('F4', 3, hexOf('Test')), /TP-UD/],
    ['more than 160 characters to pack', 1, submitOf('F4', 161, hexOf('x'.repeat(161))), /TP-UD/],
    ['a command to be packed', 1, '020000000002912100010100', /TP-MTI/],
    ['a header to be packed', 1, `41${submitOf('F4', 4, '03000102').slice(2)}`, /TP-MTI/],
  ];
  for (const [what, qualifier, tpdu, field] of rows) {
    test(`${what} is refused with 0x32`, () => {
      assert.throws(
        () => shortMessageOf(sendShortMessage(qualifier, tpdu)),
        (error: unknown) => {
          assert.ok(error instanceof ToolkitError);
          assert.match(error.field, field);
          assert.match(error.field, /^SMS TPDU\./);
          assert.deepEqual([error.generalResult, error.details?.number], [0x32, 1]);
          return true;
        },
      );
    });
  }
});
