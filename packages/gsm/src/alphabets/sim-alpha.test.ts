import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex } from '../hex.ts';
import { decodeSimAlpha } from './sim-alpha.ts';

describe('alpha fields (11.11 annex B)', () => {
  for (const [what, hex, text] of [
    ['empty', '', ''],
    ['not used', 'FFFFFFFF', ''],
    ['default alphabet', '4A6F686EFFFF', 'John'],
    ['default alphabet with an extension', '411B6542FF', 'A€B'],
    ['80, filled up', '8004100411FFFFFFFF', 'АБ'],
    ['80, to the end', '80041004110412', 'АБВ'],
    ['80, an odd octet left', '800410FF', 'А'],
  ] as const) {
    test(what, () => assert.equal(decodeSimAlpha(fromHex(hex)), text));
  }

  for (const [what, hex, text] of [
    // 0x08 is bits 15 to 8 of a pointer shifted by one: 0x0400; 0x90 counts 0x10 from there.
    ['81, a page of 128', '810308909141', 'АБA'],
    ['82, a base of two octets', '82030410804181', 'АAБ'],
    ['81, ESC and its character', '810308901B65', 'А€'],
    ['81, no characters', '810008FFFF', ''],
  ] as const) {
    test(what, () => assert.equal(decodeSimAlpha(fromHex(hex)), text));
  }

  for (const [what, hex] of [
    ['81, shorter than its count', '8104089091'],
    ['82, without a base', '8203'],
    ['82, a base among the surrogates', '8201D80080'],
    ['82, beyond the code units', '8201FFFF81'],
  ] as const) {
    test(`${what}, is refused`, () =>
      assert.throws(() => decodeSimAlpha(fromHex(hex)), { name: 'DecodeError', field: 'alpha' }));
  }
});
