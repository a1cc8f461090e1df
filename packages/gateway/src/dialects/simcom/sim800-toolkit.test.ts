import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type CommandName,
  commandTypeOf,
  DecodeError,
  generalResult,
  type ResponseData,
  responseTo,
  viewOf,
} from '@simgate/gsm';
import { afterPrefix, splitFields } from '../../at/fields.ts';
import { sim800Toolkit } from './sim800-toolkit.ts';

function fields(line: string) {
  return splitFields(afterPrefix(line, '+STKPCI'));
}

/** The result of the lines of one command; only the last line yields a command. */
function readAll(lines: readonly string[]) {
  const read = sim800Toolkit.createReader();
  const [last, ...before] = lines.map(line => read(fields(line))).toReversed();
  assert.deepEqual(before, Array(before.length).fill(undefined));
  return last;
}

describe('what a SIM800 kind, most of it as a module in the field said it', () => {
  const rows: readonly [lines: readonly string[], type: CommandName, view: object][] = [
    [
      [
        '+STKPCI: 0,SELECT ITEM,2,526563686172676520636C69656E74',
        '+STKPCI: 0,ITEM,1,01,526563686172676520636C61737369717565',
        '+STKPCI: 0,ITEM,2,0A,4175747265207363056E6172696F',
      ],
      'selectItem',
      {
        inputType: 2,
        title: 'Recharge client',
        items: [
          { identifier: 1, text: 'Recharge classique' },
          { identifier: 10, text: 'Autre scénario' },
        ],
      },
    ],
    [
      ['+STKPCI: 0,SET UP MENU,1,0', '+STKPCI: 0,ITEM,1,80,80042F0437044B043A'],
      'setUpMenu',
      { inputType: 1, title: '', items: [{ identifier: 128, text: 'Язык' }] },
    ],
    [
      ['+STKPCI: 0,GET INPUT,4,04456E7472657A,0A,0C'],
      'getInput',
      { inputType: 9, text: 'Entrez', minimumLength: 10, maximumLength: 12 },
    ],
    [['+STKPCI: 0,GET INKEY,4,044F6B3F'], 'getInkey', { inputType: 3, text: 'Ok?' }],
    [['+STKPCI: 0,GET INKEY,,044F6B3F'], 'getInkey', { inputType: 4, text: 'Ok?' }],
    [['+STKPCI: 0,DISPLAY TEXT,129,04566F756C657A'], 'displayText', { inputType: 0, text: 'Voulez' }],
    [['+STKPCI: 0,DISPLAY TEXT,128,08042F'], 'displayText', { inputType: 0, text: 'Я' }],
    [['+STKPCI: 0,SET UP IDLE MODE TEXT,0441'], 'setUpIdleModeText', { text: 'A' }],
  ];
  for (const [lines, type, view] of rows)
    test(lines[0] ?? '', () => {
      const notice = readAll(lines);
      assert.ok(notice?.kind === 'command' && notice.command.type === type);
      assert.equal(notice.moduleActs, false);
      assert.partialDeepStrictEqual(viewOf(notice.command), view);
    });

  const acts: readonly [line: string, type: CommandName][] = [
    ['+STKPCI: 1,SEND SHORT MESSAGE,5472616974656D656E74,0,0101038154F5000410E18B8FBA', 'sendShortMessage'],
    ['+STKPCI: 1,SEND USSD,0,0F2A', 'sendUssd'],
    ['+STKPCI: 1,SEND SS,0,81AA', 'sendSs'],
    ['+STKPCI: 1,SEND DTMF,0,21', 'sendDtmf'],
  ];
  for (const [line, type] of acts)
    test(line, () => {
      const notice = readAll([line]);
      assert.ok(notice?.kind === 'command' && notice.command.type === type && notice.moduleActs);
    });

  test('a call has its number', () => {
    const notice = readAll(['+STKPCI: 1,SETUP CALL,0,91881002F3']);
    assert.ok(notice?.kind === 'command' && notice.command.type === 'setUpCall');
    assert.deepEqual(notice.command.address, { typeOfAddress: 0x91, digits: '8801203' });
  });

  test('the end, and what the module does by itself', () => {
    assert.deepEqual(readAll(['+STKPCI: 2']), { kind: 'ended' });
    assert.equal(readAll(['+STKPCI: 1,TIMER MANAGEMENT,01,00,01,00']), undefined);
    assert.equal(readAll(['+STKPCI: 0,ITEM,1,01,41']), undefined);
  });

  for (const line of ['+STKPCI: 0,OPEN CHANNEL,1', '+STKPCI: 0,DISPLAY TEXT,128,04xx'])
    test(`${line} cannot be read`, () => assert.throws(() => readAll([line]), DecodeError));
});

describe('what is written to it', () => {
  const { performed, sessionTerminatedByUser, backwardMoveRequestedByUser, terminalUnableToProcess } =
    generalResult;
  const { beyondTerminalCapabilities, performedButToneNotPlayed, userDidNotAccept } = generalResult;
  const rows: readonly [CommandName, general: number, data: ResponseData, text: string][] = [
    ['setUpMenu', performed, {}, 'AT+STKTRS=00'],
    ['selectItem', performed, { itemIdentifier: 10 }, 'AT+STKTRS=00,0A'],
    ['getInput', performed, { text: { text: '12', dataCodingScheme: 4 } }, 'AT+STKTRS=00,043132'],
    ['getInput', performed, { text: { text: 'да' } }, 'AT+STKTRS=00,0804340430'],
    ['getInkey', performed, { confirmed: true }, 'AT+STKTRS=00,0401'],
    ['getInkey', performed, { confirmed: false }, 'AT+STKTRS=00,0400'],
    ['playTone', performedButToneNotPlayed, {}, 'AT+STKTRS=00'],
    ['displayText', sessionTerminatedByUser, {}, 'AT+STKTRS=10'],
    ['selectItem', backwardMoveRequestedByUser, {}, 'AT+STKTRS=11'],
    ['displayText', terminalUnableToProcess, {}, 'AT+STKTRS=2000'],
    ['launchBrowser', beyondTerminalCapabilities, {}, 'AT+STKTRS=30'],
  ];
  const response = (name: CommandName, general: number, data: ResponseData = {}) =>
    responseTo({ number: 1, commandType: commandTypeOf(name), qualifier: 0 }, general, data);
  for (const [name, general, data, text] of rows)
    test(`${name}: ${text}`, () =>
      assert.equal(sim800Toolkit.answer(response(name, general, data), false), text));

  const permissions: readonly [CommandName, general: number, text: string | undefined][] = [
    ['sendShortMessage', performed, 'AT+STKSMS=0'],
    ['sendShortMessage', userDidNotAccept, 'AT+STKSMS=34'],
    ['sendUssd', performed, 'AT+STKUSSD=0'],
    ['sendUssd', userDidNotAccept, 'AT+STKUSSD=50'],
    ['sendSs', userDidNotAccept, 'AT+STKSS=50'],
    ['setUpCall', performed, 'AT+STKCALL=0'],
    ['setUpCall', userDidNotAccept, 'AT+STKCALL=34'],
    ['sendDtmf', beyondTerminalCapabilities, 'AT+STKDTMF=32'],
    ['moreTime', performed, undefined],
  ];
  for (const [name, general, text] of permissions)
    test(`permission for ${name}: ${text}`, () =>
      assert.equal(sim800Toolkit.answer(response(name, general), true), text));

  test('an item of the menu, and events', () => {
    assert.equal(sim800Toolkit.choose(128), 'AT+STKENVS=D3,80');
    const devices = { source: 0x82, destination: 0x81 };
    const told = (event: number) =>
      sim800Toolkit.writeEnvelope({ type: 'eventDownload', events: [event], devices });
    assert.deepEqual([3, 4, 5].map(told), [undefined, 'AT+STKENVS=D6,04', 'AT+STKENVS=D6,05']);
  });

  const menus: readonly [rows: readonly string[], identifiers: readonly number[]][] = [
    [
      ['1,1,41', '2,10,42'],
      [1, 10],
    ],
    [
      ['1,01,41', '2,10,42'],
      [1, 16],
    ],
    [
      ['1,1,41', '2,A,42'],
      [1, 10],
    ],
    [['1,,41'], []],
  ];
  for (const [lines, identifiers] of menus)
    test(`the menu from ${lines.join(' ')}`, () => {
      const items = sim800Toolkit.readMenu(lines.map(splitFields));
      assert.deepEqual(
        items.map(({ identifier }) => identifier),
        identifiers,
      );
    });
});

describe('what a SIM800 leaves out or spells otherwise', () => {
  const commandOf = (...lines: readonly string[]) => {
    const notice = readAll(lines);
    return notice?.kind === 'command' ? notice.command : undefined;
  };

  test('is an input of any length', () => {
    const command = commandOf('+STKPCI: 0,GET INPUT,1,0441');
    assert.ok(command?.type === 'getInput');
    assert.deepEqual(command.responseLength, { minimum: 0, maximum: 255 });
  });

  test('is a list of nothing, which is whole at once', () => {
    const command = commandOf('+STKPCI: 0,SET UP MENU,,0');
    assert.ok(command?.type === 'setUpMenu');
    assert.deepEqual(command.items, []);
  });

  const calls: readonly (readonly [address: string, type: number, digits: string])[] = [
    ['918802F1', 0x91, '88201'],
    ['810171', 0x81, '1017'],
    ['8101F1', 0x81, '101'],
    ['', 0x81, ''],
  ];
  for (const [address, typeOfAddress, digits] of calls)
    test(`is a call to ${digits || 'nobody'} by ${address || 'no address'}`, () => {
      const command = commandOf(`+STKPCI: 1,SETUP CALL,0,${address}`);
      assert.ok(command?.type === 'setUpCall');
      assert.deepEqual(command.address, { typeOfAddress, digits });
    });

  test('is an item that belongs to no list, or a question by another word', () => {
    const read = sim800Toolkit.createReader();
    assert.equal(read(fields('+STKPCI: 0,ITEM,1,01,41')), undefined);
    assert.throws(() => read(fields('+STKPCI: 0,OPEN CHANNEL,1')), DecodeError);
    assert.equal(read(fields('+STKPCI: 1,OPEN CHANNEL,1')), undefined);
    assert.equal(read(fields('+STKPCI: 7,GET INKEY,4,0441')), undefined);
    assert.throws(() => {
      read(fields('+STKPCI: 0,SELECT ITEM,1,41'));
      read(fields('+STKPCI: 0,ITEM,1,zz,41'));
    }, DecodeError);
  });

  test('is a menu with identifiers in hexadecimal digits where one shows that, else decimal', () => {
    const rows = (...lines: readonly string[]) => lines.map(line => splitFields(line));
    assert.deepEqual(sim800Toolkit.readMenu(rows('1,0A,41', '2,10,42')), [
      { identifier: 10, text: 'A' },
      { identifier: 16, text: 'B' },
    ]);
    assert.deepEqual(sim800Toolkit.readMenu(rows('1,1,41', '2,10,42', '3,,43')), [
      { identifier: 1, text: 'A' },
      { identifier: 10, text: 'B' },
    ]);
  });
});
