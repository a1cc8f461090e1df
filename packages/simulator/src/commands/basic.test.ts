import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBench } from '../module/test-bench.ts';

describe('settings of the line (V.250 clause 6)', () => {
  const rows: readonly [line: string, answer: string][] = [
    ['ATE0', '\r\nOK\r\n'],
    ['ATE2', '\r\nERROR\r\n'],
    ['ATX4', '\r\nOK\r\n'],
    ['ATX5', '\r\nERROR\r\n'],
    ['AT&C1&D2', '\r\nOK\r\n'],
    ['AT&D3', '\r\nERROR\r\n'],
    ['ATS5?', '\r\n008\r\n\r\nOK\r\n'],
    ['ATS5=127', '\r\nOK\r\n'],
    ['ATS5?', '\r\n127\r\n\r\nOK\r\n'],
    ['ATS5=128', '\r\nERROR\r\n'],
    ['ATS5=', '\r\nOK\r\n'],
    ['ATS5?', '\r\n000\r\n\r\nOK\r\n'],
    ['AT&C2', '\r\nERROR\r\n'],
    ['ATS3=200', '\r\nERROR\r\n'],
    ['ATS99?', '\r\nERROR\r\n'],
    ['ATH', '\r\nOK\r\n'],
    ['AT+CHUP', '\r\nOK\r\n'],
    ['ATD+4912', '\r\nNO CARRIER\r\n'],
    ['AT+IPR?', '\r\n+IPR: 0\r\n\r\nOK\r\n'],
    ['AT+IPR=115200', '\r\nOK\r\n'],
    ['AT+IPR?', '\r\n+IPR: 115200\r\n\r\nOK\r\n'],
    ['AT+IPR=7', '\r\nERROR\r\n'],
    ['AT+IFC=2,2', '\r\nOK\r\n'],
    ['AT+IFC?', '\r\n+IFC: 2,2\r\n\r\nOK\r\n'],
    ['AT+IFC=3', '\r\nERROR\r\n'],
    ['AT+IFC=1', '\r\nOK\r\n'],
    ['AT+IFC?', '\r\n+IFC: 1,2\r\n\r\nOK\r\n'],
    ['AT+IFC=0,1,1', '\r\nERROR\r\n'],
    ['AT+CBC', '\r\n+CBC: 0,100\r\n\r\nOK\r\n'],
    ['AT+CMEE=?', '\r\n+CMEE: (0-2)\r\n\r\nOK\r\n'],
  ];
  test('are taken, read back, or refused', async () => {
    const bench = createBench();
    for (const [line, expected] of rows) assert.equal(await bench.command(line), expected, line);
  });

  test('AT&F brings back what a module has from its maker, message settings stay', async () => {
    const bench = createBench();
    await bench.command('ATS5=127');
    await bench.command('AT+CMEE=2;+CREG=2;+CNMI=2,1,0,1,0');
    await bench.command('AT&F');
    await bench.command('ATE0');
    assert.equal(
      await bench.command('AT+CMEE?;+CREG?;+CNMI?'),
      '\r\n+CMEE: 0\r\n\r\n+CREG: 0,1\r\n\r\n+CNMI: 2,1,0,1,0\r\n\r\nOK\r\n',
    );
    assert.equal(await bench.command('ATS5?'), '\r\n008\r\n\r\nOK\r\n');
  });
});
