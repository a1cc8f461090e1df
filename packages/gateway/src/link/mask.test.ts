import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hideEntries, maskLine } from './mask.ts';

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
  ['AT+CLCK="SC",1,"1234"', 'AT+CLCK="SC",1,"****"'],
  ['AT+CPWD="SC","1234","5678"', 'AT+CPWD="SC","****","****"'],
  ['+CMTI: "SM",3', '+CMTI: "SM",3'],
  ['+CMT: "+491701",26', '+CMT: "*******",26'],
  ['AT+VTS=7', 'AT+VTS=*'],
  ['AT^DTMF=1,7', 'AT^DTMF=1,*'],
  ['ATD+491701;', 'ATD+******;'],
  ['+STGI: 1,12,"Balance",0', '+STGI: 1,12,"*******",0'],
  ['AT+CUSD=1,"*100#",15', 'AT+CUSD=1,"*****",15'],
  ['+CUSD: 0,"a "b",\nc",15', '+CUSD: 0,"********",15'],
  ['+CUSD: 0,"cut', '+CUSD: 0,"**"'],
  ['+CUSD: 0,"', '+CUSD: 0,""'],
  ['+CUSD: 0,AA180C3602,15', '+CUSD: 0,**********,15'],
  ['+CUSD: 2', '+CUSD: 2'],
  ['+CUSD: 0,"Your balance is 3",15', '+CUSD: 0,"*****************",15'],
];

const entries: [line: string, hidden: string][] = [
  ['AT+CUSATT="810301230082028281030100"', `AT+CUSATT="${'*'.repeat(24)}"`],
  ['AT+STGR=23,"1234"\r', 'AT+STGR=23,"****"\r'],
  ['1234\x1a', '****\x1a'],
  ['0021000B918802010000F2000005E8329BFD06\x1a', '0021000B918802010000F2000005E8329BFD06\x1a'],
  ['AT+STGR=6,1,2', 'AT+STGR=6,1,2'],
  ['AT+CSQ', 'AT+CSQ'],
];

describe('what was entered for the SIM is never recorded', () => {
  for (const [line, hidden] of entries)
    test(JSON.stringify(line), () => assert.equal(hideEntries(line), hidden));
});

describe('masking of recordings', () => {
  for (const [line, masked] of rows) test(line, () => assert.equal(maskLine(line), masked));
});
