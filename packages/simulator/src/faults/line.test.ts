import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { notify } from '../module/module.ts';
import { restyle } from './restyle.ts';
import { benchWith } from './test-faults.ts';

describe('the line', () => {
  test('wrongSpeed: noise both ways, until the module has found the speed', async () => {
    const bench = benchWith([{ fault: 'wrongSpeed', lines: 2 }]);
    notify(bench.module, 'RING');
    // Any octet of the upper half; here chance is a half.
    assert.equal(await bench.said(), '\u00c0'.repeat(8));
    assert.equal(await bench.command('AT'), '');
    assert.equal(await bench.command('AT'), '');
    assert.equal(await bench.command('AT'), '\r\nOK\r\n');
  });

  test('deaf: hears nothing; may speak all the same', async () => {
    const silent = benchWith([{ fault: 'deaf' }]);
    notify(silent.module, 'RING');
    assert.equal(await silent.command('AT'), '');
    const speaking = benchWith([{ fault: 'deaf', speaks: true, lasts: 1000 }]);
    notify(speaking.module, 'RING');
    assert.equal(await speaking.command('AT'), '\r\nRING\r\n');
    speaking.clock.advance(1000);
    assert.equal(await speaking.command('AT'), '\r\nOK\r\n');
  });

  test('echoStays: whatever ATE0 answers', async () => {
    const bench = benchWith([{ fault: 'echoStays' }]);
    assert.equal(await bench.command('ATE0'), 'ATE0\r\r\nOK\r\n');
    assert.equal(await bench.command('AT'), 'AT\r\r\nOK\r\n');
    await bench.command('AT&F');
    assert.equal(await bench.command('AT'), 'AT\r\r\nOK\r\n');
  });

  for (const [form, answer] of [
    ['plain', 'ERROR'],
    ['numeric', '+CME ERROR: 50'],
    ['verbose', '+CME ERROR: Incorrect parameters'],
  ] as const) {
    test(`errorForm: ${form}, whatever +CMEE asks for`, async () => {
      const bench = benchWith([{ fault: 'errorForm', form }]);
      for (const cmee of [0, 1, 2]) {
        await bench.command(`AT+CMEE=${cmee}`);
        assert.equal(await bench.command('AT+CFUN=7'), `\r\n${answer}\r\n`);
      }
    });
  }

  test('says: a notice, so often; or octets as they are', async () => {
    const bench = benchWith([
      { fault: 'says', text: '+CMTI: ,-1', count: 2, every: 500 },
      { fault: 'says', text: 'half a li', raw: true },
    ]);
    assert.equal(await bench.said(), '\r\n+CMTI: ,-1\r\nhalf a li');
    bench.clock.advance(500);
    assert.equal(await bench.said(), '\r\n+CMTI: ,-1\r\n');
    bench.clock.advance(5000);
    assert.equal(await bench.said(), '');
    assert.deepEqual(bench.faults.list(), []);
  });
});

describe('dataMode: a line left in PPP', () => {
  test('frames, no answer, no notice', async () => {
    const bench = benchWith([{ fault: 'dataMode' }]);
    assert.match(await bench.said(), /^~\u00ff\}#.*~$/);
    notify(bench.module, 'RING');
    assert.equal(await bench.command('AT'), '');
    bench.clock.advance(3000);
    assert.match(await bench.said(), /^~\u00ff/);
  });

  test('+++ with silence around it ends it', async () => {
    const bench = benchWith([{ fault: 'dataMode', every: 60_000 }]);
    await bench.said();
    bench.clock.advance(1000);
    await bench.type('++');
    await bench.type('+');
    bench.clock.advance(999);
    assert.equal(await bench.said(), '');
    bench.clock.advance(1);
    assert.equal(await bench.said(), '\r\nOK\r\n');
    assert.equal(await bench.command('AT'), '\r\nOK\r\n');
  });

  const failing: readonly [name: string, before: number, typed: readonly string[]][] = [
    ['without silence in front', 500, ['x', '+++']],
    ['with more behind', 1000, ['+++', 'AT\r']],
    ['with a fourth', 1000, ['++++']],
  ];
  for (const [name, before, typed] of failing) {
    test(`+++ ${name} does not`, async () => {
      const bench = benchWith([{ fault: 'dataMode', every: 60_000 }]);
      await bench.said();
      bench.clock.advance(before);
      for (const octets of typed) await bench.type(octets);
      bench.clock.advance(2000);
      assert.equal(await bench.command('AT'), '');
    });
  }

  test('the end of the connection ends it where DTR does', async () => {
    const bench = benchWith([{ fault: 'dataMode', endsAtHangUp: true }]);
    await bench.said();
    bench.hangUp();
    bench.dial();
    assert.equal(await bench.command('AT'), '\r\nOK\r\n');
  });
});

describe('lineStyle', () => {
  const style = { quotes: true, colonBlank: true, commaBlank: false, breaks: false };
  const rows: readonly [changes: Partial<typeof style>, line: string, changed: string][] = [
    [{}, '+CREG: 2,1,"12AB"', '+CREG: 2,1,"12AB"'],
    [{ quotes: false }, '+CMTI: "SM",1', '+CMTI: SM,1'],
    [{ colonBlank: false }, '+CPIN: READY', '+CPIN:READY'],
    [{ commaBlank: true }, '+CUSD: 0,"a,b",15', '+CUSD: 0, "a,b", 15'],
    [{ breaks: true }, '+CUSD: 0,"text",15', '+CUSD: 0,"t\r\next",15'],
    [{ quotes: false }, '07918802', '07918802'],
    [{ quotes: false }, 'SMS "Ready"', 'SMS "Ready"'],
  ];
  for (const [changes, line, changed] of rows) {
    test(`${JSON.stringify(changes)} ${line}`, () => {
      assert.equal(restyle(line, { ...style, ...changes }), changed);
    });
  }

  test('changes answers and notices', async () => {
    const bench = benchWith([{ fault: 'lineStyle', quotes: false, colonBlank: false }]);
    assert.match(await bench.command('AT+CPMS?'), /\+CPMS:SM,0,30,SM,0,30/);
    notify(bench.module, '+CMTI: "SM",1');
    assert.equal(await bench.said(), '\r\n+CMTI:SM,1\r\n');
  });
});

describe('flood', () => {
  test('lines at so many octets a second', async () => {
    const bench = benchWith([{ fault: 'flood', octetsPerSecond: 100_000, lasts: 1000 }]);
    bench.clock.advance(10_000);
    const said = await bench.said();
    // 385 lines of 13 octets every 50 ms.
    assert.equal(said.length, 20 * 5005);
    assert.match(said, /^\r\n\^RSSI: 20\r\n\r\n\^RSSI: 20\r\n/);
  });

  test('one notice that never ends', async () => {
    const bench = benchWith([
      { fault: 'flood', form: 'notice', text: '+CUSD: 0,"', octetsPerSecond: 50_000 },
    ]);
    bench.clock.advance(1000);
    assert.match(await bench.said(), /^\r\n\+CUSD: 0,"[0-9A-F]{48000,}$/);
  });

  test('a list that never ends, once it is asked for', async () => {
    const bench = benchWith([{ fault: 'flood', form: 'list', octetsPerSecond: 50_000, lasts: 2000 }]);
    bench.clock.advance(1000);
    assert.equal(await bench.said(), '');
    await bench.command('AT+CMGL=4');
    bench.clock.advance(1000);
    const said = await bench.said();
    assert.match(said, /^\r\n\+CMGL: 1,1,,24\r\n0791\w+\r\n\+CMGL: 1,1,,24/);
    assert.match(said, /OK\r\n$/);
    assert.equal(await bench.command('AT'), '\r\nOK\r\n');
  });
});
