import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { UserData } from '../fields/user-data.ts';
import { fromHex } from '../hex.ts';
import { decodeTpdu } from './decode-tpdu.ts';
import { textOf, textOfUserData } from './text.ts';

const hello: UserData = { header: [], payload: Uint8Array.from(Buffer.from('hello')) };

function headed(identifier: number, language: number, payload: Uint8Array): UserData {
  return { header: [{ identifier, data: Uint8Array.of(language) }], payload };
}

describe('text of user data', () => {
  for (const [what, userData, dcs, text] of [
    ['default alphabet', hello, 0x00, 'hello'],
    ['flash', hello, 0x10, 'hello'],
    ['reserved coding', hello, 0x80, 'hello'],
    ['voicemail notice', hello, 0xc8, 'hello'],
    ['8-bit data', hello, 0x04, undefined],
    ['8-bit data with a class', hello, 0xf5, undefined],
    ['compressed', hello, 0x20, undefined],
    ['compressed UCS-2', hello, 0x28, undefined],
    ['UCS-2', { header: [], payload: fromHex('041F0440') }, 0x08, 'Пр'],
    ['UCS-2 notice', { header: [], payload: fromHex('041F0440') }, 0xe0, 'Пр'],
    ['Turkish single shift', headed(0x24, 1, Uint8Array.of(0x1b, 0x67)), 0x00, 'ğ'],
    ['Urdu locking shift', headed(0x25, 13, Uint8Array.of(0x00, 0x02)), 0x00, 'اب'],
    ['a language of the future', headed(0x25, 99, Uint8Array.of(0x04)), 0x00, 'è'],
    ['an element that says nothing of language', headed(0x70, 1, Uint8Array.of(0x1b, 0x65)), 0x00, '€'],
  ] as const) {
    test(what, () => assert.equal(textOfUserData(userData, dcs), text));
  }
});

describe('text of a TPDU', () => {
  const front = '06070B916407281553F8422092210000404220922110004000';
  for (const [what, hex, text] of [
    ['a report without text', front, undefined],
    ['a report with text and no coding', `${front}0405E8329BFD06`, 'hello'],
    ['a report with text in UCS-2', `${front}060802041F`, 'П'],
  ] as const) {
    test(what, () => {
      const tpdu = decodeTpdu(fromHex(hex), 'toMobile');
      assert.ok(tpdu.type === 'statusReport');
      assert.equal(textOf(tpdu), text);
    });
  }
});
