import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskLine } from './mask.ts';

const rows: [line: string, masked: string][] = [
  ['AT+CSQ', 'AT+CSQ'],
  ['+CSQ: 18,99', '+CSQ: 18,99'],
  ['+CMS ERROR: 331', '+CMS ERROR: 331'],
  ['AT+CMGS=23', 'AT+CMGS=23'],
  ['001010123456789', '***************'],
  ['+CCID: 89882011234567890123', '+CCID: ********************'],
  ['0021000B918802010000F2000005E8329BFD06', '*'.repeat(38)],
  ['+CSCA: "+88200000000",145', '+CSCA: "+***********",145'],
  ['+CNUM: "Office","12345",129', '+CNUM: "******","*****",129'],
  ['AT+CPIN="1234"', 'AT+CPIN="****"'],
  ['AT+CPIN=1234', 'AT+CPIN=****'],
  ['AT+CLCK="SC",1,"1234"', 'AT+CLCK="**",1,"****"'],
  ['+CUSD: 0,"Your balance is 3",15', '+CUSD: 0,"*****************",15'],
];

describe('masking of recordings', () => {
  for (const [line, masked] of rows) it(line, () => assert.equal(maskLine(line), masked));
});
