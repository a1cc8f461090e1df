import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { textToSeptets } from '../codec/alphabet.ts';
import { packUssd } from '../codec/ussd-string.ts';
import type { Fault } from './read-fault.ts';
import { benchWith } from './test-faults.ts';

describe('calls', () => {
  test('dialAnswer: CONNECT for a voice call', async () => {
    const bench = benchWith([{ fault: 'dialAnswer', times: 1 }]);
    assert.equal(await bench.command('ATD+491701;'), '\r\nCONNECT\r\n');
    assert.match(await bench.command('AT+CLCC'), /\+CLCC: 1,0,2/);
  });

  const rows: readonly [ignored: readonly string[], line: string, ends: boolean][] = [
    [['H'], 'ATH', false],
    [['H'], 'AT+CHUP', true],
    [['H', '+CHUP'], 'AT+CHUP', false],
    [['H', '+CHUP'], 'AT+CHLD=1', true],
  ];
  for (const [commands, line, ends] of rows) {
    test(`hangUpIgnored: ${commands}; ${line} ${ends ? 'ends the call' : 'is answered OK'}`, async () => {
      const bench = benchWith([{ fault: 'hangUpIgnored', commands }]);
      await bench.command('ATD+491701;');
      bench.air.terminal?.call({ kind: 'connected', call: 1 });
      assert.match(await bench.command(line), /OK/);
      assert.equal((await bench.command('AT+CLCC')).includes('+CLCC:'), !ends);
    });
  }
});

describe('USSD', () => {
  async function answerTo(fault: Fault, text = 'Your balance is 10'): Promise<string> {
    const bench = benchWith([fault]);
    const request = await bench.command('AT+CUSD=1,"*100#",15');
    const octets = packUssd(textToSeptets(text) ?? []);
    bench.air.terminal?.ussd({ kind: 'result', string: { coding: 15, octets } });
    return request.replace('\r\nOK\r\n', '') + (await bench.said());
  }

  test('characters with another coding', async () => {
    assert.equal(
      await answerTo({ fault: 'ussdAnswer', coding: 0 }),
      '\r\n+CUSD: 0,"Your balance is 10",0\r\n',
    );
  });

  test('in pieces', async () => {
    assert.equal(
      await answerTo({ fault: 'ussdAnswer', pieces: 3 }),
      '\r\n+CUSD: 0,"Your b",15\r\n\r\n+CUSD: 0,"alance",15\r\n\r\n+CUSD: 0," is 10",15\r\n',
    );
  });

  const pieces: readonly [count: number, text: string, shown: readonly string[]][] = [
    [1, 'abcde', ['abcde']],
    [2, 'abcde', ['abcd', 'e']],
    [2, 'abcd', ['ab', 'cd']],
    [8, 'abc', ['ab', 'c']],
  ];
  for (const [count, text, shown] of pieces)
    test(`${text} in ${count} pieces of an even length`, async () =>
      assert.equal(
        await answerTo({ fault: 'ussdAnswer', pieces: count }, text),
        shown.map(piece => `\r\n+CUSD: 0,"${piece}",15\r\n`).join(''),
      ));

  test('a notice without a text stays whole', async () => {
    const bench = benchWith([{ fault: 'ussdAnswer', pieces: 3, coding: 0 }]);
    await bench.command('AT+CUSD=1,"*100#",15');
    bench.air.terminal?.ussd({ kind: 'timeout' });
    assert.match(await bench.said(), /^\r\n\+CUSD: \d\r\n$/);
  });

  test('behind a release that is none', async () => {
    const before = ['+CUSD: 2,"Initiating Release",15'];
    assert.equal(
      await answerTo({ fault: 'ussdAnswer', before }),
      '\r\n+CUSD: 2,"Initiating Release",15\r\n\r\n+CUSD: 0,"Your balance is 10",15\r\n',
    );
  });

  test('another line in its place, once', async () => {
    assert.equal(await answerTo({ fault: 'ussdAnswer', instead: '+CUSD: 4', times: 1 }), '\r\n+CUSD: 4\r\n');
  });

  test('packed, both ways', async () => {
    const bench = benchWith([{ fault: 'ussdAnswer', form: 'packed', coding: 0 }]);
    assert.match(await bench.command('AT+CUSD=1,"*100#",15'), /ERROR/);
    assert.match(await bench.command('AT+CUSD=1,"AA180C3602",15'), /OK/);
    bench.air.terminal?.ussd({
      kind: 'result',
      string: { coding: 15, octets: packUssd(textToSeptets('ok') ?? []) },
    });
    assert.equal(await bench.said(), '\r\n+CUSD: 0,"EF35",0\r\n');
  });

  test('refused', async () => {
    const bench = benchWith([{ fault: 'ussdAnswer', error: 258 }]);
    await bench.command('AT+CMEE=1');
    assert.equal(await bench.command('AT+CUSD=1,"*100#",15'), '\r\n+CME ERROR: 258\r\n');
    assert.match(await bench.command('AT+CUSD=1'), /OK/);
    assert.deepEqual(bench.air.ussd, []);
  });
});
