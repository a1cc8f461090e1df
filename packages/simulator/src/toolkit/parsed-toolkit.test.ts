import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { items } from '../card/operator-menu.ts';
import type { BenchOptions } from '../module/test-bench.ts';
import { bench, lines } from './testing.ts';

describe('a module that reads its card: wavecom', () => {
  const on = async (options: BenchOptions = {}) => {
    const made = await bench('wavecom', options);
    assert.deepEqual(lines(await made.command('AT+STSF=1')), ['OK', '+STIN: 0', '+STIN: 99']);
    return made;
  };

  test('the menu can be read at any time', async () => {
    const made = await on();
    const said = lines(await made.command('AT+STGI=0'));
    assert.equal(said[0], '+STGI: "Test Network"');
    assert.equal(said[1], `+STGI: 1,${items.length},"Balance",0`);
    assert.equal(said.length, items.length + 2);
  });

  test('an item, digits, hidden digits, a text', async () => {
    const made = await on();
    assert.deepEqual(lines(await made.command('AT+STGR=0,1,2')), ['OK', '+STIN: 3']);
    assert.deepEqual(lines(await made.command('AT+STGI=3')), ['+STGI: 0,1,1,4,0,"Amount"', 'OK']);
    assert.match(await made.command('AT+STGR=3,1,1'), /> $/);
    assert.deepEqual(lines(await made.type('10\x1a')), ['OK', '+STIN: 3']);
    assert.deepEqual(lines(await made.command('AT+STGI=3')), ['+STGI: 0,0,4,8,0,"PIN"', 'OK']);
    await made.command('AT+STGR=3,1,1');
    assert.deepEqual(lines(await made.type('1234\x1a')), ['OK', '+STIN: 1']);
    assert.deepEqual(lines(await made.command('AT+STGI=1')), ['+STGI: 1,"Topped up by 10",1', 'OK']);
    assert.deepEqual(lines(await made.command('AT+STGR=1,1,1')), ['OK', '+STIN: 99']);
  });

  test('a list: an item, back, the end', async () => {
    const made = await on();
    await made.command('AT+STGR=0,1,3');
    assert.equal(lines(await made.command('AT+STGI=6'))[0], '+STGI: 0,"Information 1/3"');
    assert.deepEqual(lines(await made.command('AT+STGR=6,1,3')), ['OK', '+STIN: 6']);
    assert.deepEqual(lines(await made.command('AT+STGR=95')), ['OK', '+STIN: 6']);
    assert.deepEqual(lines(await made.command('AT+STGR=99')), ['OK', '+STIN: 99']);
  });

  test('yes and no, and a text outside the alphabet', async () => {
    const made = await on();
    await made.command('AT+STGR=0,1,7');
    assert.deepEqual(lines(await made.command('AT+STGI=2')), ['+STGI: 3,0,"Allow roaming?"', 'OK']);
    await made.command('AT+STGR=2,1,1');
    await made.type('y\x1a');
    assert.deepEqual(lines(await made.command('AT+STGI=1')), ['+STGI: 1,"Roaming is on",1', 'OK']);
    await made.command('AT+STGR=1,1,1');
    await made.command('AT+STGR=0,1,4');
    assert.equal(
      lines(await made.command('AT+STGI=6'))[3],
      '+STGI: 3,3,"800420044304410441043A04380439FFFF",0',
    );
  });

  test('the module sends for the card', async () => {
    const made = await on();
    await made.command('AT+STGR=0,1,5');
    await made.command('AT+STGR=3,1,1');
    await made.type('+8820199\x1a');
    await made.command('AT+STGR=3,1,1');
    const said = lines(await made.type('hi\x1a'));
    assert.deepEqual(said.slice(0, 2), ['OK', '+STIN: 9']);
    assert.equal(made.air.sent.length, 1);
    assert.deepEqual([...said.slice(2), ...lines(await made.said())], ['+STIN: 1']);
  });

  test('a call is asked for: refused, agreed', async () => {
    const made = await on();
    assert.deepEqual(lines(await made.command('AT+STGR=0,1,12')), ['OK', '+STIN: 4']);
    assert.deepEqual(lines(await made.command('AT+STGR=4,0')), ['OK', '+STIN: 1']);
    await made.command('AT+STGR=1,1,1');
    await made.command('AT+STGR=0,1,12');
    assert.deepEqual(lines(await made.command('AT+STGR=4,1')), ['OK', '+STIN: 99']);
  });

  for (const command of [
    'AT+STGR=6,1,1',
    'AT+STGR=99',
    'AT+STGI=3',
    'AT+STGR=0,1,99',
    'AT+STGR=0,0',
    'AT+STGR=',
  ]) {
    test(`${command} does not fit while only the menu is there`, async () => {
      const made = await on();
      assert.deepEqual(lines(await made.command(command)), ['ERROR']);
    });
  }

  test('nothing of it before it is switched on, or after', async () => {
    const made = await bench('wavecom');
    assert.deepEqual(lines(await made.command('AT+STGI=0')), ['ERROR']);
    await made.command('AT+STSF=1');
    assert.equal(lines(await made.command('AT+STSF?'))[0], '+STSF: 1');
    await made.command('AT+STSF=0');
    assert.deepEqual(lines(await made.command('AT+STGR=0,1,1')), ['ERROR']);
  });

  test('has no raw commands, as the standard has none of these', async () => {
    assert.deepEqual(lines(await (await on()).command('AT+CUSATD=?')), ['ERROR']);
    assert.deepEqual(lines(await (await bench('generic')).command('AT+STSF=1')), ['ERROR']);
    assert.deepEqual(lines(await (await bench('phase2')).command('AT+CUSATD=?')), ['ERROR']);
  });
});

describe('a module that reads its card: sim7600', () => {
  const on = async () => {
    const made = await bench('sim7600');
    assert.deepEqual(lines(await made.command('AT+STK=1')), ['OK', '+STIN: 25', '+STIN: 81']);
    return made;
  };

  test('identifiers are the types; texts are UCS-2 with their length', async () => {
    const made = await on();
    const said = lines(await made.command('AT+STGI=25'));
    assert.match(said[0] ?? '', /^\+STGI: 25,0,0,48,"00540065007300740020[0-9A-F]+",\d+$/);
    assert.ok(said[0]?.endsWith(`,${items.length}`));
    assert.deepEqual(said[1], '+STGI: 1,28,"00420061006C0061006E00630065"');
  });

  test('an item, digits in quotes or bare, a text, the end', async () => {
    const made = await on();
    assert.deepEqual(lines(await made.command('AT+STGR=25,2')), ['OK', '+STIN: 23']);
    assert.match((await made.command('AT+STGI=23')).trim(), /^\+STGI: 23,2,4,1,0,1,24,"/);
    assert.deepEqual(lines(await made.command('AT+STGR=23,10')), ['OK', '+STIN: 23']);
    assert.match((await made.command('AT+STGI=23')).trim(), /^\+STGI: 23,2,8,4,0,0,12,"/);
    assert.deepEqual(lines(await made.command('AT+STGR=23,"1234"')), ['OK', '+STIN: 21']);
    assert.deepEqual(lines(await made.command('AT+STGR=21,0')), ['OK', '+STIN: 81']);
  });

  test('84 goes back, 83 ends', async () => {
    const made = await on();
    await made.command('AT+STGR=25,3');
    await made.command('AT+STGR=24,3');
    assert.deepEqual(lines(await made.command('AT+STGR=84')), ['OK', '+STIN: 24']);
    assert.deepEqual(lines(await made.command('AT+STGR=83')), ['OK', '+STIN: 81']);
  });

  test('yes or no by a letter', async () => {
    const made = await on();
    await made.command('AT+STGR=25,7');
    assert.match((await made.command('AT+STGI=22')).trim(), /^\+STGI: 22,1,0,/);
    assert.deepEqual(lines(await made.command('AT+STGR=22,"N"')), ['OK', '+STIN: 21']);
  });

  for (const command of ['AT+STGR=24,1', 'AT+STGR=83', 'AT+STGR=25', 'AT+STGR=25,0', 'AT+STGI=21']) {
    test(`${command} does not fit while only the menu is there`, async () => {
      const made = await on();
      assert.deepEqual(lines(await made.command(command)), ['ERROR']);
    });
  }
});

describe('a module that reads its card: cinterion', () => {
  const on = async () => {
    const made = await bench('cinterion');
    assert.deepEqual(lines(await made.command('AT^SSTA=1,1')), ['OK', '^SSTN: 37']);
    assert.deepEqual(lines(await made.command('AT^SSTR=37,0')), ['OK', '^SSTN: 40']);
    assert.deepEqual(lines(await made.command('AT^SSTR=40,0')), ['OK', '^SSTN: 254']);
    return made;
  };

  test('says that it speaks UCS-2', async () => {
    assert.match(lines(await (await on()).command('AT^SSTA?'))[0] ?? '', /^\^SSTA: 2,1,1,"/);
  });

  test('an item, hidden digits, a text, the end', async () => {
    const made = await on();
    assert.deepEqual(lines(await made.command('AT^SSTR=211,0,2')), ['OK', '^SSTN: 35']);
    assert.deepEqual(lines(await made.command('AT^SSTGI=35')), [
      '^SSTGI: 35,0,"0041006D006F0075006E0074",1,4,,0,0',
      'OK',
    ]);
    assert.deepEqual(lines(await made.command('AT^SSTR=35,0,,"00310030"')), ['OK', '^SSTN: 35']);
    await made.command('AT^SSTR=35,0,,"0031003200330034"');
    assert.match(lines(await made.command('AT^SSTGI=33'))[0] ?? '', /^\^SSTGI: 33,129,"0054/);
    assert.deepEqual(lines(await made.command('AT^SSTR=33,0')), ['OK', '^SSTN: 254']);
  });

  test('a list: back, the end', async () => {
    const made = await on();
    await made.command('AT^SSTR=211,0,3');
    await made.command('AT^SSTR=36,0,3');
    assert.deepEqual(lines(await made.command('AT^SSTR=36,17')), ['OK', '^SSTN: 36']);
    assert.deepEqual(lines(await made.command('AT^SSTR=36,16')), ['OK', '^SSTN: 254']);
  });

  for (const [status, sent] of [
    [0, 1],
    [32, 0],
  ] as const)
    test(`a message goes out when it is confirmed: ${status}`, async () => {
      const made = await on();
      await made.command('AT^SSTR=211,0,5');
      await made.command('AT^SSTR=35,0,,"002B0038003800320030"');
      assert.deepEqual(lines(await made.command('AT^SSTR=35,0,,"0068"')), ['OK', '^SSTN: 19']);
      const said = lines(await made.command(`AT^SSTR=19,${status}`));
      assert.equal(made.air.sent.length, sent);
      assert.deepEqual([...said, ...lines(await made.said())], ['OK', '^SSTN: 33']);
    });

  for (const command of [
    'AT^SSTR=36,0,1',
    'AT^SSTR=211,0',
    'AT^SSTR=211,19,1',
    'AT^SSTR=37,0',
    'AT^SSTGI=35',
  ])
    test(`${command} does not fit while only the menu is there`, async () => {
      assert.deepEqual(lines(await (await on()).command(command)), ['ERROR']);
    });
});
