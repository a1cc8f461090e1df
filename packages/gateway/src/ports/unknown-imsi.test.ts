/** A SIM whose IMSI cannot be read: its port is out of service, and what comes meanwhile is kept by modem and network. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress, type Submit } from '@simgate/gsm';
import { pino } from 'pino';
import { pass, type Script, scriptedModem, settle, willingModem } from '../at/testing.ts';
import { loadConfig } from '../config/load.ts';
import { defaultSms } from '../messages/testing.ts';
import { PortSupervisor } from './supervisor.ts';

const DELIVER =
  '07914306073011F0040B911326880736F40000111081017362401654747A0E4ACF41F4329E0E6A97E7F3F0B90C8A01';
const REPORT = '0006070B918802010000F262101021030000621010210300000000';
const message: Submit = {
  ...{ type: 'submit', rejectDuplicates: false, statusReportRequest: false, replyPath: false },
  ...{ messageReference: 0, destination: parseAddress('+88201000002'), protocolIdentifier: 0 },
  ...{ dataCodingScheme: 4, userData: { header: [], payload: Uint8Array.of(1) } },
};

/** Its modem stores one message; `got` is what the port hands up, by the IMSI it is kept under. */
async function raised(imsi: Script) {
  const modem = scriptedModem({
    ...willingModem,
    'AT+CIMI': imsi,
    'AT+CPMS="SM"': ['+CPMS: 1,30,0,30,0,30', 'OK'],
    'AT+CMGL=4': ['+CMGL: 1,0,,39', DELIVER, 'OK'],
    'AT+CMGD=1': ['OK'],
  });
  const got: string[] = [];
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
      received: async (_port, sim, { tpdu }) => void got.push(`${tpdu?.type} ${sim?.imsi ?? 'nobody'}`),
      warning: () => {},
    },
    log: pino({ level: 'silent' }),
    recorder: { switch: () => {}, listen: () => () => {}, take: () => {}, close: async () => {} },
    openLink: async () => modem.link,
  });
  port.start();
  await pass(modem.clock, 1);
  const times = (text: string) => modem.sent.filter(sent => sent === text).length;
  return { port, modem, got, times };
}

const imsiAnswer: Script = ['001010123456789', 'OK'];
const otherImsi: Script = ['001010987654321', 'OK'];

describe('a port whose SIM does not tell its IMSI', () => {
  for (const [what, answer] of [
    ['it is refused', ['ERROR']],
    ['the answer is none', ['OK']],
    ['the answer is no IMSI', ['+CIMI: 0', 'OK']],
  ] as const)
    test(`does not serve, says why and asks again: ${what}`, async () => {
      const { port, modem, times } = await raised(answer);
      // An OK without an IMSI is given time to be followed by one.
      await pass(modem.clock, 5000);
      const { sim, canSend, reg, trouble } = port.snapshot();
      assert.deepEqual(
        { sim, canSend, reg, trouble },
        {
          sim: undefined,
          canSend: false,
          reg: 'NO_SIM',
          trouble: 'no SIM, or one whose IMSI cannot be read',
        },
      );
      const outcome = await port.submit(message, { moreFollow: false });
      assert.partialDeepStrictEqual(outcome, { kind: 'refused', refusal: { permanent: false } });
      const before = times('AT+CIMI');
      await pass(modem.clock, 30_500, 500);
      const more = times('AT+CIMI') - before;
      // A refusal is asked for again every ten seconds; an answer without an IMSI three times each time.
      if (what === 'it is refused') assert.equal(more, 3);
      else assert.ok(more >= 6, `${more} more times`);
    });

  test('leaves messages where they are, and takes them under the IMSI once it is told', async () => {
    const { port, modem, got, times } = await raised(['ERROR']);
    modem.says('+CMTI: "SM",1', '+CDS: 26', REPORT);
    await settle();
    assert.deepEqual([got, times('AT+CMGD=1'), times('AT+CNMA')], [[], 0, 0]);
    modem.answers.set('AT+CIMI', imsiAnswer);
    await pass(modem.clock, 11_000, 500);
    assert.equal(port.snapshot().canSend, true);
    assert.deepEqual(got.toSorted(), ['deliver 001010123456789', 'statusReport 001010123456789']);
    assert.deepEqual([times('AT+CMGD=1'), times('AT+CNMA')], [1, 1]);
  });

  test('stores them without it where it is told nowhere for a minute, and knows them again under it', async () => {
    const { modem, got, times } = await raised(['ERROR']);
    await pass(modem.clock, 55_000, 500);
    assert.deepEqual([got, times('AT+CMGD=1')], [[], 0]);
    await pass(modem.clock, 20_000, 500);
    assert.deepEqual(got.slice(0, 1), ['deliver nobody']);
    assert.ok(times('AT+CMGD=1') > 0);
    modem.says('+CDS: 26', REPORT);
    await pass(modem.clock, 12_000, 500);
    assert.equal(got.includes('statusReport nobody'), true);
    assert.equal(times('AT+CNMA'), 1);
  });

  test('keeps nothing under the IMSI of the SIM before, and what cannot wait without one', async () => {
    const { port, modem, got, times } = await raised(imsiAnswer);
    assert.deepEqual(got.splice(0), ['deliver 001010123456789']);
    modem.says('+CPIN: NOT INSERTED');
    modem.says('+CDS: 26', REPORT);
    await settle();
    assert.deepEqual([port.snapshot().sim, got, times('AT+CNMA')], [undefined, [], 0]);
    modem.answers.set('AT+CIMI', ['ERROR']);
    await pass(modem.clock, 11_000, 500);
    modem.says('+CDS: 26', REPORT);
    await settle();
    // It cannot wait longer for its acknowledgement, and belongs to no SIM that is known.
    assert.deepEqual(got.splice(0), ['statusReport nobody']);
    modem.answers.set('AT+CIMI', otherImsi);
    await pass(modem.clock, 11_000, 500);
    assert.deepEqual(got.toSorted(), ['deliver 001010987654321', 'statusReport 001010987654321']);
  });
});
