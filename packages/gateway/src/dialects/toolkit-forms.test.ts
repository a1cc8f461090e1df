import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type CommandName,
  commandTypeOf,
  generalResult,
  type ResponseData,
  responseTo,
  viewOf,
} from '@simgate/gsm';
import { simcomToolkit } from './simcom/toolkit.ts';
import type { ParsedToolkit, ToolkitAnswer } from './toolkit-form.ts';
import { wavecomToolkit } from './wavecom/toolkit.ts';

/** What +STGI says of a command, and what a person sees of it. */
type Row = readonly [
  name: CommandName,
  lines: readonly string[],
  inputType: number,
  text: string,
  more?: object,
];

const wavecomRows: readonly Row[] = [
  ['displayText', ['+STGI: 1,"Balance 3.20",1'], 0, 'Balance 3.20', { waitsForUser: true }],
  ['displayText', ['+STGI: 0,"Please wait",0'], 0, 'Please wait', { waitsForUser: false }],
  ['getInkey', ['+STGI: 0,0,"Which?"'], 4, 'Which?'],
  ['getInkey', ['+STGI: 1,1,"Which?"'], 5, 'Which?', { helpAvailable: true }],
  ['getInkey', ['+STGI: 3,0,"Sure?"'], 3, 'Sure?'],
  [
    'getInput',
    ['+STGI: 0,1,0,20,0,"Enter phone no."'],
    8,
    'Enter phone no.',
    { minimumLength: 0, maximumLength: 20 },
  ],
  ['getInput', ['+STGI: 0,0,4,8,0,"PIN"'], 9, 'PIN', { hidden: true }],
  ['getInput', ['+STGI: 1,1,1,160,0,"Text"'], 10, 'Text'],
  ['getInput', ['+STGI: 2,0,1,20,0,"8004220435FFFF"'], 11, 'Те'],
];

const simcomRows: readonly Row[] = [
  ['displayText', ['+STGI: 21,1,1,8,"00480069"'], 0, 'Hi', { waitsForUser: true }],
  ['displayText', ['+STGI: 21,0,0,2,"Hi"'], 0, 'Hi', { waitsForUser: false }],
  ['getInkey', ['+STGI: 22,2,0,4,"0041"'], 4, 'A'],
  ['getInkey', ['+STGI: 22,0,0,4,"0041"'], 5, 'A'],
  ['getInkey', ['+STGI: 22,1,0,4,"0041"'], 3, 'A'],
  ['getInput', ['+STGI: 23,2,8,4,0,1,4,"0041"'], 8, 'A', { minimumLength: 4, maximumLength: 8 }],
  ['getInput', ['+STGI: 23,2,8,4,1,0,4,"0041"'], 9, 'A', { hidden: true, helpAvailable: true }],
  ['getInput', ['+STGI: 23,0,8,4,0,1,4,"0041"'], 10, 'A'],
  ['getInput', ['+STGI: 23,3,8,4,0,0,4,"0041"'], 11, 'A'],
];

const lists: readonly [ParsedToolkit, CommandName, lines: readonly string[], title: string][] = [
  [wavecomToolkit, 'setUpMenu', ['+STGI: "Bank"', '+STGI: 1,2,"Pay",0', '+STGI: 9,2,"Ask",0'], 'Bank'],
  [wavecomToolkit, 'selectItem', ['+STGI: 0,"Bank"', '+STGI: 1,2,"Pay",0', '+STGI: 9,2,"Ask",0'], 'Bank'],
  [simcomToolkit, 'setUpMenu', ['+STGI: 25,0,0,4,"Bank",2', '+STGI: 1,3,"Pay"', '+STGI: 9,3,"Ask"'], 'Bank'],
  [
    simcomToolkit,
    'selectItem',
    ['+STGI: 24,0,0,0,4,"Bank",2', '+STGI: 1,3,"Pay"', '+STGI: 9,3,"Ask"'],
    'Bank',
  ],
];

const forms = [
  ['wavecom', wavecomToolkit, wavecomRows],
  ['simcom', simcomToolkit, simcomRows],
] as const;

describe('what modules tell of proactive commands', () => {
  for (const [maker, form, rows] of forms) {
    for (const [name, lines, inputType, text, more = {}] of rows) {
      test(`${maker}: ${lines[0]}`, () => {
        const command = form.command(name, lines);
        assert.ok(command?.type === name);
        const view = viewOf(command);
        assert.equal(view?.inputType, inputType);
        assert.equal(view?.text, text);
        assert.deepEqual({ ...view, ...more }, view);
      });
    }
  }

  for (const [form, name, lines, title] of lists) {
    test(lines.join(' '), () => {
      const command = form.command(name, lines);
      const view = command && viewOf(command);
      assert.equal(view?.title, title);
      assert.deepEqual(view?.items, [
        { identifier: 1, text: 'Pay' },
        { identifier: 9, text: 'Ask' },
      ]);
    });
  }

  test('no lines are no command', () => {
    for (const [, form] of forms) assert.equal(form.command('selectItem', []), undefined);
  });
});

const {
  performed,
  backwardMoveRequestedByUser,
  noResponseFromUser,
  sessionTerminatedByUser,
  userDidNotAccept,
} = generalResult;

/** Command, general result, what the response carries, what is written. */
const answers: readonly [ParsedToolkit, CommandName, number, ResponseData, ToolkitAnswer | undefined][] = [
  [wavecomToolkit, 'displayText', performed, {}, { text: 'AT+STGR=1,1,1' }],
  [wavecomToolkit, 'selectItem', performed, { itemIdentifier: 9 }, { text: 'AT+STGR=6,1,9' }],
  [wavecomToolkit, 'getInput', performed, { text: { text: '12' } }, { text: 'AT+STGR=3,1,1', payload: '12' }],
  [
    wavecomToolkit,
    'getInput',
    performed,
    { text: { text: 'да', dataCodingScheme: 8 } },
    { text: 'AT+STGR=3,1,1', payload: '8004340430FFFF' },
  ],
  [wavecomToolkit, 'getInkey', performed, { confirmed: true }, { text: 'AT+STGR=2,1,1', payload: 'y' }],
  [wavecomToolkit, 'getInkey', performed, { confirmed: false }, { text: 'AT+STGR=2,1,1', payload: 'n' }],
  [wavecomToolkit, 'selectItem', backwardMoveRequestedByUser, {}, { text: 'AT+STGR=95' }],
  [wavecomToolkit, 'selectItem', noResponseFromUser, {}, { text: 'AT+STGR=98' }],
  [wavecomToolkit, 'selectItem', sessionTerminatedByUser, {}, { text: 'AT+STGR=99' }],
  [wavecomToolkit, 'setUpCall', performed, {}, { text: 'AT+STGR=4,1' }],
  [wavecomToolkit, 'setUpCall', userDidNotAccept, {}, { text: 'AT+STGR=4,0' }],
  [wavecomToolkit, 'moreTime', performed, {}, undefined],
  [simcomToolkit, 'displayText', performed, {}, { text: 'AT+STGR=21,0' }],
  [simcomToolkit, 'selectItem', performed, { itemIdentifier: 9 }, { text: 'AT+STGR=24,9' }],
  [simcomToolkit, 'getInput', performed, { text: { text: '12' } }, { text: 'AT+STGR=23,"12"' }],
  [
    simcomToolkit,
    'getInput',
    performed,
    { text: { text: 'да', dataCodingScheme: 8 } },
    { text: 'AT+STGR=23,"04340430"' },
  ],
  [simcomToolkit, 'getInkey', performed, { confirmed: true }, { text: 'AT+STGR=22,"Y"' }],
  [simcomToolkit, 'getInkey', performed, { confirmed: false }, { text: 'AT+STGR=22,"N"' }],
  [simcomToolkit, 'selectItem', backwardMoveRequestedByUser, {}, { text: 'AT+STGR=84' }],
  [simcomToolkit, 'selectItem', sessionTerminatedByUser, {}, { text: 'AT+STGR=83' }],
  [simcomToolkit, 'moreTime', performed, {}, undefined],
];

describe('what is written to answer', () => {
  for (const [form, name, general, data, answer] of answers) {
    test(`${form.probe}: ${name}, result ${general}: ${answer?.text ?? 'nothing'}`, () => {
      const details = { number: 1, commandType: commandTypeOf(name), qualifier: 0 };
      assert.deepEqual(form.answer(responseTo(details, general, data)), answer);
    });
  }

  test('an item of the menu', () => {
    assert.equal(wavecomToolkit.choose(3), 'AT+STGR=0,1,3');
    assert.equal(simcomToolkit.choose(3), 'AT+STGR=25,3');
  });
});
