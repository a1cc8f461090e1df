/** Bodies by what they look like first, and by their label second. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readBody } from './body.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** With the prototypes of literals, to be compared. */
function plain(text: string, contentType: string): unknown {
  return JSON.parse(JSON.stringify(readBody(text, contentType)));
}

describe('taken', () => {
  const rows: [what: string, text: string, contentType: string, fields: object][] = [
    ['nothing', '', '', {}],
    ['blanks', ' \r\n', JSON_TYPE, {}],
    ['a mark of octets alone', '\ufeff', JSON_TYPE, {}],
    ['JSON', '{"a":1}', JSON_TYPE, { a: 1 }],
    ['JSON without label', '{"a":1}', '', { a: 1 }],
    ['JSON that curl -d labels as a form', '{"a":1}', FORM, { a: 1 }],
    ['JSON behind blanks', '\n {"a":1}', FORM, { a: 1 }],
    ['JSON behind a mark of octets', '\ufeff{"a":1}', JSON_TYPE, { a: 1 }],
    ['JSON before semicolons and blanks', '{"a":1} ; ;\r\n', JSON_TYPE, { a: 1 }],
    ['JSON before the end of a text in C', '{"a":1}\0', JSON_TYPE, { a: 1 }],
    ['null', 'null', JSON_TYPE, {}],
    ['a form', 'a=1', FORM, { a: '1' }],
    ['a form with a charset', 'a=%E9', `${FORM}; charset=latin1`, { a: 'é' }],
    ['a form without label', 'a=1&b=2', '', { a: '1', b: '2' }],
    ['a form of brackets without label', 'a[0]=1', 'text/plain', { a: ['1'] }],
    ['a form that is encoded as a whole, without label', 'a%3D1', '', { a: '1' }],
  ];
  for (const [what, text, contentType, fields] of rows)
    test(what, () => assert.deepEqual(plain(text, contentType), { ok: true, fields }));

  test('a list stands apart, because it has no names', () => {
    assert.deepEqual(plain('["performance"]', JSON_TYPE), { ok: true, fields: {}, list: ['performance'] });
    assert.deepEqual(plain('[]', ''), { ok: true, fields: {}, list: [] });
  });
});

describe('refused', () => {
  const rows: [what: string, text: string, contentType: string, error: string][] = [
    [
      'JSON that stops',
      '{"a":',
      JSON_TYPE,
      'body: is not JSON at line 1, column 6 (offset 5): expected a value.',
    ],
    [
      'two lines, of which the second is wrong',
      '{"a":1,\n b:2}',
      JSON_TYPE,
      'body: is not JSON at line 2, column 2 (offset 9): expected a name in double quotes.',
    ],
    ['a number', '1', JSON_TYPE, 'body: must be a JSON object, found a number.'],
    ['a text', '"a=1"', JSON_TYPE, 'body: must be a JSON object, found a string.'],
    ['a truth', 'true', '', 'body: must be a JSON object, found a boolean.'],
    [
      'a form that is labelled as JSON',
      'a=1',
      JSON_TYPE,
      'body: is not JSON at line 1, column 1 (offset 0): expected a value.',
    ],
    ['a sentence', 'hello', '', 'body: is not JSON at line 1, column 1 (offset 0): expected a value.'],
    ['more pairs than any request needs', 'a=1&'.repeat(9000), FORM, 'body: has too many parameters.'],
  ];
  for (const [what, text, contentType, error] of rows)
    test(what, () => assert.deepEqual(readBody(text, contentType), { ok: false, error }));
});
