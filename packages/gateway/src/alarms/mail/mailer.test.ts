/** When mails go, and what becomes of notices that no mail carries; only the relay and the clock are made up. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { loadConfig } from '../../config/load.ts';
import type { MailConfig } from '../../config/schema.ts';
import { openStore } from '../../store/store.ts';
import { Mailer } from './mailer.ts';
import type { Notice } from './outbox.ts';
import type { Mail } from './relay.ts';

const relayed = {
  ...loadConfig(undefined, {}).mail,
  ...{ host: 'relay', from: 'simgate@example.com', to: ['ops@example.com'] },
};
const WEEK = 7 * 86_400_000;

const notice: Notice = {
  ...{ alarmId: 1, kind: 'queue_old', state: 'raised', text: 'a message waits', reason: '' },
  ...{ raisedAt: 0, at: 0 },
};

function openBench(t: TestContext, differences: Partial<MailConfig> = {}, chance = 0) {
  const clock = fakeClock();
  const folder = mkdtempSync(join(tmpdir(), 'simgate-mailer-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const logged: (readonly [severity: string, text: string, fields?: object])[] = [];
  const note = (severity: string) => (fields: object, text: string) => {
    logged.push([severity, text, fields]);
  };
  const log = { info: note('info'), warn: note('warn'), error: note('error') };
  const store = openStore({ folder, clock, log });
  t.after(() => store.close());
  const mails: Mail[] = [];
  const world = { answer: async () => ({ trouble: '' }) };
  const mailer = new Mailer({
    ...{ store, clock, log, random: () => chance, serialNumber: 'da00', formatTime: String },
    config: { ...relayed, ...differences },
    relay: mail => {
      mails.push(mail);
      return world.answer();
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 4; turn += 1) await new Promise(resolve => setImmediate(resolve));
    await store.write(() => undefined).catch(() => undefined);
  };
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await settle();
  };
  const add = (count: number) =>
    store.write(database => {
      for (let one = 0; one < count; one += 1) mailer.add(database, notice, store.steady.now());
    });
  return { clock, store, mailer, mails, world, logged, pass, settle, add };
}

/** How many notices each mail had. */
function sizes(mails: readonly Mail[]): number[] {
  return mails.map(({ text }) => text.split('ALARM').length - 1);
}

describe('a notice', () => {
  test('goes when it was gathered for the time of the settings, with those that came meanwhile', async t => {
    const { mailer, mails, pass, add } = openBench(t, { gather: 60 });
    await add(1);
    mailer.noticed();
    await pass(30_000);
    await add(1);
    mailer.noticed();
    await pass(29_999);
    assert.deepEqual(sizes(mails), []);
    await pass(1);
    assert.deepEqual(sizes(mails), [2]);
    await pass(60_000);
    assert.deepEqual(sizes(mails), [2]);
  });

  test('that comes while a mail is on its way goes in the next one', async t => {
    const { clock, mailer, mails, world, pass, settle, add } = openBench(t, { gather: 60 });
    const { promise, resolve } = Promise.withResolvers<{ trouble: string }>();
    world.answer = () => promise;
    await add(1);
    mailer.noticed();
    await pass(60_000);
    await add(1);
    mailer.noticed();
    await pass(60_000);
    assert.deepEqual(sizes(mails), [1]);
    resolve({ trouble: '' });
    await settle();
    await pass(59_999);
    assert.deepEqual(sizes(mails), [1]);
    await pass(1);
    assert.deepEqual(sizes(mails), [1, 1]);
    assert.equal(clock.waiting, 0);
  });

  const many: readonly (readonly [count: number, atOnce: number[], gathered: number[]])[] = [
    [100, [100], [100]],
    [101, [100], [100, 1]],
    [200, [100], [100, 100]],
    [201, [100, 100], [100, 100, 1]],
  ];
  for (const [count, atOnce, gathered] of many)
    test(`is one of ${count}: a mail has a hundred, and more than a hundred that are left do not wait`, async t => {
      const { mailer, mails, pass, add } = openBench(t, { gather: 60 });
      await add(count);
      mailer.noticed();
      await pass(60_000);
      await pass(0);
      assert.deepEqual(sizes(mails), atOnce);
      await pass(60_000);
      assert.deepEqual(sizes(mails), gathered);
    });

  test('is kept a week for a start, and no longer', async t => {
    const { mailer, mails, pass, settle, add } = openBench(t);
    await add(1);
    await pass(1);
    await add(1);
    await pass(WEEK);
    mailer.start();
    await settle();
    await pass(60_000);
    assert.deepEqual(sizes(mails), [1]);
  });

  test('is not kept without a relay, and one that was kept is forgotten at a start', async t => {
    const { mailer, store, clock, settle, add } = openBench(t);
    await add(1);
    const off = new Mailer({
      ...{ store, clock, log: { info() {}, warn() {}, error() {} }, random: () => 0, formatTime: String },
      ...{ serialNumber: 'da00', config: { ...relayed, host: '' }, relay: () => assert.fail() },
    });
    await store.write(database => off.add(database, notice, store.steady.now()));
    assert.equal(mailer.state()?.waiting, 1);
    off.start();
    await settle();
    assert.equal(mailer.state()?.waiting, 0);
    assert.deepEqual(await off.test(), {
      ...{ ok: false, code: 409, error: 'mail.host: no relay is set in the settings.' },
    });
  });
});

describe('a relay that takes no mail', () => {
  const delays: readonly (readonly [chance: number, maximum: number, seconds: number[]])[] = [
    [0, 300, [60, 120, 240, 300, 300]],
    [0.5, 300, [63, 126, 252, 315, 315]],
    [0, 60, [60, 60]],
  ];
  for (const [chance, retryDelayMaximum, seconds] of delays)
    test(`is tried again after ${seconds.join(', ')} seconds`, async t => {
      const { mailer, mails, world, logged, pass, add } = openBench(
        t,
        { gather: 0, retryDelayMaximum },
        chance,
      );
      world.answer = async () => ({ trouble: 'full' });
      await add(1);
      mailer.noticed();
      await pass(0);
      for (const [failures, delay] of seconds.entries()) {
        assert.deepEqual(mailer.state(), { waiting: 1, failures: failures + 1, trouble: 'full' });
        await pass(delay * 1000 - 1);
        assert.equal(mails.length, failures + 1);
        await pass(1);
        assert.equal(mails.length, failures + 2);
      }
      world.answer = async () => ({ trouble: '' });
      await pass(retryDelayMaximum * 1100);
      assert.deepEqual(mailer.state(), { waiting: 0, failures: 0, trouble: '' });
      assert.deepEqual(logged[1], ['warn', 'a mail about alarms was not sent: full', { failures: 2 }]);
    });
});

describe('a stop', () => {
  test('waits two seconds for a mail that is on its way, and begins none', async t => {
    const { mailer, mails, world, pass, add } = openBench(t, { gather: 0 });
    const { promise, resolve } = Promise.withResolvers<{ trouble: string }>();
    world.answer = () => promise;
    await add(1);
    mailer.noticed();
    await pass(0);
    let isStopped = false;
    const stopped = mailer.stop().then(() => {
      isStopped = true;
    });
    await pass(1999);
    assert.equal(isStopped, false);
    await pass(1);
    assert.equal(isStopped, true);
    await stopped;
    resolve({ trouble: 'full' });
    await pass(WEEK);
    assert.equal(mails.length, 1);
  });

  test('cancels a mail that is still gathered', async t => {
    const { clock, mailer, mails, pass, add } = openBench(t);
    await add(1);
    const before = clock.waiting;
    mailer.noticed();
    await mailer.stop();
    assert.equal(clock.waiting, before);
    await pass(60_000);
    assert.deepEqual(mails, []);
  });
});

describe('a store that cannot be written', () => {
  test('keeps no mail from going, and it is logged', async t => {
    const { mailer, mails, store, logged, pass, add } = openBench(t, { gather: 0 });
    await add(1);
    store.read.get('PRAGMA query_only = 1');
    mailer.noticed();
    await pass(0);
    assert.deepEqual(sizes(mails), [1]);
    assert.deepEqual(
      logged.map(([severity, text]) => [severity, text]),
      [['error', 'a mail was sent, and could not be noted as sent']],
    );
  });

  test('is logged at the start, which goes on', async t => {
    const { mailer, store, logged, settle, add } = openBench(t);
    await add(1);
    store.read.get('PRAGMA query_only = 1');
    mailer.start();
    await settle();
    assert.deepEqual(
      logged.map(([severity, text]) => [severity, text]),
      [['error', 'old notices of alarms could not be removed']],
    );
  });
});

describe('a test mail', () => {
  test('has the trouble of the relay, and goes at most every ten seconds', async t => {
    const { mailer, mails, world, pass } = openBench(t);
    world.answer = async () => ({ trouble: 'the relay refuses' });
    assert.deepEqual(await mailer.test(), { ok: true, trouble: 'the relay refuses' });
    world.answer = async () => ({ trouble: '' });
    await pass(9999);
    assert.deepEqual(await mailer.test(), {
      ...{ ok: false, code: 429, error: 'test: one was sent a moment ago; wait ten seconds.' },
    });
    await pass(1);
    assert.deepEqual(await mailer.test(), { ok: true, trouble: '' });
    assert.equal(new Set(mails.map(({ messageId }) => messageId)).size, 2);
  });
});
