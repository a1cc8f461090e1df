import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { afterPrefix, nameOf, numbersOf, splitFields, splitLists } from './fields.ts';
import { isHex } from './notices.ts';
import { parseNumbers } from './settings.ts';

describe('fields of a reply', () => {
  const rows: [text: string, fields: string[]][] = [
    ['1,2', ['1', '2']],
    [' 1 , 2 ', ['1', '2']],
    ['"a, b",145', ['a, b', '145']],
    [',"12",', ['', '12', '']],
    ['"never closed,1', ['never closed,1']],
    ['', []],
    ['(1,2),3', ['(1,2)', '3']],
  ];
  for (const [text, fields] of rows)
    test(JSON.stringify(text), () =>
      assert.deepEqual(
        splitFields(text).map(field => field.text),
        fields,
      ),
    );

  test('know which were quoted', () => {
    assert.deepEqual(
      splitFields('"00C3",1').map(({ quoted }) => quoted),
      [true, false],
    );
  });
});

describe('lists of a test response', () => {
  const rows: [text: string, lists: string[][]][] = [
    ['("SM","ME"),("SM")', [['SM', 'ME'], ['SM']]],
    ['(0-2),(0,1)', [['0-2'], ['0', '1']]],
    ['"SM","ME"', [['SM'], ['ME']]],
    ['(),( ),', [[], [], []]],
  ];
  for (const [text, lists] of rows) test(text, () => assert.deepEqual(splitLists(text), lists));

  test('spread their ranges', () => assert.deepEqual(numbersOf(['0-2', '5', 'x', '9-8']), [0, 1, 2, 5]));
  test('bound them', () => assert.equal(numbersOf(['0-99999999']).length, 256));
});

describe('name of a line', () => {
  const rows: [line: string, name: string, rest: string][] = [
    ['+CSQ: 18,99', '+CSQ', '18,99'],
    ['+CSQ:18,99', '+CSQ', '18,99'],
    ['RING', 'RING', ''],
    ['Maker', '+CGMI', 'Maker'],
  ];
  for (const [line, name, rest] of rows)
    test(`${line} behind ${name}`, () => assert.equal(afterPrefix(line, name), rest));
  test('ends at the colon', () => assert.deepEqual(['+CSQ: 1', 'RDY'].map(nameOf), ['+CSQ', 'RDY']));
});

describe('hexadecimal digits of a PDU', () => {
  for (const text of ['09AFaf00', '0006070B91'])
    test(`${text} are some`, () => assert.equal(isHex(text), true));
  // The signs next to the digits and letters; and too few.
  for (const text of ['0000000', ...[...'/:@G`g'].map(sign => `0000000${sign}`), 'x0000000'])
    test(`${text} are none`, () => assert.equal(isHex(text), false));
});

test('numbers of a read response keep their places where one is damaged', () =>
  assert.deepEqual(parseNumbers('+CNMI: 2,x,0,1'), [2, Number.NaN, 0, 1]));
