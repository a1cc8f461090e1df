import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { readTable, type Table } from './read-table.ts';
import { checkOf, recipientsOf } from './recipients.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-csv-'));
after(() => rmSync(folder, { recursive: true }));

function tableOf(octets: string | Buffer): Table {
  const file = join(folder, 'a.csv');
  writeFileSync(file, octets);
  return readTable(file);
}

describe('a file as spreadsheets write it', () => {
  const rows: readonly (readonly [what: string, octets: string | Buffer])[] = [
    ['commas', 'number,name\n1,Zoë\n'],
    ['semicolons and line ends of Windows', 'number;name\r\n1;Zoë\r\n'],
    ['tabs', 'number\tname\n1\tZoë'],
    ['a byte order mark', '\ufeffnumber,name\n1,Zoë\n'],
    ['a line that names the delimiter', 'sep=;\r\nnumber;name\r\n1;Zoë\r\n'],
    ['UTF-16', Buffer.from('\ufeffnumber\tname\n1\tZoë\n', 'utf16le')],
    ['UTF-16 with the high octet first', Buffer.from('\ufeffnumber\tname\n1\tZoë\n', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('number;name\n1;Zoë\n', 'latin1')],
    ['quotes around everything', '"number","name"\n"1","Zoë"\n'],
    ['blanks and empty lines', ' number , name \n\n 1 , Zoë \n\n,\n'],
  ];
  for (const [what, octets] of rows)
    test(what, () => {
      const { columns, rows: found } = tableOf(octets);
      assert.deepEqual(columns, ['number', 'name']);
      assert.deepEqual(
        found.map(({ fields }) => fields),
        [['1', 'Zoë']],
      );
    });

  test('quotes in the middle of a field are characters of it', () =>
    assert.deepEqual(tableOf('number,name\n1,5" pipe\n').rows[0]?.fields, ['1', '5" pipe']));

  test('keeps the number of each line, also behind a field of several lines', () => {
    const { rows: found } = tableOf('number,text\n1,"a\nb"\n\n2,c\n');
    assert.deepEqual(
      found.map(({ line }) => line),
      [2, 5],
    );
    assert.deepEqual(
      tableOf('sep=,\nnumber\n1\n').rows.map(({ line }) => line),
      [3],
    );
  });

  test('without a row is refused', () => {
    assert.throws(() => tableOf('number,name\n'), /has no row/);
    assert.throws(() => tableOf(''), /is empty/);
    assert.throws(() => readTable(join(folder, 'absent.csv')), /absent\.csv: /);
  });
});

describe('the recipients', () => {
  const table = tableOf('Name,Phone,Code\nAnn,+49 151 1,7\nBob,4.91E+11,8\nCid,n/a,9\nDan,,1\n');

  test('have their values, and rows without a number are named by their line', () => {
    const { good, bad, numberColumn } = recipientsOf(table, '#name#: #code#', undefined);
    assert.equal(numberColumn, 'Phone');
    assert.deepEqual(
      good.map(({ number, values }) => [number, ...values]),
      [['+491511', 'Ann', '7']],
    );
    assert.deepEqual(
      bad.map(({ line, why }) => `${line} ${why.slice(0, 10)}`),
      ['3 has "4.91E', '4 has "n/a",', '5 has no num'],
    );
  });

  test('give #param# the columns in order that stand nowhere else', () => {
    assert.deepEqual(recipientsOf(table, '#param# #param#', undefined).good[0]?.values, ['Ann', '7']);
    assert.deepEqual(recipientsOf(table, '#code# #param#', undefined).good[0]?.values, ['7', 'Ann']);
  });

  test('need a column with numbers, and columns for the places of the text', () => {
    assert.throws(() => recipientsOf(table, 'Hi', 'Mobile'), /no column is named "Mobile"/);
    assert.throws(() => recipientsOf(table, 'Hi #nmae#', undefined), /#nmae# stands in the text/);
    assert.throws(() => recipientsOf(tableOf('a,b\n1,2\n'), 'Hi', undefined), /no column is named number/);
    assert.throws(
      () => recipientsOf(tableOf('4915112345\n4915112346\n'), 'Hi', undefined),
      /no column is named number/,
    );
    assert.equal(recipientsOf(tableOf('who\n123\n'), 'Hi', undefined).numberColumn, 'who');
  });

  test('are counted before they are sent', () => {
    const people = tableOf(`to,name\n+1,${'x'.repeat(160)}\n1,Zoé\n2,Žofie\n`);
    const check = checkOf(recipientsOf(people, '#name#', undefined), 'auto');
    assert.deepEqual(check, {
      ...{ rows: 3, recipients: 3, unreadable: [], repeated: 1 },
      ...{ segments: 3, segments_each: [1, 1], unicode: 1 },
    });
  });
});
