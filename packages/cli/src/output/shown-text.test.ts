import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { oneLine, severalLines, tabField } from './shown-text.ts';

describe('a text of others at a terminal', () => {
  const rows: readonly (readonly [text: string, shown: string])[] = [
    ['Hällo 👍', 'Hällo 👍'],
    ['\u001b[2J\u0007gone', '␛[2J␇gone'],
    ['two\r\nlines\nthree', 'two↵lines↵three'],
    ['a\tb', 'a b'],
    ['\u009b31m', '\ufffd31m'],
    ['abc\u202efed', 'abc\ufffdfed'],
  ];
  for (const [text, shown] of rows)
    test(JSON.stringify(text), () => {
      assert.equal(oneLine(text), shown);
    });

  test('keeps its lines where there is room for them', () => {
    assert.equal(severalLines('a\u001b\r\nb'), 'a␛\nb');
  });
});

describe('a field between tabs', () => {
  test('can be told from its neighbours, and read back', () => {
    assert.equal(tabField('a\tb\nc\\n\r'), 'a\\tb\\nc\\\\n\\r');
  });
});
