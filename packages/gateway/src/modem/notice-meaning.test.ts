import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chinamobile } from '../dialects/chinamobile/chinamobile.ts';
import { cinterion } from '../dialects/cinterion/cinterion.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { generic } from '../dialects/generic.ts';
import { huawei } from '../dialects/huawei/huawei.ts';
import { neoway } from '../dialects/neoway/neoway.ts';
import { quectel } from '../dialects/quectel/quectel.ts';
import { simcom } from '../dialects/simcom/simcom.ts';
import { telit } from '../dialects/telit/telit.ts';
import { ublox } from '../dialects/ublox/ublox.ts';
import { wavecom } from '../dialects/wavecom/wavecom.ts';
import { zte } from '../dialects/zte/zte.ts';
import { meaningOfNotice, type NoticeMeaning } from './notice-meaning.ts';

const rows: [line: string, dialect: Dialect, meaning: NoticeMeaning][] = [
  ['+CMTI: "SM",3', generic, { kind: 'stored', memory: 'SM', index: 3 }],
  ['+CMTI: 0,111', generic, { kind: 'stored', memory: '', index: 111 }],
  ['+CMTI', generic, { kind: 'stored', memory: '' }],
  ['+CMTI: ,-1', generic, { kind: 'storedNowhere' }],
  ['+CMTI: "SM",-1', generic, { kind: 'storedNowhere' }],
  ['+CMTI: "SM",65534', generic, { kind: 'stored', memory: 'SM', index: 65_534 }],
  ['+CMTI: "SM",65535', generic, { kind: 'storedNowhere' }],
  // 40 signs without blanks and quotes, and one more.
  [`SIM REMOVED ${'x'.repeat(30)}`, generic, { kind: 'simUnready' }],
  [`SIM REMOVED ${'x'.repeat(31)}`, generic, { kind: 'other' }],
  ['+CMTI: "ME",4294967295', generic, { kind: 'storedNowhere' }],
  ['+CMTI:SM,3', generic, { kind: 'stored', memory: 'SM', index: 3 }],
  ['+CDSI: "SR",0', generic, { kind: 'stored', memory: 'SR', index: 0 }],
  ['+CDSI: "SM",0', quectel, { kind: 'stored', memory: 'SM' }],
  ['+CUSD: 0,"Hi",15', generic, { kind: 'ussd' }],
  ['+CUSD : 0 , "Hi"', generic, { kind: 'ussd' }],
  ['+CMTI : "SM",3', generic, { kind: 'stored', memory: 'SM', index: 3 }],
  ['RDY', generic, { kind: 'booted' }],
  ['^SYSSTART', cinterion, { kind: 'booted' }],
  ['+WIND: 3', wavecom, { kind: 'booted' }],
  ['+WIND: 13', wavecom, { kind: 'other' }],
  ['+CPIN: NOT INSERTED', generic, { kind: 'simGone' }],
  ['^SIMST:255', huawei, { kind: 'simGone' }],
  ['^SIMST: 240', huawei, { kind: 'simUnready' }],
  ['+QSIMSTAT:1,0', quectel, { kind: 'simGone' }],
  ['+QSIMSTAT : 1,1', quectel, { kind: 'simThere' }],
  ['+QUSIM: 0', quectel, { kind: 'simUnready' }],
  ['+CPIN : NOT INSERTED', generic, { kind: 'simGone' }],
  ['SIM REMOVED', generic, { kind: 'simUnready' }],
  ['+SIM: INSERTED', generic, { kind: 'simUnready' }],
  ['^SIMST: 1', generic, { kind: 'simUnready' }],
  ['+ZUSIMR:2', zte, { kind: 'other' }],
  ['+QIND:SMS DONE', quectel, { kind: 'ready' }],
  ['SMS READY', generic, { kind: 'ready' }],
  ['+PBREADY', generic, { kind: 'ready' }],
  ['+SMS FULL', generic, { kind: 'storageFull' }],
  ['^SMMEMFULL:"SM"', generic, { kind: 'storageFull' }],
  ['SMS_FULL', generic, { kind: 'storageFull' }],
  ['+SIM FULL', generic, { kind: 'storageFull' }],
  ['MESSAGE STORAGE FULL', generic, { kind: 'storageFull' }],
  ['+MEM: FULL', generic, { kind: 'storageFull' }],
  ['+CMS ERROR: 322', generic, { kind: 'storageFull' }],
  ['+CMS ERROR: 500', generic, { kind: 'other' }],
  ['#QSS: 1', generic, { kind: 'simUnready' }],
  ['^SCKS: 0', generic, { kind: 'simUnready' }],
  ['SMS INIT COMPLETE', generic, { kind: 'ready' }],
  ['+CIEV:"smsfull",1', generic, { kind: 'storageFull' }],
  ['+CIEV: smsfull,0', generic, { kind: 'other' }],
  ['+QSIMSTAT: 1,0', quectel, { kind: 'simGone' }],
  ['#QSS: 0', telit, { kind: 'simGone' }],
  ['#QSS: 1', telit, { kind: 'simThere' }],
  ['+CPIN: READY', generic, { kind: 'simThere' }],
  ['+CPIN: SIM PIN', generic, { kind: 'simThere' }],
  ['+CPIN:READY', generic, { kind: 'simThere' }],
  ['+CPIN: NOT READY', generic, { kind: 'simUnready' }],
  ['+CPIN: SOMETHING NEW', generic, { kind: 'simUnready' }],
  ['+QUSIM: 1', quectel, { kind: 'simThere' }],
  ['SMS Ready', generic, { kind: 'ready' }],
  ['PB DONE', generic, { kind: 'ready' }],
  ['+QIND: SMS DONE', quectel, { kind: 'ready' }],
  ['+SMS FULL', simcom, { kind: 'storageFull' }],
  ['^SMMEMFULL: "SM"', huawei, { kind: 'storageFull' }],
  ['+QIND: "smsfull","SM"', quectel, { kind: 'storageFull' }],
  ['+QIND: "csq",20,99', quectel, { kind: 'signal', signal: 20 }],
  ['+QIND: "csq",99,99', quectel, { kind: 'other' }],
  ['^RSSI: 20', huawei, { kind: 'signal', signal: 20 }],
  ['^RSSI:0', huawei, { kind: 'signal', signal: 0 }],
  ['^RSSI:99', huawei, { kind: 'other' }],
  ['^RSSI: ', huawei, { kind: 'other' }],
  ['^RSSIX: 20', huawei, { kind: 'other' }],
  ['^RSSI: 20', generic, { kind: 'other' }],
  // 32 is -89 dBm; 12 is -89 dBm in +CSQ.
  ['^HCSQ:"WCDMA",32,24,56', huawei, { kind: 'signal', signal: 12 }],
  ['^HCSQ: "LTE",96,70,120,24', huawei, { kind: 'signal', signal: 31 }],
  ['^HCSQ:"NOSERVICE"', huawei, { kind: 'other' }],
  ['^HCSQ:"GSM",255', huawei, { kind: 'other' }],
  ['+CSQN: 17,0', simcom, { kind: 'signal', signal: 17 }],
  ['MODEM:STARTUP', neoway, { kind: 'booted' }],
  ['+PBREADY', neoway, { kind: 'ready' }],
  ['+MATREADY', chinamobile, { kind: 'booted' }],
  ['+UUSIMSTAT:0', ublox, { kind: 'simGone' }],
  ['+UUSIMSTAT: 6', ublox, { kind: 'simThere' }],
  ['RING', generic, { kind: 'other' }],
  ['+CREG: 5', generic, { kind: 'registration', registration: { domain: 'CREG', status: 5 } }],
];

describe('what a notice means', () => {
  for (const [line, dialect, meaning] of rows)
    test(`${line} (${dialect.name}): ${meaning.kind}`, () =>
      assert.deepEqual(meaningOfNotice({ line }, dialect), meaning));

  const PDU = '0006070B918802010000F262101021030000621010210300000000';
  function routedMeaning(line: string) {
    const meaning = meaningOfNotice({ line, pdu: PDU }, generic);
    assert.ok(meaning.kind === 'routed');
    return meaning;
  }

  for (const line of ['+CMT: ,26', '+CDS: 26', '+CDS: ,26', '+CDS: 27', '+CMT: "Ann",26', '+CMT:'])
    test(`${line} with a PDU is routed`, () => {
      const { length: _length, ...meaning } = routedMeaning(line);
      assert.deepEqual(meaning, { kind: 'routed', pdu: PDU });
    });
  for (const line of ['+CMT: ,24', '+CDS: 25', '+CMT: ,2'])
    test(`${line} with a PDU of another length is damaged`, () => {
      const length = Number(/\d+$/.exec(line)?.[0]);
      assert.deepEqual(routedMeaning(line), { kind: 'routed', pdu: PDU, length, damaged: true });
    });
});
