/** A store that cannot be written, as on a full disk: what each part refuses, logs, and does once the store takes it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { BalanceWatch } from './balance/balance-watch.ts';
import { BalanceRules } from './balance/rules.ts';
import type { Port } from './ports/port.ts';
import { shownPort, snapshotOf } from './ports/testing.ts';
import { CallService } from './sessions/calls/call-service.ts';
import { UssdService } from './sessions/ussd/ussd-service.ts';
import { createJournal } from './store/journal.ts';
import { temporaryStore } from './store/testing.ts';

const retention = { sent: 90, received: 90, events: 90, maximumRows: 0 };
const STORE_TEXT = 'the store cannot write; trying again';

/** Parts over a store that the test stops and lets write again. */
function bench() {
  const clock = fakeClock();
  const store = temporaryStore(clock);
  const logged: string[] = [];
  const log = {
    info: () => {},
    warn: (_fields: object, text: string) => logged.push(text),
    error: (_fields: object, text: string) => logged.push(text),
  };
  const asked: string[] = [];
  const base = shownPort(snapshotOf(0));
  const port: Port = {
    ...base,
    sendUssd: async text => {
      asked.push(text);
      return { kind: 'taken' };
    },
    calls: {
      ...base.calls,
      dial: async number => {
        asked.push(`dial ${number}`);
        return { kind: 'taken' };
      },
    },
  };
  const common = { store, clock, log, retention, ports: () => [port], journal: createJournal(store, clock) };
  const calls = new CallService({
    ...common,
    calls: { incoming: 'ring', answeredFor: 5, emergencyNumbers: false },
    portConfigs: [],
    limits: { refusal: () => '', secondsLeft: () => undefined, countCall: () => {} },
  });
  const ussd = new UssdService({ ...common, ussd: { answerDeadline: 60, idleTime: 90 } });
  const balances = new BalanceWatch({
    ...{ ...common, random: () => 0.5, ussd: ussd.sessions },
    rules: new BalanceRules([
      {
        ...{ imsi: '', ports: [], code: '*100#', answers: [] },
        ...{ pattern: '{amount}', decimal: 'auto', currency: '', threshold: 5, every: 24 },
      },
    ]),
  });
  return {
    ...{ asked, balances, calls, clock, port, ussd },
    /** The lines since the last time. */
    logged: () => logged.splice(0),
    stopWrites: () => void store.read.get('PRAGMA query_only = 1'),
    allowWrites: () => void store.read.get('PRAGMA query_only = 0'),
    quiet: () => store.quiet(),
  };
}

describe('while nothing can be written', () => {
  test('no call is dialled', async () => {
    const { asked, calls, stopWrites } = bench();
    stopWrites();
    const answer = await calls.calls.dial({ number: '0170' } as never);
    assert.ok(!answer.ok);
    assert.equal(answer.code, 500);
    assert.match(answer.error, /^gateway: the call could not be stored: /);
    assert.deepEqual([asked, calls.calls.list({ limit: 10 })], [[], []]);
  });

  test('no USSD code is sent', async () => {
    const { asked, logged, stopWrites, ussd } = bench();
    stopWrites();
    const answer = await ussd.sessions.send([0], '*100#');
    assert.match(answer.ok ? '' : answer.error, /^the request could not be stored: /);
    assert.deepEqual([asked, logged()], [[], ['a USSD request could not be stored']]);
  });

  test('no balance is asked for', async () => {
    const { asked, balances, logged, stopWrites } = bench();
    stopWrites();
    const answer = await balances.ask(0);
    assert.ok(!answer.ok);
    assert.match(answer.error, /^gateway: the question could not be stored: /);
    assert.equal(answer.code, 500);
    assert.deepEqual([asked, logged()], [[], ['a question for a balance could not be stored']]);
  });

  for (const [what, start] of [
    ['calls', ({ calls }: ReturnType<typeof bench>) => calls.start()],
    ['USSD dialogues', ({ ussd }: ReturnType<typeof bench>) => ussd.start()],
  ] as const)
    test(`${what} of the last run are closed a second after it can be written again`, async () => {
      const parts = bench();
      parts.stopWrites();
      start(parts);
      await parts.quiet();
      assert.deepEqual(parts.logged(), [STORE_TEXT]);
      parts.clock.advance(999);
      await parts.quiet();
      assert.deepEqual(parts.logged(), []);
      parts.clock.advance(1);
      await parts.quiet();
      assert.deepEqual(parts.logged(), [STORE_TEXT]);
      parts.allowWrites();
      parts.clock.advance(1000);
      await parts.quiet();
      assert.deepEqual(parts.logged(), []);
    });
});
