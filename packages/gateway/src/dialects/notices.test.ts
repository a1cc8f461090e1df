/** Lines as modules print them by themselves, and their meaning in the dialect of their maker and in that of no maker. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nameOf } from '../at/fields.ts';
import { standardNotices } from '../at/notices.ts';
import { meaningOfNotice } from '../modem/notice-meaning.ts';
import type { Dialect } from './dialect.ts';
import { dialectFor, dialects } from './dialects.ts';
import { generic } from './generic.ts';

type Kind = ReturnType<typeof meaningOfNotice>['kind'];

/** The meaning without a dialect stands last where it is not `other`. */
type Row = readonly [line: string, kind: Kind, withoutDialect?: Kind];

const makers: Readonly<Record<string, readonly Row[]>> = {
  huawei: [
    ['^SIMST:255', 'simGone', 'simUnready'],
    ['^SIMST: 255', 'simGone', 'simUnready'],
    ['^SIMST:255,0', 'simGone', 'simUnready'],
    ['^SIMST:1', 'simThere', 'simUnready'],
    ['^SIMST: 1', 'simThere', 'simUnready'],
    ['^SIMST:10', 'simUnready', 'simUnready'],
    ['^SMMEMFULL:"SM"', 'storageFull', 'storageFull'],
    ['^RSSI:17', 'signal'],
    ['^HCSQ:"WCDMA",32,24,56', 'signal'],
    ['^BOOT:20952548,0,0,0,77', 'other'],
    ['^MODE:5,4', 'other'],
    ['^SRVST:2', 'other'],
    ['^DSFLOWRPT:000000C4,00000000', 'other'],
  ],
  quectel: [
    ['RDY', 'booted', 'booted'],
    ['+QIND: SMS DONE', 'ready', 'ready'],
    ['+QIND: PB DONE', 'ready', 'ready'],
    ['+QIND: "smsfull","SM"', 'storageFull', 'storageFull'],
    ['+QIND: "csq",20,99', 'signal'],
    ['+QSIMSTAT: 1,0', 'simGone', 'simUnready'],
    ['+QSIMSTAT: 1,1', 'simThere', 'simUnready'],
    ['+QUSIM: 1', 'simThere', 'simUnready'],
    ['+QUSIM: 10', 'simUnready', 'simUnready'],
    ['POWERED DOWN', 'other'],
  ],
  simcom: [
    ['RDY', 'booted', 'booted'],
    ['START', 'booted'],
    ['*ATREADY: 1', 'booted'],
    ['*ATREADY:1', 'booted'],
    ['*ISIMAID: A0000000871004', 'other', 'simUnready'],
    ['SMS DONE', 'ready', 'ready'],
    ['+SMS FULL', 'storageFull', 'storageFull'],
    ['+CSQN: 17,0', 'signal'],
    ['SMS Ready', 'ready', 'ready'],
    ['Call Ready', 'ready', 'ready'],
    ['PB DONE', 'ready', 'ready'],
    ['+CPIN: NOT INSERTED', 'simGone', 'simGone'],
    ['+CPIN: READY', 'simThere', 'simThere'],
    ['*PSUTTZ: 2026,11,28,23,0,0,"+4",0', 'other'],
    ['DST: 0', 'other'],
  ],
  zte: [
    ['+ZSMMEMFULL: "SM"', 'storageFull', 'storageFull'],
    ['+ZUSIMR:2', 'other', 'simUnready'],
    ['+ZPASR: "HSDPA"', 'other'],
    ['+ZDONR: "Operator",262,2,"CS_PS","ROAM_OFF"', 'other'],
  ],
  telit: [
    ['#QSS: 0', 'simGone', 'simUnready'],
    ['#QSS:0', 'simGone', 'simUnready'],
    ['#QSS: 1', 'simThere', 'simUnready'],
    ['#QSS:1', 'simThere', 'simUnready'],
    ['#SMSFULL: "SM"', 'storageFull', 'storageFull'],
    ['#ECAM: 0,1,1,,,', 'other'],
  ],
  cinterion: [
    ['^SYSSTART', 'booted'],
    ['^SYSSTART AIRPLANE MODE', 'booted'],
    ['^SCKS: 0', 'simGone', 'simUnready'],
    ['^SCKS: 1', 'simThere', 'simUnready'],
    ['^SSIM READY', 'other', 'simUnready'],
  ],
  wavecom: [
    ['+WIND: 3', 'booted'],
    ['+WIND: 0', 'simGone'],
    ['+WIND: 1', 'simThere'],
    ['+WIND: 4', 'other'],
    ['+WIND: 13', 'other'],
    ['+WIND: 10,"SM",1', 'other'],
  ],
  ericsson: [
    ['*EMRDY: 1', 'other'],
    ['+CPIN: SIM PIN', 'simThere', 'simThere'],
  ],
  intel: [
    ['+SATN: "D0"', 'other'],
    ['+SATI: "D0"', 'other'],
    ['+SATF: "00"', 'other'],
  ],
  ublox: [
    ['+UUSIMSTAT: 0', 'simGone', 'simUnready'],
    ['+UUSIMSTAT:0', 'simGone', 'simUnready'],
    ['+UUSIMSTAT: 6', 'simThere', 'simUnready'],
    ['+UUSIMSTAT:6', 'simThere', 'simUnready'],
    ['+UUSIMSTAT: 7', 'simUnready', 'simUnready'],
    ['+UUPSDA: 0,"10.0.0.1"', 'other'],
    ['+UUPSDD: 0', 'other'],
    ['+UCELLINFO: 0,0', 'other'],
    ['+UCIND: 3,2', 'other'],
  ],
  neoway: [
    ['MODEM:STARTUP', 'booted'],
    ['RDY', 'booted', 'booted'],
    ['+PBREADY', 'ready', 'ready'],
  ],
  fibocom: [['+GTDUALSIM: 0,"SUB1","L"', 'other', 'simUnready']],
  ml307: [
    ['+MATREADY', 'booted'],
    ['RDY', 'booted', 'booted'],
    ['+MIPCALL: 1,1,"10.0.0.1"', 'other'],
    ['+MIPURC: "disconn",0,1', 'other'],
  ],
  'sierra wireless, incorporated': [['!GSTATUS: ', 'other']],
  nokia: [
    ['+CIEV: "smsfull",1', 'storageFull', 'storageFull'],
    ['+CIEV: smsfull,1', 'storageFull', 'storageFull'],
    ['+CIEV: "smsfull",0', 'other'],
    ['+CPIN: SIM REMOVED', 'simGone', 'simGone'],
    ['+CPIN: SIM BUSY', 'simUnready', 'simUnready'],
    ['RDY', 'booted', 'booted'],
    ['SMS DONE', 'ready', 'ready'],
    ['NORMAL POWER DOWN', 'other'],
  ],
};

for (const [maker, rows] of Object.entries(makers))
  describe(`lines of ${maker}`, () => {
    for (const [line, kind, withoutDialect = 'other'] of rows)
      test(`${line}: ${kind}`, () => {
        const dialect = dialectFor(maker, '');
        assert.equal(meaningOfNotice({ line }, dialect).kind, kind);
        assert.equal(meaningOfNotice({ line }, generic).kind, withoutDialect);
        // A command whose answers have no name would take any other line for its own.
        const known = [...standardNotices, ...dialect.notices];
        assert.ok(known.includes(nameOf(line)), `${nameOf(line)} is not listed`);
      });
  });

describe('every dialect', () => {
  const acted = ({ boot, ready, signal, simGone, simThere, storageFull }: Dialect): string[] => {
    const starts = signal.map(({ start }) => start);
    return [...boot, ...ready, ...starts, ...simGone, ...simThere, ...storageFull].map(nameOf);
  };

  for (const dialect of [generic, ...dialects])
    test(`${dialect.name} lists each notice that it acts on, whatever its name begins with`, () => {
      const known = new Set([...standardNotices, ...dialect.notices]);
      const calls = dialect.calls.notices.map(({ name }) => name);
      assert.deepEqual(
        [...acted(dialect), ...calls].filter(name => !known.has(name)),
        [],
      );
    });

  for (const dialect of dialects)
    test(`${dialect.name} has a row here for each notice of its own that it acts on`, () => {
      const rows = Object.entries(makers)
        .filter(([maker]) => dialectFor(maker, '') === dialect)
        .flatMap(([, lines]) => lines.map(([line]) => nameOf(line)));
      const usual = new Set(acted(generic));
      const missing = acted(dialect).filter(name => !usual.has(name) && !rows.includes(name));
      assert.deepEqual(missing, []);
    });
});
