import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseExtendedSignal, parseSignal, signalFromExtended } from './signal.ts';

describe('+CSQ (27.007 8.5)', () => {
  const rows: [line: string, signal: number | undefined][] = [
    ['+CSQ: 0,0', 0],
    ['+CSQ: 31,0', 31],
    ['+CSQ: 32,0', undefined],
    ['+CSQ: 99,99', undefined],
    ['+CSQ: 150,99', undefined],
    ['+CSQ: ,', undefined],
  ];
  for (const [line, signal] of rows) test(line, () => assert.equal(parseSignal(line), signal));
});

describe('+CESQ as the 0..31 of +CSQ (27.007 8.69)', () => {
  const rows: [line: string, signal: number | undefined][] = [
    ['+CESQ: 63,0,255,255,255,255', 31],
    ['+CESQ: 64,0,255,255,255,255', undefined],
    ['+CESQ: 0,0,255,255,255,255', 1],
    ['+CESQ: 99,99,0,40,255,255', 0],
    ['+CESQ: 99,99,60,40,255,255', 26],
    ['+CESQ: 99,99,96,40,255,255', 31],
    ['+CESQ: 99,99,97,40,255,255', undefined],
    // -101 dBm of one sub-carrier is about -81 dBm of all.
    ['+CESQ: 99,99,255,255,20,40', 16],
    ['+CESQ: 99,99,255,255,20,97', 31],
    ['+CESQ: 99,99,255,255,20,98', undefined],
    ['+CESQ: 99,99,255,255,255,255', undefined],
  ];
  for (const [line, signal] of rows)
    test(line, () => assert.equal(signalFromExtended(parseExtendedSignal(line)), signal));
});
