import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, test } from 'node:test';
import pino from 'pino';
import { pass, type Script, scriptedModem, willingModem } from '../at/testing.ts';
import { loadConfig } from '../config/load.ts';
import { defaultSms } from '../messages/testing.ts';
import type { PortSnapshot } from './port.ts';
import { PortSupervisor } from './supervisor.ts';

/** A port over a scripted modem; `log` has its lines of one severity and more. */
async function started(answers: Readonly<Record<string, Script>> = {}, peers: readonly PortSnapshot[] = []) {
  const modem = scriptedModem({ ...willingModem, 'AT+CFUN=4': ['OK'], 'AT+CFUN=1': ['OK'], ...answers });
  const log: string[] = [];
  const lines = new Writable({
    write(chunk, _encoding, written) {
      log.push(JSON.parse(String(chunk)).msg);
      written();
    },
  });
  const { modems, ussd } = loadConfig(undefined, {});
  const port = new PortSupervisor({
    config: { port: 3, tcp: 'modem:1', record: false },
    modems: { ...modems, recoverAfter: 60 },
    ...{ ussd, sms: defaultSms, clock: modem.clock, random: () => 0.5, peers: () => peers },
    pins: { mayTry: () => true, recordTry: async () => {}, recordSuccess: async () => {} },
    listener: { changed: () => {}, received: async () => {}, warning: () => {} },
    log: pino({ level: 'info' }, lines),
    recorder: { switch: () => {}, listen: () => () => {}, take: () => {}, close: async () => {} },
    openLink: async () => modem.link,
  });
  port.start();
  await pass(modem.clock, 1);
  const sent = (command: string) => modem.sent.filter(one => one === command).length;
  return { port, modem, log, sent, minutes: (count: number) => pass(modem.clock, count * 60_000, 500) };
}

const denied: Readonly<Record<string, Script>> = {
  'AT+CREG?': ['+CREG: 2,3', 'OK'],
  'AT+CGREG?': ['+CGREG: 2,3', 'OK'],
  'AT+CEREG?': ['+CEREG: 2,3', 'OK'],
};
const searching: Readonly<Record<string, Script>> = {
  'AT+CREG?': ['+CREG: 2,0', 'OK'],
  'AT+CGREG?': ['+CGREG: 2,0', 'OK'],
};

describe('a modem that answers but is of no use', () => {
  test('is refused by the network: its radio is switched off and on, and the log says why', async () => {
    const { port, log, sent, minutes, modem } = await started(denied);
    assert.deepEqual([port.snapshot().reg, port.snapshot().reason], ['UNREGISTER', 'network_denied']);
    await minutes(1.2);
    assert.deepEqual([sent('AT+CFUN=4'), sent('AT+CFUN=1')], [1, 1]);
    assert.ok(log.includes('recovery: the network refuses this SIM: its radio is switched off and on'));
    for (const domain of ['CREG', 'CGREG', 'CEREG'])
      modem.answers.set(`AT+${domain}?`, [`+${domain}: 2,1`, 'OK']);
    await minutes(1);
    assert.equal(port.snapshot().reg, 'REGISTER_OK');
    assert.equal(log.at(-1), 'port is ready');
  });

  test('has lost its SIM until it restarts: it is restarted by itself (kind of B25)', async () => {
    const { port, modem, sent, minutes } = await started();
    for (const command of ['AT+CPIN?', 'AT+CIMI']) modem.answers.set(command, ['+CME ERROR: 10']);
    modem.says('+CPIN: NOT READY');
    await minutes(0.5);
    assert.notEqual(port.snapshot().reg, 'REGISTER_OK');
    assert.equal(sent('AT+CFUN=1,1'), 0);
    await minutes(1.5);
    assert.equal(sent('AT+CFUN=1,1'), 1);
  });

  test('answers every command with an error from the start: it is told so, not that the SIM is missing', async () => {
    const { port, modem, log, sent, minutes } = await started();
    for (const command of [...modem.answers.keys(), 'AT', 'ATQ0V1E0', 'ATE0'])
      modem.answers.set(command, ['ERROR']);
    modem.says('RDY');
    await minutes(0.6);
    assert.deepEqual([port.snapshot().reg, port.snapshot().reason], ['UNKNOWN', 'refuses_all']);
    await minutes(1.5);
    assert.ok(
      log.includes('recovery: the modem answered every command with an error: its module is restarted'),
    );
    assert.ok(sent('AT+CFUN=1,1') > 0);
  });

  test('has no SIM: one line, though it is looked for every ten seconds', async () => {
    const { log, minutes } = await started({ 'AT+CPIN?': ['+CME ERROR: 10'] });
    await minutes(2);
    assert.deepEqual(log, [
      'port cannot send: no SIM. Put a card in, or clean its contacts and put it in anew.',
    ]);
  });

  test('has no SMS: that is said once, and it is not restarted for it (kind of B10)', async () => {
    const { port, log, sent, minutes } = await started({ 'AT+CMGF=0': ['ERROR'] });
    await minutes(8);
    assert.equal(port.snapshot().reason, 'no_sms');
    const before = sent('AT+CFUN=1,1');
    const said = log.filter(text => text.startsWith('recovery:')).length;
    await minutes(30);
    assert.equal(sent('AT+CFUN=1,1'), before);
    assert.equal(log.filter(text => text.startsWith('recovery:')).length, said);
  });

  test('is not registered while others of its operator are: its radio is switched off and on', async () => {
    const { port } = await started();
    const peer = { ...port.snapshot(), port: 4 };
    const alone = await started(searching);
    const behind = await started(searching, [peer]);
    await alone.minutes(3);
    await behind.minutes(3);
    assert.equal(alone.sent('AT+CFUN=4'), 0, 'no port is registered: the network is away');
    assert.equal(behind.sent('AT+CFUN=4'), 1);
  });

  test('has one line at info for each change of its trouble, with what to do', async () => {
    const { log, modem, minutes } = await started();
    modem.says('+CREG: 2', '+CGREG: 2');
    await minutes(0.1);
    modem.says('+CREG: 1');
    await minutes(0.1);
    assert.deepEqual(log, [
      'port is ready',
      'port cannot send: searching for a network. Wait two minutes, then check antenna and place.',
      'port is ready',
    ]);
  });
});

describe('the type of a port without SIM or network (contract, section 13)', () => {
  const noSim: Script = ['+CME ERROR: 10'];
  const rows: readonly [type: string, answers: Readonly<Record<string, Script>>][] = [
    ['LTE', { 'AT+WS46=?': ['+WS46: (12,22,25,28)', 'OK'] }],
    ['WCDMA', { 'AT+WS46=?': ['+WS46: (12,22,25)', 'OK'] }],
    ['GSM', { 'AT+WS46=?': ['+WS46: (12)', 'OK'] }],
    ['LTE', { 'AT+CEREG=?': ['+CEREG: (0-2)', 'OK'] }],
    ['GSM', { 'AT+CREG=?': ['+CREG: (0-2)', 'OK'] }],
    ['UNKNOWN', {}],
  ];
  for (const [type, answers] of rows)
    test(`${type}: ${Object.values(answers).join() || 'nothing shows it'}`, async () => {
      const { port } = await started({ 'AT+CPIN?': noSim, ...answers });
      assert.deepEqual([port.snapshot().reg, port.snapshot().type], ['NO_SIM', type]);
    });
});
