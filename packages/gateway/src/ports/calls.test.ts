import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pino } from 'pino';
import { pass, type Script, scriptedModem, settle, willingModem } from '../at/testing.ts';
import { loadConfig } from '../config/load.ts';
import { defaultSms } from '../messages/testing.ts';
import type { CallNotice } from '../modem/calls/calls.ts';
import { PortSupervisor } from './supervisor.ts';

const answers: Readonly<Record<string, Script>> = {
  'AT+CLIP=1': ['OK'],
  'AT+CLCC': ['OK'],
  'AT+CHUP': ['OK'],
  'ATD0170;': ['OK'],
};

/** A port that serves, and its notices of calls. */
async function raised() {
  const modem = scriptedModem({ ...willingModem, ...answers });
  const notices: string[] = [];
  const tell = (notice: CallNotice) =>
    notices.push(notice.kind === 'changed' ? notice.call.phase : `${notice.kind} ${notice.call.phase}`);
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
      call: (_port, notice) => void tell(notice),
    },
    log: pino({ level: 'silent' }),
    recorder: { switch: () => {}, listen: () => () => {}, take: () => {}, close: async () => {} },
    openLink: async () => modem.link,
  });
  port.start();
  await pass(modem.clock, 1);
  await settle();
  return { port, modem, notices };
}

describe('calls of a port', () => {
  test('asks its modem who calls, once it serves', async () => {
    const { modem } = await raised();
    assert.ok(modem.sent.includes('AT+CLIP=1'));
  });

  test('shows by callstate what its modem tells', async () => {
    const { port, modem, notices } = await raised();
    assert.equal(port.snapshot().callstate, 'Idle');
    modem.says('RING');
    assert.equal(port.snapshot().callstate, 'Ringing');
    modem.says('NO CARRIER');
    await settle();
    assert.equal(port.snapshot().callstate, 'Idle');
    assert.deepEqual(notices, ['incoming', 'ended incoming']);
  });

  test('dials by its modem', async () => {
    const { port, notices } = await raised();
    assert.deepEqual(await port.calls.dial('0170', 7), { kind: 'taken' });
    assert.equal(port.snapshot().callstate, 'Processing');
    assert.deepEqual(notices, ['dialing']);
  });

  for (const [what, loses] of [
    ['the device goes', (modem: ReturnType<typeof scriptedModem>) => modem.drop('unplugged')],
    ['the module restarts', (modem: ReturnType<typeof scriptedModem>) => modem.says('RDY')],
  ] as const)
    test(`ends its calls when ${what}`, async () => {
      const { port, modem, notices } = await raised();
      await port.calls.dial('0170', 7);
      loses(modem);
      await settle();
      assert.deepEqual(notices, ['dialing', 'ended dialing']);
      assert.equal(port.snapshot().callstate, 'Idle');
    });

  test('refuses every verb without a modem', async () => {
    const { port } = await raised();
    await port.stop(0);
    assert.partialDeepStrictEqual(await port.calls.dial('0170', 7), { kind: 'refused' });
    assert.deepEqual(port.calls.calls, []);
  });
});
