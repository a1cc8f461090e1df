import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Clock, systemClock } from '@simgate/daemon';
import { fakeClock } from '@simgate/daemon/testing';
import type { Reply } from '../../at/command.ts';
import { CallEnding } from './call-ending.ts';
import type { Call } from './call-table.ts';

const call: Call = {
  ...{ key: 1, direction: 'outgoing', phase: 'active', number: '0170', answered: true, missing: 0 },
};

const taken: Reply = { kind: 'ok', lines: [] };
const refused: Reply = {
  ...{ kind: 'error', lines: [], handedOver: true },
  error: { source: 'plain', text: 'ERROR' },
};

/** A modem with these calls; `commands` are those that it got, with the seconds since it got the first. */
function endingWith(calls: readonly Call[], answers: Readonly<Record<string, Reply>> = {}) {
  const clock = fakeClock();
  const begun = clock.now();
  const commands: string[] = [];
  const state = { calls, listless: false };
  const ending = new CallEnding({
    ...{ clock, calls: () => state.calls, listless: () => state.listless },
    run: async text => {
      commands.push(`${(clock.now() - begun) / 1000} ${text}`);
      return answers[text] ?? taken;
    },
  });
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      clock.advance(1000);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
  };
  return { clock, commands, ending, pass, state };
}

describe('a call that is being ended', () => {
  test('gets another command behind growing pauses of up to half a minute, while the modem lists it', async () => {
    const { commands, ending, pass } = endingWith([call]);
    await ending.end(call);
    await pass(300);
    const times = commands.map(text => Number(text.split(' ')[0]));
    // 2, 4, 6 … 28, 30, 30, 30.
    assert.deepEqual(times.slice(0, 5), [0, 2, 6, 12, 20]);
    assert.deepEqual(times.slice(-3), [240, 270, 300]);
    assert.equal(new Set(commands.slice(0, 3).map(text => text.split(' ')[1])).size, 3);
  });

  test('gets the next command at once where one is refused, and its last answer is the outcome', async () => {
    const { commands, ending } = endingWith([call], { 'AT+CHUP': refused });
    assert.equal(await ending.end(call), taken);
    assert.deepEqual(commands, ['0 AT+CHUP', '0 ATH']);
  });

  test('is left alone where the modem refuses every command', async () => {
    const all = { 'AT+CHUP': refused, ATH: refused, 'AT+CHLD=1': refused, 'AT+CHLD=0': refused };
    const { commands, ending, pass } = endingWith([call], all);
    assert.equal(await ending.end(call), refused);
    await pass(60);
    assert.deepEqual(commands.length, 3);
  });

  test('gets nothing more once it is no longer listed', async () => {
    const { commands, ending, pass, state } = endingWith([call]);
    await ending.end(call);
    state.calls = [];
    await pass(60);
    assert.deepEqual(commands, ['0 AT+CHUP']);
  });

  test('gets nothing more where the modem cannot list calls: nothing shows whether it is over', async () => {
    const { commands, ending, pass, state } = endingWith([call]);
    state.listless = true;
    await ending.end(call);
    await pass(60);
    assert.deepEqual(commands, ['0 AT+CHUP']);
  });

  test('gets nothing more while a notice has reported its end', async () => {
    const { commands, ending, pass, state } = endingWith([call]);
    await ending.end(call);
    state.calls = [{ ...call, ending: { at: 0, since: 0 } }];
    await pass(5);
    assert.deepEqual(commands, ['0 AT+CHUP']);
    state.calls = [call];
    await pass(2);
    assert.equal(commands.length, 2);
  });

  test('is tried by one row of tries, however often its end is wanted', async () => {
    const { commands, ending, pass } = endingWith([call]);
    await ending.end(call);
    await ending.end(call);
    await pass(2);
    assert.deepEqual(
      commands.map(text => text.split(' ')[0]),
      ['0', '0', '2'],
    );
  });

  test('beside another one is ended by its id alone from the second try on', async () => {
    const first: Call = { ...call, id: 1 };
    const { commands, ending, pass } = endingWith([first, { ...call, key: 2, id: 2, phase: 'held' }]);
    await ending.end(first);
    await pass(20);
    assert.deepEqual([...new Set(commands.map(text => text.replace(/^\d+ /, '')))], ['AT+CHLD=11']);
  });

  test('gets no timer behind a command that is under way when the modem goes', async () => {
    const clock = fakeClock();
    const answer = Promise.withResolvers<Reply>();
    const ending = new CallEnding({
      ...{ clock, calls: () => [call], listless: () => false, run: () => answer.promise },
    });
    const ended = ending.end(call);
    ending.close();
    answer.resolve(taken);
    assert.equal(await ended, taken);
    assert.equal(clock.waiting, 0);
  });

  test('has no timer any more when the modem is gone: it would keep a stopping gateway alive', async () => {
    const timers = new Set<() => void>();
    const clock: Clock = {
      ...systemClock,
      after: (_milliseconds, action) => {
        timers.add(action);
        return () => timers.delete(action);
      },
    };
    const ending = new CallEnding({
      ...{ clock, calls: () => [call], listless: () => false },
      run: async () => ({ kind: 'ok', lines: [] }),
    });
    await ending.end(call);
    assert.equal(timers.size, 1);
    ending.close();
    assert.equal(timers.size, 0);
  });
});
