import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readServiceString } from './service-string.ts';

/** 22.030 6.5.2 and annex B; operations of 29.002 17.6.4. */
const rows: readonly (readonly [typeOfAddress: number, digits: string, text: string, operation: number])[] = [
  [0x91, '**21*01234567890123456789*10#', '**21*+01234567890123456789*10#', 0x0a],
  [0x81, '**21*0123456*10#', '**21*0123456*10#', 0x0a],
  [0x91, '*61*4930*11*20#', '*61*+4930*11*20#', 0x0a],
  [0x81, '*21#', '*21#', 0x0c],
  [0x91, '*43#', '*43#', 0x0c],
  [0x91, '*33*0000*10#', '*33*0000*10#', 0x0c],
  [0x81, '#67#', '#67#', 0x0d],
  [0x81, '##002#', '##002#', 0x0b],
  [0xff, '*#31#', '*#31#', 0x0e],
  [0xff, '*#21**10#', '*#21**10#', 0x0e],
  [0xff, '**03**1111*2222*2222#', '**03**1111*2222*2222#', 0x11],
];

describe('an SS string', () => {
  for (const [typeOfAddress, digits, text, operation] of rows) {
    test(`${digits} of type ${typeOfAddress} is ${text}, operation ${operation}`, () => {
      assert.deepEqual(readServiceString({ typeOfAddress, digits }), { text, operation });
    });
  }

  for (const digits of ['', '21', '*21', '21#', '***21#', '*2#', '*1234#', '#*21#', '*21#1', 'cc21#']) {
    test(`'${digits}' is none`, () => {
      assert.equal(readServiceString({ typeOfAddress: 0x81, digits }), undefined);
    });
  }
});
