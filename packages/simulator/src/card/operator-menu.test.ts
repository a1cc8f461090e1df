import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fromHex, toHex } from '../sms/hex.ts';
import { itemsOf, textOf, titleOf } from '../toolkit/command-reading.ts';
import type { DataObject } from './data-objects.ts';
import { IDLE_TEXT, items, operatorMenu, SERVICE_PIN, TITLE } from './operator-menu.ts';
import { commandTypes, tagNumbers, writeAnswer, writeMenuSelection } from './proactive-command.ts';
import { writeTextString } from './text.ts';
import {
  createToolkitCard,
  downloadProfile,
  giveEnvelope,
  giveResponse,
  type Next,
  startCommand,
  type ToolkitCard,
} from './toolkit-card.ts';

const profile = Uint8Array.of(0xff);

/** An action of a person: reads on, enters a text, chooses an item, or ends with a result; or the module's, which gives an object. */
type Deed =
  | 'ok'
  | { readonly text: string }
  | { readonly item: number }
  | { readonly result: number }
  | { readonly tag: number; readonly hex: string };

function objectsOf(deed: Deed): DataObject[] {
  if (deed === 'ok' || 'result' in deed) return [];
  if ('text' in deed) return [{ tag: tagNumbers.text, value: writeTextString(deed.text) }];
  if ('item' in deed) return [{ tag: tagNumbers.chosen, value: Uint8Array.of(deed.item) }];
  return [{ tag: deed.tag, value: fromHex(deed.hex) ?? assert.fail(deed.hex) }];
}

function respond(card: ToolkitCard, deed: Deed): Next {
  const { pending } = card;
  assert.ok(pending);
  const { type, qualifier } = pending.command;
  const result = typeof deed === 'object' && 'result' in deed ? deed.result : 0;
  const next = giveResponse(
    card,
    writeAnswer({ number: pending.number, type, qualifier }, [result], objectsOf(deed)),
  );
  assert.ok(next);
  return next;
}

/** A card whose menu is set up and idle. */
function ready(): ToolkitCard {
  const card = createToolkitCard(operatorMenu);
  downloadProfile(card, profile);
  respond(card, 'ok');
  assert.deepEqual(respond(card, 'ok'), { kind: 'ended' });
  return card;
}

function wordsOf(next: { kind: string } & Partial<{ pending: ToolkitCard['pending'] }>): string {
  const command = next.pending?.command;
  return command === undefined ? next.kind : textOf(command) || titleOf(command) || command.type.toString(16);
}

/** Chooses an item by name, then performs one action after another; returns the card's commands in words, and in octets. */
function walk(name: string, ...deeds: readonly Deed[]): { said: string[]; octets: string[] } {
  const card = ready();
  const chosen = giveEnvelope(card, writeMenuSelection(items.indexOf(name) + 1));
  const commands = [chosen, ...deeds.map(deed => respond(card, deed))];
  return {
    said: commands.map(wordsOf),
    octets: commands.map(next => ('pending' in next ? toHex(next.pending.octets) : '')),
  };
}

/** The commands of each walk below as the card writes them (102 223 clause 6.6), by its words. */
const octetsFile = new URL('operator-menu-octets.json', import.meta.url);
const recorded = JSON.parse(readFileSync(octetsFile, 'utf8')) as Readonly<Record<string, string[]>>;

/** TS 102 223 8.12. */
const back = { result: 0x11 };
const home = { result: 0x10 };
const noAnswer = { result: 0x12 };

describe('the operator’s menu', () => {
  test('is set up after the profile, with an idle text', () => {
    const card = createToolkitCard(operatorMenu);
    const first = downloadProfile(card, profile);
    assert.ok(first.kind === 'command');
    assert.equal(titleOf(first.pending.command), TITLE);
    assert.deepEqual(
      itemsOf(first.pending.command).map(({ text }) => text),
      items,
    );
    assert.equal(wordsOf(respond(card, 'ok')), IDLE_TEXT);
  });

  const walks: readonly [name: string, deeds: Deed[], said: string[]][] = [
    ['Balance', ['ok', 'ok'], ['2', 'Balance: 12.50', 'ended']],
    ['Top up', [{ text: '10' }, { text: SERVICE_PIN }, 'ok'], ['Amount', 'PIN', 'Topped up by 10', 'ended']],
    ['Top up', [{ text: '10' }, { text: '0000' }, 'ok'], ['Amount', 'PIN', 'Wrong PIN', 'ended']],
    ['Top up', [{ text: '10' }, back, back], ['Amount', 'PIN', 'Amount', 'ended']],
    ['Top up', [{ text: '10' }, home], ['Amount', 'PIN', 'ended']],
    ['Top up', [noAnswer], ['Amount', 'ended']],
    [
      'Information',
      [{ item: 3 }, { item: 3 }, back, { item: 1 }, 'ok', home],
      [
        ...['Information 1/3', 'Information 2/3', 'Information 3/3', 'Information 2/3'],
        ...['Our shops are open from 9 to 18.', 'Information 2/3', 'ended'],
      ],
    ],
    ['Information', [back], ['Information 1/3', 'ended']],
    [
      'Information',
      [{ item: 1 }, noAnswer],
      ['Information 1/3', 'A call is 0.10 a minute, a message 0.05.', 'ended'],
    ],
    ['Language', [{ item: 3 }, 'ok', 'ok'], ['Language', '35', 'Язык: русский', 'ended']],
    ['Language', [back], ['Language', 'ended']],
    [
      'Send message',
      [{ text: '+8820199' }, { text: 'hi' }, 'ok', 'ok'],
      ['Number', 'Text', 'Sending message', 'Message sent', 'ended'],
    ],
    [
      'Send message',
      [{ text: '+8820199' }, { text: 'привет' }, { result: 0x22 }],
      ['Number', 'Text', 'Sending message', 'Message not sent'],
    ],
    ['Password', [{ text: 'abcd' }, { text: 'abcd' }], ['New password', 'Once more', 'Password changed']],
    ['Password', [{ text: 'abcd' }, { text: 'abce' }], ['New password', 'Once more', 'The passwords differ']],
    ['Roaming', [{ text: '£' }], ['Allow roaming?', 'Roaming is on']],
    ['Roaming', [{ text: '@' }], ['Allow roaming?', 'Roaming is off']],
    ['Rate us', [{ text: '5' }, { text: 'J' }], ['Stars, 1 to 5', 'Your initial', 'Thank you, J: 5 stars']],
    ['My device', ['ok', 'ok'], ['26', '26', 'IMEI unknown, area unknown']],
    [
      'My device',
      // 31.111 8.20 and 8.19: digits behind a parity nibble; area 12AB behind MCC and MNC, then the cell.
      [
        { tag: 0x14, hex: '3A95990900000001' },
        { tag: 0x13, hex: '00F11012AB001C' },
      ],
      ['26', '26', 'IMEI 359999000000010, area 12AB'],
    ],
    ['Reminder', ['ok'], ['27', 'You will be reminded']],
    ['Reminder', [{ result: 0x30 }], ['27', 'No timer here']],
    ['Balance by USSD', [{ text: '3.20' }], ['Asking', '3.20']],
    ['Balance by USSD', ['ok'], ['Asking', 'No text came']],
    ['Balance by USSD', [{ result: 0x22 }], ['Asking', 'The network was not asked']],
    ['Call help line', ['ok'], ['Call the help line?', 'ended']],
    ['Call help line', [{ result: 0x22 }], ['Call the help line?', 'No call was made']],
    ['Mailbox on', ['ok'], ['Forwarding calls', 'Calls go to the mailbox']],
    ['Mailbox on', [{ result: 0x34 }], ['Forwarding calls', 'Calls are not forwarded']],
  ];
  for (const [name, deeds, said] of walks)
    test(said.join(' > '), () => {
      const walked = walk(name, ...deeds);
      assert.deepEqual(walked, { said, octets: recorded[said.join(' > ')] });
    });

  test('a timer that ran out: a tone, then a text', () => {
    const card = ready();
    const expiration = fromHex('D70C82028281A40101A503000050') ?? new Uint8Array();
    assert.equal(wordsOf(giveEnvelope(card, expiration)), '20');
    assert.equal(wordsOf(respond(card, 'ok')), 'Time is up');
  });
});

describe('a card’s session', () => {
  test('one at a time: while a command waits, a choice finds the card busy', () => {
    const card = ready();
    giveEnvelope(card, writeMenuSelection(2));
    assert.deepEqual(giveEnvelope(card, writeMenuSelection(1)), { kind: 'busy' });
  });

  test('an item that is not there, and octets that are no envelope, are refused', () => {
    for (const item of [0, items.length + 1, 99])
      assert.deepEqual(giveEnvelope(ready(), writeMenuSelection(item)), { kind: 'refused' });
    assert.deepEqual(giveEnvelope(ready(), Uint8Array.of(0xd3, 4, 0x82, 2, 1, 0x81)), { kind: 'refused' });
    assert.deepEqual(giveEnvelope(ready(), Uint8Array.of(0xd3)), { kind: 'refused' });
  });

  test('other events are taken', () => {
    assert.deepEqual(
      giveEnvelope(ready(), fromHex('D6079901048202 8281'.replaceAll(' ', '')) ?? new Uint8Array()),
      {
        kind: 'ended',
      },
    );
  });

  test('a response to another command, or to none, is not taken', () => {
    const card = ready();
    const details = { number: 1, type: commandTypes.displayText, qualifier: 0 };
    assert.equal(giveResponse(card, writeAnswer(details, [0])), undefined);
    giveEnvelope(card, writeMenuSelection(2));
    assert.equal(giveResponse(card, writeAnswer(details, [0])), undefined);
    assert.equal(giveResponse(card, Uint8Array.of(0x81)), undefined);
  });

  test('commands are numbered from 1 to 254 and round again', () => {
    const card = ready();
    card.lastNumber = 253;
    giveEnvelope(card, writeMenuSelection(2));
    assert.equal(card.pending?.number, 254);
    respond(card, { text: '10' });
    assert.equal(card.pending?.number, 1);
  });

  test('a new profile forgets what went on', () => {
    const card = ready();
    giveEnvelope(card, writeMenuSelection(2));
    assert.equal(wordsOf(downloadProfile(card, profile)), TITLE);
  });

  test('a command of somebody else’s is a session of its own', () => {
    const card = ready();
    const hex = 'D00E81030121818202810 28D03044869'.replaceAll(' ', '');
    assert.ok(startCommand(card, fromHex(hex) ?? new Uint8Array()));
    assert.equal(startCommand(card, fromHex(hex) ?? new Uint8Array()), undefined);
    assert.deepEqual(respond(card, 'ok'), { kind: 'ended' });
  });

  test('keeps what it was told', () => {
    const card = ready();
    assert.deepEqual(
      card.record.items().map(({ kind, octets }) => [kind, toHex(octets).slice(0, 10)]),
      [
        ['profile', 'FF'],
        ['response', '8103012500'],
        ['response', '8103022800'],
      ],
    );
  });
});
