import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pass, type Script } from '../../at/testing.ts';
import { deniedSideOf, isRegistered } from '../registered.ts';
import { sessionOnModem } from '../testing.ts';

const circuitDenied: Readonly<Record<string, Script>> = {
  'AT+CREG?': ['+CREG: 2,3', 'OK'],
  'AT+CGREG?': ['+CGREG: 2,5', 'OK'],
  'AT+CEREG?': ['+CEREG: 2,0', 'OK'],
};
const packetDenied: Readonly<Record<string, Script>> = {
  'AT+CREG?': ['+CREG: 2,1', 'OK'],
  'AT+CGREG?': ['+CGREG: 2,3', 'OK'],
  'AT+CEREG?': ['+CEREG: 2,3', 'OK'],
};
const ALL = '+CGSMS: (0-3)';

describe('a side of the network that refuses the SIM', () => {
  const rows = [
    [{ CREG: 3, CGREG: 5 }, 'circuit'],
    [{ CREG: 3, CGREG: 0, CEREG: 1 }, 'circuit'],
    [{ CREG: 1, CGREG: 3 }, 'packet'],
    [{ CREG: 1, CGREG: 3, CEREG: 0 }, undefined],
    [{ CREG: 3, CGREG: 3 }, undefined],
    [{ CREG: 3 }, undefined],
    [{ CREG: 1, CGREG: 1 }, undefined],
    [{ CREG: 0, CEREG: 1 }, undefined],
    [{}, undefined],
  ] as const;
  for (const [statuses, side] of rows)
    test(`${JSON.stringify(statuses)}: ${side ?? 'none'}`, () => {
      const domains = ['CREG', 'CGREG', 'CEREG'] as const;
      const status = (domain: (typeof domains)[number]) => new Map(Object.entries(statuses)).get(domain);
      const registrations = Object.fromEntries(
        domains.flatMap(domain =>
          status(domain) === undefined ? [] : [[domain, { domain, status: status(domain) }]],
        ),
      );
      assert.equal(deniedSideOf(registrations), side);
    });
});

describe('SMS over the side that is registered (+CGSMS, 27.007 10.1.21)', () => {
  const rows: [what: string, answers: Readonly<Record<string, Script>>, set: string[]][] = [
    [
      'the packet side, with the other to fall back on',
      { 'AT+CGSMS=?': [ALL, 'OK'], 'AT+CGSMS?': ['+CGSMS: 1', 'OK'], 'AT+CGSMS=2': ['OK'] },
      ['AT+CGSMS=2'],
    ],
    [
      'the packet side alone where it is all there is',
      { 'AT+CGSMS=?': ['+CGSMS: (0,1)', 'OK'], 'AT+CGSMS?': ['+CGSMS: 1', 'OK'], 'AT+CGSMS=0': ['OK'] },
      ['AT+CGSMS=0'],
    ],
    ['it stands so already', { 'AT+CGSMS=?': [ALL, 'OK'], 'AT+CGSMS?': ['+CGSMS: 2', 'OK'] }, []],
    ['no test form: it is tried', { 'AT+CGSMS?': ['+CGSMS: 1', 'OK'], 'AT+CGSMS=2': ['OK'] }, ['AT+CGSMS=2']],
    [
      'refused: the next one',
      { 'AT+CGSMS=?': [ALL, 'OK'], 'AT+CGSMS=0': ['OK'] },
      ['AT+CGSMS=2', 'AT+CGSMS=0'],
    ],
    ['no choice at all', { 'AT+CGSMS=?': ['+CGSMS: (1)', 'OK'] }, []],
  ];
  for (const [what, answers, set] of rows)
    test(`${what}, once, with a line about it`, async () => {
      const { modem, warnings } = await sessionOnModem({ ...circuitDenied, ...answers });
      // Before anything is sent.
      assert.deepEqual(warnings, ['deniedSide']);
      await pass(modem.clock, 20_000, 1000);
      assert.deepEqual(
        modem.sent.filter(text => /^AT\+CGSMS=\d/.test(text)),
        set,
      );
      assert.deepEqual(warnings, ['deniedSide']);
    });

  test('the circuit-switched side where the packet side is denied', async () => {
    const { modem } = await sessionOnModem({
      ...packetDenied,
      'AT+CGSMS=?': [ALL, 'OK'],
      'AT+CGSMS?': ['+CGSMS: 2', 'OK'],
      'AT+CGSMS=3': ['OK'],
    });
    await pass(modem.clock, 6000);
    assert.ok(modem.sent.includes('AT+CGSMS=3'));
  });

  test('nothing is changed for a denial that does not hold', async () => {
    const { modem, warnings } = await sessionOnModem({
      ...circuitDenied,
      ...{ 'AT+CREG?': ['+CREG: 2,1', 'OK'], 'AT+CGSMS=?': [ALL, 'OK'] },
    });
    modem.says('+CREG: 3');
    await pass(modem.clock, 3000);
    modem.says('+CREG: 1');
    await pass(modem.clock, 10_000, 1000);
    assert.deepEqual([warnings, modem.sent.some(text => text.startsWith('AT+CGSMS'))], [[], false]);
  });

  test('a denial that holds for 5 s is acted on', async () => {
    const { modem, warnings } = await sessionOnModem({
      ...circuitDenied,
      ...{ 'AT+CREG?': ['+CREG: 2,1', 'OK'], 'AT+CGSMS=?': [ALL, 'OK'], 'AT+CGSMS=2': ['OK'] },
    });
    modem.says('+CREG: 3');
    await pass(modem.clock, 4999);
    assert.deepEqual(warnings, []);
    await pass(modem.clock, 1);
    assert.deepEqual([warnings, modem.sent.includes('AT+CGSMS=2')], [['deniedSide'], true]);
  });

  test('a denial that a notice reported before the modem was set up is acted on too', async () => {
    const { modem, warnings } = await sessionOnModem(
      {
        ...{ ...circuitDenied, 'AT+CREG?': ['+CREG: 2,13', 'OK'] },
        ...{ 'AT+CGSMS=?': [ALL, 'OK'], 'AT+CGSMS=2': ['OK'] },
      },
      { before: ['+CREG: 3'] },
    );
    assert.deepEqual(warnings, []);
    await pass(modem.clock, 5000);
    assert.deepEqual([warnings, modem.sent.includes('AT+CGSMS=2')], [['deniedSide'], true]);
  });

  test('all is as before when no side is denied any more', async () => {
    const { modem } = await sessionOnModem({
      ...circuitDenied,
      ...{ 'AT+CGSMS=?': [ALL, 'OK'], 'AT+CGSMS?': ['+CGSMS: 1', 'OK'] },
      ...{ 'AT+CGSMS=2': ['OK'], 'AT+CGSMS=1': ['OK'] },
    });
    await pass(modem.clock, 6000);
    modem.says('+CREG: 5');
    await pass(modem.clock, 6000);
    assert.deepEqual(
      modem.sent.filter(text => /^AT\+CGSMS=\d/.test(text)),
      ['AT+CGSMS=2', 'AT+CGSMS=1'],
    );
  });

  test('a modem whose SIM is denied nowhere is not asked', async () => {
    const { modem } = await sessionOnModem({});
    await pass(modem.clock, 10_000, 1000);
    assert.equal(
      modem.sent.some(text => text.startsWith('AT+CGSMS')),
      false,
    );
  });
});

test('SMS goes at home, when roaming, for SMS only and where CSFB is not preferred (27.007 7.2)', () => {
  const up = Array.from({ length: 12 }, (_, status) => status).filter(status =>
    isRegistered([{ domain: 'CREG', status }]),
  );
  assert.deepEqual(up, [1, 5, 6, 7, 9, 10]);
  // A modem without a command for it may be registered.
  assert.equal(isRegistered([]), true);
});
