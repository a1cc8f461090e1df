/** Messages of a SIM whose IMSI cannot be read, and whether the settings of a modem still stand. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { pass, type Script, scriptedModem, settle, willingModem } from '../../at/testing.ts';
import { generic } from '../../dialects/generic.ts';
import type { Obstacle } from '../bring-up/unlock.ts';
import type { SmsSetup } from '../capabilities.ts';
import { keepIndications } from './indications.ts';
import { UnidentifiedMessages } from './unidentified.ts';

const DELIVER =
  '07914306073011F0040B911326880736F40000111081017362401654747A0E4ACF41F4329E0E6A97E7F3F0B90C8A01';
const noImsi: Obstacle = { kind: 'noImsi', text: 'no IMSI', unidentified: true };

function onModem(answers: Readonly<Record<string, Script>>) {
  const modem = scriptedModem(answers);
  const { link, clock, sent } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  return { modem, channel, clock, sent };
}

describe('messages of a SIM whose IMSI cannot be read', () => {
  function waiting(answers: Readonly<Record<string, Script>> = {}) {
    const made = onModem({
      ...willingModem,
      ...{ 'AT+CPMS="SM"': ['+CPMS: 1,30', 'OK'], 'AT+CMGD=3': ['OK'], 'AT+CPMS="ME"': ['+CPMS: 0,9', 'OK'] },
      ...{ 'AT+CMGL=4': ['+CMGL: 3,0,,39', DELIVER, 'OK'], ...answers },
    });
    const warnings: string[] = [];
    const arrivals = { acknowledges: false };
    let stored = 0;
    const messages = new UnidentifiedMessages({
      ...{ channel: made.channel, clock: made.clock, dialect: () => generic, committed: undefined, arrivals },
      store: async () => {
        stored += 1;
      },
      warnings: { warn: code => void warnings.push(code) },
    });
    return { ...made, messages, warnings, arrivals, stored: () => stored };
  }

  test('wait for it for a minute, and are then taken over, with a line about it', async () => {
    const { messages, clock, sent, warnings, arrivals, stored } = waiting();
    await messages.judge(noImsi);
    clock.advance(59_999);
    await messages.judge(noImsi);
    assert.deepEqual([sent, stored()], [[], 0]);
    clock.advance(1);
    await messages.judge(noImsi);
    assert.deepEqual([stored(), warnings, arrivals], [1, ['unidentified'], { acknowledges: true }]);
    assert.ok(sent.includes('AT+CMGD=3'));
  });

  test('wait from the start again where it was read in between', async () => {
    const { messages, clock, stored } = waiting();
    await messages.judge(noImsi);
    clock.advance(59_999);
    await messages.judge(undefined);
    await messages.judge(noImsi);
    clock.advance(59_999);
    await messages.judge(noImsi);
    assert.equal(stored(), 0);
    clock.advance(1);
    await messages.judge(noImsi);
    assert.equal(stored(), 1);
  });

  test('stay where they are in a modem that is still starting', async () => {
    const { messages, clock, warnings, stored } = waiting({ 'AT+CMGF=0': ['ERROR'] });
    await messages.judge(noImsi);
    clock.advance(60_000);
    await messages.judge(noImsi);
    assert.deepEqual([stored(), warnings], [0, []]);
  });

  test('stay where they are when the modem is set up anew meanwhile', async () => {
    const { messages, clock, warnings, stored } = waiting();
    await messages.judge(noImsi);
    clock.advance(60_000);
    const taking = messages.judge(noImsi);
    messages.close();
    await taking;
    assert.deepEqual([stored(), warnings], [0, []]);
  });

  test('are not deleted any more by what is under way when the modem is set up anew', async () => {
    const { modem, messages, clock, sent } = waiting();
    modem.answers.set('AT+CMGL=4', []);
    await messages.judge(noImsi);
    clock.advance(60_000);
    const taking = messages.judge(noImsi);
    await settle();
    assert.equal(sent.at(-1), 'AT+CMGL=4');
    messages.close();
    modem.says('+CMGL: 3,0,,39', DELIVER, 'OK');
    await pass(clock, 1000);
    await taking;
    assert.equal(sent.includes('AT+CMGD=3'), false);
  });
});

describe('the settings of a modem that serves', () => {
  const setup: SmsSetup = {
    ...{ acknowledges: true, memory: 'SM', memories: ['SM'], linkHold: false },
    indications: { deliver: 1, report: 1, setting: '2,1,0,1,0' },
  };
  const pdu = { 'AT+CMGF?': ['+CMGF: 0', 'OK'] };
  const text = { 'AT+CMGF?': ['+CMGF: 1', 'OK'] };
  const stands = { 'AT+CNMI?': ['+CNMI: 2,1,0,1,0', 'OK'] };
  const lost = { 'AT+CNMI?': ['+CNMI: 2,0,0,0,0', 'OK'] };
  const acknowledging = { 'AT+CSMS?': ['+CSMS: 1,1,1,1', 'OK'] };
  const taken = { 'AT+CNMI=2,1,0,1,0': ['OK'] };
  const rows: readonly (readonly [
    what: string,
    answers: Readonly<Record<string, Script>>,
    kept: boolean,
    sets?: true,
  ])[] = [
    ['stand', { ...stands, ...pdu }, true],
    ['stand, in another order of buffering', { 'AT+CNMI?': ['+CNMI: 1,1,0,1,1', 'OK'], ...pdu }, true],
    ['are gone in part: text mode', { ...stands, ...text }, false],
    ['are not shown: they are believed', pdu, true],
    ['are not shown, but the text mode is', text, false],
    ['are shown in part', { 'AT+CNMI?': ['+CNMI: 2,0,0', 'OK'], ...pdu }, true],
    ['of routing are gone: they are set again', { ...lost, ...pdu, ...acknowledging, ...taken }, true, true],
    [
      'of reports are gone',
      { ...pdu, ...acknowledging, ...taken, 'AT+CNMI?': ['+CNMI: 2,1,0,0,0', 'OK'] },
      true,
      true,
    ],
    [
      'of messages are gone',
      { ...pdu, ...acknowledging, ...taken, 'AT+CNMI?': ['+CNMI: 2,0,0,1,0', 'OK'] },
      true,
      true,
    ],
    ['of routing are gone and are not taken again', { ...lost, ...pdu, ...acknowledging }, false, true],
    ['are gone with that of acknowledging', { ...lost, ...pdu, 'AT+CSMS?': ['+CSMS: 0,1,1,1', 'OK'] }, false],
    ['are gone, and the mode is not shown', { ...lost, ...acknowledging, ...taken }, false],
    ['are gone, and whether it acknowledges is not shown', { ...lost, ...pdu, ...taken }, false],
  ];
  for (const [what, answers, kept, sets] of rows)
    test(`${what}: ${kept ? 'it goes on' : 'it restarted unseen'}`, async () => {
      const { channel, sent } = onModem(answers);
      assert.equal(await keepIndications(channel, setup), kept);
      assert.equal(sent.includes('AT+CNMI=2,1,0,1,0'), sets === true);
    });

  test('are not looked at where the modem took none', async () => {
    const { channel, sent } = onModem({});
    const none = { ...setup, indications: { deliver: 0, report: 0, setting: '' } } as const;
    assert.deepEqual([await keepIndications(channel, none), sent], [true, []]);
  });

  test('that do not acknowledge are set again where the modem does not either', async () => {
    const { channel } = onModem({ ...lost, ...pdu, ...taken, 'AT+CSMS?': ['+CSMS: 0,1,1,1', 'OK'] });
    assert.equal(await keepIndications(channel, { ...setup, acknowledges: false }), true);
  });
});
