import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { loadConfig } from '../config/load.ts';
import type { LimitsConfig } from '../config/schema.ts';
import { periodAt, SimLimits } from './sim-limits.ts';
import { temporaryStore } from './testing.ts';

function utc(text: string): number {
  return Date.parse(`${text}Z`);
}
function berlin(time: number): number {
  return (time >= utc('2026-03-29T01:00:00') && time < utc('2026-10-25T01:00:00') ? 2 : 1) * 3600_000;
}

describe('the period that runs', () => {
  const rows: [span: 'minute' | 'hour' | 'day' | 'month', time: string, start: string, end: string][] = [
    ['minute', '2026-01-31T08:00:59', '2026-01-31T08:00:00', '2026-01-31T08:01:00'],
    ['hour', '2026-01-31T08:59:59', '2026-01-31T08:00:00', '2026-01-31T09:00:00'],
    ['day', '2026-01-31T22:59:59', '2026-01-30T23:00:00', '2026-01-31T23:00:00'],
    ['day', '2026-01-31T23:00:00', '2026-01-31T23:00:00', '2026-02-01T23:00:00'],
    // The day the clocks go back has 25 hours, seen from either side of the change.
    ['day', '2026-10-25T00:30:00', '2026-10-24T22:00:00', '2026-10-25T23:00:00'],
    ['day', '2026-10-25T12:00:00', '2026-10-24T22:00:00', '2026-10-25T23:00:00'],
    ['month', '2026-10-31T12:00:00', '2026-09-30T22:00:00', '2026-10-31T23:00:00'],
    ['month', '2026-12-31T22:59:59', '2026-11-30T23:00:00', '2026-12-31T23:00:00'],
  ];
  for (const [span, time, start, end] of rows) {
    test(`${span} at ${time}`, () => {
      assert.deepEqual(periodAt(span, utc(time), berlin), { start: utc(start), end: utc(end) });
    });
  }

  test('in all has no end', () => {
    assert.deepEqual(periodAt('total', 5, berlin), { start: 0, end: Number.POSITIVE_INFINITY });
  });
});

const SIM = '001010000000001';

function limitsFor(context: TestContext, some: Partial<LimitsConfig>, own: Partial<LimitsConfig> = {}) {
  const { store, clock, reopen } = temporaryStore(context);
  const make = (from: typeof store) =>
    new SimLimits({
      store: from,
      limits: { ...loadConfig(undefined, {}).limits, ...some },
      configs: [{ port: 3, tcp: 'modem:1', record: false, limits: own }],
      ports: () => [],
      offsetAt: () => 0,
    });
  return { store, clock, limits: make(store), restarted: () => make(reopen()) };
}

describe('limits of a SIM', () => {
  test('wait for the next period once one is used up, the longest of them', async context => {
    const { store, limits } = limitsFor(context, { smsPerMinute: 2, smsPerHour: 3 });
    const wait = (segments = 1) => limits.smsWait(store.read, 0, SIM, segments);
    assert.equal(wait(), 0);
    await store.write(database => limits.countSms(database, SIM, 2));
    assert.equal(wait(), 60_000);
    await store.write(database => limits.countSms(database, SIM, 1));
    assert.equal(wait(), 3600_000);
    assert.equal(limits.smsWait(store.read, 0, 'another SIM', 1), 0);
  });

  test('begin again by themselves with the next period', async context => {
    const { store, clock, limits } = limitsFor(context, { smsPerMinute: 1 });
    await store.write(database => limits.countSms(database, SIM, 1));
    clock.advance(59_999);
    assert.equal(limits.smsWait(store.read, 0, SIM, 1), 1);
    clock.advance(1);
    assert.equal(limits.smsWait(store.read, 0, SIM, 1), 0);
  });

  test('let a long message begin only when all of it may go, or all of the limit is there', async context => {
    const { store, limits } = limitsFor(context, { smsPerMinute: 3 });
    assert.equal(limits.smsWait(store.read, 0, SIM, 5), 0);
    await store.write(database => limits.countSms(database, SIM, 1));
    assert.equal(limits.smsWait(store.read, 0, SIM, 2), 0);
    assert.equal(limits.smsWait(store.read, 0, SIM, 3), 60_000);
  });

  test('give back what was refused', async context => {
    const { store, limits } = limitsFor(context, { smsPerDay: 1 });
    await store.write(database => limits.countSms(database, SIM, 1));
    await store.write(database => limits.countSms(database, SIM, -1));
    assert.deepEqual(limits.remaining(0, SIM), { smsPerDay: 1 });
  });

  test('survive a restart and a jump of the clock', async context => {
    const { store, clock, limits, restarted } = limitsFor(context, { smsPerDay: 5, smsTotal: 9 });
    await store.write(database => limits.countSms(database, SIM, 2));
    clock.jump(-40 * 86_400_000);
    assert.deepEqual(restarted().remaining(0, SIM), { smsPerDay: 3, smsTotal: 7 });
  });

  test('are those of the port where it has its own', async context => {
    const { limits } = limitsFor(context, { smsPerDay: 5 }, { smsPerDay: 2 });
    assert.deepEqual(
      [limits.remaining(0, SIM), limits.remaining(3, SIM)],
      [{ smsPerDay: 5 }, { smsPerDay: 2 }],
    );
  });

  test('bound calls by number and by time; an unanswered one counts for nothing', async context => {
    const { store, limits } = limitsFor(context, { callsPerDay: 2, callSecondsPerHour: 60 });
    await store.write(database => limits.countCall(database, SIM, 0));
    assert.deepEqual(limits.remaining(0, SIM), { callsPerDay: 2, callSecondsPerHour: 60 });
    await store.write(database => limits.countCall(database, SIM, 25));
    assert.equal(limits.secondsLeft(SIM), 35);
    assert.equal(limits.refusal(SIM), '');
    await store.write(database => limits.countCall(database, SIM, 35));
    assert.match(limits.refusal(SIM), /callsPerDay|callSecondsPerHour/);
  });
});

describe('a limit that is used up waits for the end of its period', () => {
  const hour = 3_600_000;
  /** From 2026-02-01 08:00:00 UTC on. */
  const rows: readonly (readonly [setting: keyof LimitsConfig, wait: number])[] = [
    ['smsPerMinute', 60_000],
    ['smsPerHour', hour],
    ['smsPerDay', 16 * hour],
    ['smsPerMonth', (27 * 24 + 16) * hour],
    ['smsTotal', Number.POSITIVE_INFINITY],
  ];
  for (const [setting, wait] of rows)
    test(`${setting}: ${wait / 1000} s`, async context => {
      const { store, clock, limits } = limitsFor(context, { [setting]: 1 });
      clock.advance(24 * hour);
      await store.write(database => limits.countSms(database, SIM, 1));
      assert.equal(limits.smsWait(store.read, 0, SIM, 1), wait);
    });

  const calls: readonly (readonly [setting: keyof LimitsConfig, period: number])[] = [
    ['callsPerHour', hour],
    ['callsPerDay', 16 * hour],
    ['callSecondsPerHour', hour],
    ['callSecondsPerDay', 16 * hour],
  ];
  for (const [setting, period] of calls)
    test(`${setting}: ${period / 1000} s, and is named until then`, async context => {
      const { store, clock, limits } = limitsFor(context, { [setting]: 1 });
      await store.write(database => limits.countCall(database, SIM, 1));
      clock.advance(period - 1);
      assert.equal(limits.refusal(SIM), `the limit ${setting} of this SIM is used up`);
      clock.advance(1);
      assert.equal(limits.refusal(SIM), '');
    });
});

describe('each limit', () => {
  const many = 3;
  const rows: readonly [setting: keyof LimitsConfig, uses: 'sms' | 'call', halts: 'sms' | 'call'][] = [
    ['smsPerMinute', 'sms', 'sms'],
    ['smsPerHour', 'sms', 'sms'],
    ['smsPerDay', 'sms', 'sms'],
    ['smsPerMonth', 'sms', 'sms'],
    ['smsTotal', 'sms', 'sms'],
    ['callsPerHour', 'call', 'call'],
    ['callsPerDay', 'call', 'call'],
    ['callSecondsPerHour', 'call', 'call'],
    ['callSecondsPerDay', 'call', 'call'],
  ];
  for (const [setting, uses, halts] of rows)
    test(`${setting} halts at its number, and nothing else does`, async context => {
      const { store, limits } = limitsFor(context, { [setting]: many });
      const free = () => [limits.smsWait(store.read, 0, SIM, 1) === 0, limits.refusal(SIM) === ''];
      for (let used = 0; used < many; used += 1) {
        assert.deepEqual(free(), [true, true]);
        await store.write(database => {
          if (uses === 'sms') limits.countSms(database, SIM, 1);
          else limits.countCall(database, SIM, 1);
        });
      }
      assert.deepEqual(free(), [halts !== 'sms', halts !== 'call']);
    });
});
