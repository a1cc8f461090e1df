import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeSim, restart } from '../module/power.ts';
import type { Bench, BenchOptions } from '../module/test-bench.ts';
import { toHex } from '../sms/hex.ts';
import { bench, lines } from './testing.ts';

describe('27.007 clause 12', () => {
  const on = async (made: Bench) => lines(await made.command('AT+CUSATA=1'));
  const menu = /^\+CUSATP: "D081[0-9A-F]+"$/;
  const answer = (number: string, type: string) => `81030${number}${type}00820282818301`;

  /** Past the menu and the idle text that every start begins with. */
  const idle = async (options: BenchOptions = {}) => {
    const made = await bench('generic', options);
    const said = await on(made);
    assert.equal(said[0], 'OK');
    assert.match(said[1] ?? '', menu);
    await made.command(`AT+CUSATT="${answer('1', '25')}00"`);
    assert.deepEqual(lines(await made.command(`AT+CUSATT="${answer('2', '28')}00"`)), [
      '+CUSATT: "9000"',
      'OK',
      '+CUSATEND',
    ]);
    return made;
  };

  test('the card begins when it has its profile, and ends its session', async () => {
    await idle();
  });

  test('a menu item by an envelope; the text that follows; the end', async () => {
    const made = await idle();
    assert.deepEqual(lines(await made.command('AT+CUSATE="D30782020181900101"')), [
      '+CUSATE: "","910B"',
      'OK',
      '+CUSATP: "D009810303020082028182"',
    ]);
    const said = lines(await made.command(`AT+CUSATT="${answer('3', '02')}00"`));
    assert.match(said[2] ?? '', /^\+CUSATP: "D0[0-9A-F]{2}810304218182028102/);
    assert.deepEqual(lines(await made.command('AT+CUSATE="D30782020181900101"')), [
      '+CUSATE: "","9300"',
      'OK',
    ]);
  });

  test('profiles are written, read and kept over a restart', async () => {
    const made = await bench('generic');
    assert.deepEqual(lines(await made.command('AT+CUSATW=0,"7F"')), ['OK']);
    assert.deepEqual(lines(await made.command('AT+CUSATD=1,1')), ['OK']);
    const profiles = lines(await made.command('AT+CUSATR'));
    assert.equal(profiles[1], '+CUSATR: 1,"7F"');
    restart(made.module, 0);
    assert.match(lines(await made.said()).at(-1) ?? '', menu);
    assert.equal(lines(await made.command('AT+CUSATD?'))[0], '+CUSATD: 1,1');
    assert.deepEqual(lines(await made.command('AT+CUSATW=0')), ['OK']);
    assert.equal(lines(await made.command('AT+CUSATR')).length, 2);
  });

  test('another card begins anew', async () => {
    const made = await idle();
    await made.command('AT+CUSATD=1');
    changeSim(made.module, undefined);
    changeSim(made.module, made.sim);
    assert.match(lines(await made.said()).at(-1) ?? '', menu);
  });

  test('a card begins by itself when it has its PIN', async () => {
    const made = await bench('generic', { sim: { pinEnabled: true } });
    await made.command('AT+CUSATD=1');
    assert.match(lines(await made.command('AT+CPIN=0000')).at(-1) ?? '', menu);
  });

  test('the radio off and on leaves the card as it is; no power and power again begin anew', async () => {
    const made = await idle();
    await made.command('AT+CUSATD=1');
    await made.command('AT+CUSATE="D30782020181900101"');
    await made.command('AT+CFUN=4');
    assert.deepEqual(lines(await made.command('AT+CFUN=1')), ['OK']);
    assert.match(lines(await made.command(`AT+CUSATT="${answer('3', '02')}00"`))[0] ?? '', /"91/);
    assert.deepEqual(lines(await made.command('AT+CFUN=0')), ['OK']);
    assert.match(lines(await made.command('AT+CFUN=1')).at(-1) ?? '', menu);
  });

  test('a card whose toolkit was begun by the terminal keeps its session without power', async () => {
    const made = await idle();
    await made.command('AT+CUSATE="D30782020181900101"');
    await made.command('AT+CFUN=0');
    assert.deepEqual(lines(await made.command('AT+CFUN=1')), ['OK']);
    assert.match(lines(await made.command(`AT+CUSATT="${answer('3', '02')}00"`))[0] ?? '', /"91/);
  });

  test('a card without toolkit says nothing', async () => {
    const made = await bench('generic', { sim: { toolkit: false } });
    assert.deepEqual(await on(made), ['OK']);
    assert.deepEqual(lines(await made.command('AT+CUSATE="D30782020181900101"')), ['ERROR']);
  });

  const wrong = [
    'AT+CUSATA=2',
    'AT+CUSATW=1,"00"',
    'AT+CUSATW=0,"0"',
    'AT+CUSATD=2',
    'AT+CUSATT',
    'AT+CUSATT="xy"',
  ];
  for (const command of wrong) {
    test(`${command} is wrong`, async () => {
      const made = await idle();
      assert.deepEqual(lines(await made.command(command)), ['ERROR']);
    });
  }

  const refused: readonly [command: string, answer: readonly string[]][] = [
    ['AT+CUSATA', ['ERROR']],
    ['AT+CUSATA=2', ['+CME ERROR: 50']],
    ['AT+CUSATW=0,"00",1', ['+CME ERROR: 50']],
    ['AT+CUSATW=0,""', ['+CME ERROR: 50']],
    ['AT+CUSATD=0,2', ['+CME ERROR: 50']],
    ['AT+CUSATT="8103"', ['+CME ERROR: 3']],
    ['AT+CUSATT="8103",1', ['+CME ERROR: 50']],
    ['AT+CUSATE="D3"', ['+CUSATE: "","6A80"', 'OK']],
    ['AT+CUSATE="D30782020181900163"', ['+CUSATE: "","6A80"', 'OK']],
    ['AT+CUSATE="D60799010482028281"', ['+CUSATE: "","9000"', 'OK']],
    ['AT+CUSATE="D30782020181900101",1', ['+CME ERROR: 50']],
    ['AT+CUSATE="xy"', ['+CME ERROR: 50']],
    ['AT+CUSATE=""', ['+CME ERROR: 50']],
  ];
  for (const [command, answered] of refused)
    test(`${command} is answered ${answered.join(' ')}`, async () => {
      const made = await idle();
      await made.command('AT+CMEE=1');
      assert.deepEqual(lines(await made.command(command)), answered);
    });

  test('the profile that goes to the card is the terminal’s, else the module’s own', async () => {
    for (const [command, profile] of [
      ['AT+CUSATW=0,"7F"', '7F'],
      ['AT+CUSATW=0', 'FFE07F3F00000019'],
    ] as const) {
      const made = await bench('generic');
      await made.command(command);
      await on(made);
      const [first] = made.sim.toolkit?.record.items() ?? [];
      assert.equal(first && toHex(first.octets), profile);
      assert.equal(lines(await made.command('AT+CUSATR'))[0], '+CUSATR: 0,"FFE07F3F00000019"');
    }
  });

  test('nothing waits for a response', async () => {
    const made = await idle();
    await made.command('AT+CMEE=1');
    assert.deepEqual(lines(await made.command(`AT+CUSATT="${answer('2', '28')}00"`)), ['+CME ERROR: 3']);
  });

  test('not without the PIN', async () => {
    const made = await bench('generic', { sim: { pinEnabled: true } });
    await made.command('AT+CMEE=1');
    assert.deepEqual(await on(made), ['+CME ERROR: 11']);
  });
});

describe('octets under names of the maker: ericsson', () => {
  const on = async () => {
    const made = await bench('ericsson');
    const said = lines(await made.command('AT*STKC=1,"7F"'));
    assert.equal(said[0], 'OK');
    assert.match(said[1] ?? '', /^\*STKI: "D081[0-9A-F]+"$/);
    await made.command('AT*STKR="810301250082028281830100"');
    assert.deepEqual(lines(await made.command('AT*STKR="810302280082028281830100"')), ['OK', '*STKEND']);
    return made;
  };

  test('a menu item; the text that follows; the end', async () => {
    const made = await on();
    assert.deepEqual(lines(await made.command('AT*STKE="D30782020181900101"')), [
      '*STKE: ""',
      'OK',
      '*STKI: "D009810303020082028182"',
    ]);
    assert.deepEqual(lines(await made.command('AT*STKE="D30782020181900101"')), ['ERROR']);
    assert.match(
      lines(await made.command('AT*STKR="810303020082028281830100"'))[1] ?? '',
      /^\*STKI: "D0[0-9A-F]{2}810304218182028102/,
    );
    assert.deepEqual(lines(await made.command('AT*STKR="810304218182028281830100"')), ['OK', '*STKEND']);
  });

  for (const command of ['AT*STKC=1', 'AT*STKC=2,"7F"', 'AT*STKR="8103"', 'AT*STKR=', 'AT*STKE="xy"'])
    test(`${command} is wrong`, async () => {
      assert.deepEqual(lines(await (await on()).command(command)), ['ERROR']);
    });

  test('is switched off', async () => {
    const made = await on();
    assert.equal(lines(await made.command('AT*STKC?'))[0], '*STKC: 1');
    await made.command('AT*STKC=0');
    assert.deepEqual(lines(await made.command('AT*STKE="D30782020181900101"')), ['ERROR']);
  });
});
