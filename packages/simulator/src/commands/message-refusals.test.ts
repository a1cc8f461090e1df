/** Commands of messages at the borders of their values, in both formats and without a card (27.005 3.2.5). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeSim } from '../module/power.ts';
import { createBench } from '../module/test-bench.ts';
import { answers, type Row, SUBMIT } from './command-testing.ts';

describe('messages (27.005 3.4, 3.5)', () => {
  answers('in PDU mode', createBench, [
    ['AT+CMGW', '+CMS ERROR: 304'],
    ['AT+CMGW=17,4', '+CMS ERROR: 304'],
    ['AT+CMGW=18', SUBMIT, '+CMS ERROR: 304'],
    ['AT+CMGW=17,0', SUBMIT, '+CMGW: 1 | OK'],
    ['AT+CMGW=17,1', SUBMIT, '+CMGW: 2 | OK'],
    ['AT+CMGW=17', SUBMIT, '+CMGW: 3 | OK'],
    ['AT+CMGW=17,3', SUBMIT, '+CMGW: 4 | OK'],
    ...[0, 1, 2, 3].map((status): Row => [`AT+CMGR=${status + 1}`, `+CMGR: ${status},,17 | ${SUBMIT} | OK`]),
    ['AT+CMSS=3,"x"', '+CMS ERROR: 305'],
    ['AT+CMSS=5', '+CMS ERROR: 321'],
    ['AT+CMGC=6', '+CMS ERROR: 304'],
    ['AT+CMGC=7', '0002000000000591', '+CMS ERROR: 304'],
    ['AT+CMGC=8', '000200000000000080', '+CMGC: 0 | OK'],
    ['AT+CMGR=30', '+CMS ERROR: 321'],
    ['AT+CMGD=30', 'OK'],
    ['AT+CMGD=31', '+CMS ERROR: 321'],
    ['AT+CMGD=0', '+CMS ERROR: 321'],
    ['AT+CMGD=1,5', '+CMS ERROR: 302'],
    ['AT+CMGD=1,0,0', '+CMS ERROR: 302'],
    [
      'AT+CMGL=4,0',
      `+CMGL: 1,1,,17 | ${SUBMIT} | +CMGL: 2,1,,17 | ${SUBMIT} | +CMGL: 3,2,,17 | ${SUBMIT} | +CMGL: 4,3,,17 | ${SUBMIT} | OK`,
    ],
    ['AT+CMGL=4,0,0', '+CMS ERROR: 304'],
    ['AT+CMGL=5', '+CMS ERROR: 304'],
  ]);
  answers('in text mode', createBench, [
    ['AT+CMGF=1', 'OK'],
    ['AT+CMGW="1",129,"REC READ"', '+CMS ERROR: 305'],
    ['AT+CMGW="1",129,"STO UNSENT",1', '+CMS ERROR: 305'],
    ['AT+CMGW="1",129,"STO UNSENT"', 'a\u00e4', '+CMS ERROR: 305'],
    ['AT+CMGW="1",129,"STO UNSENT"', 'a', '+CMGW: 1 | OK'],
    ['AT+CMGW="1",129,"STO SENT"', 'a', '+CMGW: 2 | OK'],
    ['AT+CMGW', 'a', '+CMGW: 3 | OK'],
    ['AT+CMGR=1', '+CMGR: "STO UNSENT","1", | a | OK'],
    ['AT+CMGR=2', '+CMGR: "STO SENT","1", | a | OK'],
    ['AT+CMGR=3', '+CMGR: "STO UNSENT","", | a | OK'],
    ['AT+CMGC=2,0,0,0,"1"', '0', '+CMS ERROR: 305'],
    ['AT+CMGC=2,0,0,0,"1"', '00'.repeat(157), '+CMS ERROR: 305'],
    ['AT+CMGC=2,0,0,0,"1"', '00'.repeat(156), '+CMGC: 0 | OK'],
    ['AT+CMGC=2,256', '+CMS ERROR: 305'],
    ['AT+CMGC=2,0,0,0,"x"', '+CMS ERROR: 305'],
    ['AT+CMGC=1,0', '+CMS ERROR: 305'],
    ['AT+CMGC=2,0,0,0,"1",129,1', '+CMS ERROR: 305'],
    ['AT+CNMA=1', '+CMS ERROR: 302'],
    ['AT+CSMP=17,256', '+CMS ERROR: 305'],
    ['AT+CSMP=17,"62102030405"', '+CMS ERROR: 305'],
    ['AT+CSMP=17,167,255,255', 'OK'],
    ['AT+CSMP=17,167,256', '+CMS ERROR: 305'],
    ['AT+CSMP=17,167,0,256', '+CMS ERROR: 305'],
    ['AT+CSMP=17,167,0,0,0', '+CMS ERROR: 305'],
    ['AT+CSCB=1,"","",1', '+CMS ERROR: 302'],
    ['AT+CSCB=1,"",""', 'OK'],
    ['AT+CSCB?', '+CSCB: 1,"","" | OK'],
    ['AT+CSCB=2', '+CMS ERROR: 302'],
  ]);
  answers('indications, each by its position', createBench, [
    ['AT+CNMI=4', '+CMS ERROR: 302'],
    ['AT+CNMI=2,4', '+CMS ERROR: 302'],
    ['AT+CNMI=2,1,1', '+CMS ERROR: 302'],
    ['AT+CNMI=2,1,0,3', '+CMS ERROR: 302'],
    ['AT+CNMI=2,1,0,1,2', '+CMS ERROR: 302'],
    ['AT+CNMI=2,1,0,1,0,0', '+CMS ERROR: 302'],
    ['AT+CNMI=3,2,2,2,1', 'OK'],
    ['AT+CNMI?', '+CNMI: 3,2,2,2,1 | OK'],
    ['AT+CNMI=,,0', 'OK'],
    ['AT+CNMI?', '+CNMI: 3,2,0,2,1 | OK'],
  ]);
  answers('service centre and storages', createBench, [
    ['AT+CSCA="1",127', '+CMS ERROR: 302'],
    ['AT+CSCA="1",256', '+CMS ERROR: 302'],
    ['AT+CSCA=', '+CMS ERROR: 302'],
    [`AT+CSCA="${'1'.repeat(21)}"`, '+CMS ERROR: 302'],
    [`AT+CSCA="${'1'.repeat(20)}"`, 'OK'],
    ['AT+CSCA="1",145,1', '+CMS ERROR: 302'],
    ['AT+CPMS="SM","SM","SM","SM"', '+CMS ERROR: 302'],
    ['AT+CPMS=,"ME"', '+CMS ERROR: 302'],
    ['AT+CPMS="SM","ME"', '+CPMS: 0,30,0,50,0,30 | OK'],
  ]);
  answers('a card without a service centre', () => createBench({ sim: { serviceCentre: '' } }), [
    ['AT+CSCA?', '+CMS ERROR: 330'],
  ]);
  answers('no card', () => createBench({ withoutSim: true }), [
    ['AT+CMGD=?', '+CMS ERROR: 310'],
    ['AT+CPMS?', '+CMS ERROR: 310'],
    ['AT+CPBR=?', '+CPBR: (1-0),20,18 | OK'],
  ]);
  answers('a text of the error that there is none for', () => {
    const bench = createBench();
    bench.module.sendFault = { code: 512, remaining: 1 };
    return bench;
  }, [
    ['AT+CMEE=2', 'OK'],
    ['AT+CMGS=17', SUBMIT, '+CMS ERROR: 512'],
    ['AT+CMGS=17', SUBMIT, '+CMGS: 0 | OK'],
  ]);

  for (const line of ['AT+CMGS=17', 'AT+CMGW=17'])
    test(`a card that is pulled at the prompt of ${line} is missing`, async () => {
      const bench = createBench();
      await bench.command(line);
      changeSim(bench.module, undefined);
      assert.equal(await bench.type(`${SUBMIT}\u001a`), '\r\n+CMS ERROR: 310\r\n');
    });
});
