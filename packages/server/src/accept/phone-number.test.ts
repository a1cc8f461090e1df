import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readNumber } from './phone-number.ts';

describe('numbers as people write them', () => {
  const read: readonly [written: string, country: string, number: string, home: string][] = [
    ['+49 151 12345678', '', '+4915112345678', 'DE'],
    ['+49 (0)151-1234 5678', '', '+4915112345678', 'DE'],
    ['0049151/12345678', '', '+4915112345678', 'DE'],
    ['0151 12345678', 'DE', '+4915112345678', 'DE'],
    ['07400 123456', 'GB', '+447400123456', 'GB'],
    ['8 (912) 345-67-89', 'RU', '+79123456789', 'RU'],
    ['+1 202 555 0123', 'DE', '+12025550123', 'US'],
    // A number of no country: free of charge from anywhere (ITU-T E.169.1).
    ['+800 1234 5678', 'DE', '+80012345678', ''],
    ['12345', 'DE', '12345', ''],
    ['123456', 'DE', '123456', ''],
    ['3012345', 'DE', '+493012345', 'DE'],
    ['*100#', 'DE', '*100#', ''],
  ];
  for (const [written, country, number, home] of read)
    test(`${written} in ${country || 'no country'}`, () =>
      assert.deepEqual(readNumber(written, country), { ok: true, number, country: home }));

  const refused: readonly [written: string, country: string, error: RegExp][] = [
    ['0151 12345678', '', /has no country/],
    ['+49', '', /not a possible/],
    ['+999999999999999999999', '', /not a possible/],
    ['+1 202 555', '', /not a possible/],
  ];
  for (const [written, country, error] of refused)
    test(`${written} in ${country || 'no country'} is refused`, () => {
      const found = readNumber(written, country);
      assert.ok(!found.ok);
      assert.match(found.error, error);
    });
});
