import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DataObject } from '../../card/data-objects.ts';
import { commandTypes, tagNumbers } from '../../card/proactive-command.ts';
import { fromHex } from '../../sms/hex.ts';
import { heard, type Sent, send } from '../../toolkit/testing.ts';
import { hex, on, typed } from './huawei-testing.ts';

function object(tag: number, digits: string): DataObject {
  return {
    tag,
    value: fromHex(digits) ?? new Uint8Array(),
  };
}
function text(digits: string) {
  return object(tagNumbers.text, digits);
}

describe('each command of a card', () => {
  const HI = text('044869');
  const NOTHING = object(tagNumbers.length, '0105');
  const LIST = [
    object(tagNumbers.alpha, '8104084142'),
    object(tagNumbers.item, '0541'),
    object(tagNumbers.item, '09820104014180'),
  ];
  const { displayText, getInkey, getInput, playTone, refresh, selectItem, launchBrowser } = commandTypes;
  const rows: [name: string, type: number, sent: Sent, told: string[]][] = [
    ['packed text', 1, { type: displayText, objects: [text('00E834')] }, ['"E834",0,0']],
    ['no text', 1, { type: displayText, qualifier: 0x80 }, ['"",0,1']],
    ['class in the coding', 1, { type: displayText, objects: [text('F44869')] }, ['"4869",4,0']],
    ['any character', 2, { type: getInkey, qualifier: 0x81, objects: [HI] }, ['"4869",4,0,1']],
    ['any UCS-2 character', 2, { type: getInkey, qualifier: 0x03, objects: [HI] }, ['"4869",4,3,0']],
    ['a digit', 2, { type: getInkey, objects: [HI] }, ['"4869",4,2,0']],
    [
      'packed input, hidden, with help and a suggestion',
      3,
      { type: getInput, qualifier: 0x8d, objects: [HI, NOTHING, object(tagNumbers.defaultText, '08004F')] },
      ['"4869",4,0,1,0,1,5,1,"004F",8'],
    ],
    ['a tone', 5, { type: playTone, objects: [object(tagNumbers.tone, '01')] }, ['1']],
    ['no tone', 5, { type: playTone }, ['16']],
    [
      'a list with help, a first item, alpha fields of all forms',
      6,
      { type: selectItem, qualifier: 0x80, objects: [...LIST, object(tagNumbers.chosen, '09')] },
      ['9,2,"8104084142"', '5,2,"41",1,', '9,2,"820104014180",1,'],
    ],
    ['refresh: reset', 7, { type: refresh, qualifier: 4 }, ['0']],
    ['refresh: files', 7, { type: refresh, qualifier: 1 }, ['3']],
    [
      'a page',
      11,
      { type: launchBrowser, qualifier: 2, objects: [object(tagNumbers.url, hex('http://a/_b@'))] },
      ['"http://a/_b@",2'],
    ],
  ];
  for (const [name, type, sent, told] of rows)
    test(name, async () => {
      const bench = await on();
      assert.deepEqual(await send(bench, sent), [`^STIN: ${type}, 0, 0`]);
      assert.deepEqual(await typed(bench, `AT^STGI=${type},1`), [...told.map(line => `^STGI:${line}`), 'OK']);
    });

  const answers: [name: string, sent: Sent, answer: string, heard: string][] = [
    ['ended', { type: displayText }, '1,1,0', '830110'],
    ['performed', { type: refresh }, '7,1,1', '830100'],
    ['performed, with nothing to it', { type: launchBrowser }, '11,1,1,""', '830100'],
    ['a tone', { type: playTone }, '5,1,1', '830100'],
    ['help', { type: selectItem }, '6,1,2', '830113'],
    ['back', { type: getInkey }, '2,1,3', '830111'],
    ['beyond capabilities', { type: playTone }, '5,1,4', '830130'],
    ['browser busy', { type: launchBrowser }, '11,1,5', '830120'],
    ['busy', { type: displayText }, '1,1,6', '830120'],
    ['the person ended', { type: getInput }, '99,0,0', '830110'],
    ['an item', { type: selectItem }, '6,1,1,9', '830100900109'],
    ['yes', { type: getInkey, qualifier: 4 }, '2,1,1,"31"', '8301008D020401'],
    ['characters', { type: getInput, qualifier: 1 }, '3,1,1,"4869"', '8301008D03044869'],
    ['packed', { type: getInput, qualifier: 9 }, '3,1,1,"6834"', '8301008D0300681A'],
    ['UCS-2', { type: getInput, qualifier: 3 }, '3,1,1,"042F"', '8301008D0308042F'],
    ['nothing entered', { type: getInput }, '3,1,1,""', '8301008D00'],
  ];
  for (const [name, sent, answer, expected] of answers)
    test(`answered: ${name}`, async () => {
      const bench = await on();
      await send(bench, sent);
      assert.deepEqual(await typed(bench, `AT^STGR=${answer}`), ['OK', '^STIN: 99, 0, 0']);
      assert.equal(heard(bench), expected);
    });

  const wrong: [sent: Sent, answer: string, reason: string][] = [
    [{ type: getInput }, '3,1,1', '+CME ERROR: 50'],
    [{ type: getInput }, '3,1,1,31', '+CME ERROR: 50'],
    [{ type: getInput }, '3,1,1,"3"', '+CME ERROR: 50'],
    [{ type: getInput }, '3,1,1,"80"', '+CME ERROR: 50'],
    [{ type: getInput, qualifier: 3 }, '3,1,1,"042F30"', '+CME ERROR: 50'],
    [{ type: getInkey, qualifier: 4 }, '2,1,1,"01"', '+CME ERROR: 50'],
    [{ type: getInkey, qualifier: 4 }, '2,1,1,"32"', '+CME ERROR: 50'],
    [{ type: getInkey, qualifier: 4 }, '2,1,1,"3131"', '+CME ERROR: 50'],
    [{ type: getInkey, qualifier: 4 }, '2,1,1,""', '+CME ERROR: 50'],
    [{ type: selectItem }, '6,1,1', '+CME ERROR: 50'],
    [{ type: selectItem }, '3,1,1,"31"', 'ERROR'],
    [{ type: selectItem }, '0,0,1,1', 'ERROR'],
  ];
  for (const [sent, answer, reason] of wrong)
    test(`AT^STGR=${answer} does not answer ${sent.type.toString(16)}`, async () => {
      const bench = await on();
      await send(bench, sent);
      assert.deepEqual(await typed(bench, `AT^STGR=${answer}`), [reason]);
    });
});
