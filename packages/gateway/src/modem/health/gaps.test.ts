/** Answers that a modem refused while it was set up: it is asked again, and set up anew once it gives one. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { scriptedModem, settle } from '../../at/testing.ts';
import type { Ready } from '../bring-up/ladder.ts';
import { Gaps } from './gaps.ts';

/** A modem that has given everything. */
const complete = {
  identity: { maker: 'simgate', model: 'Virtual Modem', firmware: '1.0' },
  network: { domains: { '+CREG': 1 } },
  sim: { iccid: '8988201000000000021' },
  dialect: { iccid: [] },
  numberRefused: false,
} as unknown as Ready;

/** A modem that has left these out; `answers` are those that it gives by now. */
function gapsOf(lacking: object, answers: Readonly<Record<string, readonly string[]>> = {}) {
  const modem = scriptedModem(answers);
  const { link, clock, sent } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const state = { mayInterrupt: true, filled: 0 };
  const gaps = new Gaps({
    ...{ channel, clock, ready: { ...complete, ...lacking }, mayInterrupt: () => state.mayInterrupt },
    filled: () => {
      state.filled += 1;
    },
  });
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await settle();
  };
  /** The commands since the last time. */
  const asked = () => sent.splice(0);
  return { asked, gaps, modem, pass, state };
}

const lacksNumber = { numberRefused: true };
const number = { 'AT+CNUM': ['+CNUM: ,"+88201000001",145', 'OK'] };

describe('a gap', () => {
  test('is none where the modem gave everything: it is asked nothing', async () => {
    const { asked, gaps, pass } = gapsOf({});
    gaps.ready();
    await pass(600_000);
    assert.deepEqual(asked(), []);
  });

  const rows: readonly [what: string, lacking: object, command: string, answer: readonly string[]][] = [
    ['maker', { identity: { maker: '', model: '', firmware: '' } }, 'AT+CGMI', ['simgate', 'OK']],
    ['registration', { network: { domains: {} } }, 'AT+CREG?', ['+CREG: 0,1', 'OK']],
    ['number', lacksNumber, 'AT+CNUM', number['AT+CNUM']],
  ];
  for (const [what, lacking, command, answer] of rows)
    test(`in its ${what} is filled by ${command}, once`, async () => {
      const { asked, pass, state } = gapsOf(lacking, { [command]: answer });
      await pass(4999);
      assert.deepEqual([asked(), state.filled], [[], 0]);
      await pass(1);
      assert.deepEqual([asked(), state.filled], [[command], 1]);
      await pass(600_000);
      assert.deepEqual([asked(), state.filled], [[], 1]);
    });

  test('in its registration is filled by any domain', async () => {
    const { asked, pass, state } = gapsOf(
      { network: { domains: {} } },
      { 'AT+CEREG?': ['+CEREG: 0,1', 'OK'] },
    );
    await pass(5000);
    assert.deepEqual([asked(), state.filled], [['AT+CREG?', 'AT+CGREG?', 'AT+CEREG?'], 1]);
  });

  test('that stays is asked for with growing pauses, six times in all', async () => {
    const { asked, pass, state } = gapsOf(lacksNumber);
    for (const seconds of [5, 10, 20, 40, 80, 160]) {
      await pass(seconds * 1000 - 1);
      assert.deepEqual(asked(), []);
      await pass(1);
      assert.deepEqual(asked(), ['AT+CNUM']);
    }
    await pass(600_000);
    assert.deepEqual([asked(), state.filled], [[], 0]);
  });

  test('is looked for at once when the modem is ready, and then from the shortest pause on', async () => {
    const { asked, gaps, pass } = gapsOf(lacksNumber);
    await pass(5000);
    await pass(9000);
    asked();
    gaps.ready();
    await pass(0);
    assert.deepEqual(asked(), ['AT+CNUM']);
    await pass(4999);
    assert.deepEqual(asked(), []);
    await pass(1);
    assert.deepEqual(asked(), ['AT+CNUM']);
  });

  test('that is filled while setting up would do harm waits until it would not', async () => {
    const { pass, state } = gapsOf(lacksNumber, number);
    state.mayInterrupt = false;
    await pass(5000);
    await pass(4000);
    assert.equal(state.filled, 0);
    state.mayInterrupt = true;
    await pass(1999);
    assert.equal(state.filled, 0);
    await pass(1);
    assert.equal(state.filled, 1);
  });

  test('is forgotten when the session ends', async () => {
    const { asked, gaps, pass, state } = gapsOf(lacksNumber, number);
    gaps.close();
    gaps.ready();
    await pass(600_000);
    assert.deepEqual([asked(), state.filled], [[], 0]);
  });
});
