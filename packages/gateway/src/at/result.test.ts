import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AtError, parseFinal, splitGlued } from './result.ts';

const errors: [line: string, source: AtError['source'], code: number | undefined][] = [
  ['ERROR', 'plain', undefined],
  ['NO CARRIER', 'plain', undefined],
  ['COMMAND NOT SUPPORT', 'plain', undefined],
  ['+CME ERROR: 10', 'cme', 10],
  ['+CME ERROR:10', 'cme', 10],
  ['CME ERROR: 29', 'cme', 29],
  ['+CMS ERROR:500', 'cms', 500],
  ['+CME ERROR: SIM busy', 'cme', 14],
  ['+CME ERROR : 14', 'cme', 14],
  ['+CMS ERROR: 517, SM BL not ready', 'cms', 517],
  ['+CME ERROR: 10 (SIM not inserted)', 'cme', 10],
  ['+CME ERROR: "SIM busy"', 'cme', 14],
  ['+CME ERROR: SIM PIN required', 'cme', 11],
  ['+CMS ERROR: memory full', 'cms', 322],
  ['+CMS ERROR: no network service', 'cms', 331],
  ['+CMS ERROR: something new', 'cms', undefined],
  ['+EXT ERROR: 5', 'plain', undefined],
];

describe('final result codes', () => {
  for (const [line, source, code] of errors)
    test(`${line} is an error`, () => {
      const result = parseFinal(line);
      assert.ok(result?.ok === false);
      assert.deepEqual([result.error.source, result.error.code, result.error.text], [source, code, line]);
    });

  test('OK is none', () => assert.deepEqual(parseFinal('OK'), { ok: true }));

  for (const line of ['OKAY', '+CSQ: 18,99', 'CONNECTED', '', '+CMTI: "SM",1', '0'])
    test(`"${line}" is no result`, () => assert.equal(parseFinal(line), undefined));

  test('numbers are results only where they are expected (V.250 6.2.5)', () => {
    assert.deepEqual(parseFinal('0', true), { ok: true });
    assert.equal(parseFinal('4', true)?.ok, false);
    assert.equal(parseFinal('2', true), undefined);
    assert.equal(parseFinal('34', true), undefined);
  });

  const words: readonly (readonly [source: 'CME' | 'CMS', code: number, words: string])[] = [
    ['CME', 0, 'phone failure'],
    ['CME', 3, 'operation not allowed'],
    ['CME', 4, 'operation not supported'],
    ['CME', 10, 'SIM not inserted'],
    ['CME', 12, 'SIM PUK required'],
    ['CME', 13, 'SIM failure'],
    ['CME', 15, 'SIM wrong'],
    ['CME', 16, 'incorrect password'],
    ['CME', 17, 'SIM PIN2 required'],
    ['CME', 18, 'SIM PUK2 required'],
    ['CME', 30, 'no network service'],
    ['CME', 31, 'network timeout'],
    ['CME', 32, 'network not allowed - emergency calls only'],
    ['CME', 50, 'Incorrect parameters'],
    ['CMS', 300, 'ME failure'],
    ['CMS', 301, 'SMS service of ME reserved'],
    ['CMS', 302, 'operation not allowed'],
    ['CMS', 303, 'operation not supported'],
    ['CMS', 304, 'invalid PDU mode parameter'],
    ['CMS', 305, 'invalid text mode parameter'],
    ['CMS', 310, 'SIM not inserted'],
    ['CMS', 310, '(U)SIM not inserted'],
    ['CMS', 311, 'SIM PIN required'],
    ['CMS', 312, 'PH-SIM PIN required'],
    ['CMS', 313, 'SIM failure'],
    ['CMS', 314, 'SIM busy'],
    ['CMS', 315, 'SIM wrong'],
    ['CMS', 316, 'SIM PUK required'],
    ['CMS', 317, 'SIM PIN2 required'],
    ['CMS', 318, 'SIM PUK2 required'],
    ['CMS', 320, 'memory failure'],
    ['CMS', 321, 'invalid memory index'],
    ['CMS', 330, 'SMSC address unknown'],
    ['CMS', 332, 'network timeout'],
    ['CMS', 340, 'no +CNMA acknowledgement expected'],
    ['CMS', 500, 'unknown error'],
  ];
  for (const [source, code, text] of words)
    test(`${source} ERROR in words, ${text}, is ${code} (27.007 9.2.1, 27.005 3.2.5)`, () => {
      const result = parseFinal(`+${source} ERROR: ${text}`);
      assert.equal(result?.ok === false && result.error.code, code);
    });
});

describe('a result glued to what follows', () => {
  const rows: [line: string, parts: string[]][] = [
    ['ERROR+ZUSIMR:2', ['ERROR', '+ZUSIMR:2']],
    ['OK+CMTI: "SM",1', ['OK', '+CMTI: "SM",1']],
    ['OK^RSSI:20', ['OK', '^RSSI:20']],
    ['OK', ['OK']],
    ['OKAY', ['OKAY']],
    ['ERRORS', ['ERRORS']],
    ['+CDS: 26 0006070B918802010000F2', ['+CDS: 26', '0006070B918802010000F2']],
    ['+CMT: "",26,0006070b918802010000f2', ['+CMT: "",26', '0006070b918802010000f2']],
    ['+CDS: 26 0006070B918802010000', ['+CDS: 26', '0006070B918802010000']],
    ['+CDS: 26 0006070B9188020100', ['+CDS: 26 0006070B9188020100']],
    ['+CMGL: 1,0,,11 0006070B918802010000F2', ['+CMGL: 1,0,,11 0006070B918802010000F2']],
    ['+CMT: ,26', ['+CMT: ,26']],
    ['+CMT: "0048006500780041",26', ['+CMT: "0048006500780041",26']],
    ['+CMTI: "SM",12345678901234567890', ['+CMTI: "SM",12345678901234567890']],
  ];
  for (const [line, parts] of rows) test(line, () => assert.deepEqual(splitGlued(line), parts));
});
