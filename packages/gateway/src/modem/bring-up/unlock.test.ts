import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { type Script, scriptedModem } from '../../at/testing.ts';
import { generic } from '../../dialects/generic.ts';
import { huawei } from '../../dialects/huawei/huawei.ts';
import { simLock, unlock } from './unlock.ts';

interface Case {
  readonly answers: Readonly<Record<string, Script>>;
  readonly pin?: string;
  readonly iccid?: string;
  /** False: this PIN failed here before. */
  readonly mayTry?: boolean;
  readonly dialect?: typeof generic;
}

/** The outcome: the obstacle, the commands sent, and the entries in the ledger, in order. */
async function unlocking({ answers, pin, iccid = '8988201', mayTry = true, dialect = generic }: Case) {
  const modem = scriptedModem(answers);
  const { link, clock, sent } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const ledger: string[] = [];
  const pins = {
    mayTry: () => mayTry,
    recordTry: async (card: string, code: string) =>
      void ledger.push(`try ${card} ${code} before ${sent.length + 1}`),
    recordSuccess: async (card: string) => void ledger.push(`success ${card}`),
  };
  const obstacle = await unlock({ channel, dialect, pin, pins, iccid: async () => iccid });
  return { obstacle, sent, ledger };
}

const locked = { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'], 'AT+CPINR="SIM PIN"': ['+CPINR: SIM PIN,3,3', 'OK'] };

describe('state of the SIM (27.007 8.3)', () => {
  const rows: [answer: string, kind: string | undefined][] = [
    ['+CPIN: READY', undefined],
    ['+CPIN: SIM PUK', 'puk'],
    ['+CPIN: SIM PIN2', undefined],
    ['+CPIN: SIM PUK2', undefined],
    ['+CPIN: PH-NET PIN', 'sim'],
    ['+CPIN: NOT INSERTED', 'noSim'],
    ['+CME ERROR: 10', 'noSim'],
    ['+CME ERROR: SIM not inserted', 'noSim'],
    ['+CME ERROR: 15', 'noSim'],
    ['+CME ERROR: 12', 'puk'],
    ['+CME ERROR: 14', 'busy'],
    ['+CMS ERROR: 310', 'noSim'],
    ['ERROR', undefined],
  ];
  for (const [answer, kind] of rows)
    test(`${answer}: ${kind ?? 'nothing in the way'}`, async () => {
      const script = answer.includes('ERROR') ? [answer] : [answer, 'OK'];
      assert.equal((await unlocking({ answers: { 'AT+CPIN?': script } })).obstacle?.kind, kind);
    });
});

test('the state of the SIM is unknown where the modem gives no cause, or none that is of the SIM', async () => {
  for (const answer of ['ERROR', '+CME ERROR: 100']) {
    const { link, clock } = scriptedModem({ 'AT+CPIN?': [answer] });
    const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
    assert.equal(await simLock(channel), 'unknown');
  }
});

describe('PIN', () => {
  test('is committed before it is sent, and its success behind', async () => {
    const { obstacle, sent, ledger } = await unlocking({
      answers: { ...locked, 'AT+CPIN="1234"': ['OK'] },
      pin: '1234',
    });
    assert.equal(obstacle, undefined);
    assert.equal(sent.indexOf('AT+CPIN="1234"') + 1, sent.length);
    assert.deepEqual(ledger, [`try 8988201 1234 before ${sent.length}`, 'success 8988201']);
  });

  test('is tried where two tries are left', async () => {
    const two = { 'AT+CPINR="SIM PIN"': ['+CPINR: SIM PIN,2,3', 'OK'], 'AT+CPIN="1234"': ['OK'] };
    const { obstacle, sent } = await unlocking({ answers: { ...locked, ...two }, pin: '1234' });
    assert.deepEqual([obstacle, sent.at(-1)], [undefined, 'AT+CPIN="1234"']);
  });

  test('that is wrong is told, and its success is not recorded', async () => {
    const { obstacle, ledger } = await unlocking({
      answers: { ...locked, 'AT+CPIN="1234"': ['+CME ERROR: 16'] },
      pin: '1234',
    });
    assert.match(obstacle?.text ?? '', /wrong/);
    assert.equal(ledger.length, 1);
  });

  const unsent: [name: string, wanted: Case, text: RegExp][] = [
    ['none is set', { answers: locked }, /none is set/],
    ['it failed at this SIM before', { answers: locked, pin: '1234', mayTry: false }, /not tried again/],
    ['the ICCID cannot be read', { answers: locked, pin: '1234', iccid: '' }, /ICCID cannot be read/],
    [
      'one try is left',
      { answers: { ...locked, 'AT+CPINR="SIM PIN"': ['+CPINR: SIM PIN,1,3', 'OK'] }, pin: '1234' },
      /one more try/,
    ],
    [
      'one try is left, in a vendor’s own answer',
      {
        answers: { ...locked, 'AT^CPIN?': ['^CPIN: SIM PIN,1,10,1,10,3', 'OK'] },
        pin: '1234',
        dialect: huawei,
      },
      /one more try/,
    ],
  ];
  for (const [name, wanted, text] of unsent)
    test(`is not sent when ${name}`, async () => {
      const { obstacle, sent, ledger } = await unlocking(wanted);
      assert.equal(obstacle?.kind, 'pin');
      assert.match(obstacle.text, text);
      assert.deepEqual(
        sent.filter(command => command.startsWith('AT+CPIN=')),
        [],
      );
      assert.deepEqual(ledger, []);
    });

  test('that turns the SIM to its PUK says so', async () => {
    const { obstacle } = await unlocking({
      answers: { ...locked, 'AT+CPIN="1234"': ['+CME ERROR: 12'] },
      pin: '1234',
    });
    assert.equal(obstacle?.kind, 'puk');
  });
});
