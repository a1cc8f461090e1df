import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createClient } from '@simgate/api';
import { CommandError, exitCodes } from '../program/exit-codes.ts';
import type { RunHead } from './ledger.ts';
import { readTable, type Table } from './read-table.ts';
import { checkOf, recipientsOf } from './recipients.ts';
import { renderResults, resultsOfRows } from './results.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-csv-'));
after(() => rmSync(folder, { recursive: true }));

function tableOf(octets: string | Buffer): Table {
  const file = join(folder, 'a.csv');
  writeFileSync(file, octets);
  return readTable(file);
}

describe('a file as spreadsheets write it', () => {
  const rows: readonly (readonly [
    what: string,
    octets: string | Buffer,
    delimiter?: string,
    charset?: Table['charset'],
  ])[] = [
    ['commas', 'number,name\n1,Zoë\n'],
    ['semicolons and line ends of Windows', 'number;name\r\n1;Zoë\r\n', ';'],
    ['tabs', 'number\tname\n1\tZoë', '\t'],
    ['bars', 'number|name\n1|Zoë\n', '|'],
    ['other delimiters within quotes', '"number",name\n1,Zoë\n'],
    ['a byte order mark', '\ufeffnumber,name\n1,Zoë\n'],
    ['a line that names the delimiter', 'sep=;\r\nnumber;name\r\n1;Zoë\r\n', ';'],
    ['UTF-16', Buffer.from('\ufeffnumber\tname\n1\tZoë\n', 'utf16le'), '\t', 'utf-16'],
    [
      'UTF-16 with the high octet first',
      Buffer.from('\ufeffnumber\tname\n1\tZoë\n', 'utf16le').swap16(),
      '\t',
      'utf-16',
    ],
    ['Windows-1252', Buffer.from('number;name\n1;Zoë\n', 'latin1'), ';', 'windows-1252'],
    ['quotes around everything', '"number","name"\n"1","Zoë"\n'],
    ['blanks and empty lines', ' number , name \n\n 1 , Zoë \n\n,\n'],
  ];
  for (const [what, octets, delimiter = ',', charset = 'utf-8'] of rows)
    test(what, () => {
      const { columns, rows: found, ...table } = tableOf(octets);
      assert.deepEqual([table.delimiter, table.charset], [delimiter, charset]);
      assert.equal(table.hash, createHash('sha256').update(octets).digest('hex'));
      assert.deepEqual(columns, ['number', 'name']);
      assert.deepEqual(
        found.map(({ fields }) => fields),
        [['1', 'Zoë']],
      );
    });

  test('the delimiter is that of the first line, commas within quotes left out', () => {
    assert.deepEqual(tableOf('"a,b,c";d\n1;2\n').columns, ['a,b,c', 'd']);
    assert.deepEqual(tableOf('a;b\n1,2,3;4\n').columns, ['a', 'b']);
  });

  test('two octets make a byte order mark, one of them is a letter of Windows-1252', () => {
    for (const name of ['ÿa', 'þa', 'aÿ', 'aþ'])
      assert.deepEqual(tableOf(Buffer.from(`${name};b\n1;2\n`, 'latin1')).columns, [name, 'b']);
  });

  test('over 64 MiB is refused', () => {
    const file = join(folder, 'large.csv');
    writeFileSync(file, 'number\n1\n');
    truncateSync(file, 64 * 1024 * 1024 + 1);
    assert.throws(
      () => readTable(file),
      new CommandError(exitCodes.failed, `${file}: is larger than 64 MiB`),
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

  test('that cannot be sent have the reason', () => {
    const reasons = (rows: string, text = '#name#') =>
      recipientsOf(tableOf(`number,name\n${rows}`), text, undefined).bad.map(({ index, line, why }) => [
        index,
        line,
        why,
      ]);
    const long = 'x'.repeat(41);
    assert.deepEqual(
      reasons(`1,a\n,b\n${long},c\n4.9E+11,d\n5\n6,${'y'.repeat(1501)}\n7,${'y'.repeat(1500)}\n`),
      [
        [1, 3, 'has no number'],
        [2, 4, `has "${'x'.repeat(40)}", which is no phone number`],
        [3, 5, 'has "4.9E+11": a spreadsheet has cut the number; give its column the format Text'],
        [4, 6, 'has an empty text'],
        [5, 7, 'has a text that is longer than 1500 bytes'],
      ],
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

  test('that were not sent yet, or cannot be, have no message; the table keeps its order', async () => {
    const people = tableOf('number,name\n+1,Ann\n,Bob\n+3,Cid\n');
    const head = { first_user_id: 7 } as RunHead;
    const progress = { head, accepted: [], inDoubt: undefined, next: 0 };
    const client = createClient({ baseUrl: 'http://gateway', fetch: () => assert.fail('nothing is asked') });
    const results = await resultsOfRows(client, false, progress, recipientsOf(people, 'Hi', undefined));
    assert.equal(
      renderResults(people, results),
      'number,name,message_id,state,reason\n+1,Ann,,NOT_SENT,\n,Bob,,REFUSED,has no number\n+3,Cid,,NOT_SENT,\n',
    );
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
