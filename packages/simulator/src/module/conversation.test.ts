import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seededRandom } from '../seeded-random.ts';
import { restart } from './power.ts';
import { createBench, deliverTpdu, SERVICE_CENTRE } from './test-bench.ts';

describe('a module talks as V.250 says', () => {
  const rows: readonly [title: string, lines: readonly string[], said: string][] = [
    ['AT alone is answered OK', ['AT\r'], '\r\nOK\r\n'],
    ['lower case is the same', ['at+cmee?\r'], '\r\n+CMEE: 0\r\n\r\nOK\r\n'],
    ['echo sends back what was typed', ['ATE1\r', 'AT\r'], '\r\nOK\r\nAT\r\r\nOK\r\n'],
    ['numeric codes end with CR alone', ['ATV0\r', 'AT+NOSUCH\r'], '0\r4\r'],
    [
      'information text in numeric mode has no CR LF in front',
      ['ATV0\r', 'AT+CMEE?\r'],
      '0\r+CMEE: 0\r\n0\r',
    ],
    ['quiet mode says no result codes', ['ATQ1\r', 'AT\r', 'ATQ0\r'], '\r\nOK\r\n'],
    ['another S3 ends lines', ['ATS3=33\r', 'AT!'], '!\nOK!\n!\nOK!\n'],
    ['an S-register is read with three digits', ['ATS4?\r'], '\r\n010\r\n\r\nOK\r\n'],
    ['commands follow one another on a line', ['ATE0V1+CMEE=1;+CMEE?\r'], '\r\n+CMEE: 1\r\n\r\nOK\r\n'],
    [
      'a failing command ends the line',
      ['AT+CMEE=1;+NOSUCH;+CMEE=2\r', 'AT+CMEE?\r'],
      '\r\nERROR\r\n\r\n+CMEE: 1\r\n\r\nOK\r\n',
    ],
    [
      'A/ repeats without waiting for CR',
      ['AT+CMEE?\r', 'A/'],
      '\r\n+CMEE: 0\r\n\r\nOK\r\n\r\n+CMEE: 0\r\n\r\nOK\r\n',
    ],
    ['backspace takes a character back', ['ATX9\b1\r'], '\r\nOK\r\n'],
    [
      'line feeds and what stands before AT are no part of the line',
      ['\nxyzAT\r\n', '\r\rAT\r'],
      '\r\nOK\r\n\r\nOK\r\n',
    ],
    ['a semicolon in quotes does not end a command', ['AT+CPWD="S;C","1","2"\r'], '\r\nERROR\r\n'],
    ['an A too many begins the line anew', ['AAT\r', 'ABAT\r'], '\r\nOK\r\n\r\nOK\r\n'],
    ['a line in pieces is one line', ['A', 'T', '\r'], '\r\nOK\r\n'],
    [
      'lines typed ahead are answered in order',
      ['AT+CMEE=2\rAT+CMEE?\r'],
      '\r\nOK\r\n\r\n+CMEE: 2\r\n\r\nOK\r\n',
    ],
    ['an over-long line is ERROR', [`AT+CMEE=${'0'.repeat(3000)}\r`], '\r\nERROR\r\n'],
    ['an empty line is nothing', ['\r'], ''],
    [
      'ATZ brings back what AT&W kept',
      ['ATV0&W\r', 'ATV1\r', 'ATZ\r', 'AT&F\r'],
      '0\r\r\nOK\r\n0\rAT&F\r\r\nOK\r\n'.replace('AT&F\r', ''),
    ],
  ];
  for (const [title, lines, expected] of rows) {
    test(title, async () => {
      const bench = createBench();
      let said = '';
      for (const line of lines) said += await bench.type(line);
      assert.equal(said, expected);
    });
  }
});

describe('the three forms of errors (27.007 9.1, 27.005 3.2.5)', () => {
  const rows: readonly [cmee: number, cme: string, cms: string][] = [
    [0, 'ERROR', '+CMS ERROR: 321'],
    [1, '+CME ERROR: 50', '+CMS ERROR: 321'],
    [2, '+CME ERROR: Incorrect parameters', '+CMS ERROR: invalid memory index'],
  ];
  for (const [cmee, cme, cms] of rows) {
    test(`+CMEE=${cmee}`, async () => {
      const bench = createBench();
      await bench.command(`AT+CMEE=${cmee}`);
      assert.equal(await bench.command('AT+CMEE=9'), `\r\n${cme}\r\n`);
      assert.equal(await bench.command('AT+CMGR=1'), `\r\n${cms}\r\n`);
    });
  }

  test('an old module hides the message errors too', async () => {
    const bench = createBench({ persona: { cmsFollowsCmee: true } });
    assert.equal(await bench.command('AT+CMGR=1'), '\r\nERROR\r\n');
  });
});

describe('notices', () => {
  test('never come inside the prompt, but after the answer', async () => {
    const bench = createBench();
    await bench.command('AT+CNMI=2,1,0,0,0');
    assert.equal(await bench.command('AT+CMGS=18'), '\r\n> ');
    await bench.air.terminal?.receive(deliverTpdu(), SERVICE_CENTRE);
    assert.equal(await bench.said(), '');
    assert.equal(await bench.type('\u001b'), '\r\nOK\r\n\r\n+CMTI: "SM",1\r\n');
  });

  test('pass while the network is waited for', async () => {
    const bench = createBench();
    let answer: (reply: { ok: true }) => void = () => {};
    bench.air.answer = () =>
      new Promise(resolve => {
        answer = resolve;
      });
    await bench.command('AT+CNMI=2,1,0,0,0');
    await bench.command('AT+CMGS=17');
    await bench.type('0001000A918802000010000005E8329BFD06\u001a');
    await bench.air.terminal?.receive(deliverTpdu(), SERVICE_CENTRE);
    assert.equal(await bench.said(), '\r\n+CMTI: "SM",1\r\n');
    answer({ ok: true });
    assert.equal(await bench.said(), '\r\n+CMGS: 0\r\n\r\nOK\r\n');
  });

  test('are lost while no terminal is connected', async () => {
    const bench = createBench();
    await bench.command('AT+CREG=1');
    bench.hangUp();
    bench.air.terminal?.registrationChanged(5);
    bench.dial();
    assert.equal(await bench.said(), '');
    assert.equal(await bench.command('AT+CREG?'), '\r\n+CREG: 1,5\r\n\r\nOK\r\n');
  });
});

describe('a terminal that goes away', () => {
  test('takes its prompt with it; the next one finds a free module', async () => {
    const bench = createBench();
    await bench.command('AT+CMGS=17');
    await bench.type('0001');
    bench.hangUp();
    bench.dial();
    assert.equal(await bench.command('AT'), '\r\nOK\r\n');
    assert.equal(bench.air.sent.length, 0);
  });

  test('takes the notices with it that waited for the end of its prompt', async () => {
    const bench = createBench();
    await bench.command('AT+CNMI=2,1,0,0,0');
    await bench.command('AT+CMGS=17');
    await bench.air.terminal?.receive(deliverTpdu(), SERVICE_CENTRE);
    bench.hangUp();
    bench.dial();
    assert.equal(await bench.said(), '');
  });

  test('and a restart of the module end a prompt and a line that was begun', async () => {
    const bench = createBench();
    await bench.command('AT+CMGS=17');
    await bench.type('0001');
    restart(bench.module, 0);
    assert.equal(await bench.command('AT'), '\r\nOK\r\n');
    await bench.type('AT+CM');
    restart(bench.module, 0);
    assert.equal(await bench.command('AT'), '\r\nOK\r\n');
  });

  test('does not stop what is on the air: the result comes late, to whoever is there', async () => {
    const bench = createBench();
    let answer: (reply: { ok: true }) => void = () => {};
    bench.air.answer = () =>
      new Promise(resolve => {
        answer = resolve;
      });
    await bench.command('AT+CMGS=17');
    await bench.type('0001000A918802000010000005E8329BFD06\u001a');
    bench.hangUp();
    bench.dial();
    assert.equal(await bench.command('AT'), '');
    answer({ ok: true });
    assert.equal(await bench.said(), '\r\n+CMGS: 0\r\n\r\nOK\r\n\r\nOK\r\n');
  });
});

describe('whatever is typed', () => {
  const NAMES = [
    '+CMGS',
    '+CMGW',
    '+CMGR',
    '+CMGL',
    '+CMGD',
    '+CMGF',
    '+CNMI',
    '+CPIN',
    '+CRSM',
    '+CSMP',
    '+CSCS',
    '+COPS',
  ];
  const MORE = [
    '+CPBW',
    '+CPBR',
    '+CCLK',
    '+CMGC',
    '+CMSS',
    '+CNMA',
    '+CPMS',
    '+CSCB',
    '+CLCK',
    '+CPWD',
    'S3',
    'E',
    '&F',
  ];
  const ENDS = [
    '=',
    '?',
    '=?',
    '',
    '=1',
    '="x"',
    '=17,2',
    '="+49",145',
    '=,,,',
    '=";"',
    '=0,"',
    '=99999999999',
  ];
  const REST = ['\r', '\u001a', '\u001b', '\r\u001a', ';', '00FF\u001a', '\u0000\u00ff', 'ATAT/A/'];

  for (const seed of [1, 2, 3, 4]) {
    test(`the module stays in service (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      const pick = (texts: readonly string[]) => texts[Math.floor(random() * texts.length)] ?? '';
      const bench = createBench();
      await bench.command('AT+CSMS=1;+CNMI=2,2,0,1,0');
      for (let count = 0; count < 1500; count += 1) {
        await bench.type(`AT${pick([...NAMES, ...MORE])}${pick(ENDS)}${pick(REST)}`);
        if (random() < 0.1) void bench.air.terminal?.receive(deliverTpdu(), SERVICE_CENTRE);
      }
      bench.module.line.terminator = 13;
      await bench.type('\u001b\r');
      await bench.command('AT&F');
      await bench.command('ATE0');
      assert.equal(await bench.command('AT+CGMM'), '\r\nVirtual Modem\r\n\r\nOK\r\n');
    });
  }
});
