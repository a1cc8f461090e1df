import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dialects } from './dialects.ts';

describe('what dialects know of USB', () => {
  const forms = dialects.map(({ name, usb }) => [name, usb] as const);

  test('no maker has the number of another', () => {
    const vendors = forms.flatMap(([, { vendors: numbers }]) => numbers);
    assert.deepEqual(vendors, [...new Set(vendors)]);
  });

  for (const [name, { vendors, layouts, atCodes, modes }] of forms)
    test(`${name}: numbers are as sysfs writes them, each product once`, () => {
      const products = [...layouts.flatMap(layout => layout.products), ...Object.keys(modes)];
      for (const number of [...vendors, ...products]) assert.match(number, /^[\da-f]{4}$/);
      for (const codes of atCodes) assert.match(codes, /^[\da-f]{6}$/);
      assert.deepEqual(products, [...new Set(products)]);
      assert.ok(vendors.length > 0 || products.length + atCodes.length === 0);
    });
});
