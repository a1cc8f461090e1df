import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { IDLE_TEXT, items, TITLE } from '../../card/operator-menu.ts';
import { commandTypes, tagNumbers } from '../../card/proactive-command.ts';
import { changeSim, restart } from '../../module/power.ts';
import { type Bench, createBench } from '../../module/test-bench.ts';
import { toHex } from '../../sms/hex.ts';
import { heard, send } from '../../toolkit/testing.ts';
import { huawei } from './huawei.ts';
import { hex, made, on, said, typed } from './huawei-testing.ts';

describe('^STSF', () => {
  const profile = 'FFFFFFFF7FFF00DFDF03001FE2000000C3CB000000010000910000000008';

  test('is off from the factory, and tells its ranges', async () => {
    const bench = made();
    assert.deepEqual(await typed(bench, 'AT^STSF?'), [`^STSF:0,${profile},119`, 'OK']);
    assert.deepEqual(await typed(bench, 'AT^STSF=?'), ['^STSF: (0-2), (160060c0-5ffffff7), (1-255)', 'OK']);
    restart(bench.module, 0);
    bench.clock.advance(200_000);
    assert.deepEqual(await said(bench), []);
    assert.equal(bench.sim.toolkit?.record.items().length, 0);
  });

  const kept: [command: string, state: string][] = [
    ['AT^STSF=1', `1,${profile},119`],
    ['AT^STSF=1,5ffffff7', '1,5FFFFFF7,119'],
    ['AT^STSF=1,"160060c0",255', '1,160060C0,255'],
    ['AT^STSF=0,,1', `0,${profile},1`],
    [`AT^STSF=1,${'FF'.repeat(32)}`, `1,${'FF'.repeat(32)},119`],
  ];
  for (const [command, state] of kept)
    test(`${command} is kept, and counts from the next start`, async () => {
      const bench = made();
      assert.deepEqual(await typed(bench, command), ['OK']);
      assert.deepEqual(await typed(bench, 'AT^STGI=0,0'), ['ERROR']);
      changeSim(bench.module, bench.sim);
      assert.equal(bench.module.toolkit.active, false);
      restart(bench.module, 0);
      await said(bench);
      assert.deepEqual(await typed(bench, 'AT^STSF?'), [`^STSF:${state}`, 'OK']);
      assert.equal(bench.module.toolkit.active, state.startsWith('1'));
    });

  const wrong = [
    '2',
    '3',
    '',
    ',FF',
    '1,F',
    '1,""',
    '1,XY',
    `1,${'FF'.repeat(33)}`,
    '1,,0',
    '1,,256',
    '1,,60,1',
  ];
  for (const parameters of wrong)
    test(`AT^STSF=${parameters.slice(0, 20)} is wrong`, async () => {
      const bench = made();
      await bench.command('AT+CMEE=1');
      assert.deepEqual(await typed(bench, `AT^STSF=${parameters}`), ['+CME ERROR: 50']);
    });

  test('AT+CFUN=1,1 starts it, on the line that comes back; off goes on until the next start', async () => {
    const bench = createBench({ persona: huawei });
    await bench.command('AT^STSF=1,5FFFFFF7');
    await bench.command('AT+CFUN=1,1');
    await bench.said();
    bench.clock.advance(8000);
    bench.dial();
    await bench.said();
    const [first] = bench.sim.toolkit?.record.items() ?? [];
    assert.equal(first && toHex(first.octets), '5FFFFFF7');
    await bench.command('AT^STSF=0');
    assert.equal((await typed(bench, 'AT^STGI=0,0')).at(-1), 'OK');
    restart(bench.module, 0);
    bench.dial();
    assert.deepEqual(await typed(bench, 'AT^STGI=0,0'), ['ERROR']);
  });

  test('begins anew with another card, behind the PIN, and when the card has power again', async () => {
    const bench = await on({ sim: { pinEnabled: false } });
    const begun = ['^STIN: 0, 0, 0', '^STIN: 12, 0, 0'];
    changeSim(bench.module, bench.sim);
    assert.deepEqual(await said(bench), begun);
    assert.deepEqual(await typed(bench, 'AT+CFUN=0'), ['OK']);
    bench.clock.advance(100_000);
    assert.deepEqual(await said(bench), []);
    assert.deepEqual(await typed(bench, 'AT+CFUN=1'), ['OK', ...begun]);
    await bench.command(`AT+CLCK="SC",1,"${bench.sim.code.pin}"`);
    restart(bench.module, 0);
    assert.deepEqual(await said(bench), []);
    assert.deepEqual(await typed(bench, `AT+CPIN="${bench.sim.code.pin}"`), ['OK', ...begun]);
  });
});

describe('^STGI and ^STGR over the menu', () => {
  test('the menu can be read at any time; labels are octets', async () => {
    const bench = await on();
    const menu = await typed(bench, 'AT^STGI=0,0');
    assert.equal(menu[0], `^STGI:0,${items.length},"${hex(TITLE)}"`);
    assert.equal(menu[1], `^STGI:1,${items.length},"${hex('Balance')}",0,`);
    assert.equal(menu.length, items.length + 2);
    await bench.command('AT^STGR=0,0,1,2');
    await bench.command('AT+CSCS="UCS2"');
    assert.deepEqual(await typed(bench, 'AT^STGI=0,1'), menu);
  });

  test('the idle text waits for the terminal', async () => {
    const bench = made();
    await bench.command('AT^STSF=1');
    restart(bench.module, 0);
    await bench.said();
    assert.deepEqual(await typed(bench, 'AT^STGR=0,0,1,1'), ['ERROR']);
    assert.deepEqual(await typed(bench, 'AT^STGI=12,0'), [`^STGI:"${hex(IDLE_TEXT)}",4`, 'OK']);
  });

  test('an item, digits, hidden digits, a text', async () => {
    const bench = await on();
    assert.deepEqual(await typed(bench, 'AT^STGR=0,0,1,2'), ['OK', '^STIN: 3, 0, 0']);
    assert.deepEqual(await typed(bench, 'AT^STGI=3,1'), [`^STGI:"${hex('Amount')}",4,2,0,1,1,4,0`, 'OK']);
    assert.deepEqual(await typed(bench, 'AT^STGR=3,1,1,"3130"'), ['OK', '^STIN: 3, 0, 0']);
    assert.deepEqual(await typed(bench, 'AT^STGI=3,1'), [`^STGI:"${hex('PIN')}",4,2,0,0,4,8,0`, 'OK']);
    assert.deepEqual(await typed(bench, 'AT^STGR=3,1,1,"31323334"'), ['OK', '^STIN: 1, 0, 0']);
    assert.deepEqual(await typed(bench, 'AT^STGI=1,1'), [`^STGI:"${hex('Topped up by 10')}",4,1`, 'OK']);
    assert.deepEqual(await typed(bench, 'AT^STGR=1,1,1'), ['OK', '^STIN: 99, 0, 0']);
  });

  test('a list with labels outside the alphabet; a text in UCS-2', async () => {
    const bench = await on();
    assert.deepEqual(await typed(bench, 'AT^STGR=0,0,1,4'), ['OK', '^STIN: 6, 0, 0']);
    const list = await typed(bench, 'AT^STGI=6,1');
    assert.equal(list[0], `^STGI:,3,"${hex('Language')}"`);
    assert.equal(list[3], '^STGI:3,3,"800420044304410441043A04380439",0,');
    assert.deepEqual(await typed(bench, 'AT^STGR=6,1,1,3'), ['OK', '^STIN: 1, 0, 0']);
    assert.match((await typed(bench, 'AT^STGI=1,1'))[0] ?? '', /^\^STGI:"042F0437[0-9A-F]+",8,1$/);
  });

  for (const [answer, word] of [
    ['31', 'on'],
    ['30', 'off'],
  ] as const)
    test(`yes or no: ${answer}`, async () => {
      const bench = await on();
      assert.deepEqual(await typed(bench, 'AT^STGR=0,0,1,7'), ['OK', '^STIN: 2, 0, 0']);
      assert.deepEqual(await typed(bench, 'AT^STGI=2,1'), [`^STGI:"${hex('Allow roaming?')}",4,1,0`, 'OK']);
      await bench.command(`AT^STGR=2,1,1,"${answer}"`);
      assert.equal((await typed(bench, 'AT^STGI=1,1'))[0], `^STGI:"${hex(`Roaming is ${word}`)}",4,1`);
    });

  const ends: [command: string, notice: string][] = [
    ['AT^STGR=6,1,3', '^STIN: 6, 0, 0'],
    ['AT^STGR=6,1,0', '^STIN: 99, 0, 0'],
    ['AT^STGR=99,0,0', '^STIN: 99, 0, 0'],
  ];
  for (const [command, notice] of ends)
    test(`in a list ${command} leads to ${notice}`, async () => {
      const bench = await on();
      await bench.command('AT^STGR=0,0,1,3');
      await bench.command('AT^STGR=6,1,1,3');
      assert.deepEqual(await typed(bench, command), ['OK', notice]);
    });

  test('the module sends and calls without a word', async () => {
    const bench = await on();
    await bench.command('AT^STGR=0,0,1,5');
    await bench.command('AT^STGR=3,1,1,"2B38383230313939"');
    const sent = await typed(bench, 'AT^STGR=3,1,1,"6869"');
    assert.deepEqual([...sent, ...(await said(bench))], ['OK', '^STIN: 1, 0, 0']);
    assert.equal(bench.air.sent.length, 1);
    await bench.command('AT^STGR=1,1,1');
    assert.deepEqual(await typed(bench, 'AT^STGR=0,0,1,12'), ['OK', '^STIN: 1, 0, 0']);
  });

  const refused: [command: string, reason: string][] = [
    ['AT^STGI=0', '+CME ERROR: 50'],
    ['AT^STGI=13,0', '+CME ERROR: 50'],
    ['AT^STGI=0,9', '+CME ERROR: 50'],
    ['AT^STGI=0,0,0', '+CME ERROR: 50'],
    ['AT^STGI=6,1', 'ERROR'],
    ['AT^STGI=4,1', 'ERROR'],
    ['AT^STGR=0,0,1', '+CME ERROR: 50'],
    ['AT^STGR=0,0,1,"1"', '+CME ERROR: 50'],
    ['AT^STGR=0,9,1,1', '+CME ERROR: 50'],
    ['AT^STGR=0,0,7', '+CME ERROR: 50'],
    ['AT^STGR=13,0,1', '+CME ERROR: 50'],
    ['AT^STGR=99', '+CME ERROR: 50'],
    ['AT^STGR=0,0,1,1,1', '+CME ERROR: 50'],
    ['AT^STGR=0,0,1,99', 'ERROR'],
    ['AT^STGR=0,0,0', 'ERROR'],
    ['AT^STGR=6,1,1,1', 'ERROR'],
    ['AT^STGR=99,0,0', 'ERROR'],
  ];
  for (const [command, reason] of refused)
    test(`${command} while only the menu is there: ${reason}`, async () => {
      assert.deepEqual(await typed(await on(), command), [reason]);
    });
});

describe('a command that waits', () => {
  test('is named by ^STGI?; the menu, where none does or one that the module carries out itself', async () => {
    const bench = await on();
    assert.deepEqual(await typed(bench, 'AT^STGI?'), ['^STGI: 0, 0', 'OK']);
    await send(bench, { type: commandTypes.refresh });
    assert.deepEqual(await typed(bench, 'AT^STGI?'), ['^STGI: 7, 0', 'OK']);
    await bench.command('AT^STGR=7,1,1');
    bench.air.answer = () => new Promise(() => {});
    const tpdu = { tag: tagNumbers.tpdu, value: Uint8Array.of(1) };
    await send(bench, { type: commandTypes.sendShortMessage, objects: [tpdu] });
    assert.deepEqual(await typed(bench, 'AT^STGI?'), ['^STGI: 0, 0', 'OK']);
  });

  test('is told again every 20 s, also when it was read, until it is answered', async () => {
    const bench = await on();
    await bench.command('AT^STGR=0,0,1,1');
    bench.clock.advance(20_000);
    await bench.command('AT^STGI=1,1');
    bench.clock.advance(20_000);
    assert.deepEqual(await said(bench), ['^STIN: 1, 0, 0']);
    await bench.command('AT^STGR=1,1,1');
    bench.clock.advance(200_000);
    assert.deepEqual(await said(bench), []);
  });

  test('is answered by the module when its time is over', async () => {
    const bench = await on();
    await bench.command('AT^STGR=0,0,1,1');
    bench.clock.advance(59_999);
    assert.deepEqual(await said(bench), Array(2).fill('^STIN: 1, 0, 0'));
    bench.clock.advance(1);
    assert.deepEqual(await said(bench), ['^STIN: 1, 0, 1', '^STIN: 99, 0, 0']);
    assert.equal(heard(bench), '830112');
    bench.clock.advance(200_000);
    assert.deepEqual(await said(bench), []);
    assert.deepEqual(await typed(bench, 'AT^STGR=1,1,1'), ['ERROR']);
  });

  const forgets: [how: string, forget: (bench: Bench) => void][] = [
    ['its card', ({ module }) => changeSim(module, undefined)],
    ['the module’s power', ({ module }) => restart(module, 0)],
  ];
  for (const [how, forget] of forgets)
    test(`is forgotten with ${how}`, async () => {
      const bench = await on();
      await bench.command('AT^STSF=0');
      await bench.command('AT^STGR=0,0,1,1');
      forget(bench);
      bench.clock.advance(200_000);
      assert.deepEqual(await said(bench), []);
    });
});
