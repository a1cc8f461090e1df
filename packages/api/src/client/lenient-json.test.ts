import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseLenient } from './lenient-json.ts';

describe('JSON as devices write it', () => {
  const rows: [what: string, text: string, value: unknown][] = [
    ['strict', '{"a":[1,2]}', { a: [1, 2] }],
    ['a comma behind the last member', '{"a":1,}', { a: 1 }],
    ['a comma behind the last item, with blanks', '[1,2 , \n]', [1, 2]],
    ['two commas', '[1,,]', [1]],
    ['a comma behind everything', '{"a":1},', { a: 1 }],
    ['commas inside a text stay', '{"a":",]",}', { a: ',]' }],
    ['an escaped quotation mark', '{"a":"\\",}",}', { a: '",}' }],
    ['a page', '<html>', undefined],
    ['nothing', '', undefined],
    ['a text without end', '{"a":"b,', undefined],
  ];
  for (const [what, text, value] of rows) test(what, () => assert.deepEqual(parseLenient(text), value));
});
