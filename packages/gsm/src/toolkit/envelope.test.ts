import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EncodeError } from '../errors.ts';
import { fromHex, toHex } from '../hex.ts';
import { decodeEnvelope, type Envelope, encodeEnvelope } from './envelope.ts';
import { ToolkitError } from './errors.ts';
import { toolkitEvent } from './event-list.ts';
import { device } from './objects/card.ts';

const fromKeypad = { source: device.keypad, destination: device.card };
const fromTerminal = { source: device.terminal, destination: device.card };
const fromNetwork = { source: device.network, destination: device.card };

/** Envelopes that a gateway sends, as their clauses have them. */
const envelopes: readonly (readonly [what: string, envelope: Envelope, hex: string])[] = [
  [
    'a choice from the menu (102 223 7.2.1)',
    { type: 'menuSelection', devices: fromKeypad, itemIdentifier: 3 },
    'D30782020181900103',
  ],
  [
    'help for an item of the menu',
    { type: 'menuSelection', devices: fromKeypad, itemIdentifier: 3, helpRequest: true },
    'D309820201819001031500',
  ],
  [
    'a timer that ran out (102 223 7.4)',
    {
      type: 'timerExpiration',
      devices: fromTerminal,
      timer: 1,
      value: { hours: 0, minutes: 0, seconds: 10 },
    },
    'D70C82028281A40101A503000001',
  ],
  [
    'a page of a cell broadcast (31.111 7.1.2)',
    { type: 'cellBroadcastDownload', devices: fromNetwork, page: fromHex('0102') },
    'D208820283818C020102',
  ],
  [
    'a USSD message for the card (31.111 7.1.3)',
    {
      type: 'ussdDownload',
      devices: fromNetwork,
      ussdString: { dataCodingScheme: 0x04, octets: fromHex('4142') },
    },
    'D909820283818A03044142',
  ],
  [
    'a USSD string for call control (31.111 7.3.1.6)',
    {
      type: 'callControl',
      devices: fromTerminal,
      ussdString: { dataCodingScheme: 0x04, octets: fromHex('4142') },
    },
    'D409820282818A03044142',
  ],
  [
    'a service string for call control',
    { type: 'callControl', devices: fromTerminal, serviceString: { typeOfAddress: 0xff, digits: '*#06#' } },
    'D40A820282818904FFBA60FB',
  ],
  [
    'that the user was active (102 223 7.5.5)',
    { type: 'eventDownload', events: [toolkitEvent.userActivity], devices: fromTerminal },
    'D60799010482028281',
  ],
  [
    'that the idle screen is there (102 223 7.5.6)',
    {
      type: 'eventDownload',
      events: [toolkitEvent.idleScreenAvailable],
      devices: { source: device.display, destination: device.card },
    },
    'D60799010582020281',
  ],
];

describe('an envelope', () => {
  for (const [what, envelope, hex] of envelopes) {
    test(`tells ${what}`, () => {
      assert.equal(toHex(encodeEnvelope(envelope)), hex);
      assert.deepEqual(decodeEnvelope(fromHex(hex)), envelope);
    });
  }

  test('of an unknown tag is kept', () => {
    const whole = fromHex('DC0482028281');
    const envelope = decodeEnvelope(whole);
    assert.deepEqual(envelope, {
      type: 'unknown',
      tag: 0xdc,
      objects: [{ tag: 2, comprehensionRequired: true, value: fromHex('8281') }],
    });
    assert.deepEqual(encodeEnvelope(envelope), whole);
  });

  test('keeps objects it has no place for', () => {
    const octets = fromHex('D30A820201819001036D01AA');
    const envelope = decodeEnvelope(octets);
    assert.ok(envelope.type === 'menuSelection');
    assert.equal(envelope.ignored?.[0]?.tag, 0x6d);
    assert.deepEqual(encodeEnvelope(envelope), octets);
  });
});

describe('an envelope that cannot be', () => {
  const unreadable: readonly (readonly [what: string, hex: string, result: number])[] = [
    ['a choice of nothing', 'D30482020181', 0x36],
    ['a choice without devices', 'D303900103', 0x36],
    ['a timer without a value', 'D70782028281A40101', 0x36],
    ['an event without a name', 'D60482028281', 0x36],
    ['lengths that do not agree', 'D30882020181900103', 0x32],
  ];
  for (const [what, hex, result] of unreadable) {
    test(`${what} is refused with 0x${result.toString(16)}`, () => {
      assert.throws(
        () => decodeEnvelope(fromHex(hex)),
        (error: unknown) => error instanceof ToolkitError && error.generalResult === result,
      );
    });
  }

  test('call control about nothing is not written', () => {
    assert.throws(() => encodeEnvelope({ type: 'callControl', devices: fromTerminal }), EncodeError);
  });

  test('call control about two things is not written', () => {
    const number = { typeOfAddress: 0x91, digits: '1' };
    const envelope = {
      type: 'callControl',
      devices: fromTerminal,
      address: number,
      serviceString: number,
    } as const;
    assert.throws(() => encodeEnvelope(envelope), /not 2/);
  });
});
