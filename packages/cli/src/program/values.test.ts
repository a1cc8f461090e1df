import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { phoneNumber, portList, several, wholeNumber, wordList } from './values.ts';

describe('a list of ports', () => {
  test('has ports and ranges, each port once', () =>
    assert.deepEqual(portList('1, 4-6,5,31,7-7'), [1, 4, 5, 6, 31, 7]));
  for (const text of ['', '32', '6-4', 'a', '1,,2', '-1'])
    test(`"${text}" is refused`, () => assert.throws(() => portList(text)));
});

describe('a phone number', () => {
  const rows: readonly (readonly [text: string, number: string])[] = [
    ['+49 (151) 234-567', '+49151234567'],
    ['0151.234', '0151234'],
    ['*100#', '*100#'],
    ['+12345678901234567890123', '+12345678901234567890123'],
  ];
  for (const [text, number] of rows) test(text, () => assert.equal(phoneNumber(text), number));
  for (const text of ['', '+', 'Bank', '12a', '4.91E+11', '+1234567890123456789012345'])
    test(`"${text}" is refused`, () => assert.throws(() => phoneNumber(text)));
});

describe('a word of a list', () => {
  test('is taken in any case', () =>
    assert.deepEqual(wordList(['FAILED', 'SENT_OK'])('failed,Sent_ok'), ['FAILED', 'SENT_OK']));
  test('that does not exist is refused with those that do', () =>
    assert.throws(() => wordList(['FAILED'])('lost'), /Allowed are FAILED/));
});

test('an argument of several values keeps those of before', () => {
  const read = several(Number);
  assert.deepEqual([read('1', undefined), read('2', [1])], [[1], [1, 2]]);
});

describe('a whole number', () => {
  test('may be the least and the greatest', () =>
    assert.deepEqual(['3', '10'].map(wholeNumber(3, 10)), [3, 10]));
  for (const text of ['', '0x1', '1.5', '-1', '11', '1e1'])
    test(`"${text}" is refused`, () => assert.throws(() => wholeNumber(0, 10)(text)));
});
