import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AskingCommand, type Entry, responseOf } from './entry.ts';
import { inkey, input, list, text } from './testing.ts';

const digit = inkey(0x00);
const character = inkey(0x01);
const yesNo = inkey(0x04);
const digits = input(0x00);
const hidden = input(0x04);
const characters = input(0x01);
const ucs2 = input(0x03);

/** Command, entry, general result and what the response carries. */
const taken: readonly [name: string, AskingCommand, Entry, result: number, data: object][] = [
  ['a text is read', text(), { kind: 'ok' }, 0x00, {}],
  ['an item is chosen', list(), { kind: 'item', item: 7 }, 0x00, { itemIdentifier: 7 }],
  [
    'ok takes the item that stands first',
    list({ defaultItem: 7 }),
    { kind: 'ok' },
    0x00,
    { itemIdentifier: 7 },
  ],
  ['one digit', digit, { kind: 'text', text: '5' }, 0x00, { text: { text: '5', dataCodingScheme: 4 } }],
  [
    'one character',
    character,
    { kind: 'text', text: 'x' },
    0x00,
    { text: { text: 'x', dataCodingScheme: 4 } },
  ],
  ['yes', yesNo, { kind: 'text', text: 'Yes' }, 0x00, { confirmed: true }],
  ['no as 0', yesNo, { kind: 'text', text: '0' }, 0x00, { confirmed: false }],
  ['ok is yes', yesNo, { kind: 'ok' }, 0x00, { confirmed: true }],
  ['digits', digits, { kind: 'text', text: '12' }, 0x00, { text: { text: '12', dataCodingScheme: 4 } }],
  [
    'hidden digits',
    hidden,
    { kind: 'text', text: '1234' },
    0x00,
    { text: { text: '1234', dataCodingScheme: 4 } },
  ],
  [
    'characters',
    characters,
    { kind: 'text', text: 'ab c' },
    0x00,
    { text: { text: 'ab c', dataCodingScheme: 4 } },
  ],
  ['UCS-2', ucs2, { kind: 'text', text: 'да' }, 0x00, { text: { text: 'да', dataCodingScheme: 8 } }],
  [
    'ok keeps the default text',
    input(0x00, { defaultText: { text: '10' } }),
    { kind: 'ok' },
    0x00,
    { text: { text: '10', dataCodingScheme: 4 } },
  ],
  ['cancel goes back', digits, { kind: 'cancel' }, 0x11, {}],
  ['home ends the session', list(), { kind: 'home' }, 0x10, {}],
  [
    'an icon was not shown',
    text(0x80, { icon: { selfExplanatory: false, identifier: 1 } }),
    { kind: 'ok' },
    0x04,
    {},
  ],
  [
    'an object was not understood',
    text(0x80, { ignored: [{ tag: 0x7e, comprehensionRequired: false, value: new Uint8Array() }] }),
    { kind: 'ok' },
    0x02,
    {},
  ],
];

describe('an entry becomes a terminal response (102 223 8.12)', () => {
  for (const [name, command, entry, general, data] of taken) {
    test(name, () => {
      const outcome = responseOf(command, entry);
      assert.ok(outcome.ok);
      const { details, devices, result, ...carried } = outcome.response;
      assert.deepEqual(details, command.details);
      assert.deepEqual(devices, { source: 0x82, destination: 0x81 });
      assert.equal(result.general, general);
      assert.deepEqual(carried, data);
    });
  }
});

const refused: readonly [name: string, AskingCommand, Entry, reason: RegExp][] = [
  [
    'an item that is not in the list',
    list(),
    { kind: 'item', item: 2 },
    /^item: must be one of 1, 7, found 2/,
  ],
  ['an item where a text is asked for', digits, { kind: 'item', item: 1 }, /^item: the view has no items/],
  [
    'a text where an item is asked for',
    list(),
    { kind: 'text', text: '1' },
    /^param: the view asks for no text/,
  ],
  ['ok without a default', digits, { kind: 'ok' }, /^param: is needed/],
  ['ok on a list', list(), { kind: 'ok' }, /^item: is needed/],
  ['ok where one character is asked for', digit, { kind: 'ok' }, /^param: is needed/],
  ['two digits for one', digit, { kind: 'text', text: '55' }, /^param: /],
  ['a letter for a digit', digit, { kind: 'text', text: 'x' }, /^param: only the digits/],
  ['neither yes nor no', yesNo, { kind: 'text', text: 'maybe' }, /^param: must be yes or no/],
  ['too short', digits, { kind: 'text', text: '1' }, /^param: 1 characters, at least 2/],
  ['too long', hidden, { kind: 'text', text: '12345' }, /^param: 5 characters, at most 4/],
  ['outside the alphabet', characters, { kind: 'text', text: 'да' }, /^param: only characters of the GSM/],
];

describe('what a view does not offer is refused with a reason', () => {
  for (const [name, command, entry, reason] of refused) {
    test(name, () => {
      const outcome = responseOf(command, entry);
      assert.ok(!outcome.ok);
      assert.match(outcome.reason, reason);
    });
  }

  test('the reason never says what was entered', () => {
    const outcome = responseOf(input(0x04), { kind: 'text', text: '98765' });
    assert.ok(!outcome.ok);
    assert.doesNotMatch(outcome.reason, /98765/);
  });
});
