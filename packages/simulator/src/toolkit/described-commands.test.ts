/** Commands of a card in the words of the modules that read them for the terminal, and what the card hears of the answers. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DataObject } from '../card/data-objects.ts';
import { commandTypes, tagNumbers } from '../card/proactive-command.ts';
import { changeSim } from '../module/power.ts';
import type { Bench } from '../module/test-bench.ts';
import { fromHex } from '../sms/hex.ts';
import { bench, heard, lines, type Sent, send } from './testing.ts';

function object(tag: number, digits: string): DataObject {
  return { tag, value: fromHex(digits) ?? assert.fail(digits) };
}

const { displayText, getInkey, getInput, playTone, selectItem, setUpCall, setUpIdleModeText, setUpMenu } =
  commandTypes;
/** "Hi", as a text and as a title. */
const hi = object(tagNumbers.text, '044869');
const title = object(tagNumbers.alpha, '4869');
const lengths = object(tagNumbers.length, '0105');
/** Two items, and one that is empty, as it takes a menu away (TS 102 223 6.4.8). */
const items = [object(tagNumbers.item, '0541'), object(tagNumbers.item, '0942')];
const empty = object(tagNumbers.item, '');

interface Module {
  readonly name: string;
  /** Commands that switch the toolkit on and end what the card begins with. */
  readonly on: readonly string[];
  readonly notice: string;
  readonly read: string;
  readonly answer: string;
  /** The notice of a session's end. */
  readonly end: number;
}

const wavecom: Module = {
  ...{ name: 'wavecom', on: ['+STSF=1'] },
  ...{ notice: '+STIN: ', read: '+STGI', answer: '+STGR', end: 99 },
};
const sim7600: Module = {
  ...{ name: 'sim7600', on: ['+STK=1'] },
  ...{ notice: '+STIN: ', read: '+STGI', answer: '+STGR', end: 81 },
};
const cinterion: Module = {
  ...{ name: 'cinterion', on: ['^SSTA=1,1', '^SSTR=37,0', '^SSTR=40,0'] },
  ...{ notice: '^SSTN: ', read: '^SSTGI', answer: '^SSTR', end: 254 },
};

async function on({ name, on: commands }: Module): Promise<Bench> {
  const made = await bench(name);
  for (const command of commands) await made.command(`AT${command}`);
  await made.said();
  return made;
}

/** "Hi", "A" and "B" in UCS-2. */
const WIDE_HI = '"00480069"';
const WIDE_A = '"0041"';
const WIDE_B = '"0042"';

const described: readonly [module: Module, type: number, sent: Sent, read: readonly string[]][] = [
  [wavecom, 1, { type: displayText, qualifier: 0x01, objects: [hi] }, ['1,"Hi",0']],
  [wavecom, 1, { type: displayText, qualifier: 0x80, objects: [hi] }, ['0,"Hi",1']],
  [wavecom, 2, { type: getInkey, qualifier: 0, objects: [hi] }, ['0,0,"Hi"']],
  [wavecom, 2, { type: getInkey, qualifier: 1, objects: [hi] }, ['1,0,"Hi"']],
  [wavecom, 2, { type: getInkey, qualifier: 3, objects: [hi] }, ['2,0,"Hi"']],
  [wavecom, 2, { type: getInkey, qualifier: 4, objects: [hi] }, ['3,0,"Hi"']],
  [wavecom, 3, { type: getInput, qualifier: 3, objects: [hi, lengths] }, ['2,1,1,5,0,"Hi"']],
  [wavecom, 3, { type: getInput, qualifier: 5, objects: [hi] }, ['1,0,0,255,0,"Hi"']],
  [wavecom, 4, { type: setUpCall, objects: [title] }, ['"Hi"']],
  [wavecom, 6, { type: selectItem, objects: [title, ...items, empty] }, ['0,"Hi"', '5,2,"A",0', '9,2,"B",0']],
  [sim7600, 21, { type: displayText, qualifier: 0x01, objects: [hi] }, [`21,1,0,8,${WIDE_HI}`]],
  [sim7600, 21, { type: displayText, qualifier: 0x80, objects: [hi] }, [`21,0,1,8,${WIDE_HI}`]],
  [sim7600, 22, { type: getInkey, qualifier: 1, objects: [hi] }, [`22,0,0,8,${WIDE_HI}`]],
  [sim7600, 22, { type: getInkey, qualifier: 3, objects: [hi] }, [`22,3,0,8,${WIDE_HI}`]],
  [sim7600, 22, { type: getInkey, qualifier: 0, objects: [hi] }, [`22,2,0,8,${WIDE_HI}`]],
  [sim7600, 23, { type: getInput, qualifier: 1, objects: [hi, lengths] }, [`23,0,5,1,0,1,8,${WIDE_HI}`]],
  [
    sim7600,
    24,
    { type: selectItem, objects: [title, ...items] },
    [`24,0,0,0,8,${WIDE_HI},2`, `5,4,${WIDE_A}`, `9,4,${WIDE_B}`],
  ],
  [sim7600, 25, { type: setUpMenu, objects: [title, empty] }, [`25,0,0,8,${WIDE_HI},0`]],
  [cinterion, 32, { type: playTone, objects: [title] }, [`32,0,${WIDE_HI},0,0`]],
  [cinterion, 33, { type: displayText, qualifier: 0x81, objects: [hi] }, [`33,129,${WIDE_HI},0,0,0`]],
  [cinterion, 34, { type: getInkey, qualifier: 4, objects: [hi] }, [`34,4,${WIDE_HI},0,0`]],
  [
    cinterion,
    36,
    { type: selectItem, objects: [title, ...items] },
    [`36,0,2,${WIDE_HI},0,0,0,0,0`, `36,5,${WIDE_A},0,0`, `36,9,${WIDE_B},0,0`],
  ],
  [
    cinterion,
    37,
    { type: setUpMenu, objects: [title, items[0] ?? empty] },
    [`37,0,1,${WIDE_HI},0,0,0,0`, `37,5,${WIDE_A},0,0`],
  ],
  [cinterion, 40, { type: setUpIdleModeText, objects: [hi] }, [`40,0,${WIDE_HI},0,0`]],
];

describe('a command is announced by its number and read', () => {
  for (const [module, type, sent, read] of described)
    test(`${module.name}: ${read.join(' ')}`, async () => {
      const made = await on(module);
      assert.equal((await send(made, sent))[0], `${module.notice}${type}`);
      assert.deepEqual(lines(await made.command(`AT${module.read}=${type}`)), [
        ...read.map(line => `${module.read}: ${line}`),
        'OK',
      ]);
    });
});

/** The answer, and what the card hears of it behind the device identities (TS 102 223 6.8). */
const answered: readonly [module: Module, sent: Sent, answer: string, heard: string][] = [
  [wavecom, { type: displayText }, '1,0', '830110'],
  [wavecom, { type: displayText }, '1,1', '830100'],
  [wavecom, { type: displayText }, '1,3', '830111'],
  [wavecom, { type: displayText }, '95', '830111'],
  [wavecom, { type: displayText }, '96', '830130'],
  [wavecom, { type: displayText }, '97', '830120'],
  [wavecom, { type: displayText }, '98', '830112'],
  [wavecom, { type: displayText }, '99', '830110'],
  [wavecom, { type: setUpCall }, '4,0', '830122'],
  [wavecom, { type: selectItem }, '6,1,255', '8301009001FF'],
  [sim7600, { type: displayText }, '83', '830110'],
  [sim7600, { type: displayText }, '84', '830111'],
  [sim7600, { type: displayText }, '21', '830100'],
  [sim7600, { type: selectItem }, '24,255', '8301009001FF'],
  [sim7600, { type: getInput, qualifier: 1 }, '23,"Hi"', '8301008D03044869'],
  [sim7600, { type: getInkey, qualifier: 4 }, '22,"Y"', '8301008D020401'],
  [sim7600, { type: getInkey, qualifier: 4 }, '22,1', '8301008D020401'],
  [sim7600, { type: getInkey, qualifier: 4 }, '22,"n"', '8301008D020400'],
  [cinterion, { type: displayText }, '33,0', '830100'],
  [cinterion, { type: displayText }, '33,16', '830110'],
  [cinterion, { type: displayText }, '33,17', '830111'],
  [cinterion, { type: displayText }, '33,18', '830112'],
  [cinterion, { type: displayText }, '33,19', '830113'],
  [cinterion, { type: displayText }, '33,20', '830114'],
  [cinterion, { type: displayText }, '33,32', '830120'],
  [cinterion, { type: displayText }, '33,34', '830122'],
  [cinterion, { type: displayText }, '33,35', '830123'],
  [cinterion, { type: displayText }, '33,48', '830130'],
  [cinterion, { type: displayText }, '33,132', '830120'],
  [cinterion, { type: selectItem }, '36,0,255', '8301009001FF'],
  [cinterion, { type: getInput }, '35,0,,"0031"', '8301008D020431'],
  [cinterion, { type: getInput }, '35,0', '8301008D0104'],
];

describe('an answer reaches the card', () => {
  for (const [module, sent, answer, expected] of answered)
    test(`${module.name}: ${module.answer}=${answer} to ${sent.type.toString(16)}`, async () => {
      const made = await on(module);
      await send(made, sent);
      const said = await made.command(`AT${module.answer}=${answer}`);
      assert.deepEqual(lines(said), ['OK', `${module.notice}${module.end}`]);
      assert.equal(heard(made), expected);
    });

  const unfit: readonly [module: Module, sent: Sent, answer: string][] = [
    [wavecom, { type: displayText }, '1,2'],
    [wavecom, { type: displayText }, '1,4'],
    [wavecom, { type: displayText }, '94'],
    [wavecom, { type: displayText }, '3,1'],
    [wavecom, { type: selectItem }, '6,1'],
    [wavecom, { type: selectItem }, '6,1,256'],
    [sim7600, { type: displayText }, '85'],
    [sim7600, { type: displayText }, '25,1'],
    [sim7600, { type: selectItem }, '24,0'],
    [sim7600, { type: selectItem }, '24,256'],
    [sim7600, { type: getInput }, '23'],
    [sim7600, { type: getInput, qualifier: 1 }, `23,"${'x'.repeat(255)}"`],
    [cinterion, { type: displayText }, '33,1'],
    [cinterion, { type: displayText }, '33'],
    [cinterion, { type: displayText }, '211,0,1'],
    [cinterion, { type: selectItem }, '36,0,0'],
    [cinterion, { type: selectItem }, '36,0,256'],
    [cinterion, { type: getInput }, '35,0,,"003"'],
  ];
  for (const [module, sent, answer] of unfit)
    test(`${module.name}: not ${module.answer}=${answer.slice(0, 12)} to ${sent.type.toString(16)}`, async () => {
      const made = await on(module);
      await send(made, sent);
      await made.command('AT+CMEE=1');
      assert.deepEqual(lines(await made.command(`AT${module.answer}=${answer}`)), ['+CME ERROR: 3']);
      assert.notEqual(made.sim.toolkit?.pending, undefined);
    });
});

describe('a text behind a prompt: wavecom', () => {
  const asked = async (...before: string[]) => {
    const made = await on(wavecom);
    for (const command of ['+CMEE=1', ...before]) await made.command(`AT${command}`);
    await send(made, { type: getInput, qualifier: 1 });
    assert.match(await made.command('AT+STGR=3,1,1'), /> $/);
    return made;
  };

  test('is in the character set of the terminal, or plain where it cannot be', async () => {
    for (const typed of ['00480069', 'Hi!']) {
      const made = await asked('+CSCS="UCS2"');
      await made.type(`${typed}\x1a`);
      assert.equal(heard(made), typed === 'Hi!' ? '8301008D0404486921' : '8301008D03044869');
    }
  });

  test('has at most 254 characters', async () => {
    const long = await asked();
    assert.deepEqual(lines(await long.type(`${'x'.repeat(255)}\x1a`)), ['+CME ERROR: 3']);
    const made = await asked();
    assert.deepEqual(lines(await made.type(`${'x'.repeat(254)}\x1a`)), ['OK', '+STIN: 99']);
  });

  test('comes too late when the card is gone', async () => {
    const made = await asked();
    changeSim(made.module, undefined);
    assert.equal(lines(await made.type('Hi\x1a'))[0], '+CME ERROR: 3');
  });
});

test('simcom takes a text of 254 characters, and none that is longer', async () => {
  const made = await bench('simcom');
  for (const command of ['STKPCIS=1', 'STKTRS=00', 'STKTRS=00', 'STKENVS=D3,02', 'CMEE=1'])
    await made.command(`AT+${command}`);
  assert.deepEqual(lines(await made.command(`AT+STKTRS=00,04${'31'.repeat(255)}`)), ['+CME ERROR: 3']);
  assert.deepEqual(lines(await made.command('AT+STKTRS=0F')), ['+CME ERROR: 3']);
  assert.equal(lines(await made.command(`AT+STKTRS=00,04${'31'.repeat(254)}`))[0], 'OK');
});
