/** Alarms over their life, across restarts; only the relay and the clock are made up. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import { loadConfig } from '../config/load.ts';
import type { AlarmsConfig, MailConfig } from '../config/schema.ts';
import type { PortSnapshot } from '../ports/port.ts';
import { shownPort, snapshotOf } from '../ports/testing.ts';
import { createJournal } from '../store/journal.ts';
import { openStore } from '../store/store.ts';
import { AlarmWatch } from './alarm-watch.ts';
import { Mailer } from './mail/mailer.ts';
import type { Mail } from './mail/relay.ts';

const config = loadConfig(undefined, {});
const DAY = 86_400_000;
const keepLong = { sent: 90, received: 90, events: 90, maximumRows: 0 };
const relayed = { ...config.mail, host: 'relay', from: 'simgate@example.com', to: ['ops@example.com'] };

const down: Partial<PortSnapshot> = { canSend: false, trouble: 'no SIM', reason: 'no_sim' };

interface Options {
  readonly alarms?: Partial<AlarmsConfig>;
  readonly mail?: MailConfig;
  readonly folder?: string;
  readonly startAt?: number;
}

function openBench(t: TestContext, { alarms = {}, mail = relayed, folder, startAt = 0 }: Options = {}) {
  const clock = fakeClock();
  clock.jump(startAt);
  const own = folder ?? mkdtempSync(join(tmpdir(), 'simgate-alarms-'));
  if (folder === undefined) t.after(() => rmSync(own, { recursive: true, force: true }));
  const store = openStore({ folder: own, clock, log: silentLog });
  t.after(() => store.close());
  const journal = createJournal(store, clock);
  const world = { port: {} as Partial<PortSnapshot>, trouble: '', queueAge: 0 };
  const mails: Mail[] = [];
  const mailer = new Mailer({
    ...{ store, clock, random: () => 0, log: silentLog, config: mail, serialNumber: 'da00' },
    formatTime: at => new Date(at).toISOString().slice(11, 16),
    relay: async one => {
      mails.push(one);
      return { trouble: world.trouble };
    },
  });
  const logged: string[] = [];
  const keep = (_fields: object, text: string) => void logged.push(text);
  const watch = new AlarmWatch({
    ...{ store, journal, clock, log: { info: keep, warn: keep, error: keep }, retention: keepLong, mailer },
    config: { ...config.alarms, ...alarms },
    watched: {
      ports: () => [shownPort(snapshotOf(3, world.port))],
      queue: () => ({ oldestAge: world.queueAge }),
      pushAges: () => [],
      balances: () => [],
      limits: { bounds: () => [] },
      dataFolder: own,
      disk: async () => ({ bavail: 1, blocks: 1 }),
    },
  });
  watch.start();
  const quiet = async (): Promise<void> => {
    for (let round = 0; round < 6; round += 1) await store.write(() => undefined);
  };
  return {
    ...{ watch, store, clock, world, mails, logged, folder: own },
    /** In steps of a look. */
    pass: async (minutes: number) => {
      await quiet();
      for (let step = 0; step < minutes * 4; step += 1) {
        clock.advance(15_000);
        await quiet();
      }
    },
    list: () => watch.list({ open: undefined, before: undefined, limit: 10 }),
    events: () =>
      journal
        .since(0, 100)
        .flatMap(({ event }) => (event.kind === 'alarm' ? [`${event.alarmId} ${event.status}`] : [])),
  };
}

describe('an alarm', () => {
  test('is raised once and cleared once, journalled and mailed', async t => {
    const bench = openBench(t);
    bench.world.port = down;
    // Seen down at the first look, and for ten minutes at the 41st.
    await bench.pass(10);
    assert.deepEqual(bench.list(), []);
    await bench.pass(0.25);
    const [alarm] = bench.list();
    assert.deepEqual(
      [alarm?.kind, alarm?.port, alarm?.text, alarm?.reason, alarm?.clearedAt],
      ['port_down', 3, 'port 3 cannot send: no SIM', 'no_sim', null],
    );
    assert.equal(bench.watch.openByKind().get('port_down'), 1);
    await bench.pass(1);
    bench.world.port = {};
    await bench.pass(3);
    assert.notEqual(bench.list()[0]?.clearedAt, null);
    assert.deepEqual(bench.events(), ['1 raised', '1 cleared']);
    assert.deepEqual(
      bench.mails.map(({ subject }) => subject),
      ['simgate da00: port 3 cannot send: no SIM', 'simgate da00: over: port 3 cannot send: no SIM'],
    );
  });

  test('of another kind than a port that is down is raised at the first look, of no port', async t => {
    const bench = openBench(t);
    bench.world.queueAge = config.alarms.queueOld * 60;
    await bench.pass(0.25);
    assert.deepEqual([bench.list()[0]?.port, bench.events()], [null, ['1 raised']]);
  });

  test('is logged when it is raised and when it is over', async t => {
    const bench = openBench(t);
    bench.world.port = down;
    await bench.pass(13);
    bench.world.port = {};
    await bench.pass(3);
    assert.deepEqual(bench.logged, ['port 3 cannot send: no SIM', 'over: port 3 cannot send: no SIM']);
  });

  test('is forgotten as long after its end as events are kept, and not before', async t => {
    const bench = openBench(t);
    bench.world.port = down;
    await bench.pass(13);
    bench.clock.advance(100 * DAY);
    await bench.pass(1);
    bench.world.port = {};
    await bench.pass(3);
    bench.clock.advance(90 * DAY - 600_000);
    await bench.pass(1);
    assert.equal(bench.list().length, 1);
    await bench.pass(10);
    assert.deepEqual(bench.list(), []);
  });

  test('that cannot be stored is logged, and raised once it can be', async t => {
    const bench = openBench(t);
    bench.world.port = down;
    await bench.pass(9);
    bench.store.read.get('PRAGMA query_only = 1');
    for (let look = 0; look < 12; look += 1) {
      bench.clock.advance(15_000);
      for (let turn = 0; turn < 5; turn += 1) await new Promise(resolve => setImmediate(resolve));
    }
    assert.deepEqual(
      [bench.list(), new Set(bench.logged)],
      [[], new Set(['alarms could not be stored; the next look tries again'])],
    );
    bench.store.read.get('PRAGMA query_only = 0');
    await bench.pass(1);
    assert.equal(bench.list().length, 1);
  });

  test('is neither forgotten nor raised again by a restart', async t => {
    const first = openBench(t);
    first.world.port = down;
    await first.pass(12);
    await first.watch.stop();
    first.store.close();
    const second = openBench(t, { folder: first.folder, startAt: 12 * 60_000 });
    second.world.port = down;
    await second.pass(30);
    assert.deepEqual(second.events(), ['1 raised']);
    assert.deepEqual(second.mails, []);
    second.world.port = {};
    await second.pass(1);
    assert.deepEqual(second.events(), ['1 raised', '1 cleared']);
  });

  test('is repeated until a person has seen it, also across a restart', async t => {
    const first = openBench(t, { alarms: { repeatEvery: 0.1 } });
    first.world.port = down;
    await first.pass(12);
    await first.watch.stop();
    first.store.close();
    const second = openBench(t, { folder: first.folder, startAt: 12 * 60_000, alarms: { repeatEvery: 0.1 } });
    second.world.port = down;
    // Six minutes after it was raised.
    await second.pass(4);
    assert.deepEqual(second.events(), ['1 raised']);
    await second.pass(0.25);
    assert.deepEqual(second.events(), ['1 raised', '1 repeated']);
    const seen = await second.watch.acknowledge(1, 'ops');
    assert.deepEqual([seen.ok, seen.ok && seen.alarm.acknowledgedBy], [true, 'ops']);
    const again = await second.watch.acknowledge(1, 'other');
    assert.equal(again.ok && again.alarm.acknowledgedBy, 'ops');
    await second.pass(7);
    assert.deepEqual(second.events(), ['1 raised', '1 repeated']);
    second.world.port = {};
    await second.pass(1);
    assert.deepEqual(await second.watch.acknowledge(1, 'ops'), {
      ok: false,
      code: 409,
      error: 'id: this alarm is over.',
    });
    assert.deepEqual(await second.watch.acknowledge(9, 'ops'), {
      ok: false,
      code: 404,
      error: 'id: there is no such alarm.',
    });
  });

  test('has the words of now', async t => {
    const bench = openBench(t);
    bench.world.port = down;
    await bench.pass(12);
    bench.world.port = { canSend: false, trouble: 'silent', reason: 'silent' };
    await bench.pass(1);
    assert.deepEqual(
      bench.list().map(({ text, reason }) => [text, reason]),
      [['port 3 cannot send: silent', 'silent']],
    );
    assert.deepEqual(bench.events(), ['1 raised']);
  });

  test('is found among those that last and those that are over', async t => {
    const bench = openBench(t);
    bench.world.port = down;
    await bench.pass(12);
    const count = (open: boolean) => bench.watch.list({ open, before: undefined, limit: 10 }).length;
    assert.deepEqual([count(true), count(false)], [1, 0]);
    bench.world.port = {};
    await bench.pass(1);
    assert.deepEqual([count(true), count(false)], [0, 1]);
    assert.deepEqual(bench.watch.list({ open: undefined, before: 1, limit: 10 }), []);
  });
});

describe('mails', () => {
  test('wait while the relay takes none, with growing delay, and go in one when it does', async t => {
    const bench = openBench(t);
    bench.world.port = down;
    bench.world.trouble = 'the relay does not answer';
    await bench.pass(12);
    assert.equal(bench.mails.length, 1);
    bench.world.port = {};
    await bench.pass(1);
    assert.deepEqual(bench.watch.mail(), { waiting: 2, failures: 2, trouble: 'the relay does not answer' });
    bench.world.trouble = '';
    await bench.pass(2);
    assert.equal(bench.mails.length, 3);
    assert.equal(bench.mails[2]?.subject, 'simgate da00: 1 alarm, 1 over');
    assert.deepEqual(bench.watch.mail(), { waiting: 0, failures: 0, trouble: '' });
    const delays = bench.mails.map(({ messageId }) => messageId);
    assert.deepEqual(delays, [
      '<alarm-1-1.da00@example.com>',
      '<alarm-1-1.da00@example.com>',
      '<alarm-1-2.da00@example.com>',
    ]);
  });

  test('that were left at a stop go after the next start', async t => {
    const first = openBench(t);
    first.world.port = down;
    first.world.trouble = 'no';
    await first.pass(12);
    await first.watch.stop();
    assert.equal(first.clock.waiting, 0);
    first.store.close();
    const second = openBench(t, { folder: first.folder });
    second.world.port = down;
    await second.pass(2);
    assert.deepEqual(
      second.mails.map(({ subject }) => subject),
      ['simgate da00: port 3 cannot send: no SIM'],
    );
  });

  test('keep at most so many notices, the newest', async t => {
    const bench = openBench(t, { mail: { ...relayed, queueLimit: 1 } });
    bench.world.port = down;
    bench.world.trouble = 'no';
    await bench.pass(12);
    bench.world.port = {};
    await bench.pass(1);
    assert.equal(bench.watch.mail()?.waiting, 1);
    bench.world.trouble = '';
    await bench.pass(10);
    assert.equal(bench.mails.at(-1)?.subject, 'simgate da00: over: port 3 cannot send: no SIM');
  });

  test('are none without a relay', async t => {
    const bench = openBench(t, { mail: config.mail });
    bench.world.port = down;
    await bench.pass(15);
    assert.equal(bench.watch.mail(), undefined);
    assert.deepEqual(bench.mails, []);
    const { ok } = await bench.watch.testMail();
    assert.equal(ok, false);
  });

  test('can be tried', async t => {
    const bench = openBench(t);
    bench.world.trouble = 'the relay refuses';
    assert.deepEqual(await bench.watch.testMail(), { ok: true, trouble: 'the relay refuses' });
    assert.equal(bench.mails.length, 1);
  });
});
