import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandTypeOf, generalResult, responseTo } from '@simgate/gsm';
import { type Script, settle } from '../../at/testing.ts';
import { huaweiToolkit } from '../../dialects/huawei/toolkit.ts';
import { toolkitOnModem } from '../testing.ts';

const ok: Script = ['OK'];
const menu: Script = ['^STGI:0,1,"426974"', '^STGI:1,1,"41",0,', 'OK'];
const text: Script = ['^STGI:"4869",4,1', 'OK'];

/** A driver on a Huawei stick whose switch stands at `mode`. */
function bench(mode: 0 | 1, answers: Readonly<Record<string, Script>> = {}) {
  return toolkitOnModem([huaweiToolkit], {
    'AT^STSF=?': ['^STSF: (0-2), (160060c0-5ffffff7), (1-255)', 'OK'],
    'AT^STSF?': [`^STSF:${mode},FFFFFFFF7F,119`, 'OK'],
    'AT^STSF=1': ok,
    ...answers,
  });
}

const shown = responseTo(
  { number: 1, commandType: commandTypeOf('displayText'), qualifier: 0 },
  generalResult.performed,
);

describe('a module that keeps the switch of its toolkit', () => {
  test('off: it is switched on once, and the log says when that counts', async () => {
    const { driver, modem, names, warnings } = bench(0);
    assert.equal(await driver.start(), true);
    assert.deepEqual(modem.sent.slice(0, 3), ['AT^STSF?', 'AT^STSF=?', 'AT^STSF=1']);
    assert.deepEqual(warnings, ['the SIM toolkit begins when this module starts anew']);
    assert.deepEqual(names(), []);
  });

  test('on: nothing is written, its menu is read, and what waits', async () => {
    const { driver, modem, names, warnings } = bench(1, {
      'AT^STGI=0,0': menu,
      'AT^STGI?': ['^STGI: 1, 0', 'OK'],
      'AT^STGI=1,0': text,
    });
    assert.equal(await driver.start(), true);
    assert.deepEqual(modem.sent, ['AT^STSF?', 'AT^STGI?', 'AT^STGI=1,0', 'AT^STGI=0,0']);
    assert.deepEqual(names(), ['displayText', 'setUpMenu']);
    assert.deepEqual(warnings, []);
  });

  test('refused: the module has no toolkit', async () => {
    const { driver } = bench(0, { 'AT^STSF=?': ['ERROR'] });
    assert.equal(await driver.start(), false);
  });
});

describe('a module that announces a command until it is answered', () => {
  const waiting = { 'AT^STGI=1,0': text, 'AT^STGI=0,0': menu, 'AT^STGR=1,0,1': ok };

  test('shows it once, and the next one of its kind again', async () => {
    const { driver, modem, names } = bench(1, waiting);
    modem.says('^STIN: 1, 0, 0', '^STIN: 1, 0, 0');
    await settle();
    modem.says('^STIN: 1, 0, 0');
    await settle();
    assert.deepEqual(names(), ['displayText']);
    assert.deepEqual(await driver.respond(shown), { kind: 'taken' });
    modem.says('^STIN: 1, 0, 0');
    await settle();
    assert.deepEqual(names(), ['displayText', 'displayText']);
  });

  test('reads it again where the line spoilt the answer', async () => {
    const { modem, names, warnings } = bench(1, { ...waiting, 'AT^STGI=1,0': ['ERROR'] });
    modem.says('^STIN: 1, 0, 0');
    await settle();
    modem.answers.set('AT^STGI=1,0', text);
    modem.says('^STIN: 1, 0, 0');
    await settle();
    assert.deepEqual(names(), ['displayText']);
    assert.deepEqual(warnings, ['the toolkit command 1 cannot be read']);
  });

  test('shows each menu', async () => {
    const { modem, names } = bench(1, waiting);
    modem.says('^STIN: 0, 0, 0');
    await settle();
    modem.says('^STIN: 0, 0, 0');
    await settle();
    assert.deepEqual(names(), ['setUpMenu', 'setUpMenu']);
  });

  for (const [what, line] of [
    ['the session is over', '^STIN: 99, 0, 0'],
    ['the module answered it itself', '^STIN: 1, 0, 1'],
  ] as const)
    test(`is done with it when ${what}`, async () => {
      const { modem, names } = bench(1, waiting);
      modem.says('^STIN: 1, 0, 0');
      await settle();
      modem.says(line);
      await settle();
      modem.says('^STIN: 1, 0, 0');
      await settle();
      assert.deepEqual(names(), ['displayText', 'ended', 'displayText']);
    });
});
