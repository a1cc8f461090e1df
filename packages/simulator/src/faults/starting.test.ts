import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { benchWith } from './test-faults.ts';

describe('power and restarts', () => {
  test('coldStart: silence for the time of a start, then the lines of one, once', async () => {
    const boot = {
      ...{ milliseconds: 2000, simMissing: [], simLocked: [] },
      ...{
        notices: [{ milliseconds: 0, text: 'RDY' }],
        simReady: [{ milliseconds: 100, text: 'SMS Ready' }],
      },
    };
    const bench = benchWith([{ fault: 'coldStart', boot: 3000 }], { persona: { boot } });
    assert.equal(await bench.command('AT'), '');
    bench.clock.advance(2999);
    assert.equal(await bench.said(), '');
    bench.clock.advance(101);
    assert.equal(await bench.said(), '\r\nRDY\r\n\r\nSMS Ready\r\n');
    assert.deepEqual(bench.faults.list(), []);
  });

  test('coldStart may wait for the terminal', async () => {
    const bench = benchWith([{ fault: 'coldStart', from: 'connection' }]);
    assert.match(await bench.command('AT'), /OK/);
    bench.hangUp();
    bench.dial();
    assert.equal(await bench.command('AT'), '');
    bench.clock.advance(2000);
    assert.match(await bench.command('AT'), /OK/);
  });

  test('reboots: again and again, as often as it may', async () => {
    const bench = benchWith([{ fault: 'reboots', every: 60_000, boot: 1000, times: 2 }]);
    const answers: string[] = [];
    for (const time of [59_999, 1, 1000, 59_000, 1000, 60_000]) {
      bench.clock.advance(time);
      answers.push((await bench.command('AT')) === '' ? 'silent' : 'OK');
    }
    assert.deepEqual(answers, ['OK', 'silent', 'OK', 'silent', 'OK', 'OK']);
  });

  for (const functionality of [0, 4]) {
    test(`radioOff: +CFUN ${functionality} at each start, until the terminal sets it`, async () => {
      const bench = benchWith([{ fault: 'radioOff', functionality }]);
      assert.match(await bench.command('AT+CFUN?'), new RegExp(`\\+CFUN: ${functionality}\r\n`));
      assert.match(await bench.command('AT+CREG?'), /\+CREG: 0,0/);
      await bench.command('AT+CFUN=1');
      assert.match(await bench.command('AT+CREG?'), /\+CREG: 0,1/);
      await bench.command('AT+CFUN=1,1');
      await bench.said();
      bench.clock.advance(2000);
      assert.match(await bench.command('AT+CFUN?'), new RegExp(`\\+CFUN: ${functionality}\r\n`));
      assert.match(await bench.command('AT+CREG?'), /\+CREG: 0,0/);
    });
  }
});

describe('openPrompt: a prompt that a crashed program left', () => {
  test('takes all for text until ESC', async () => {
    const bench = benchWith([{ fault: 'openPrompt' }]);
    assert.equal(await bench.type('AT\rATE0\r'), '');
    assert.equal(await bench.type('AT\r\u001bAT\r'), '\r\nOK\r\n\r\nOK\r\n');
    assert.match(await bench.command('AT'), /^\r\nOK\r\n$/);
  });

  test('sends at Ctrl-Z what is no PDU', async () => {
    const bench = benchWith([{ fault: 'openPrompt' }]);
    assert.equal(await bench.type('AT\r\u001a'), '\r\n+CMS ERROR: 304\r\n');
    assert.deepEqual(bench.air.sent, []);
  });

  test('waits for a terminal where there is none', async () => {
    const bench = benchWith([]);
    bench.hangUp();
    bench.faults.add({ fault: 'openPrompt' });
    bench.dial();
    assert.equal(await bench.command('AT'), '');
  });

  test('echoes while echo is on, and waits for the next terminal', async () => {
    const bench = benchWith([{ fault: 'openPrompt', from: 'connection' }], { echo: true });
    assert.equal(await bench.command('AT'), 'AT\r\r\nOK\r\n');
    bench.hangUp();
    bench.dial();
    assert.equal(await bench.command('AT'), 'AT\r');
  });
});
