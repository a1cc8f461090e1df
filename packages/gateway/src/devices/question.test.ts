import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inTime, pass, type Script, scriptedModem } from '../at/testing.ts';
import type { Link } from '../link/link.ts';
import { questionModem } from './question.ts';
import { wellModem } from './testing.ts';

type Answers = Readonly<Record<string, Script>>;

async function question(
  answers: Answers,
  more: { baudRate?: number; hasSpeed?: boolean; link?: (link: Link) => Link } = {},
) {
  const modem = scriptedModem(answers);
  const { baudRate, hasSpeed = false, link = one => one } = more;
  const asked = questionModem({
    link: link(modem.link),
    clock: modem.clock,
    baudRate,
    openedAt: 115_200,
    hasSpeed,
    port: 3,
  });
  const { verdict, warnings, facts } = await inTime(modem.clock, asked);
  assert.ok(modem.closed);
  return {
    code: verdict.code,
    cause: verdict.causes[0] ?? '',
    remedies: verdict.remedies,
    warnings,
    facts,
    sent: modem.sent,
  };
}

describe('verdict on a modem that answers', () => {
  const rows: readonly [string, Answers, string, RegExp?][] = [
    ['registered at home', {}, 'well'],
    ['roaming', { 'AT+CREG?': ['+CREG: 0,5', 'OK'] }, 'well'],
    [
      'registered for LTE alone',
      { 'AT+CREG?': ['+CREG: 0,0', 'OK'], 'AT+CGREG?': ['ERROR'], 'AT+CEREG?': ['+CEREG: 0,1', 'OK'] },
      'well',
    ],
    [
      'registered for SMS only',
      { 'AT+CREG?': ['+CREG: 0,6', 'OK'], 'AT+CGREG?': ['+CGREG: 0,0', 'OK'] },
      'well',
    ],
    ['packet side denied, calls and SMS allowed', { 'AT+CGREG?': ['+CGREG: 0,3', 'OK'] }, 'well'],
    [
      'calls and SMS denied, data allowed',
      { 'AT+CREG?': ['+CREG: 0,3', 'OK'] },
      'denied',
      /circuit-switched/,
    ],
    [
      'denied everywhere',
      { 'AT+CREG?': ['+CREG: 0,3', 'OK'], 'AT+CGREG?': ['+CGREG: 0,3', 'OK'] },
      'denied',
      /circuit-switched.*packet-switched/,
    ],
    [
      'searching',
      { 'AT+CREG?': ['+CREG: 0,2', 'OK'], 'AT+CGREG?': ['+CGREG: 0,2', 'OK'] },
      'unregistered',
      /searching.*signal 20 of 31/,
    ],
    [
      'emergency calls only',
      { 'AT+CREG?': ['+CREG: 0,8', 'OK'], 'AT+CGREG?': ['+CGREG: 0,0', 'OK'] },
      'unregistered',
      /emergency calls only/,
    ],
    ['radio off by +CFUN: 0', { 'AT+CFUN?': ['+CFUN: 0', 'OK'] }, 'radio_off', /AT\+CFUN is 0/],
    ['radio off by +CFUN: 4', { 'AT+CFUN?': ['+CFUN: 4', 'OK'] }, 'radio_off', /AT\+CFUN is 4/],
    [
      'no SIM, before the radio',
      { 'AT+CFUN?': ['+CFUN: 4', 'OK'], 'AT+CPIN?': ['+CME ERROR: 10'] },
      'no_sim',
    ],
    ['no SIM in words', { 'AT+CPIN?': ['+CPIN: NOT INSERTED', 'OK'] }, 'no_sim'],
    ['PIN by an error', { 'AT+CPIN?': ['+CME ERROR: 11'] }, 'pin_required'],
    ['PUK', { 'AT+CPIN?': ['+CPIN: SIM PUK', 'OK'] }, 'puk_required'],
    ['PIN2 keeps nothing from working', { 'AT+CPIN?': ['+CPIN: SIM PIN2', 'OK'] }, 'well'],
    ['locked to an operator', { 'AT+CPIN?': ['+CPIN: PH-NET PIN', 'OK'] }, 'sim_locked'],
    ['a SIM that is starting', { 'AT+CPIN?': ['+CME ERROR: 14'] }, 'sim_busy'],
    ['falls silent when it is asked for its SIM', { 'AT+CPIN?': [], 'AT+CMEE?': answersOnce() }, 'broken'],
  ];
  for (const [what, answers, code, cause = /(?:)/] of rows)
    test(`${what}: ${code}`, async () => {
      const result = await question({ ...wellModem, ...answers });
      assert.equal(result.code, code);
      assert.match(result.cause, cause);
    });

  test('neither a PIN nor a message nor anything that lasts is sent', async () => {
    const { sent } = await question({ ...wellModem, 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'] });
    const harmless = /^(ESC|ATE0|AT\+CMEE=1|AT(I|\+[A-Z]+\??|\+CGSN=1))$/;
    assert.deepEqual(
      sent.filter(command => !harmless.test(command)),
      [],
    );
  });

  test('what is not known is no fact', async () => {
    const { facts } = await question({
      ...wellModem,
      ...{ 'AT+COPS?': ['+COPS: 0', 'OK'], 'AT+CGSN': ['ERROR'] },
      ...{ 'AT+CPMS?': ['ERROR'] },
    });
    assert.deepEqual(
      ['operator', 'imei', 'storage'].map(name => (name in facts ? facts[name] : null)),
      [null, null, null],
    );
  });

  test('the facts name the modem; its IMEI is cut', async () => {
    const { facts, sent } = await question(wellModem);
    assert.deepEqual(sent.slice(2, 4), ['ATE0', 'AT+CMEE=1']);
    assert.deepEqual(facts, {
      ...{ maker: 'Maker', model: 'Model 1', firmware: '1.0', dialect: 'generic', imei: '49015420*******' },
      ...{ sim: 'ready', CREG: 'registered at home', CGREG: 'registered at home' },
      ...{
        CEREG: 'not registered, not searching',
        signal: '20 of 31',
        operator: 'Operator',
        storage: 'SM 3 of 30',
      },
    });
  });
});

/** Answers the first question and no further one: the modem hangs. */
function answersOnce(): Script {
  let count = 0;
  return () => {
    count += 1;
    return count === 1 ? ['+CMEE: 1', 'OK'] : [];
  };
}

test('a memory that is full is a warning', async () => {
  const { code, warnings } = await question({
    ...wellModem,
    'AT+CPMS?': ['+CPMS: "SM",30,30,"SM",30,30', 'OK'],
  });
  assert.deepEqual([code, warnings.map(warning => warning.code)], ['well', ['storage_full']]);
});

describe('verdict on a line', () => {
  test('on which nothing comes back', async () => {
    assert.equal((await question({}, { link: mute })).code, 'silent');
  });

  test('on which something else speaks', async () => {
    const modem = scriptedModem({}, [], []);
    const options = {
      link: modem.link,
      clock: modem.clock,
      baudRate: undefined,
      openedAt: 9600,
      hasSpeed: false,
    };
    const asked = questionModem(options);
    for (let second = 0; second < 20; second += 1) {
      modem.raw('$GPGGA,120000.00\r\n');
      await pass(modem.clock, 1000);
    }
    assert.equal((await asked).verdict.code, 'no_at');
  });

  for (const [what, baudRate, code] of [
    ['that the settings do not give', undefined, 'well'],
    ['that the settings give otherwise', 115_200, 'wrong_speed'],
  ] as const)
    test(`at another speed ${what}: ${code}`, async () => {
      const more = { hasSpeed: true, link: hearsAt(9600), ...(baudRate !== undefined && { baudRate }) };
      const { code: found, facts } = await question(wellModem, more);
      assert.deepEqual([found, facts.speed], [code, '9600']);
    });

  test('left in data mode is led back, which is a warning, and examined', async () => {
    const { code, warnings } = await question(wellModem, { link: inDataMode });
    assert.deepEqual([code, warnings.map(warning => warning.code)], ['well', ['data_mode']]);
  });
});

function mute(link: Link): Link {
  return { ...link, write: () => {} };
}

/** Octets at any other speed are lost. */
function hearsAt(speed: number): (link: Link) => Link {
  let now = 115_200;
  return link => ({
    ...link,
    write: bytes => now === speed && link.write(bytes),
    setBaudRate: async baudRate => {
      now = baudRate;
    },
  });
}

/** Nothing reaches the modem until `+++` came alone. */
function inDataMode(link: Link): Link {
  let escaped = false;
  return {
    ...link,
    write: bytes => {
      if (escaped) link.write(bytes);
      else escaped = Buffer.from(bytes).toString() === '+++';
    },
  };
}
