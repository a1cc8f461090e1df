/** From columns of a file to the template of the gateway, in parts that one request carries. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { partsOf, templateOf } from './template.ts';

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
});

describe('the parts', () => {
  test('4096 recipients each at most', () => {
    const recipients = Array.from({ length: 5000 }, (_, index) => ({ number: `${index}` }));
    assert.deepEqual(
      partsOf(recipients).map(part => part.length),
      [4096, 904],
    );
  });

  test('and no more bytes than a request may have', () => {
    const recipients = Array.from({ length: 20 }, () => ({ number: '1', values: ['я'.repeat(50_000)] }));
    assert.deepEqual(
      partsOf(recipients).map(part => part.length),
      [8, 8, 4],
    );
  });
});
