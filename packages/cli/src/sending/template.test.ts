import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fill, literal, templateOf, unfilled } from './template.ts';

const columns = ['Name', 'Code'];

describe('a text with places', () => {
  const rows: readonly (readonly [text: string, made: string, columns: string[]])[] = [
    ['Hello #Name#', 'Hello #param#', ['Name']],
    ['#code#, #NAME#, #code#', '#param#, #param#, #param#', ['Code', 'Name', 'Code']],
    ['#param# has #param#', '#param# has #param#', ['Name', 'Code']],
    ['Room #12 and #13', 'Room #12 and #13', []],
    ['dial *100# or #1#', 'dial *100# or #1#', []],
  ];
  for (const [text, made, found] of rows)
    test(text, () => assert.deepEqual(templateOf(text, columns, columns), { text: made, columns: found }));

  test('with more #param# than columns is refused', () => {
    assert.throws(() => templateOf('#param##param##param#', columns, columns), /more #param# than/);
  });

  test('with a place that no column fills is found', () => {
    assert.deepEqual(unfilled('Hello #nmae#, #code# and #1#', columns), ['nmae']);
  });

  test('is filled in order', () => {
    assert.equal(fill(templateOf('#Code# for #Name#', columns, []), ['7', 'Ann']), '7 for Ann');
  });
});

describe('a text without places', () => {
  for (const text of ['Hello', 'the word #param# itself'])
    test(text, () => {
      const { template, values } = literal(text);
      assert.equal(fill(template, values), text);
    });
});
