/** When a gateway is asked about messages that it has not settled: handoff.askFirst, askLongest and askTaken. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import { Fleet } from '../choice/fleet.ts';
import { Slots, usualSlots } from '../choice/slots.ts';
import type { GatewayDriver, HandOffOutcome } from '../domain/driver.ts';
import { createIdMaker } from '../domain/ids.ts';
import { openSqlite, type StoreBench } from '../testing/engines.ts';
import { Calls } from './calls.ts';
import { usualHandoff } from './context.ts';
import { OpenAttempts } from './open-attempts.ts';
import { Settlement } from './settlement.ts';

const SECOND = 1000;

let bench: StoreBench;
before(async () => {
  bench = await openSqlite();
});
after(() => bench.dispose());

/**
 * Hands one message over at second 0, and lets time pass.
 * @param waiting whether more messages wait
 * @param others messages that the port has besides
 * @returns the seconds of the questions
 */
async function questionsOf(outcome: HandOffOutcome, seconds: number, { waiting = false, others = 0 } = {}) {
  const clock = fakeClock();
  const start = clock.monotonic();
  const asked: number[] = [];
  const driver: GatewayDriver = {
    kind: 'vendor',
    abilities: { repeatMs: 0, mostInCall: 1, calls: 1, mostInQuestion: 32, callMs: 0 },
    send: async () => outcome,
    settle: async () => {
      asked.push((clock.monotonic() - start) / SECOND);
      return { kind: 'noAnswer', detail: 'busy' };
    },
    close: async () => {},
  };
  const open = new OpenAttempts(clock);
  const parts = {
    context: {
      ...{ store: bench.store, fleet: new Fleet(), clock, random: () => 0.5, log: silentLog },
      ids: createIdMaker(() => clock.now()),
      drivers: { driverOf: () => driver },
      settings: {
        ...{ ...usualHandoff, slots: usualSlots },
        ...{ askFirstMs: 3 * SECOND, askLongestMs: 10 * SECOND, askTakenMs: 25 * SECOND },
      },
    },
    lease: { fence: { part: 0, owner: 'test', epoch: 1 }, signal: new AbortController().signal },
    ...{ slots: new Slots(usualSlots, clock, () => 0.5), open, alone: new Set<string>(), wake: () => {} },
  };
  const calls = new Calls(parts);
  const settlement = new Settlement({ ...parts, calls });
  const attempt = {
    ...{ gateway: 'g', userId: 7, message: 'm', port: 0, call: 'c.1', pool: 'default', attempts: 1 },
    ...({
      priority: 'normal',
      at: clock.now(),
      state: 'handing',
      repeated: false,
      askInstead: false,
    } as const),
    ...{ asks: 0, nextAskAt: start },
    handOff: { userId: 7, recipient: '+491', text: 'a', encoding: 'auto' as const },
  };
  open.add(attempt);
  parts.slots.found('g', 0, 1 + others);
  calls.make('g', [attempt]);
  await calls.idle();
  for (let second = 0; second <= seconds; second += 1) {
    settlement.ask(waiting);
    await turn();
    clock.advance(SECOND);
  }
  return asked;
}

describe('a gateway is asked', () => {
  test('about a doubt after askFirst, then after pauses that double up to askLongest', async () => {
    const asked = await questionsOf({ kind: 'inDoubt', detail: '' }, 40);
    assert.deepEqual(asked, [3, 9, 19, 29, 39]);
  });

  test('for a message that it took after askTaken', async () => {
    assert.deepEqual(await questionsOf({ kind: 'taken' }, 30), [25]);
  });

  test('for the first message of a full port sooner where others wait, and less often each time', async () => {
    const full = { waiting: true, others: usualSlots.outstanding - 1 };
    assert.deepEqual(await questionsOf({ kind: 'taken' }, 24, full), [5, 10, 20]);
    assert.deepEqual(await questionsOf({ kind: 'taken' }, 24, { ...full, waiting: false }), []);
    assert.deepEqual(await questionsOf({ kind: 'taken' }, 24, { ...full, others: 8 }), []);
  });

  test('never for one that it surely did not take', async () => {
    const refused: HandOffOutcome = { kind: 'notTaken', fault: 'port', detail: 'refused' };
    assert.deepEqual(await questionsOf(refused, 40), []);
  });
});
