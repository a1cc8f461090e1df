import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeSim, restart } from '../module/power.ts';
import type { Bench, BenchOptions } from '../module/test-bench.ts';
import { bench, lines } from './testing.ts';

const STATUS = '80F2000C00';
const PROFILE = '8010000002FFFF';

async function csim(made: Bench, command: string): Promise<readonly string[]> {
  return lines(await made.command(`AT+CSIM=${command.length},"${command}"`));
}

async function on(options: BenchOptions = {}): Promise<Bench> {
  const made = await bench('zte', options);
  assert.match((await csim(made, PROFILE))[0] ?? '', /^\+CSIM: 4,"91[0-9A-F]{2}"$/);
  return made;
}

describe('27.007 8.17', () => {
  test('the module says nothing of the card’s commands; the terminal asks, fetches and answers', async () => {
    const made = await on();
    const [announced = ''] = await csim(made, STATUS);
    const length = announced.slice(-3, -1);
    const [menu = ''] = await csim(made, `80120000${length}`);
    assert.match(menu, /^\+CSIM: \d+,"D081[0-9A-F]+9000"$/);
    const [, count, digits] = /: (\d+),"(.*)"/.exec(menu) ?? [];
    assert.equal(digits?.length, Number(count));
    assert.deepEqual(await csim(made, '8014 0000 0C 810301250082028281830100'.replaceAll(' ', '')), [
      '+CSIM: 4,"9115"',
      'OK',
    ]);
    assert.equal(await made.said(), '');
  });

  const taken = [
    'AT+CSIM=10,"80F2000C00"',
    'AT+CSIM=10,"80f2000c00"',
    'AT+CSIM=10,80F2000C00',
    'at+csim=8,80F2000C',
  ];
  for (const command of taken)
    test(`${command} is taken`, async () => {
      assert.deepEqual(lines(await (await bench('zte')).command(command)), ['+CSIM: 4,"9000"', 'OK']);
    });

  const wrong = [
    'AT+CSIM=8,"80F2000C00"',
    'AT+CSIM=12,"80F2000C00"',
    'AT+CSIM=9,"80F2000C0"',
    'AT+CSIM=10,"80F2000C0X"',
    'AT+CSIM=6,"80F200"',
    'AT+CSIM=10',
    'AT+CSIM="10","80F2000C00"',
    'AT+CSIM=10,"80F2000C00",1',
    `AT+CSIM=524,"${'00'.repeat(262)}"`,
  ];
  for (const command of wrong)
    test(`${command.slice(0, 40)} is wrong`, async () => {
      const made = await bench('zte');
      await made.command('AT+CMEE=1');
      assert.deepEqual(lines(await made.command(command)), ['+CME ERROR: 50']);
    });

  test('the longest command there is', async () => {
    const made = await bench('zte');
    assert.deepEqual(await csim(made, `80C20000FF${'00'.repeat(256)}`), ['+CSIM: 4,"6A80"', 'OK']);
  });

  test('test form; no card, no power; a card that asks for its PIN', async () => {
    const made = await bench('zte', { sim: { pinEnabled: true } });
    assert.deepEqual(lines(await made.command('AT+CSIM=?')), ['OK']);
    assert.deepEqual(await csim(made, STATUS), ['+CSIM: 4,"9000"', 'OK']);
    await made.command('AT+CMEE=1');
    changeSim(made.module, undefined);
    assert.deepEqual(await csim(made, STATUS), ['+CME ERROR: 10']);
    changeSim(made.module, made.sim);
    await made.command('AT+CFUN=0');
    assert.deepEqual(await csim(made, STATUS), ['+CME ERROR: 10']);
  });

  test('a SIM of 2G', async () => {
    const made = await bench('zte', { sim: { class: 'sim' } });
    assert.deepEqual(await csim(made, STATUS), ['+CSIM: 4,"6E00"', 'OK']);
    assert.match((await csim(made, 'A010000001FF'))[0] ?? '', /"91[0-9A-F]{2}"$/);
    assert.equal(made.module.toolkit.active, true);
  });

  test('a restart or another card forgets, until the profile comes again', async () => {
    const made = await on();
    const forgets = [
      () => restart(made.module, 0),
      () => {
        changeSim(made.module, undefined);
        changeSim(made.module, made.sim);
      },
    ];
    for (const forget of forgets) {
      forget();
      made.dial();
      assert.equal(made.module.toolkit.active, false);
      assert.deepEqual(await csim(made, STATUS), ['+CSIM: 4,"9000"', 'OK']);
      assert.match((await csim(made, PROFILE))[0] ?? '', /"91[0-9A-F]{2}"$/);
    }
  });

  test('a profile that the card refused switches nothing on', async () => {
    const made = await bench('zte', { sim: { toolkit: false } });
    assert.deepEqual(await csim(made, PROFILE), ['+CSIM: 4,"6D00"', 'OK']);
    assert.equal(made.module.toolkit.active, false);
  });

  for (const name of ['generic', 'phase2', 'simcom', 'wavecom', 'ericsson', 'cinterion', 'm66'])
    test(`${name} has no +CSIM`, async () => {
      const made = await bench(name);
      assert.deepEqual(await csim(made, STATUS), ['ERROR']);
      assert.deepEqual(lines(await made.command('AT+CSIM=?')), ['ERROR']);
    });
});
