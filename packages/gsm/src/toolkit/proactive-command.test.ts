import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EncodeError } from '../errors.ts';
import { fromHex, toHex } from '../hex.ts';
import { type CommandName, commandLayouts, commandTypeOf } from './command-layouts.ts';
import { device } from './objects/card.ts';
import {
  type CommandOf,
  commandNameOf,
  decodeProactiveCommand,
  encodeProactiveCommand,
  type ProactiveCommand,
} from './proactive-command.ts';
import { encodeBerTlv } from './tlv.ts';

/** Tag and length round these objects. */
function commandOf(...objects: readonly string[]): Uint8Array {
  return encodeBerTlv(0xd0, fromHex(objects.join('')));
}

const TO_DISPLAY = '82028102';
const TO_TERMINAL = '82028182';
const DISPLAY_TEXT = '8103012180';
const HELLO = '8D060448656C6C6F';

describe('command types', () => {
  /** 102 223 9.4. */
  const types: readonly (readonly [octet: number, name: CommandName])[] = [
    [0x01, 'refresh'],
    [0x02, 'moreTime'],
    [0x03, 'pollInterval'],
    [0x04, 'pollingOff'],
    [0x05, 'setUpEventList'],
    [0x10, 'setUpCall'],
    [0x11, 'sendSs'],
    [0x12, 'sendUssd'],
    [0x13, 'sendShortMessage'],
    [0x14, 'sendDtmf'],
    [0x15, 'launchBrowser'],
    [0x20, 'playTone'],
    [0x21, 'displayText'],
    [0x22, 'getInkey'],
    [0x23, 'getInput'],
    [0x24, 'selectItem'],
    [0x25, 'setUpMenu'],
    [0x26, 'provideLocalInformation'],
    [0x27, 'timerManagement'],
    [0x28, 'setUpIdleModeText'],
    [0x30, 'performCardApdu'],
    [0x31, 'powerOnCard'],
    [0x32, 'powerOffCard'],
    [0x33, 'getReaderStatus'],
    [0x34, 'runAtCommand'],
    [0x35, 'languageNotification'],
    [0x40, 'openChannel'],
    [0x41, 'closeChannel'],
    [0x42, 'receiveData'],
    [0x43, 'sendData'],
    [0x44, 'getChannelStatus'],
  ];
  for (const [octet, name] of types) {
    test(`0x${octet.toString(16)} is ${name}`, () => {
      assert.equal(commandNameOf(octet), name);
      assert.equal(commandTypeOf(name), octet);
    });
  }

  test('are no others', () => {
    assert.equal(Object.keys(commandLayouts).length, types.length);
    assert.equal(commandNameOf(0x99), undefined);
  });
});

describe('a proactive command', () => {
  test('is read into its fields', () => {
    assert.deepEqual(decodeProactiveCommand(commandOf(DISPLAY_TEXT, TO_DISPLAY, HELLO)), {
      type: 'displayText',
      details: { number: 1, commandType: 0x21, qualifier: 0x80 },
      devices: { source: device.card, destination: device.display },
      text: { text: 'Hello', dataCodingScheme: 0x04 },
      ignored: [],
    });
  });

  test('of an unknown type is kept, for the answer 0x31', () => {
    const octets = commandOf('8103019900', TO_TERMINAL, 'A50100', '4401AA');
    const command = decodeProactiveCommand(octets);
    assert.ok(command.type === 'unknown');
    assert.equal(command.details.commandType, 0x99);
    assert.deepEqual(command.objects, [
      { tag: 0x25, comprehensionRequired: true, value: Uint8Array.of(0) },
      { tag: 0x44, comprehensionRequired: false, value: Uint8Array.of(0xaa) },
    ]);
    assert.deepEqual(encodeProactiveCommand(command), octets);
  });

  test('with objects in another order than the clause has them is read all the same', () => {
    const command = decodeProactiveCommand(commandOf(DISPLAY_TEXT, TO_DISPLAY, '9E020001', HELLO));
    assert.ok(command.type === 'displayText');
    assert.deepEqual([command.text.text, command.icon?.identifier], ['Hello', 1]);
  });

  test('with its header behind the rest is read all the same', () => {
    const command = decodeProactiveCommand(commandOf(HELLO, TO_DISPLAY, DISPLAY_TEXT));
    assert.equal(command.type, 'displayText');
  });
});

/** 102 223 6.10.4, 6.10.5, 6.10.7: what need not be understood is kept, and changes nothing. */
describe('an object that is ignored', () => {
  const cases: readonly (readonly [what: string, object: string, tag: number])[] = [
    ['is unknown', '6D02AABB', 0x6d],
    ['belongs to other commands', '0B0100', 0x0b],
    ['has contents without a meaning', '1E0100', 0x1e],
  ];
  for (const [what, object, tag] of cases) {
    test(what, () => {
      const octets = commandOf(DISPLAY_TEXT, TO_DISPLAY, HELLO, object);
      const command = decodeProactiveCommand(octets);
      assert.ok(command.type === 'displayText');
      assert.deepEqual(
        command.ignored.map(entry => entry.tag),
        [tag],
      );
      assert.equal(command.icon, undefined);
      assert.deepEqual(encodeProactiveCommand(command), octets);
    });
  }

  test('is the second of its kind: the first one counts', () => {
    const command = decodeProactiveCommand(commandOf(DISPLAY_TEXT, TO_DISPLAY, HELLO, '8D020458'));
    assert.ok(command.type === 'displayText');
    assert.equal(command.text.text, 'Hello');
    assert.deepEqual(command.ignored, [{ tag: 0x0d, comprehensionRequired: true, value: fromHex('0458') }]);
  });
});

describe('two objects of one kind in a call', () => {
  const call = '8103011000';
  const network = '82028183';
  const number = '86029121';

  test('are what is shown before and what is shown during it', () => {
    const command = decodeProactiveCommand(commandOf(call, network, '850141', number, '850142'));
    assert.ok(command.type === 'setUpCall');
    assert.deepEqual([command.confirmation?.text, command.alpha?.text], ['A', 'B']);
  });

  test('alone before the number, it is shown before', () => {
    const command = decodeProactiveCommand(commandOf(call, network, '850141', number));
    assert.ok(command.type === 'setUpCall');
    assert.deepEqual([command.confirmation?.text, command.alpha], ['A', undefined]);
  });

  test('alone behind the number, it is shown during', () => {
    const command = decodeProactiveCommand(commandOf(call, network, number, '850142'));
    assert.ok(command.type === 'setUpCall');
    assert.deepEqual([command.confirmation, command.alpha?.text], [undefined, 'B']);
  });
});

describe('writing a command', () => {
  const menu: CommandOf<'setUpMenu'> = {
    type: 'setUpMenu',
    details: { number: 1, commandType: 0x25, qualifier: 0 },
    devices: { source: device.card, destination: device.terminal },
    alpha: { text: '' },
    items: [],
    ignored: [],
  };

  test('of a menu without items writes the item that takes it away (102 223 6.4.8)', () => {
    assert.equal(toHex(encodeProactiveCommand(menu)), `D00D8103012500${TO_TERMINAL}85008F00`);
  });

  test('chooses the coding of a text that names none', () => {
    const items = [
      { identifier: 1, text: 'Guthaben' },
      { identifier: 2, text: 'Баланс' },
    ];
    const octets = encodeProactiveCommand({ ...menu, items });
    const read = decodeProactiveCommand(octets);
    assert.ok(read.type === 'setUpMenu');
    assert.deepEqual(
      read.items.map(({ text, coding }) => [text, coding]),
      [
        ['Guthaben', 'gsm7'],
        ['Баланс', 'ucs2'],
      ],
    );
  });

  const impossible: readonly (readonly [what: string, command: ProactiveCommand, reason: RegExp])[] = [
    ['an item 0', { ...menu, items: [{ identifier: 0, text: 'x' }] }, /item identifier.*1\.\.255/],
    [
      'a list without items',
      { ...menu, type: 'selectItem', details: { ...menu.details, commandType: 0x24 } },
      /item: at least one/,
    ],
    [
      'a number above an octet',
      { ...menu, details: { ...menu.details, number: 256 } },
      /command number.*0\.\.255/,
    ],
  ];
  for (const [what, command, reason] of impossible) {
    test(`refuses ${what}`, () => {
      assert.throws(
        () => encodeProactiveCommand(command),
        (error: unknown) => error instanceof EncodeError && reason.test(error.message),
      );
    });
  }
});
