import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { csvLine } from './csv.ts';

describe('a line of CSV', () => {
  const table: [string, readonly unknown[], string][] = [
    ['plain values', ['a', 1, true, null], 'a,1,true,\r\n'],
    ['commas, quotes and line ends', ['a,b', 'say "x"', 'two\nlines'], '"a,b","say ""x""","two\nlines"\r\n'],
    ['blanks at an end', [' a', 'b '], '" a","b "\r\n'],
    ['phone numbers as they are', ['+491701234567', '*100#', '-5'], '+491701234567,*100#,-5\r\n'],
    ['no formula', ['=1+1', '+cmd', '@x', '-a'], "'=1+1,'+cmd,'@x,'-a\r\n"],
    ['a formula with a comma', ['=HYPERLINK("a","b")'], '"\'=HYPERLINK(""a"",""b"")"\r\n'],
    ['objects as JSON', [{ a: [1] }], '"{""a"":[1]}"\r\n'],
  ];
  for (const [what, values, line] of table) test(`has ${what}`, () => assert.equal(csvLine(values), line));
});
