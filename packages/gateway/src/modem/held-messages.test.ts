/** Routed messages while it is not certain which SIM is in the modem, and how long a modem may take to its answers. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../at/channel.ts';
import { pass, type Script, scriptedModem, settle } from '../at/testing.ts';
import { ask } from './ask.ts';
import { HeldMessages } from './held-messages.ts';
import { storeOwnNumber } from './sim/sim-data.ts';

const REPORT = '0006070B918802010000F262101021030000621010210300000000';

function onModem(answers: Readonly<Record<string, Script>>) {
  const modem = scriptedModem(answers);
  const { link, clock } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  return { modem, clock, channel, sent: modem.sent };
}

describe('a routed message whose SIM is not certain', () => {
  function holding(acknowledges = true) {
    const made = onModem({ 'AT+CNMA=1': ['OK'] });
    let stored = 0;
    const held = new HeldMessages({
      ...{ channel: made.channel, clock: made.clock, form: () => 'AT+CNMA=1' as const },
      received: async () => {
        stored += 1;
      },
    });
    held.acknowledges = acknowledges;
    const hold = (line: string) => held.hold({ line, pdu: REPORT }, { pdu: REPORT });
    return { ...made, held, hold, stored: () => stored };
  }

  test('is stored without one 11 s later, before the network gives up (24.011 10, TR2M), and acknowledged', async () => {
    const { clock, sent, hold, held, stored } = holding();
    hold('+CDS: 26');
    await pass(clock, 10_999, 500);
    assert.deepEqual([stored(), sent], [0, []]);
    await pass(clock, 1);
    assert.deepEqual([stored(), sent], [1, ['AT+CNMA=1']]);
    assert.deepEqual(held.take(), []);
  });

  test('is not acknowledged where nothing waits for that', async () => {
    const { clock, sent, hold, stored } = holding(false);
    hold('+CDS: 26');
    await pass(clock, 11_000, 500);
    assert.deepEqual([stored(), sent], [1, []]);
  });

  test('is given back in its order once its SIM is certain, and stored by that one alone', async () => {
    const { clock, hold, held, stored } = holding();
    hold('+CDS: 1');
    hold('+CDS: 2');
    assert.deepEqual(
      held.take().map(({ line }) => line),
      ['+CDS: 1', '+CDS: 2'],
    );
    await pass(clock, 60_000, 1000);
    assert.deepEqual([stored(), held.take(), clock.waiting], [0, [], 0]);
  });

  test('is one of 64 at most; the network repeats the others', () => {
    const { hold, held } = holding();
    for (let count = 1; count <= 66; count += 1) hold(`+CDS: ${count}`);
    const lines = held.take().map(({ line }) => line);
    assert.deepEqual([lines.length, lines.at(-1)], [64, '+CDS: 64']);
  });
});

describe('a modem has for its answer', () => {
  const rows: readonly (readonly [
    milliseconds: number,
    what: string,
    work: (channel: Channel) => Promise<unknown>,
  ])[] = [
    [5000, 'a setting', channel => ask(channel, 'AT+CMGF=0')],
    [15_000, 'the SIM', channel => storeOwnNumber(channel, '+8820')],
  ];
  for (const [milliseconds, what, work] of rows)
    test(`${milliseconds} ms where it is of ${what}`, async () => {
      const { clock, channel } = onModem({ 'AT+CMGF=0': [], 'AT+CPBS="ON"': [] });
      let done = false;
      const working = work(channel).finally(() => {
        done = true;
      });
      await pass(clock, milliseconds - 1, 500);
      assert.equal(done, false);
      clock.advance(1);
      await settle();
      assert.equal(done, true);
      await working;
    });
});
