import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { locateJsonError } from './json-error.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('where a text stops being JSON', () => {
  const rows: [string, number, number, number, string][] = [
    ['', 0, 1, 1, 'a value'],
    ['{', 1, 1, 2, 'a name in double quotes or }'],
    ['{"a":1,}', 7, 1, 8, 'a name in double quotes'],
    ['{"a" 1}', 5, 1, 6, 'a colon'],
    ['{"a":}', 5, 1, 6, 'a value'],
    ['{"a":1 "b":2}', 7, 1, 8, 'a comma or the closing bracket'],
    ['[1,]', 3, 1, 4, 'a value'],
    ['[', 1, 1, 2, 'a value or ]'],
    ['{"a":1]', 6, 1, 7, 'a comma or the closing bracket'],
    ['{"a":1}}', 7, 1, 8, 'the end'],
    ['{\n  "a": x\n}', 9, 2, 8, 'a value'],
    ["{'a':1}", 1, 1, 2, 'a name in double quotes or }'],
    ['["a\nb"]', 1, 1, 2, 'a value or ]'],
    ['["\\x"]', 1, 1, 2, 'a value or ]'],
    ['[01]', 2, 1, 3, 'a comma or the closing bracket'],
    ['"open', 0, 1, 1, 'a value'],
  ];
  for (const [text, offset, line, column, expected] of rows) {
    test(JSON.stringify(text), () => {
      assert.deepEqual(locateJsonError(text), { offset, line, column, expected });
      assert.ok(!isJson(text));
    });
  }
});

describe('what is JSON has no such place', () => {
  const rows = ['{}', '[]', ' {"a":[1,-2.5e3,true,false,null,"\\u00e9\\"",{"b":{}}]} ', '"x"', '0'];
  for (const text of rows) {
    test(text, () => {
      assert.equal(locateJsonError(text), undefined);
      assert.ok(isJson(text));
    });
  }

  test('however deep and long', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    assert.equal(locateJsonError(deep), undefined);
    assert.equal(locateJsonError(JSON.stringify('x'.repeat(1_000_000))), undefined);
  });
});
