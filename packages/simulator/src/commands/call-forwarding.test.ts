import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBench } from '../module/test-bench.ts';

describe('+CCFC (27.007 7.11)', () => {
  const rows: readonly [does: string, lines: readonly string[], last: string][] = [
    ['says for a reason that nothing is forwarded', ['AT+CCFC=0,2'], '+CCFC: 0,7'],
    [
      'registers a number and tells it with its type',
      ['AT+CCFC=1,3,"88201990001",145,1', 'AT+CCFC=1,2'],
      '+CCFC: 1,1,"88201990001",145',
    ],
    [
      'keeps each reason for itself',
      ['AT+CCFC=0,3,"123",129', 'AT+CCFC=2,3,"456",129', 'AT+CCFC=2,2'],
      '+CCFC: 1,1,"456",129',
    ],
    ['erases all with reason 4', ['AT+CCFC=3,3,"123"', 'AT+CCFC=4,4', 'AT+CCFC=3,2'], '+CCFC: 0,7'],
    [
      'leaves unconditional with reason 5',
      ['AT+CCFC=0,3,"123"', 'AT+CCFC=5,4', 'AT+CCFC=0,2'],
      '+CCFC: 1,1,"123",129',
    ],
    ['activates what is registered', ['AT+CCFC=0,3,"123"', 'AT+CCFC=0,1'], 'OK'],
    ['does not activate what was never registered', ['AT+CMEE=1', 'AT+CCFC=0,1'], '+CME ERROR: 4'],
    ['wants a number to register', ['AT+CMEE=1', 'AT+CCFC=0,3'], '+CME ERROR: 50'],
    ['forwards nothing but voice', ['AT+CCFC=0,3,"123",129,2', 'AT+CCFC=0,2'], '+CCFC: 0,7'],
  ];
  for (const [does, lines, last] of rows) {
    test(does, async () => {
      const { command } = createBench();
      let said = '';
      for (const line of lines) said = await command(line);
      assert.equal(said.split('\r\n')[1], last);
    });
  }

  test('needs a network', async () => {
    const { command } = createBench();
    await command('AT+CMEE=1');
    await command('AT+CFUN=4');
    assert.match(await command('AT+CCFC=0,2'), /\+CME ERROR: 30/);
  });
});
