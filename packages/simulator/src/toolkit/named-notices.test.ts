import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCommand } from '../card/proactive-command.ts';
import { fromHex } from '../sms/hex.ts';
import { namedLines } from './named-notices.ts';

function octets(hex: string): Uint8Array {
  return fromHex(hex.replaceAll(' ', '')) ?? assert.fail(hex);
}

/** Commands of the card beside the module's notices, without `+STKPCI: `. */
const told: readonly [name: string, command: string, notices: string[]][] = [
  ['a text', 'D00E 8103012181 82028102 8D03 04 4869', ['0,DISPLAY TEXT,129,044869']],
  ['a text in UCS-2', 'D010 8103012180 82028102 8D05 08 04140430', ['0,DISPLAY TEXT,128,0804140430']],
  ['no text', 'D00B 8103012180 82028102 8D00', ['0,DISPLAY TEXT,128,0']],
  ['yes or no', 'D00D 8103012204 82028182 8D02 04 3F', ['0,GET INKEY,4,043F']],
  ['digits', 'D011 8103012304 82028182 8D02 04 3F 9102 0A 0C', ['0,GET INPUT,4,043F,0A,0C']],
  ['a tone', 'D00C 8103012000 82028103 8E01 10', ['0,PLAY TONE,0,10']],
  ['a tone with all', 'D013 8103012000 82028103 8501 41 8E01 10 8402 01 05', ['0,PLAY TONE,41,10,01,05']],
  ['a tone of some length', 'D00D 8103012000 82028103 8402 01 05', ['0,PLAY TONE,0,0,01,05']],
  ['a title of a tone', 'D00C 8103012000 82028103 8501 41', ['0,PLAY TONE,41,0']],
  ['a tone without any', 'D009 8103012000 82028103', ['0,PLAY TONE']],
  [
    'a menu',
    'D014 8103012500 82028182 8501 4D 8F02 80 41 8F02 02 42',
    ['0,SET UP MENU,2,4D', '0,ITEM,1,80,41', '0,ITEM,2,02,42'],
  ],
  ['no menu any more', 'D00D 8103012500 82028182 8500 8F00', ['0,SET UP MENU,0,0']],
  ['a list', 'D00F 8103012400 82028182 8F04 01 800430', ['0,SELECT ITEM,1,0', '0,ITEM,1,01,800430']],
  ['a message', 'D010 8103011300 82028183 8501 53 8B02 0102', ['1,SEND SHORT MESSAGE,53,0,0102']],
  [
    'a message to a service centre',
    'D012 8103011301 82028183 8603 91 21F3 8B02 0102',
    ['1,SEND SHORT MESSAGE,0,9121F3,0102'],
  ],
  ['an SS string', 'D010 8103011100 82028183 8501 53 8902 FF AA', ['1,SEND SS,53,FFAA']],
  ['USSD', 'D010 8103011200 82028183 8501 55 8A02 0F AA', ['1,SEND USSD,55,0FAA']],
  ['a call', 'D011 8103011000 82028183 8501 43 8603 91 21F3', ['1,SETUP CALL,43,9121F3']],
  ['tones in a call', 'D00D 8103011400 82028183 AC02 C1 F2', ['1,SEND DTMF,0,C1F2']],
  ['an idle text', 'D00D 8103012800 82028182 8D02 04 41', ['0,SET UP IDLE MODE TEXT,0441']],
  ['more time', 'D009 8103010200 82028182', []],
  ['local information', 'D009 8103012600 82028182', []],
  ['a timer', 'D011 8103012700 82028182 A401 01 A503 102050', []],
  ['events', 'D00C 8103010500 82028182 9901 04', []],
];

describe('+STKPCI tells', () => {
  for (const [name, command, notices] of told)
    test(name, () => {
      assert.deepEqual(
        namedLines(readCommand(octets(command))),
        notices.map(text => `+STKPCI: ${text}`),
      );
    });
});

test('the end of a session', () => assert.deepEqual(namedLines(undefined), ['+STKPCI: 2']));
