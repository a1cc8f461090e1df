import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { benchWith, SUBMIT, sendMessage } from './test-faults.ts';

const DONE = '\r\n+CMGS: 0\r\n\r\nOK\r\n';

describe('answers to a message', () => {
  test('late: after 135 s, and nothing else meanwhile', async () => {
    const bench = benchWith([{ fault: 'submitAnswer', form: 'late' }]);
    assert.equal(await sendMessage(bench), '\r\n> ');
    assert.equal(bench.air.sent.length, 1);
    assert.equal(await bench.command('AT'), '');
    bench.clock.advance(134_999);
    assert.equal(await bench.said(), '');
    bench.clock.advance(1);
    assert.equal(await bench.said(), `${DONE}\r\nOK\r\n`);
  });

  test('late, with an error, as long as 180 s', async () => {
    const bench = benchWith([{ fault: 'submitAnswer', form: 'late', milliseconds: 180_000, code: 350 }]);
    await sendMessage(bench);
    bench.clock.advance(180_000);
    assert.equal(await bench.said(), '\r\n+CMS ERROR: 350\r\n');
    assert.equal(bench.air.sent.length, 1);
  });

  test('okFirst: OK, and the reference 2 s later', async () => {
    const bench = benchWith([{ fault: 'submitAnswer', form: 'okFirst' }]);
    assert.equal(await sendMessage(bench), '\r\n> \r\nOK\r\n');
    bench.clock.advance(2000);
    assert.equal(await bench.said(), DONE);
  });

  test('okAtPrompt: prompt and OK, then nothing, though it is sent', async () => {
    const bench = benchWith([{ fault: 'submitAnswer', form: 'okAtPrompt' }]);
    assert.equal(await bench.command('AT+CMGS=17'), '\r\n> \r\nOK\r\n');
    assert.equal(await bench.type(SUBMIT), '');
    bench.clock.advance(600_000);
    assert.equal(await bench.said(), '');
    assert.equal(bench.air.sent.length, 1);
    assert.equal(await bench.command('AT'), '\r\nOK\r\n');
  });

  test('okOnly, referenceOnly, none', async () => {
    for (const [form, answer] of [
      ['okOnly', '\r\nOK\r\n'],
      ['referenceOnly', '\r\n+CMGS: 0\r\n'],
      ['none', ''],
    ]) {
      const bench = benchWith([{ fault: 'submitAnswer', form }]);
      assert.equal(await sendMessage(bench), `\r\n> ${answer}`);
      assert.equal(bench.air.sent.length, 1);
      assert.equal(await bench.command('AT'), '\r\nOK\r\n');
    }
  });

  test('nextConnection: the line ends, the answer comes on the next one', async () => {
    const bench = benchWith([{ fault: 'submitAnswer', form: 'nextConnection' }]);
    assert.equal(await sendMessage(bench), '\r\n> ');
    bench.clock.advance(30_000);
    bench.dial();
    bench.clock.advance(999);
    assert.equal(await bench.said(), '');
    bench.clock.advance(1);
    assert.equal(await bench.said(), DONE);
  });

  test('nextConnection, once: the fault lasts until then', async () => {
    const bench = benchWith([{ fault: 'submitAnswer', form: 'nextConnection', times: 1 }]);
    await sendMessage(bench);
    bench.dial();
    bench.clock.advance(1000);
    assert.equal(await bench.said(), DONE);
    assert.deepEqual(bench.faults.list(), []);
  });

  test('not sent, and refused', async () => {
    const bench = benchWith([{ fault: 'submitAnswer', form: 'none', sent: false }]);
    await sendMessage(bench);
    assert.deepEqual(bench.air.sent, []);
    bench.faults.replace([{ fault: 'submitAnswer', form: 'late', milliseconds: 0, sent: false, code: 331 }]);
    await sendMessage(bench);
    bench.clock.advance(0);
    assert.equal(await bench.said(), '\r\n+CMS ERROR: 331\r\n');
    assert.deepEqual(bench.air.sent, []);
  });

  test('once', async () => {
    const bench = benchWith([{ fault: 'submitAnswer', form: 'none', times: 1 }]);
    await sendMessage(bench);
    assert.equal(await sendMessage(bench), '\r\n> \r\n+CMGS: 1\r\n\r\nOK\r\n');
  });
});

test('stuckAtSubmit: a notice in place of the prompt, then one answer to everything until a restart', async () => {
  const bench = benchWith([{ fault: 'stuckAtSubmit' }]);
  assert.match(await bench.command('AT+CSQ'), /OK/);
  assert.equal(await bench.command('AT+CMGS=17'), '\r\n+CMTI: "SM",1\r\n');
  for (const line of ['AT', 'AT+CPIN?', 'AT+CMGS=17', 'AT+CFUN=0']) {
    assert.equal(await bench.command(line), '\r\n+CME ERROR: 515\r\n', line);
  }
  assert.match(await bench.command('AT+CFUN=1,1'), /OK/);
  await bench.said();
  bench.clock.advance(2000);
  assert.match(await bench.command('AT+CPIN?'), /READY/);
});
