import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { type Script, scriptedModem } from '../../at/testing.ts';
import { lockSim } from './sim-lock.ts';

interface Case {
  readonly answers: Readonly<Record<string, Script>>;
  readonly locked?: boolean;
  readonly iccid?: string;
  /** False: this PIN failed here before. */
  readonly mayTry?: boolean;
}

/** The outcome, the commands sent, and the entries in the ledger, each with the number of commands before it. */
async function locking({ answers, locked = true, iccid = '8988201', mayTry = true }: Case) {
  const { link, clock, sent } = scriptedModem(answers);
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const ledger: string[] = [];
  const pins = {
    mayTry: () => mayTry,
    recordTry: async (card: string, pin: string) => void ledger.push(`try ${card} ${pin} @${sent.length}`),
    recordSuccess: async (card: string) => void ledger.push(`success ${card} @${sent.length}`),
  };
  const outcome = await lockSim({ channel, pin: '1234', locked, iccid, pins });
  return { outcome, sent, ledger };
}

const open = ['+CPIN: READY', 'OK'];
const asked = ['+CPIN: SIM PIN', 'OK'];

describe("the SIM's lock (27.007 7.4)", () => {
  for (const [locked, mode] of [
    [true, 1],
    [false, 0],
  ] as const)
    test(`${locked ? 'locks' : 'unlocks'}, with the try committed before it is sent`, async () => {
      const command = `AT+CLCK="SC",${mode},"1234"`;
      const { outcome, sent, ledger } = await locking({
        answers: { 'AT+CPIN?': open, [command]: ['OK'] },
        locked,
      });
      assert.deepEqual(outcome, { kind: 'done' });
      assert.deepEqual(sent, ['AT+CPIN?', command]);
      assert.deepEqual(ledger, ['try 8988201 1234 @1', 'success 8988201 @2']);
    });

  test('opens a SIM that asks for its PIN first', async () => {
    const { outcome, sent } = await locking({
      answers: { 'AT+CPIN?': asked, 'AT+CPIN="1234"': ['OK'], 'AT+CLCK="SC",0,"1234"': ['OK'] },
      locked: false,
    });
    assert.deepEqual(outcome, { kind: 'done' });
    assert.deepEqual(sent, ['AT+CPIN?', 'AT+CPIN="1234"', 'AT+CLCK="SC",0,"1234"']);
  });

  test('spends one try of a wrong PIN, not two', async () => {
    const { outcome, sent, ledger } = await locking({
      answers: { 'AT+CPIN?': asked, 'AT+CPIN="1234"': ['+CME ERROR: 16'] },
      locked: false,
    });
    assert.deepEqual(outcome, { kind: 'failed', text: 'the PIN is wrong' });
    assert.deepEqual(sent, ['AT+CPIN?', 'AT+CPIN="1234"']);
    assert.deepEqual(ledger, ['try 8988201 1234 @1']);
  });

  const untried: [name: string, Partial<Case>, text: RegExp][] = [
    ['without an ICCID to remember it by', { iccid: '' }, /ICCID/],
    ['that failed at this SIM before', { mayTry: false }, /not tried again/],
    ['where the PUK is asked for', { answers: { 'AT+CPIN?': ['+CPIN: SIM PUK', 'OK'] } }, /PUK/],
  ];
  for (const [name, differences, text] of untried)
    test(`sends no PIN ${name}`, async () => {
      const { outcome, sent, ledger } = await locking({ answers: { 'AT+CPIN?': open }, ...differences });
      assert.equal(outcome.kind, 'failed');
      assert.match(outcome.kind === 'failed' ? outcome.text : '', text);
      assert.deepEqual(
        sent.filter(command => command.includes('1234')),
        [],
      );
      assert.deepEqual(ledger, []);
    });
});
