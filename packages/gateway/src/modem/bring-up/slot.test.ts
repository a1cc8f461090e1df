import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { type Script, scriptedModem } from '../../at/testing.ts';
import { cinterion } from '../../dialects/cinterion/cinterion.ts';
import { generic } from '../../dialects/generic.ts';
import { huawei } from '../../dialects/huawei/huawei.ts';
import { quectel } from '../../dialects/quectel/quectel.ts';
import { simcom } from '../../dialects/simcom/simcom.ts';
import { telit } from '../../dialects/telit/telit.ts';
import { chooseSlot, moduleSlots } from './slot.ts';

const power = { 'AT+CFUN=0': ['OK'], 'AT+CFUN?': ['+CFUN: 0', 'OK'], 'AT+CFUN=1': ['OK'] };

async function choosing(dialect: typeof generic, answers: Readonly<Record<string, Script>>, slot: number) {
  const { link, clock, sent } = scriptedModem({ ...power, ...answers });
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const trouble = await chooseSlot(channel, moduleSlots(channel, dialect.slots), slot);
  return { trouble, sent };
}

describe('a slot is chosen', () => {
  test('while the SIM has no power (27.007 8.66)', async () => {
    const answers = { 'AT+CSUS?': ['+CSUS: 0', 'OK'], 'AT+CSUS=2': ['OK'] };
    const { trouble, sent } = await choosing(generic, answers, 2);
    assert.equal(trouble, '');
    assert.deepEqual(sent, ['AT+CSUS?', 'AT+CFUN=0', 'AT+CSUS=2', 'AT+CFUN?', 'AT+CFUN=1']);
  });

  test('not at all where the modem stands at it', async () => {
    const { trouble, sent } = await choosing(generic, { 'AT+CSUS?': ['+CSUS: 2', 'OK'] }, 2);
    assert.equal(trouble, '');
    assert.deepEqual(sent, ['AT+CSUS?']);
  });

  const forms: [name: string, dialect: typeof generic, command: string][] = [
    ['huawei', huawei, 'AT^SIMSWITCH=1'],
    ['quectel', quectel, 'AT+QUIMSLOT=2'],
    ['quectel, older', quectel, 'AT+QDSIM=1'],
    ['simcom', simcom, 'AT+CSUS=1'],
    ['simcom, other', simcom, 'AT+SMSIMCFG=1,2'],
    ['telit', telit, 'AT#SIMSELECT=2'],
    ['cinterion', cinterion, 'AT^SCFG="SIM/CS","SIM2"'],
  ];
  for (const [name, dialect, command] of forms)
    test(`${name}: ${command}`, async () => {
      const { trouble, sent } = await choosing(dialect, { [command]: ['OK'] }, 1);
      assert.equal(trouble, '');
      assert.ok(sent.includes(command));
    });
});

describe('a modem that cannot', () => {
  test('says so, and is switched on again', async () => {
    const { trouble, sent } = await choosing(generic, {}, 1);
    assert.equal(trouble, 'slot 1 cannot be chosen: the modem has no command for it, or no such slot');
    assert.equal(sent.at(-1), 'AT+CFUN=1');
  });

  test('serves the one SIM it has as slot 0', async () => {
    const { trouble, sent } = await choosing(generic, {}, 0);
    assert.equal(trouble, '');
    assert.deepEqual(sent, ['AT+CSUS?', 'AT+CSUS=?']);
  });

  test('and has the command all the same is not taken to stand at slot 0', async () => {
    const { trouble } = await choosing(generic, { 'AT+CSUS=?': ['+CSUS: (0-1)', 'OK'] }, 0);
    assert.match(trouble, /^slot 0 cannot be chosen/);
  });

  const settings: [name: string, offer: string, taken: boolean][] = [
    ['lists the setting', '^SCFG: "SIM/CS",("SIM1","SIM2")', false],
    ['lists others only', '^SCFG: "GPRS/Auth",("0")', true],
  ];
  for (const [name, offer, taken] of settings)
    test(`and ${name} under a command for many`, async () => {
      const { trouble } = await choosing(cinterion, { 'AT^SCFG=?': [offer, 'OK'] }, 0);
      assert.equal(trouble === '', taken);
    });
});
