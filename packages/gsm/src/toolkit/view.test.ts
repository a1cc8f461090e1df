import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CommandName, commandTypeOf } from './command-layouts.ts';
import { device } from './objects/card.ts';
import type { CommandOf, ProactiveCommand } from './proactive-command.ts';
import { type InputType, viewOf } from './view.ts';

function header<N extends CommandName>(type: N, qualifier = 0) {
  return {
    type,
    details: { number: 1, commandType: commandTypeOf(type), qualifier },
    devices: { source: device.card, destination: device.terminal },
    ignored: [],
  };
}

const question = { text: { text: 'PIN?', dataCodingScheme: 4 } };
const items = [
  { identifier: 1, text: 'Balance', coding: 'gsm7' },
  { identifier: 2, text: 'Top up', coding: 'gsm7' },
] as const;
const shownItems = [
  { identifier: 1, text: 'Balance' },
  { identifier: 2, text: 'Top up' },
];

/** 102 223 8.6, GET INKEY: bit 1 characters, bit 2 UCS-2, bit 3 yes or no, bit 8 help. */
const inkeys: readonly (readonly [qualifier: number, inputType: InputType])[] = [
  [0x00, 4],
  [0x01, 5],
  [0x03, 5],
  [0x04, 3],
  [0x05, 3],
  [0x80, 4],
  [0x81, 5],
];

/** 102 223 8.6, GET INPUT: bit 1 characters, bit 2 UCS-2, bit 3 hidden, bit 4 packed, bit 8 help. */
const inputs: readonly (readonly [qualifier: number, inputType: InputType])[] = [
  [0x00, 8],
  [0x04, 9],
  [0x01, 10],
  [0x05, 11],
  [0x08, 8],
  [0x0c, 9],
  [0x03, 10],
  [0x07, 11],
  [0x80, 8],
  [0x84, 9],
];

describe('a key that is asked for', () => {
  for (const [qualifier, inputType] of inkeys) {
    test(`with qualifier 0x${qualifier.toString(16)} is input type ${inputType}`, () => {
      const view = viewOf({ ...header('getInkey', qualifier), ...question });
      assert.equal(view?.inputType, inputType);
      assert.equal(view.text, 'PIN?');
      assert.equal(view.helpAvailable, qualifier >= 0x80);
      assert.equal(view.maximumLength, inputType === 3 ? undefined : 1);
    });
  }
});

describe('a text that is asked for', () => {
  const command: CommandOf<'getInput'> = {
    ...header('getInput'),
    ...question,
    responseLength: { minimum: 4, maximum: 8 },
    defaultText: { text: '1234', dataCodingScheme: 4 },
  };

  for (const [qualifier, inputType] of inputs) {
    test(`with qualifier 0x${qualifier.toString(16)} is input type ${inputType}`, () => {
      const view = viewOf({ ...command, ...header('getInput', qualifier) });
      assert.equal(view?.inputType, inputType);
      assert.equal(view.hidden, inputType === 9 || inputType === 11);
      assert.equal(view.helpAvailable, qualifier >= 0x80);
    });
  }

  test('tells its lengths and what stands there before', () => {
    const view = viewOf(command);
    assert.deepEqual([view?.minimumLength, view?.maximumLength, view?.defaultText], [4, 8, '1234']);
  });
});

describe('a menu', () => {
  const menu: CommandOf<'setUpMenu'> = { ...header('setUpMenu', 0x80), alpha: { text: 'Operator' }, items };

  test('is the desktop', () => {
    assert.deepEqual(viewOf(menu), {
      inputType: 1,
      title: 'Operator',
      text: '',
      items: shownItems,
      hidden: false,
      helpAvailable: true,
      waitsForUser: true,
    });
  });

  test('without items shows nothing any more', () => {
    assert.equal(viewOf({ ...menu, items: [] }), undefined);
  });
});

describe('a list', () => {
  test('is shown with its title and the item to stand on', () => {
    const view = viewOf({ ...header('selectItem'), alpha: { text: 'Choose' }, items, defaultItem: 2 });
    assert.deepEqual([view?.inputType, view?.title, view?.defaultItem], [2, 'Choose', 2]);
    assert.deepEqual(view?.items, shownItems);
  });

  test('needs no title', () => {
    const view = viewOf({ ...header('selectItem'), items });
    assert.deepEqual([view?.title, view?.defaultItem], ['', undefined]);
  });
});

describe('a text', () => {
  /** 102 223 8.6: bit 8 waits for the user; 6.4.1: an immediate response does not. */
  const texts: readonly (readonly [what: string, qualifier: number, immediate: boolean, waits: boolean])[] = [
    ['to be cleared by the user', 0x80, false, true],
    ['cleared after a delay', 0x00, false, false],
    ['of high priority, to be cleared by the user', 0x81, false, true],
    ['that stays while the card goes on', 0x80, true, false],
  ];
  for (const [what, qualifier, immediate, waits] of texts) {
    test(what, () => {
      const command: CommandOf<'displayText'> = {
        ...header('displayText', qualifier),
        ...question,
        ...(immediate && { immediateResponse: true }),
      };
      const view = viewOf(command);
      assert.deepEqual([view?.inputType, view?.text, view?.waitsForUser], [0, 'PIN?', waits]);
      assert.equal(view?.helpAvailable, false);
    });
  }

  test('of the idle screen waits for nobody', () => {
    const view = viewOf({ ...header('setUpIdleModeText'), ...question });
    assert.deepEqual([view?.inputType, view?.waitsForUser], [0, false]);
  });

  test('of the idle screen is taken away by an empty one', () => {
    assert.equal(viewOf({ ...header('setUpIdleModeText'), text: { text: '' } }), undefined);
  });
});

describe('a command that a person does not see', () => {
  const commands: readonly ProactiveCommand[] = [
    header('moreTime'),
    header('provideLocalInformation', 3),
    header('pollingOff'),
    { ...header('pollInterval'), duration: { unit: 'seconds', interval: 30 } },
    { ...header('sendShortMessage'), alpha: { text: 'Sending' }, tpdu: new Uint8Array(1) },
    { ...header('moreTime'), type: 'unknown', objects: [] },
  ];
  for (const command of commands) {
    test(`${command.type} has no view`, () => assert.equal(viewOf(command), undefined));
  }
});
