import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fromHex, toHex } from '../sms/hex.ts';
import { CardCodecError, objectOf } from './data-objects.ts';
import {
  type CardCommand,
  displayText,
  getInkey,
  getInput,
  languageNotification,
  moreTime,
  playTone,
  provideLocalInformation,
  readAnswer,
  readCommand,
  selectItem,
  sendShortMessage,
  sendSs,
  sendUssd,
  setUpCall,
  setUpIdleModeText,
  setUpMenu,
  startTimer,
  tagNumbers,
  writeAnswer,
  writeCommand,
  writeMenuSelection,
} from './proactive-command.ts';
import { readAlpha, readTextString, writeAlpha, writeTextString } from './text.ts';

function octets(hex: string): Uint8Array {
  return fromHex(hex.replaceAll(' ', '')) ?? assert.fail(hex);
}
const digits = { characters: false, hidden: true, minimum: 4, maximum: 8 };

/** Commands beside their octets, by TS 102 223 6.6, 8 and 9. */
const written: readonly [name: string, CardCommand, hex: string][] = [
  ['more time', moreTime(), 'D009 8103010200 82028182'],
  ['a text', displayText('Hi'), 'D00E 8103012181 82028102 8D03 04 4869'],
  ['a text in UCS-2', displayText('Да'), 'D010 8103012181 82028102 8D05 08 04140430'],
  ['yes or no', getInkey('yesNo', '?'), 'D00D 8103012204 82028182 8D02 04 3F'],
  ['a digit', getInkey('digit', '?'), 'D00D 8103012200 82028182 8D02 04 3F'],
  ['a character', getInkey('character', '?'), 'D00D 8103012201 82028182 8D02 04 3F'],
  ['hidden digits', getInput('?', digits), 'D011 8103012304 82028182 8D02 04 3F 9102 04 08'],
  ['a menu', setUpMenu('M', ['A', 'B']), 'D014 8103012500 82028182 8501 4D 8F02 01 41 8F02 02 42'],
  ['a list', selectItem('M', ['A']), 'D010 8103012400 82028182 8501 4D 8F02 01 41'],
  ['an idle text', setUpIdleModeText('A'), 'D00D 8103012800 82028182 8D02 04 41'],
  ['a message', sendShortMessage('S', octets('0102')), 'D010 8103011300 82028183 8501 53 8B02 0102'],
  ['USSD', sendUssd('U', octets('AA')), 'D010 8103011200 82028183 8501 55 8A02 0F AA'],
  // 31.124 27.22.4.11: the string with its number of an international type.
  [
    'an SS string',
    sendSs('S', '**21*+01234567890123456789*10#'),
    'D01E 8103011100 82028183 8501 53 8910 91 AA120A214365870921436587A901FB',
  ],
  ['an SS string of a national number', sendSs('S', '#21#'), 'D011 8103011100 82028183 8501 53 8903 81 2BB1'],
  ['a national number', setUpCall('C', '112'), 'D011 8103011000 82028183 8501 43 8603 81 11F2'],
  ['a call', setUpCall('C', '+123'), 'D011 8103011000 82028183 8501 43 8603 91 21F3'],
  ['location', provideLocalInformation(0), 'D009 8103012600 82028182'],
  ['a timer', startTimer(1, 3725), 'D011 8103012700 82028182 A401 01 A503 102050'],
  ['a tone', playTone(0x10), 'D00C 8103012000 82028103 8E01 10'],
  ['a language', languageNotification('en'), 'D00D 8103013501 82028182 AD02 656E'],
];

describe('commands of the card', () => {
  for (const [name, command, hex] of written) {
    test(`${name}, written and read again`, () => {
      assert.equal(toHex(writeCommand(command, 1)), hex.replaceAll(' ', ''));
      assert.deepEqual(readCommand(octets(hex)), { number: 1, ...command });
    });
  }

  test('more than 127 octets have their length in two', () => {
    const hex = toHex(writeCommand(displayText('x'.repeat(150)), 1));
    assert.match(hex, /^D081A38103012181820281028D819704/);
    assert.equal(readCommand(octets(hex)).objects[0]?.value.length, 151);
  });

  test('more than a message holds is refused', () => {
    assert.throws(() => writeCommand(displayText('x'.repeat(250)), 1), RangeError);
  });

  const damaged = [
    '',
    'D0',
    'D1098103010200 82028182',
    'D0058103010200',
    'D00482028182',
    'D00981030102',
    'D0820000',
  ];
  for (const hex of damaged) {
    test(`${hex || 'nothing'} is no command`, () =>
      assert.throws(() => readCommand(octets(hex)), CardCodecError));
  }
});

describe('answers of the terminal', () => {
  const details = { number: 1, type: 0x23, qualifier: 0 };
  const text = { tag: tagNumbers.text, value: octets('04 313233') };

  test('written and read again', () => {
    const hex = '810301230082028281830100 8D0404313233'.replaceAll(' ', '');
    assert.equal(toHex(writeAnswer(details, [0], [text])), hex);
    const answer = readAnswer(octets(hex));
    assert.deepEqual([answer.number, answer.type, answer.result, answer.text], [1, 0x23, 0, '123']);
  });

  test('a long text has its length in two octets', () => {
    const long = { tag: tagNumbers.text, value: new Uint8Array(150).fill(0x31) };
    assert.equal(
      toHex(writeAnswer(details, [0], [long])),
      `8103012300820282818301008D8196${'31'.repeat(150)}`,
    );
  });

  test('an item, and what a result adds', () => {
    const answer = readAnswer(octets('8103012400 82028281 0302 20 04 1001 07'));
    assert.deepEqual([answer.result, toHex(answer.additional), answer.item], [0x20, '04', 7]);
  });

  test('without details or result they are none', () => {
    assert.throws(() => readAnswer(octets('82028281 830100')), CardCodecError);
    assert.throws(() => readAnswer(octets('8103012400 82028281')), CardCodecError);
  });

  test('a menu selection (7.2.1)', () => {
    assert.equal(toHex(writeMenuSelection(2)), 'D30782020181900102');
  });
});

describe('texts', () => {
  const codings: readonly [hex: string, text: string][] = [
    ['04 48692110', 'Hi!Δ'],
    ['00 C834', 'Hi'],
    ['08 04140430', 'Да'],
  ];
  for (const [hex, text] of codings) test(hex, () => assert.equal(readTextString(octets(hex)), text));

  for (const text of ['Hi', 'Δ£@', 'Да', '']) {
    test(`"${text}" comes back`, () => {
      assert.equal(readTextString(writeTextString(text)), text);
      assert.equal(readAlpha(writeAlpha(text)), text);
    });
  }
});

interface VectorRow {
  readonly id: string;
  readonly kind: string;
  readonly hex: string;
  readonly parse_status?: string;
  readonly expect: { readonly qualifier?: unknown };
}

const vectors = new URL('../../../../vectors/stk.json', import.meta.url);

/** Rows of the conformance tests of TS 102 384, as oFono keeps them. */
describe('conformance vectors', () => {
  const rows = JSON.parse(readFileSync(vectors, 'utf8')) as VectorRow[];

  test('every command that can be read is read, with the qualifier it has', () => {
    const commands = rows.filter(
      ({ kind, parse_status }) => kind === 'proactive_command' && parse_status === 'OK',
    );
    assert.ok(commands.length > 200, `${commands.length}`);
    for (const { id, hex, expect } of commands) {
      const command = readCommand(octets(hex));
      if (typeof expect.qualifier === 'number') assert.equal(command.qualifier, expect.qualifier, id);
      assert.equal(objectOf(command.objects, tagNumbers.details), undefined, id);
    }
  });

  test('every terminal response is read', () => {
    for (const { id, hex } of rows.filter(({ kind }) => kind === 'terminal_response'))
      assert.ok(readAnswer(octets(hex)).result <= 0x3d, id);
  });
});
