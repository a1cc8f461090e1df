import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { type Script, scriptedModem } from '../../at/testing.ts';
import { generic } from '../../dialects/generic.ts';
import { type DesiredState, reachDesiredState } from './desired-state.ts';
import type { SlotActuator } from './slot.ts';

interface Case {
  readonly wanted?: DesiredState;
  readonly answers?: Readonly<Record<string, Script>>;
  readonly slots?: number;
  readonly actuator?: SlotActuator;
}

async function reaching({ wanted = {}, answers = {}, slots, actuator }: Case) {
  const { link, clock, sent } = scriptedModem(answers);
  const found: number[] = [];
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const reached = await reachDesiredState({
    channel,
    dialect: generic,
    config: { port: 0, record: false, ...(slots !== undefined && { slots }) },
    desires: { state: () => wanted, ownNumber: () => undefined, ...(actuator && { slots: actuator }) },
    radioSwitchedOn: level => found.push(level),
  });
  return { reached, sent, found };
}

/** Something outside the modem; `trouble` keeps it from moving. */
function switchOf(trouble = '') {
  const selected: number[] = [];
  const actuator: SlotActuator = {
    current: async () => undefined,
    select: async slot => {
      selected.push(slot);
      return trouble;
    },
  };
  return { actuator, selected };
}

describe('power', () => {
  for (const level of [0, 4])
    test(`is switched on where the modem is at +CFUN: ${level} and nobody wants it off`, async () => {
      const answers = { 'AT+CFUN?': [`+CFUN: ${level}`, 'OK'], 'AT+CFUN=1': ['OK'] };
      const { reached, sent, found } = await reaching({ answers });
      assert.deepEqual([reached, sent, found], [{}, ['AT+CFUN?', 'AT+CFUN=1'], [level]]);
    });

  test('that is off and cannot be switched on yet is in the way', async () => {
    for (const level of [0, 4]) {
      const { reached, found } = await reaching({ answers: { 'AT+CFUN?': [`+CFUN: ${level}`, 'OK'] } });
      const text = `the radio is off (+CFUN: ${level}) and cannot be switched on yet`;
      assert.deepEqual([reached, found], [{ kind: 'radioOff', text }, []]);
    }
  });

  test('at another level that cannot be left is none in the way (27.007 8.2)', async () => {
    const { reached, sent } = await reaching({ answers: { 'AT+CFUN?': ['+CFUN: 5', 'OK'] } });
    assert.deepEqual([reached, sent], [{}, ['AT+CFUN?', 'AT+CFUN=1', 'AT+CFUN=1']]);
  });

  test('is left as it is where the modem is on, or does not tell', async () => {
    for (const answers of [{ 'AT+CFUN?': ['+CFUN: 1', 'OK'] }, {}])
      assert.deepEqual(await reaching({ answers }), { reached: {}, sent: ['AT+CFUN?'], found: [] });
  });

  test('is switched on where the modem is off', async () => {
    const answers = { 'AT+CFUN?': ['+CFUN: 4', 'OK'], 'AT+CFUN=1': ['OK'] };
    const { reached, sent } = await reaching({ wanted: { power: 'on' }, answers });
    assert.deepEqual([reached, sent], [{}, ['AT+CFUN?', 'AT+CFUN=1']]);
  });

  const off: [name: string, answers: NonNullable<Case['answers']>, text: RegExp, sent: string[]][] = [
    ['least functionality', { 'AT+CFUN=0': ['OK'] }, /^switched off$/, ['AT+CFUN=0']],
    ['else without radio', { 'AT+CFUN=4': ['OK'] }, /^switched off$/, ['AT+CFUN=0', 'AT+CFUN=4']],
    ['else by not being used', {}, /does not know AT\+CFUN$/, ['AT+CFUN=0', 'AT+CFUN=4']],
  ];
  for (const [name, answers, text, commands] of off)
    test(`off is ${name}`, async () => {
      const { reached, sent } = await reaching({ wanted: { power: 'off', slot: 1 }, answers, slots: 2 });
      assert.ok('kind' in reached && reached.kind === 'off');
      assert.match(reached.text, text);
      assert.deepEqual(sent, commands);
    });
});

describe('slot', () => {
  test('is not asked for where the place has one SIM', async () => {
    const { reached, sent } = await reaching({ wanted: { slot: 1 } });
    assert.deepEqual([reached, sent], [{}, ['AT+CFUN?']]);
  });

  test('is not asked for where the place has one by its settings, and is where it has two', async () => {
    const answers = { 'AT+CSUS?': ['+CSUS: 1', 'OK'] };
    assert.deepEqual((await reaching({ answers, slots: 1 })).reached, {});
    assert.deepEqual((await reaching({ answers, slots: 2 })).reached, { slot: 1 });
  });

  test('is the first where what stands outside the modem does not know', async () => {
    const { reached } = await reaching({ slots: 2, actuator: switchOf().actuator });
    assert.deepEqual(reached, { slot: 0 });
  });

  test('is the one the modem stands at where none is wanted', async () => {
    const { reached } = await reaching({ answers: { 'AT+CSUS?': ['+CSUS: 2', 'OK'] }, slots: 4 });
    assert.deepEqual(reached, { slot: 2 });
  });

  test('is the first where the modem does not tell', async () => {
    assert.deepEqual((await reaching({ slots: 4 })).reached, { slot: 0 });
  });

  test('is moved by what stands outside the modem, where there is something', async () => {
    const { actuator, selected } = switchOf();
    const { reached, sent } = await reaching({ wanted: { slot: 3 }, slots: 4, actuator });
    assert.deepEqual([reached, selected], [{ slot: 3 }, [3]]);
    assert.ok(!sent.some(command => command.includes('CSUS')));
  });

  test('that cannot be reached keeps the port from using another SIM', async () => {
    const { actuator } = switchOf('the relay is stuck');
    const { reached } = await reaching({ wanted: { slot: 3 }, slots: 4, actuator });
    assert.deepEqual(reached, { kind: 'slot', text: 'slot 3 cannot be chosen: the relay is stuck' });
  });
});
