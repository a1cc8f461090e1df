import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { painter } from './colour.ts';
import { type Column, renderTabLine, renderTable } from './table.ts';

interface Row {
  readonly id: number;
  readonly text: string;
}

const columns: readonly Column<Row>[] = [
  { title: 'id', value: ({ id }) => id, align: 'right' },
  { title: 'text', value: ({ text }) => text, mayShrink: true },
  { title: 'length', value: ({ text }) => text.length, forProgramsOnly: true },
];

const plain = painter(false);

describe('a table', () => {
  test('has a head, columns as wide as their widest cell, and no blanks at the end', () => {
    const rows = [
      { id: 1, text: 'a' },
      { id: 20, text: 'bc' },
    ];
    assert.equal(renderTable(rows, columns, 80, plain), 'ID  TEXT\n 1  a\n20  bc\n');
  });

  test('cuts what may shrink where the terminal is narrow', () => {
    assert.equal(
      renderTable([{ id: 1, text: 'a long text here' }], columns, 14, plain),
      'ID  TEXT\n 1  a long te…\n',
    );
  });

  test('leaves out what may go where it would be too wide all the same, the last first', () => {
    const counts: Column<Row>[] = ['first', 'second'].map(title => ({ title, value: () => 7, mayGo: true }));
    const all = [...counts, ...columns];
    const head = (most: number) =>
      renderTable([{ id: 1, text: 'abcdefghij' }], all, most, plain).split('\n')[0];
    assert.equal(head(29), 'FIRST  SECOND  ID  TEXT');
    assert.equal(head(27), 'FIRST  SECOND  ID  TEXT');
    assert.equal(head(19), 'FIRST  ID  TEXT');
    assert.equal(head(18), 'ID  TEXT');
    assert.equal(head(12), 'ID  TEXT');
  });

  test('makes no column narrower than eight cells, and none wider; the first gives up its width first', () => {
    const both: Column<Row>[] = ['one', 'two'].map(title => ({
      title,
      value: ({ text }) => text,
      mayShrink: true,
    }));
    const shown = (text: string, most: number) =>
      renderTable([{ id: 1, text }], both, most, plain).split('\n')[1];
    assert.equal(shown('abcdefghijkl', 25), 'abcdefghij…  abcdefghijkl');
    assert.equal(shown('abcdefghijkl', 21), 'abcdefg…  abcdefghij…');
    assert.equal(shown('abcdefghijkl', 3), 'abcdefg…  abcdefg…');
    assert.equal(shown('abc', 3), 'abc  abc');
  });

  test('cuts the last column where none is there for that', () => {
    const fixed: Column<Row>[] = ['one', 'two'].map(title => ({ title, value: ({ text }) => text }));
    const [, line] = renderTable([{ id: 1, text: 'abcdefghijkl' }], fixed, 24, plain).split('\n');
    assert.equal(line, 'abcdefghijkl  abcdefghi…');
  });

  test('counts cells, not characters', () => {
    const rows = [
      { id: 1, text: '日本' },
      { id: 2, text: 'abcd' },
    ];
    const wide: Column<Row>[] = [columns[1] as Column<Row>, columns[0] as Column<Row>];
    assert.equal(renderTable(rows, wide, 80, plain), 'TEXT  ID\n日本   1\nabcd   2\n');
  });

  test('has colours where they are wanted, around the cell with its blanks', () => {
    const coloured: Column<Row>[] = [{ title: 'text', value: ({ text }) => text, style: () => 'red' }];
    const [, line = ''] = renderTable([{ id: 1, text: 'a' }], coloured, 80, painter(true)).split('\n');
    assert.equal(line, '\u001b[31ma   \u001b[39m');
  });
});

describe('a line for programs', () => {
  test('has every column, parted by tabs', () => {
    assert.equal(renderTabLine({ id: 1, text: 'a\tb' }, columns), '1\ta\\tb\t3\n');
  });
});
