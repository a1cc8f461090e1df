import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keepCode, quickCodes } from './quick-codes.ts';

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

const IMSI = '262010000000001';

describe('codes that were used', () => {
  test('the newest first, each once, six at most', () => {
    const browser = storage();
    for (const code of ['*1#', '*2#', '*3#', '*4#', '*5#', '*6#', '*7#', '*3#'])
      keepCode(IMSI, code, browser);
    assert.deepEqual(quickCodes(IMSI, browser), ['*3#', '*7#', '*6#', '*5#', '*4#', '*2#']);
  });

  test('another operator has its own', () => {
    const browser = storage();
    keepCode(IMSI, '*1#', browser);
    assert.deepEqual(quickCodes('250010000000001', browser), []);
  });

  for (const answer of ['1', '1234', 'secret'])
    test(`${answer} is no code and may be a secret`, () => {
      const browser = storage();
      keepCode(IMSI, answer, browser);
      assert.deepEqual(quickCodes(IMSI, browser), []);
    });

  test('what the browser holds is not believed', () => {
    const browser = { getItem: () => '{"a":1}' };
    assert.deepEqual(quickCodes(IMSI, browser), []);
  });
});
