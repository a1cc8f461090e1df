import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { benchWith } from './test-faults.ts';

describe('commands that are refused', () => {
  const rows: readonly [commands: readonly string[], line: string, refused: boolean][] = [
    [['+CMGF'], 'AT+CMGF=0', true],
    [['AT+CMGF'], 'AT+CMGF?', true],
    [['+CMGF?'], 'AT+CMGF?', true],
    [['+CMGF?'], 'AT+CMGF=0', false],
    [['+CMGF=1'], 'AT+CMGF=0', false],
    [['+CMGF=1'], 'AT+CMGF=1', true],
    [['+CMGF='], 'AT+CMGF=0', true],
    [['H'], 'ATH', true],
    [['H'], 'AT', false],
    [['*'], 'AT+CSQ', true],
    [['*'], 'AT', true],
    [['*=?'], 'AT+CMGF=?', true],
    [['*=?'], 'AT+CMGF?', false],
    [['+CSQ', '+CMGF'], 'AT+CMGF?', true],
  ];
  for (const [commands, line, refused] of rows) {
    test(`${commands} ${refused ? 'refuses' : 'passes'} ${line}`, async () => {
      const bench = benchWith([{ fault: 'refused', commands, answer: '+CMS ERROR: 303' }]);
      assert.equal((await bench.command(line)).includes('+CMS ERROR: 303'), refused);
    });
  }

  test('what was refused was not carried out', async () => {
    const bench = benchWith([{ fault: 'refused', commands: ['+CMGF=1'] }]);
    await bench.command('AT+CMGF=1');
    assert.match(await bench.command('AT+CMGF?'), /\+CMGF: 0/);
  });
});

describe('commands that are answered otherwise', () => {
  test('with lines and OK, and the line of commands goes on', async () => {
    const bench = benchWith([{ fault: 'answers', commands: ['+CREG?'], lines: ['+CREG: 1,13'] }]);
    assert.match(await bench.command('AT+CREG?;+CMGF?'), /^\r\n\+CREG: 1,13\r\n\r\n\+CMGF: 0\r\n\r\nOK\r\n$/);
  });

  test('with lines and another result', async () => {
    const bench = benchWith([
      { fault: 'answers', commands: ['+CSQ'], lines: ['+CSQ: 7,0'], answer: 'ERROR' },
    ]);
    assert.equal(await bench.command('AT+CSQ'), '\r\n+CSQ: 7,0\r\n\r\nERROR\r\n');
  });

  test('with nothing', async () => {
    const bench = benchWith([{ fault: 'answers', commands: ['+CSQ'], answer: '', times: 1 }]);
    assert.equal(await bench.command('AT+CSQ'), '');
    assert.match(await bench.command('AT+CSQ'), /OK/);
  });
});

describe('notReady', () => {
  for (const answer of [
    ...['ERROR', '+CME ERROR: 10', '+CME ERROR: 13', '+CME ERROR: 14', '+CME ERROR: 515'],
    ...['+CMS ERROR: 302', '+CMS ERROR: 314', '+CMS ERROR: 512', '+CMS ERROR: 515', '+CMS ERROR: 517'],
  ]) {
    test(`${answer} to SMS for 8 s, then the notices`, async () => {
      const notices = ['Call Ready', 'SMS Ready'];
      const bench = benchWith([{ fault: 'notReady', answer, notices }]);
      for (const line of ['AT+CMGF=0', 'AT+CNMI=2,1', 'AT+CPMS?', 'AT+CMGL=4', 'AT+CMGS=17']) {
        assert.equal(await bench.command(line), `\r\n${answer}\r\n`, line);
      }
      assert.match(await bench.command('AT+CPIN?'), /READY/);
      bench.clock.advance(8000);
      assert.equal(await bench.said(), '\r\nCall Ready\r\n\r\nSMS Ready\r\n');
      assert.equal(await bench.command('AT+CMGF=0'), '\r\nOK\r\n');
    });
  }

  test('again after each start of the module', async () => {
    const bench = benchWith([{ fault: 'notReady', commands: ['+CPMS'], milliseconds: 3000 }]);
    bench.clock.advance(3000);
    assert.match(await bench.command('AT+CPMS?'), /OK/);
    await bench.command('AT+CFUN=1,1');
    await bench.said();
    bench.clock.advance(2000);
    assert.match(await bench.command('AT+CPMS?'), /ERROR/);
    bench.clock.advance(3000);
    assert.match(await bench.command('AT+CPMS?'), /OK/);
  });
});
