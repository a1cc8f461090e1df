/** Who gets a message, and what each of them reads. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { filled, numberColumn, placesOf, recipientsOf, recipientsOfTable } from './recipients.ts';

describe('numbers that were typed', () => {
  const table: [typed: string, numbers: string[], wrong: string[]][] = [
    ['', [], []],
    ['+491701234567', ['+491701234567'], []],
    ['+49 170 / 123-45(67)', ['+491701234567'], []],
    ['111, 222;333\n444', ['111', '222', '333', '444'], []],
    ['111, 111', ['111'], []],
    ['Anna, 222', ['222'], ['Anna']],
    ['*100#', ['*100#'], []],
    ['1'.repeat(25), [], ['1'.repeat(25)]],
  ];
  for (const [typed, numbers, wrong] of table)
    test(JSON.stringify(typed), () => {
      const found = recipientsOf(typed);
      assert.deepEqual(
        found.recipients.map(({ number }) => number),
        numbers,
      );
      assert.deepEqual(found.wrong, wrong);
    });
});

describe('a table of recipients', () => {
  const table = {
    name: 'list.csv',
    columns: ['name', 'phone'],
    rows: [
      { name: 'Anna', phone: '+49 170 1' },
      { name: 'Ben', phone: '222' },
      { name: 'Nobody', phone: '' },
    ],
  };

  test('the column with numbers is found', () => assert.equal(numberColumn(table), 'phone'));

  test('none is found where there are no numbers', () =>
    assert.equal(numberColumn({ ...table, columns: ['name'] }), undefined));

  test('rows without a number are counted as wrong', () => {
    const { recipients, wrong } = recipientsOfTable(table, 'phone');
    assert.deepEqual(
      recipients.map(({ number }) => number),
      ['+491701', '222'],
    );
    assert.equal(wrong.length, 1);
  });

  test('columns in the text are filled in; other braces stay', () => {
    const [anna] = recipientsOfTable(table, 'phone').recipients;
    assert.ok(anna !== undefined);
    assert.equal(filled('Dear {name}, {code} {name}', anna), 'Dear Anna, {code} Anna');
    assert.deepEqual(placesOf('Dear {name}, {code} {name}', table.columns), ['name', 'name']);
  });
});
