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
    ['1'.repeat(24), ['1'.repeat(24)], []],
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

  const half = [{ phone: '1' }, { phone: '2' }, { phone: 'none' }, { phone: '' }];
  const columns: readonly [
    what: string,
    rows: readonly Readonly<Record<string, string>>[],
    found?: string,
  ][] = [
    ['with numbers in half of its rows', half],
    ['with numbers in more than half of its rows', [...half, { phone: '3' }], 'phone'],
    ['that some rows do not reach', [{}, { phone: '1' }, { phone: '2' }], 'phone'],
    [
      'with numbers in its first fifty rows, whatever follows',
      Array.from({ length: 200 }, (_, at) => ({ phone: at < 50 ? `${at}` : 'none' })),
      'phone',
    ],
    [
      'without numbers in its first fifty rows, whatever follows',
      Array.from({ length: 200 }, (_, at) => ({ phone: at < 50 ? 'none' : `${at}` })),
    ],
  ];
  for (const [what, rows, found] of columns)
    test(`a column ${what} is ${found === undefined ? 'none' : 'one'} of numbers`, () =>
      assert.equal(numberColumn({ ...table, columns: ['phone'], rows }), found));

  test('a row that ends before the column has no number', () =>
    assert.deepEqual(recipientsOfTable({ ...table, rows: [{ name: 'Anna' }] }, 'phone'), {
      recipients: [],
      wrong: [''],
    }));

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
