import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pino } from 'pino';
import { pass, type Script, type ScriptedModem, scriptedModem, settle, willingModem } from '../at/testing.ts';
import { loadConfig } from '../config/load.ts';
import { LinkError } from '../errors.ts';
import { defaultSms } from '../messages/testing.ts';
import type { UssdNotice } from '../modem/ussd/ussd.ts';
import { PortSupervisor } from './supervisor.ts';

interface Bench {
  readonly port: PortSupervisor;
  readonly modem: ScriptedModem;
  readonly notices: UssdNotice[];
}

const answers: Readonly<Record<string, Script>> = {
  'AT+CUSD=1': ['OK'],
  'AT+CUSD=2': ['OK'],
  'AT+CSCS?': ['+CSCS: "GSM"', 'OK'],
  'AT+CUSD=1,"*100#",15': ['OK', '+CUSD: 0,"5.00 EUR",15'],
};

async function raised({ there = true } = {}): Promise<Bench> {
  const modem = scriptedModem({ ...willingModem, ...answers });
  const notices: UssdNotice[] = [];
  const port = new PortSupervisor({
    config: { port: 3, tcp: 'modem:1', record: false },
    modems: loadConfig(undefined, {}).modems,
    ussd: { answerDeadline: 60, idleTime: 90 },
    sms: defaultSms,
    clock: modem.clock,
    random: () => 0.5,
    pins: { mayTry: () => true, recordTry: async () => {}, recordSuccess: async () => {} },
    listener: {
      changed: () => {},
      received: async () => {},
      warning: () => {},
      ussd: (_port, notice) => void notices.push(notice),
    },
    log: pino({ level: 'silent' }),
    recorder: { switch: () => {}, listen: () => () => {}, take: () => {}, close: async () => {} },
    openLink: async () => {
      if (!there) throw new LinkError('modem:1', 'connection refused');
      return modem.link;
    },
  });
  port.start();
  await pass(modem.clock, 1);
  return { port, modem, notices };
}

describe('USSD of a port', () => {
  test('goes to its modem, and what comes of it to its listener', async () => {
    const { port, notices } = await raised();
    assert.deepEqual(await port.sendUssd('*100#'), { kind: 'taken' });
    await settle();
    assert.deepEqual(notices, [{ status: 'done', text: '5.00 EUR' }]);
  });

  test('hears what the network begins', async () => {
    const { modem, notices } = await raised();
    modem.says('+CUSD: 1,"Pay?",15', '+CUSD: x');
    assert.deepEqual(notices, [{ status: 'question', text: 'Pay?' }]);
  });

  test('is refused at once without a modem, with the reason', async () => {
    const { port } = await raised({ there: false });
    const sending = await port.sendUssd('*100#');
    assert.ok(sending.kind === 'refused' && /connection refused/.test(sending.text));
    await port.cancelUssd();
  });

  test('is carried though the port is blocked: what may be said is decided above', async () => {
    const { port } = await raised();
    port.control.block(true);
    assert.equal(port.snapshot().blocked, true);
    assert.deepEqual(await port.sendUssd('*100#'), { kind: 'taken' });
  });

  test('is refused while the port stops', async () => {
    const { port, modem } = await raised();
    await port.stop(1000);
    const before = modem.sent.length;
    assert.equal((await port.sendUssd('*100#')).kind, 'refused');
    assert.equal(modem.sent.length, before);
  });

  test('is ended at the modem', async () => {
    const { port, modem } = await raised();
    await port.cancelUssd();
    assert.equal(modem.sent.at(-1), 'AT+CUSD=2');
  });
});
