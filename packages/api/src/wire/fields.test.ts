/** Queries and forms as named values: the names that PHP, jQuery and people write. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFields } from './fields.ts';

/** With the prototypes of literals, to be compared. */
function plain(text: string, charset?: string): unknown {
  const fields = readFields(text, charset);
  return fields === undefined ? undefined : JSON.parse(JSON.stringify(fields));
}

describe('names and values', () => {
  const rows: [what: string, text: string, fields: object][] = [
    ['nothing', '', {}],
    ['a pair', 'a=1', { a: '1' }],
    ['a name without =', 'a', { a: '' }],
    ['a name without value', 'a=', { a: '' }],
    ['a value with =', 'a=b=c', { a: 'b=c' }],
    ['& that separate nothing', '&&a=1&&b=2&', { a: '1', b: '2' }],
    ['blanks around a name', '+a+=+1+', { a: ' 1 ' }],
    ['an encoded name', '%61=1', { a: '1' }],
    ['pairs for a page', 'a=1&amp;b=2', { a: '1', b: '2' }],
    ['a plus sign in front of a number', 'number=+88201', { number: '+88201' }],
    ['the same of an action', 'action=number&param=+88201', { action: 'number', param: '+88201' }],
    ['the same of a recipient', 'param[0][number]=+88201', { param: [{ number: '+88201' }] }],
    ['the same in JSON', 'param=[{"number":"+88201"}]', { param: '[{"number":"+88201"}]' }],
    ['the same in encoded JSON', 'p=%7b%22number%22%3a+%22+88201%22%7d', { p: '{"number": "+88201"}' }],
    ['a blank in front of other digits', 'text=+88201', { text: ' 88201' }],
    ['a name that comes twice is a list', 'a=1&a=2', { a: ['1', '2'] }],
    ['thrice', 'a=1&a=2&a=3', { a: ['1', '2', '3'] }],
    ['a list without numbers', 'a[]=1&a[]=2', { a: ['1', '2'] }],
    ['a list with numbers, in their order', 'a[1]=2&a[0]=1', { a: ['1', '2'] }],
    ['numbers with gaps', 'a[7]=2&a[3]=1', { a: ['1', '2'] }],
    ['10 comes behind 9', 'a[10]=c&a[9]=b&a[0]=a', { a: ['a', 'b', 'c'] }],
    ['a list that begins without brackets', 'a=1&a[]=2', { a: ['1', '2'] }],
    ['a list that goes on without brackets', 'a[]=1&a=2', { a: ['1', '2'] }],
    ['names in brackets are an object', 'a[b]=1&a[c]=2', { a: { b: '1', c: '2' } }],
    ['a number of seven digits is a name', 'a[1234567]=1', { a: { 1234567: '1' } }],
    ['a number of six digits is a place', 'a[123456]=1', { a: ['1'] }],
    ['a name among numbers makes an object', 'a[0]=1&a[b]=2', { a: { 0: '1', b: '2' } }],
    ['lists within objects', 'a[0][b][]=1&a[0][b][]=2&a[1][b][]=3', { a: [{ b: ['1', '2'] }, { b: ['3'] }] }],
    ['a bracket that is not closed', 'a[0=1', { 'a[0': '1' }],
    ['a bracket that is not opened', 'a0]=1', { 'a0]': '1' }],
    ['a bracket within brackets', 'a[[0]]=1', { 'a[[0]]': '1' }],
    ['text behind brackets', 'a[0]b=1', { 'a[0]b': '1' }],
    ['brackets without a name', '[0]=1', { '[0]': '1' }],
    ['six deep', 'a[1][2][3][4][5]=x', { a: [[[[['x']]]]] }],
    ['seven deep is one name', 'a[1][2][3][4][5][6]=x', { 'a[1][2][3][4][5][6]': 'x' }],
    ['encoded as a whole', 'a%3D1%26b%3D%252C', { a: '1', b: '%2C'.replace('%2C', ',') }],
    ['an encoded = beside a plain one is text', 'a=1%3D2', { a: '1=2' }],
    [
      'names of the prototype',
      '__proto__=1&constructor=2',
      JSON.parse('{"__proto__":"1","constructor":"2"}'),
    ],
  ];
  for (const [what, text, fields] of rows) test(what, () => assert.deepEqual(plain(text), fields));

  test('octets that are not UTF-8 are read in the charset of the request', () => {
    assert.deepEqual(plain('%C4%E3=%C4%E3', 'gbk'), { 你: '你' });
  });

  test('nothing of a request reaches the prototype of objects', () => {
    readFields('__proto__[polluted]=1&a[__proto__][polluted]=1');
    assert.ok(!('polluted' in {}));
  });
});

describe('bounds', () => {
  test('8192 pairs are read', () => {
    const fields = readFields(Array(8192).fill('a=1').join('&'));
    assert.ok(Array.isArray(fields?.a));
    assert.equal(fields.a.length, 8192);
  });

  test('one more is refused', () => {
    assert.equal(readFields(Array(8193).fill('a=1').join('&')), undefined);
  });

  test('empty pairs count too: they cost as much', () => {
    assert.equal(readFields('&'.repeat(8192)), undefined);
    assert.deepEqual(plain('&'.repeat(8191)), {});
  });
});

describe('octets that are not UTF-8', () => {
  const rows: [value: string, charset: string, read: string][] = [
    ['%FC', '', 'ü'],
    ['%FC', 'nothing-known', 'ü'],
    ['%FC', 'utf-16le', 'ü'],
    ['%C4%E3', 'gbk', '你'],
    ['%FC%30%39%41%46%61%66', '', 'ü09AFaf'],
    ['%FC%fa%Af%0d%D0', '', 'üú¯\rÐ'],
    ['%FCж%C3%BC', '', 'üжü'],
    ['ж%EF%BB%BF%FC', 'iso-8859-1', 'жï»¿ü'],
    ['ж%EF%BB%BF-%FC', '', 'ж\ufeff-ü'],
    ['%FF%FEA%00', 'utf-16le', '\ufeffA'],
  ];
  for (const [value, charset, read] of rows)
    test(`${value} in ${charset || 'no charset'}`, () =>
      assert.deepEqual(plain(`a=${value}`, charset), { a: read }));

  test('stand beside percent signs that are text', () => {
    for (const odd of [
      '%',
      '%4',
      '%/1',
      '%1/',
      '%:1',
      '%1:',
      '%@1',
      '%1@',
      '%G1',
      '%1G',
      '%`1',
      '%1`',
      '%g1',
      '%1g',
    ])
      assert.deepEqual(plain(`a=%FC${odd}`), { a: `ü${odd}` });
  });
});
