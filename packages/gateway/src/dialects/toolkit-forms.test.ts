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
import { splitFields } from '../at/fields.ts';
import { cinterionToolkit } from './cinterion/toolkit.ts';
import { huaweiToolkit } from './huawei/toolkit.ts';
import { intelToolkit } from './intel/intel.ts';
import { permissionFor } from './mediatek/toolkit.ts';
import { quectelToolkit } from './quectel/toolkit.ts';
import { simcomToolkit } from './simcom/toolkit.ts';
import { telitToolkit } from './telit/toolkit.ts';
import { type ParsedToolkit, type RawToolkit, standardToolkit, type ToolkitAnswer } from './toolkit-form.ts';
import { wavecomToolkit } from './wavecom/toolkit.ts';

/** The lines of the module for a command, and the view that a person sees. */
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
  // Fields that are missing or unknown: characters, any length, no help.
  ['getInkey', ['+STGI: ,,"Which?"'], 5, 'Which?', { helpAvailable: false }],
  ['getInkey', ['+STGI: 7,0,"Which?"'], 5, 'Which?'],
  ['getInput', ['+STGI: 0,1,,,0,"No."'], 8, 'No.', { minimumLength: 0, maximumLength: 255 }],
  ['getInput', ['+STGI: 3,1,1,9,1,"Yes?"'], 10, 'Yes?', { helpAvailable: true }],
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
  // Some firmwares print the text as it is, and leave fields out.
  ['getInkey', ['+STGI: 22,,0,4,"Pay?"'], 5, 'Pay?'],
  ['getInkey', ['+STGI: 22,9,1,4,"Pay?"'], 5, 'Pay?', { helpAvailable: true }],
  ['getInput', ['+STGI: 23,2,,,0,1,4,"No."'], 8, 'No.', { minimumLength: 0, maximumLength: 255 }],
  ['getInput', ['+STGI: 23,1,8,4,0,1,4,"Yes?"'], 10, 'Yes?'],
];

const cinterionRows: readonly Row[] = [
  ['displayText', ['^SSTGI: 33,129,"00480069",0,0,0'], 0, 'Hi', { waitsForUser: true }],
  ['displayText', ['^SSTGI: 33,128,"00480069",1,0,0'], 0, 'Hi', { waitsForUser: false }],
  ['getInkey', ['^SSTGI: 34,0,"0041",0,0'], 4, 'A'],
  ['getInkey', ['^SSTGI: 34,129,"0041",0,0'], 5, 'A', { helpAvailable: true }],
  ['getInkey', ['^SSTGI: 34,4,"0041",0,0'], 3, 'A'],
  ['getInput', ['^SSTGI: 35,0,"0041",4,8,,0,0'], 8, 'A', { minimumLength: 4, maximumLength: 8 }],
  ['getInput', ['^SSTGI: 35,4,"0041",4,8,"",0,0'], 9, 'A', { hidden: true }],
  ['getInput', ['^SSTGI: 35,1,"0041",4,8,"00420042",0,0'], 10, 'A', { defaultText: 'BB' }],
  ['getInput', ['^SSTGI: 35,7,"0041",4,8,,0,0'], 11, 'A'],
  ['setUpIdleModeText', ['^SSTGI: 40,0,"0041",0,0'], 0, 'A'],
  ['getInput', ['^SSTGI: 35,0,"0041"'], 8, 'A', { minimumLength: 0, maximumLength: 255 }],
  ['displayText', ['^SSTGI: 33,,"0041"'], 0, 'A', { waitsForUser: false }],
];

const huaweiRows: readonly Row[] = [
  ['displayText', ['^STGI:"48656C6C6F",4,1'], 0, 'Hello', { waitsForUser: true }],
  ['displayText', ['^STGI:"C8329BFD06",0,0,5'], 0, 'Hello', { waitsForUser: false }],
  ['displayText', ['^STGI: "042F0437044B043A",8,1'], 0, 'Язык'],
  ['getInkey', ['^STGI:"41",4,2,0'], 4, 'A'],
  ['getInkey', ['^STGI:"41",4,0,1,30'], 5, 'A', { helpAvailable: true }],
  ['getInkey', ['^STGI:"41",4,1,0'], 3, 'A'],
  ['getInput', ['^STGI:"41",4,2,0,1,4,8,0'], 8, 'A', { minimumLength: 4, maximumLength: 8 }],
  ['getInput', ['^STGI:"41",4,2,0,0,4,8,1'], 9, 'A', { hidden: true, helpAvailable: true }],
  ['getInput', ['^STGI:"41",4,0,1,1,0,20,0'], 10, 'A'],
  ['getInput', ['^STGI:"41",4,3,0,0,0,20,0,"0042",8'], 11, 'A'],
  ['setUpIdleModeText', ['^STGI:"41",4'], 0, 'A'],
  // Firmwares that print the text itself, and fields that are missing.
  ['displayText', ['^STGI:"Balance 3.20"'], 0, 'Balance 3.20', { waitsForUser: false }],
  ['getInkey', ['^STGI:"41",4,7,0'], 5, 'A'],
  ['getInkey', ['^STGI:"41"'], 5, 'A', { helpAvailable: false }],
  ['getInput', ['^STGI:"41",4,2,0,1'], 8, 'A', { minimumLength: 0, maximumLength: 255 }],
];

const telitRows: readonly Row[] = [
  ['displayText', ['#STGI: 33,128,"Balance 3.20"'], 0, 'Balance 3.20', { waitsForUser: true }],
  ['displayText', ['#STGI: 33,0,Please wait'], 0, 'Please wait', { waitsForUser: false }],
  ['getInkey', ['#STGI: 34,4,"Sure?"'], 3, 'Sure?'],
  ['getInput', ['#STGI: 35,0,"Amount",1,4'], 8, 'Amount', { minimumLength: 1, maximumLength: 4 }],
  ['getInput', ['#STGI: 35,5,"Text",1,160,"Hi"'], 11, 'Text', { defaultText: 'Hi' }],
];

const quectelRows: readonly Row[] = [
  ['displayText', ['+QSTKGI: 33,128,"Balance 3.20"'], 0, 'Balance 3.20', { waitsForUser: true }],
  ['displayText', ['+QSTKGI: 33,128,"00480069"'], 0, 'Hi'],
  ['getInkey', ['+QSTKGI: 34,4,"Sure?"'], 3, 'Sure?'],
  ['getInput', ['+QSTKGI: 35,0,"Amount",1,4'], 8, 'Amount', { minimumLength: 1, maximumLength: 4 }],
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
  [
    cinterionToolkit,
    'setUpMenu',
    [
      '^SSTGI: 37,0,2,"00420061006E006B",0,0,0,0',
      '^SSTGI: 37,1,"005000610079",0,0',
      '^SSTGI: 37,9,"00410073006B",36,0',
    ],
    'Bank',
  ],
  [
    cinterionToolkit,
    'selectItem',
    [
      '^SSTGI: 36,0,2,"00420061006E006B",9,0,0,0,0',
      '^SSTGI: 36,1,"005000610079",0,0',
      '^SSTGI: 36,9,"00410073006B",0,0',
    ],
    'Bank',
  ],
  [
    huaweiToolkit,
    'setUpMenu',
    ['^STGI:0,2,"42616E6B"', '^STGI:1,2,"80005000610079",0,', '^STGI: 9,2,"41736B",1,'],
    'Bank',
  ],
  [huaweiToolkit, 'selectItem', ['^STGI:,2,"BANK"', '^STGI:1,2,"506179",0', '^STGI:9,2,"41736B",0'], 'BANK'],
  [telitToolkit, 'setUpMenu', ['#STGI: 37,0,2,"Bank"', '#STGI: 37,1,"Pay"', '#STGI: 37,9,"Ask",36'], 'Bank'],
  [
    quectelToolkit,
    'selectItem',
    ['+QSTKGI: 36,0,2,"Bank"', '+QSTKGI: 36,1,"Pay"', '+QSTKGI: 36,9,"Ask"'],
    'Bank',
  ],
  [telitToolkit, 'selectItem', ['#STGI: 36,0,2,"Bank"', '#STGI: 36,1,"Pay"', '#STGI: 36,9,"Ask"'], 'Bank'],
];

const forms = [
  ['wavecom', wavecomToolkit, wavecomRows],
  ['simcom', simcomToolkit, simcomRows],
  ['cinterion', cinterionToolkit, cinterionRows],
  ['huawei', huaweiToolkit, huaweiRows],
  ['telit', telitToolkit, telitRows],
  ['quectel', quectelToolkit, quectelRows],
] as const;

describe('what modules writeEnvelope of proactive commands', () => {
  for (const [maker, form, rows] of forms) {
    for (const [name, lines, inputType, text, more = {}] of rows) {
      test(`${maker}: ${lines[0]}`, () => {
        const command = form.command(name, lines, true);
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
      const command = form.command(name, lines, true);
      const view = command && viewOf(command);
      assert.equal(view?.title, title);
      assert.deepEqual(view?.items, [
        { identifier: 1, text: 'Pay' },
        { identifier: 9, text: 'Ask' },
      ]);
    });
  }

  test('no lines are no command', () => {
    for (const [, form] of forms) assert.equal(form.command('selectItem', [], true), undefined);
  });
});

describe('what modules announce without saying more', () => {
  const names: readonly CommandName[] = [
    ...(['refresh', 'sendSs', 'sendUssd', 'sendShortMessage'] as const),
    ...(['sendDtmf', 'playTone', 'launchBrowser'] as const),
  ];
  for (const name of names) {
    test(`cinterion: ${name}`, () => {
      const line = `^SSTGI: ${commandTypeOf(name)},0,"",0,0`;
      assert.equal(cinterionToolkit.command(name, [line], true)?.type, name);
    });
  }

  for (const name of ['playTone', 'refresh', 'launchBrowser'] as const)
    test(`huawei: ${name}`, () => assert.equal(huaweiToolkit.command(name, ['^STGI:1'], false)?.type, name));

  test('telit: openChannel', () =>
    assert.equal(telitToolkit.command('openChannel', [], false)?.type, 'openChannel'));

  test('a call with its number', () => {
    for (const [form, line] of [
      [cinterionToolkit, '^SSTGI: 16,0,"",+8820,"",0,0,0,0'],
      [telitToolkit, '#STGI: 16,0,"Call?","+8820"'],
    ] as const) {
      const command = form.command('setUpCall', [line], true);
      assert.ok(command?.type === 'setUpCall');
      assert.deepEqual(command.address, { typeOfAddress: 0x91, digits: '8820' });
    }
    const national = wavecomToolkit.command('setUpCall', ['+STGI: 0,"0170"'], true);
    assert.ok(national?.type === 'setUpCall');
    assert.deepEqual(national.address, { typeOfAddress: 0x81, digits: '0170' });
  });

  test('events that the terminal tells', () => {
    // Bits 5 and 8: user activity, and a language, which nobody changes here.
    const command = cinterionToolkit.command('setUpEventList', ['^SSTGI: 5,0,144'], true);
    assert.ok(command?.type === 'setUpEventList');
    assert.deepEqual(command.events, [4]);
    const none = cinterionToolkit.command('setUpEventList', ['^SSTGI: 5'], true);
    assert.ok(none?.type === 'setUpEventList');
    assert.deepEqual(none.events, []);
  });
});

const {
  performed,
  beyondTerminalCapabilities,
  terminalUnableToProcess,
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
  [cinterionToolkit, 'setUpMenu', performed, {}, { text: 'AT^SSTR=37,0' }],
  [cinterionToolkit, 'displayText', performed, {}, { text: 'AT^SSTR=33,0' }],
  [cinterionToolkit, 'selectItem', performed, { itemIdentifier: 9 }, { text: 'AT^SSTR=36,0,9' }],
  [cinterionToolkit, 'selectItem', backwardMoveRequestedByUser, {}, { text: 'AT^SSTR=36,17' }],
  [cinterionToolkit, 'getInput', noResponseFromUser, {}, { text: 'AT^SSTR=35,18' }],
  [cinterionToolkit, 'getInput', performed, { text: { text: 'да' } }, { text: 'AT^SSTR=35,0,,"04340430"' }],
  [cinterionToolkit, 'getInput', performed, { text: { text: '' } }, { text: 'AT^SSTR=35,0,,"\\1b"' }],
  [cinterionToolkit, 'getInkey', performed, { confirmed: true }, { text: 'AT^SSTR=34,0,,"0059"' }],
  [cinterionToolkit, 'sendShortMessage', performed, {}, { text: 'AT^SSTR=19,0' }],
  [cinterionToolkit, 'sendShortMessage', userDidNotAccept, {}, { text: 'AT^SSTR=19,32' }],
  [cinterionToolkit, 'setUpCall', userDidNotAccept, {}, { text: 'AT^SSTR=16,34' }],
  [cinterionToolkit, 'launchBrowser', beyondTerminalCapabilities, {}, { text: 'AT^SSTR=21,34' }],
  [cinterionToolkit, 'sendDtmf', beyondTerminalCapabilities, {}, { text: 'AT^SSTR=20,0' }],
  [cinterionToolkit, 'moreTime', performed, {}, undefined],
  [huaweiToolkit, 'displayText', performed, {}, { text: 'AT^STGR=1,0,1' }],
  [huaweiToolkit, 'selectItem', performed, { itemIdentifier: 9 }, { text: 'AT^STGR=6,0,1,9' }],
  [huaweiToolkit, 'selectItem', backwardMoveRequestedByUser, {}, { text: 'AT^STGR=6,0,3' }],
  [huaweiToolkit, 'selectItem', sessionTerminatedByUser, {}, { text: 'AT^STGR=6,0,0' }],
  [huaweiToolkit, 'getInput', noResponseFromUser, {}, { text: 'AT^STGR=3,0,0' }],
  [huaweiToolkit, 'getInput', performed, { text: { text: '1234' } }, { text: 'AT^STGR=3,0,1,"31323334"' }],
  [
    huaweiToolkit,
    'getInput',
    performed,
    { text: { text: 'hi', dataCodingScheme: 8 } },
    { text: 'AT^STGR=3,0,1,"00680069"' },
  ],
  [huaweiToolkit, 'getInkey', performed, { confirmed: true }, { text: 'AT^STGR=2,0,1,"31"' }],
  [huaweiToolkit, 'getInkey', performed, { confirmed: false }, { text: 'AT^STGR=2,0,1,"30"' }],
  [huaweiToolkit, 'launchBrowser', beyondTerminalCapabilities, {}, { text: 'AT^STGR=11,0,4' }],
  [huaweiToolkit, 'moreTime', performed, {}, undefined],
  [huaweiToolkit, 'getInput', generalResult.helpRequestedByUser, {}, { text: 'AT^STGR=3,0,2' }],
  [huaweiToolkit, 'selectItem', userDidNotAccept, {}, { text: 'AT^STGR=6,0,4' }],
  [huaweiToolkit, 'getInput', performed, { text: { text: 'да' } }, { text: 'AT^STGR=3,0,1,"04340430"' }],
  [wavecomToolkit, 'selectItem', beyondTerminalCapabilities, {}, { text: 'AT+STGR=96' }],
  [wavecomToolkit, 'getInput', terminalUnableToProcess, {}, { text: 'AT+STGR=97' }],
  [wavecomToolkit, 'displayText', userDidNotAccept, {}, undefined],
  [simcomToolkit, 'getInput', noResponseFromUser, {}, { text: 'AT+STGR=83' }],
  [cinterionToolkit, 'getInput', terminalUnableToProcess, {}, { text: 'AT^SSTR=35,32' }],
  [cinterionToolkit, 'selectItem', generalResult.helpRequestedByUser, {}, { text: 'AT^SSTR=36,19' }],
  [quectelToolkit, 'setUpMenu', performed, {}, { text: 'AT+QSTKRSP=37,0' }],
  [quectelToolkit, 'displayText', performed, {}, { text: 'AT+QSTKRSP=33,0' }],
  [quectelToolkit, 'selectItem', performed, { itemIdentifier: 12 }, { text: 'AT+QSTKRSP=36,0,12' }],
  [quectelToolkit, 'selectItem', backwardMoveRequestedByUser, {}, { text: 'AT+QSTKRSP=36,17' }],
  [quectelToolkit, 'getInput', performed, { text: { text: '12' } }, { text: 'AT+QSTKRSP=35,0,"12"' }],
  [quectelToolkit, 'getInput', performed, { text: { text: 'a"b' } }, { text: 'AT+QSTKRSP=35,32' }],
  [quectelToolkit, 'moreTime', performed, {}, undefined],
  [telitToolkit, 'displayText', performed, {}, { text: 'AT#STSR=33,0' }],
  [telitToolkit, 'selectItem', performed, { itemIdentifier: 9 }, { text: 'AT#STSR=36,0,9' }],
  [telitToolkit, 'selectItem', sessionTerminatedByUser, {}, { text: 'AT#STSR=36,16' }],
  [telitToolkit, 'getInput', performed, { text: { text: '12' } }, { text: 'AT#STSR=35,0,"12"' }],
  [telitToolkit, 'getInput', performed, { text: { text: 'да' } }, { text: 'AT#STSR=35,32' }],
  [telitToolkit, 'getInkey', performed, { confirmed: false }, { text: 'AT#STSR=34,0,"N"' }],
  [telitToolkit, 'setUpCall', performed, {}, { text: 'AT#STSR=16,0' }],
  [telitToolkit, 'setUpCall', userDidNotAccept, {}, { text: 'AT#STSR=16,34' }],
  [telitToolkit, 'openChannel', beyondTerminalCapabilities, {}, { text: 'AT#STSR=64,34' }],
  [telitToolkit, 'getInput', terminalUnableToProcess, {}, { text: 'AT#STSR=35,32' }],
  [telitToolkit, 'setUpIdleModeText', performed, {}, undefined],
];

describe('what is written to answer', () => {
  for (const [form, name, general, data, answer] of answers) {
    test(`${form.probe}: ${name}, result ${general}: ${answer?.text ?? 'nothing'}`, () => {
      const details = { number: 1, commandType: commandTypeOf(name), qualifier: 0 };
      assert.deepEqual(form.answer(responseTo(details, general, data), true), answer);
    });
  }

  test('an item of the menu', () => {
    assert.equal(wavecomToolkit.choose(3), 'AT+STGR=0,1,3');
    assert.equal(simcomToolkit.choose(3), 'AT+STGR=25,3');
    assert.equal(cinterionToolkit.choose(3), 'AT^SSTR=211,0,3');
    assert.equal(huaweiToolkit.choose(3), 'AT^STGR=0,0,1,3');
    assert.equal(quectelToolkit.choose(128), 'AT+QSTKRSP=253,0,128');
    assert.equal(telitToolkit.choose(3), 'AT#STSR=37,0,3');
  });

  test('in the default alphabet, what is no plain character is escaped', () => {
    const details = { number: 1, commandType: commandTypeOf('getInput'), qualifier: 1 };
    const response = responseTo(details, performed, { text: { text: 'a@"Ö' } });
    assert.deepEqual(cinterionToolkit.answer(response, false), { text: 'AT^SSTR=35,0,,"a\\00\\22\\5C"' });
    const line = '^SSTGI: 33,128,"0041",0,0,0';
    const command = cinterionToolkit.command('displayText', [line], false);
    assert.ok(command?.type === 'displayText');
    assert.equal(command.text.text, '0041');
    const foreign = responseTo(details, performed, { text: { text: 'да' } });
    assert.deepEqual(cinterionToolkit.answer(foreign, false), { text: 'AT^SSTR=35,0,,""' });
    assert.deepEqual(wavecomToolkit.answer(foreign, false), { text: 'AT+STGR=3,1,1', payload: '' });
  });

  test('status words of an envelope', () => {
    const statusOf = ({ envelope }: RawToolkit, line: string) => envelope.status?.(splitFields(line));
    // As they are behind the response, or as decimal numbers behind a flag.
    assert.deepEqual(
      ['"8300","9000"', '"8300",0,144,0', '"",1,145,16'].map(line => statusOf(standardToolkit, line)),
      ['9000', '9000', '9110'],
    );
    assert.deepEqual(
      ['144,0,214,0', '145,16', '145'].map(line => statusOf(intelToolkit, line)),
      ['9000', '9110', '91'],
    );
  });

  test('a permission or a refusal, where the module would act by itself', () => {
    const permitted = (name: CommandName, general: number) => {
      const details = { number: 1, commandType: commandTypeOf(name), qualifier: 0 };
      return permissionFor(responseTo(details, general, {}));
    };
    // 102 223 8.12: up to 0F it was performed, from 10 on it was not.
    const rows: readonly [name: CommandName, performed: string | undefined, refused: string | undefined][] = [
      ['sendShortMessage', 'AT+STKSMS=0', 'AT+STKSMS=34'],
      ['sendUssd', 'AT+STKUSSD=0', 'AT+STKUSSD=50'],
      ['sendSs', 'AT+STKSS=0', 'AT+STKSS=50'],
      ['setUpCall', 'AT+STKCALL=0', 'AT+STKCALL=34'],
      ['sendDtmf', 'AT+STKDTMF=0', 'AT+STKDTMF=32'],
      ['displayText', undefined, undefined],
    ];
    for (const [name, ...expected] of rows)
      assert.deepEqual([permitted(name, 0x0f), permitted(name, 0x10)], expected, name);
  });

  test('events', () => {
    const devices = { source: 0x82, destination: 0x81 };
    const told = (event: number) =>
      cinterionToolkit.writeEnvelope?.({ type: 'eventDownload', events: [event], devices });
    assert.deepEqual([3, 4, 5].map(told), [undefined, 'AT^SSTR=232', 'AT^SSTR=233']);
    const none = { type: 'eventDownload', events: [], devices } as const;
    assert.equal(cinterionToolkit.writeEnvelope?.(none), undefined);
  });
});
