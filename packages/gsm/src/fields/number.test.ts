import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatAddress, parseAddress, sameNumber } from './number.ts';

describe('addresses of text', () => {
  for (const [text, typeOfNumber, numberingPlan, digits] of [
    ['+4915112345678', 'international', 1, '4915112345678'],
    ['015112345678', 'unknown', 1, '015112345678'],
    ['004915112345678', 'unknown', 1, '004915112345678'],
    ['*100#', 'unknown', 1, '*100#'],
    ['12345678901234567890', 'unknown', 1, '12345678901234567890'],
    ['Vodafone', 'alphanumeric', 0, 'Vodafone'],
    ['4 you', 'alphanumeric', 0, '4 you'],
    ['Grüße', 'alphanumeric', 0, 'Grüße'],
    ['ABCDEFGHIJK', 'alphanumeric', 0, 'ABCDEFGHIJK'],
  ] as const) {
    test(`${text} is ${typeOfNumber}`, () => {
      const address = parseAddress(text);
      assert.deepEqual(address, { typeOfNumber, numberingPlan, digits });
      assert.equal(formatAddress(address), text);
    });
  }

  for (const [text, reason] of [
    ['', /empty/],
    ['+', /neither/],
    ['+49 151', /neither/],
    ['0151-123', /neither/],
    ['+Vodafone', /neither/],
    ['123456789012345678901', /21 digits, at most 20/],
    ['ABCDEFGHIJKL', /12 characters, at most 11/],
    ['A{B}C[D]E', /13 characters, at most 11/],
    ['Привет', /default alphabet lacks/],
  ] as const) {
    test(`'${text}' is refused`, () =>
      assert.throws(() => parseAddress(text), { name: 'EncodeError', field: 'address', message: reason }));
  }
});

describe('addresses as text', () => {
  test('only international ones get a plus', () => {
    for (const typeOfNumber of [
      'unknown',
      'national',
      'subscriber',
      'networkSpecific',
      'abbreviated',
    ] as const) {
      assert.equal(formatAddress({ typeOfNumber, numberingPlan: 1, digits: '4915' }), '4915');
    }
  });

  test('a name of seven characters whose length was rounded up loses its @', () => {
    const named = (digits: string) =>
      formatAddress({ typeOfNumber: 'alphanumeric', numberingPlan: 0, digits });
    assert.equal(named('OpenBSC@'), 'OpenBSC');
    assert.equal(named('OpenBS@'), 'OpenBS@');
    assert.equal(named('Vodafone'), 'Vodafone');
  });
});

describe('one subscriber', () => {
  for (const [a, b, same] of [
    ['+4915112345678', '+4915112345678', true],
    ['+4915112345678', '4915112345678', true],
    ['+4915112345678', '004915112345678', true],
    ['+4915112345678', '015112345678', true],
    ['004915112345678', '015112345678', true],
    ['4915112345678', '015112345678', true],
    ['+4915112345678', '15112345678', true],
    // Trunk prefixes of one and two digits: Russia, Hungary.
    ['+79161234567', '89161234567', true],
    ['+36301234567', '06301234567', true],
    ['+35844123456789', '044123456789', true],
    // Another network code with the same last eight digits.
    ['+4915112345678', '016012345678', false],
    ['+4915112345678', '+4315112345678', false],
    ['015112345678', '016112345678', false],
    // Two numbers in one notation are the same only with the same digits.
    ['18005551212', '8005551212', false],
    ['+18005551212', '8005551212', true],
    // Short numbers and names have no other notation.
    ['50131', '050131', false],
    ['50131', '50131', true],
    ['+50131', '50131', true],
    ['Vodafone', 'Vodafone', true],
    ['Vodafone', 'vodafone', false],
    ['*100#', '100', false],
    ['', '', true],
    ['', '1', false],
  ] as const) {
    test(`${a} and ${b}: ${same}`, () => {
      assert.equal(sameNumber(a, b), same);
      assert.equal(sameNumber(b, a), same);
    });
  }
});
