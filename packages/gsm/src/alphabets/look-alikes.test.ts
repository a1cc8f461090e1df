import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { canEncodeGsm7 } from './gsm7.ts';
import { lookAlikesOf, offendersOf } from './look-alikes.ts';

describe('the characters that the default alphabet lacks', () => {
  test('are named once, each with its first place in code points and its replacement', () =>
    assert.deepEqual(offendersOf('a😀“b” – “ж”'), [
      { character: '😀', place: 2, replacement: undefined },
      { character: '“', place: 3, replacement: '"' },
      { character: '”', place: 5, replacement: '"' },
      { character: '–', place: 7, replacement: '-' },
      { character: 'ж', place: 10, replacement: undefined },
    ]));

  test('are none of a text in the alphabet and its extension', () =>
    assert.deepEqual(offendersOf('Grüße, €5 [ok]'), []));
});

describe('a text of look-alikes', () => {
  for (const [text, replaced] of [
    ['„Hello…“ – it’s', '"Hello..." - it\'s'],
    ['No\u00a0break\u200b, soft\u00adhyphen', 'No break, softhyphen'],
    ['№ 5 ™ © ®', 'No 5 (TM) (C) (R)'],
    ['жизнь', 'жизнь'],
  ] as const) {
    test(text, () => assert.equal(lookAlikesOf(text), replaced));
  }

  test('has one character alone replaced where one is named', () =>
    assert.equal(lookAlikesOf('“a” – “b”', '–'), '“a” - “b”'));

  test('is in the alphabet wherever all of its characters have one', () => {
    const text = '“”„«»‘’‚´`–—‐‑−…•·×\t\u00a0\u2009\u202f\u200b\ufeff\u00ad№™©®‹›';
    assert.deepEqual(
      offendersOf(text).filter(({ replacement }) => replacement === undefined),
      [],
    );
    assert.ok(canEncodeGsm7(lookAlikesOf(text)));
  });
});
