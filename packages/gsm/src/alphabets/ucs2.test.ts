import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, toHex } from '../hex.ts';
import { decodeUcs2, encodeUcs2 } from './ucs2.ts';

describe('UCS-2 read as UTF-16', () => {
  for (const [hex, text] of [
    ['', ''],
    ['0041', 'A'],
    ['041F04400438', 'При'],
    ['D83DDE00', '😀'],
    ['FEFF0041', '\ufeffA'],
  ] as const) {
    test(`${hex} is '${text}'`, () => {
      assert.equal(decodeUcs2(fromHex(hex)), text);
      assert.equal(toHex(encodeUcs2(text)), hex);
    });
  }

  for (const [what, hex, text] of [
    ['a lone high half', 'D83D0041', '\ufffdA'],
    ['a lone low half', 'DE000041', '\ufffdA'],
    ['a half at the end', '0041D83D', 'A\ufffd'],
    ['halves the wrong way round', 'DE00D83D', '\ufffd\ufffd'],
    ['half a code unit', '004100', 'A\ufffd'],
    ['a pair cut in its last octet', 'D83DDE', '\ufffd\ufffd'],
  ] as const) {
    test(`${what} reads as U+FFFD`, () => assert.equal(decodeUcs2(fromHex(hex)), text));
  }

  test('a lone surrogate is written as U+FFFD', () => assert.equal(toHex(encodeUcs2('a\ud83d')), '0061FFFD'));
});
