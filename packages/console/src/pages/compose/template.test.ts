/** From columns of a file to the template of the gateway, and the way it takes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileOf, fitsOneRequest, templateOf } from './template.ts';

const table = { name: 'a.csv', columns: ['name', 'phone'], rows: [] };
const anna = { number: '1', values: { name: 'Anna', phone: '1' } };

describe('the template', () => {
  test('without columns the text stays as it is', () =>
    assert.deepEqual(templateOf({ text: 'Hi {name}', table: undefined }, [anna]), {
      text: 'Hi {name}',
      recipients: [{ number: '1' }],
    }));

  test('each column becomes a place, with the values in order', () =>
    assert.deepEqual(templateOf({ text: '{name}: {phone}, {name} {x}', table }, [anna]), {
      text: '#param#: #param#, #param# {x}',
      recipients: [{ number: '1', values: ['Anna', '1', 'Anna'] }],
    }));

  test('a row that ends before a column has an empty value for it', () =>
    assert.deepEqual(templateOf({ text: '{name}', table }, [{ number: '1', values: { phone: '1' } }]), {
      text: '#param#',
      recipients: [{ number: '1', values: [''] }],
    }));
});

describe('the way', () => {
  const many = (count: number, value: string) =>
    Array.from({ length: count }, (_, index) => ({ number: `${index}`, values: [value] }));
  const rows: [what: string, recipients: ReturnType<typeof many>, fits: boolean][] = [
    ['4096 recipients are one request', many(4096, ''), true],
    ['one more is a file', many(4097, ''), false],
    ['so are values of more bytes than a request may have', many(20, 'я'.repeat(50_000)), false],
  ];
  for (const [what, recipients, fits] of rows)
    test(what, () => assert.equal(fitsOneRequest(recipients), fits));

  test('a file has a line of JSON for each recipient, whatever is in it', () =>
    assert.equal(
      fileOf(many(2, 'a\n"b"')),
      '{"number":"0","values":["a\\n\\"b\\""]}\n{"number":"1","values":["a\\n\\"b\\""]}',
    ));
});
