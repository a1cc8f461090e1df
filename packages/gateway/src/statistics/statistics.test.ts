/** Counts by port and time on a real store and journal. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import type { GatewayEvent } from '../events.ts';
import { shownPort, snapshotOf } from '../ports/testing.ts';
import { createJournal } from '../store/journal.ts';
import { openStore } from '../store/store.ts';
import { Statistics } from './statistics.ts';

const HOUR = 3_600_000;
/** 2026-01-31 08:00:00 UTC. */
const start = Date.UTC(2026, 0, 31, 8);

function result(port: number, status: 'SENT_OK' | 'FAILED' | 'DELIVERED'): GatewayEvent {
  return {
    ...{ kind: 'sms_result', messageId: 1, port, number: '1', time: 0, status, count: 1, succCount: 1 },
    ...{ refId: 1, imsi: '1', userId: null, reason: '' },
  };
}

const received: GatewayEvent = {
  ...{ kind: 'sms', incomingSmsId: 1, port: 0, number: '1', smsc: '', timestamp: 0, text: '', imsi: '1' },
};
const registered: GatewayEvent = {
  ...{ kind: 'register', port: 0, iccid: '', imsi: '', number: '', status: 'up', sequence: 1, slot: 255 },
};

function make(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-statistics-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const clock = fakeClock();
  const store = openStore({ folder, clock, log: silentLog });
  t.after(() => store.close());
  const journal = createJournal(store, clock);
  const ports = [shownPort(snapshotOf(0, { signal: 20 })), shownPort(snapshotOf(1, { signal: 0 }))];
  const options = { store, clock, log: silentLog, ports: () => ports, offsetAt: () => HOUR };
  const statistics = new Statistics(options);
  const note = (...events: GatewayEvent[]) =>
    store.write(database => {
      for (const event of events) journal.append(database, event);
    });
  const all = { from: 0, to: Number.MAX_SAFE_INTEGER, port: undefined, step: 60 };
  return { clock, store, statistics, note, all, another: () => new Statistics(options) };
}

describe('counts', () => {
  test('by port and minute; what is no message or call is not counted', async t => {
    const { statistics, note, all, clock } = make(t);
    await note(result(0, 'SENT_OK'), result(0, 'DELIVERED'), result(1, 'FAILED'), received, registered);
    clock.advance(60_000);
    await note(result(0, 'SENT_OK'));
    await statistics.follow();
    assert.deepEqual(statistics.series(all), [
      { start, accepted: 0, sent: 1, delivered: 1, failed: 1, received: 1, calls: 0, signal: undefined },
      {
        start: start + 60_000,
        accepted: 0,
        sent: 1,
        delivered: 0,
        failed: 0,
        received: 0,
        calls: 0,
        signal: undefined,
      },
    ]);
    const ofPort = statistics.series({ ...all, port: 1, step: 3600 });
    assert.deepEqual(
      ofPort.map(({ start: at, failed, sent }) => [at, failed, sent]),
      [[start, 1, 0]],
    );
  });

  test('of what was accepted by minute: for one port, or for any of several; nothing twice', async t => {
    const { statistics, store, all, clock, another } = make(t);
    const accept = (ports: number, amount: number) =>
      store.write(database => {
        for (let index = 0; index < amount; index += 1)
          database.run(
            `INSERT INTO messages (task_id, number, user_id_type, encoding, locking_table, single_table, reference_width,
               report_requested, ports, count, state, time, accepted_steady) VALUES (1, '1', 0, 0, 0, 0, 8, 0, ?, 1, 0, 0, ?)`,
            ports,
            store.steady.now(),
          );
      });
    await accept(0, 2);
    await accept(0b0110, 1);
    await accept(0b0010, 4);
    await statistics.follow();
    clock.advance(60_000);
    await accept(0, 2500);
    await another().follow();
    await statistics.follow();
    const counted = (port: number | undefined) =>
      statistics.series({ ...all, port }).map(({ start: at, accepted }) => [at - start, accepted]);
    assert.deepEqual(counted(undefined), [
      [0, 7],
      [60_000, 2500],
    ]);
    assert.deepEqual(counted(1), [[0, 4]]);
  });

  test('nothing twice, whoever counts on after a restart', async t => {
    const { statistics, note, all, another } = make(t);
    await note(result(0, 'SENT_OK'));
    await Promise.all([statistics.follow(), statistics.follow()]);
    await note(result(0, 'SENT_OK'));
    await another().follow();
    await statistics.follow();
    assert.deepEqual(
      statistics.series(all).map(({ sent }) => sent),
      [2],
    );
  });

  test('more events than one step takes', async t => {
    const { statistics, note, all } = make(t);
    await note(...Array.from({ length: 5000 }, () => result(0, 'SENT_OK')));
    await statistics.follow();
    assert.equal(statistics.series(all)[0]?.sent, 5000);
  });

  test('of the local day that runs', async t => {
    const { statistics, note, clock, another } = make(t);
    await note(result(0, 'SENT_OK'));
    await statistics.follow();
    assert.equal(statistics.today().get(0)?.sent, 1);
    await note(result(0, 'SENT_OK'), result(255, 'FAILED'));
    await statistics.follow();
    assert.deepEqual([statistics.today().get(0)?.sent, statistics.today().get(255)?.failed], [2, 1]);
    assert.equal(another().today().get(0)?.sent, 2);
    // Local midnight is an hour before that of UTC.
    clock.advance(15 * HOUR - 1);
    assert.equal(statistics.today().get(0)?.sent, 2);
    clock.advance(1);
    assert.equal(statistics.today().get(0), undefined);
  });
});

describe('the signal', () => {
  test('is sampled each minute; one that is not known is left out', async t => {
    const { statistics, all, clock, store } = make(t);
    statistics.start();
    for (let minute = 0; minute < 3; minute += 1) {
      clock.advance(60_000);
      await store.write(() => {});
    }
    statistics.stop();
    const minutes = statistics.series({ ...all, port: 0 });
    assert.deepEqual(
      minutes.map(({ start: at, signal }) => [at - start, signal]),
      [
        [60_000, 20],
        [120_000, 20],
        [180_000, 20],
      ],
    );
    assert.deepEqual(statistics.series({ ...all, port: 1 }), []);
    assert.equal(statistics.series({ ...all, port: 0, step: 3600 })[0]?.signal, 20);
  });

  test('is a mean to a tenth, by local steps of several hours too', async t => {
    const { statistics, all, store } = make(t);
    await store.write(database => {
      for (const [step, at, sum, samples] of [
        [3600, start, 41, 2],
        [3600, start + HOUR, 21, 1],
        [3600, start + 2 * HOUR, 0, 0],
      ])
        database.run(
          'INSERT INTO port_statistics (step, start, port, signal_sum, signal_samples) VALUES (?, ?, 0, ?, ?)',
          ...[step ?? 0, at ?? 0, sum ?? 0, samples ?? 0],
        );
    });
    const of = (step: number) =>
      statistics.series({ ...all, step }).map(({ start: at, signal }) => [(at - start) / HOUR, signal]);
    assert.deepEqual(of(3600), [
      [0, 20.5],
      [1, 21],
      [2, undefined],
    ]);
    // Local time is an hour ahead: steps of three hours begin at 8:00 UTC, which is 9:00 there.
    assert.deepEqual(of(3 * 3600), [[0, 20.7]]);
  });

  test('of a minute is kept for exactly 7 days, of an hour for 366', async t => {
    const { statistics, clock, store } = make(t);
    const sampled = store.steady.now() + 60_000;
    const kept = [
      [60, sampled - 7 * 24 * HOUR],
      [3600, sampled - 366 * 24 * HOUR],
    ] as const;
    await store.write(database => {
      for (const [step, at] of kept)
        for (const start of [at - 1, at])
          database.run('INSERT INTO port_statistics (step, start, port) VALUES (?, ?, 9)', step, start);
    });
    statistics.start();
    clock.advance(60_000);
    await store.write(() => {});
    statistics.stop();
    const rows = store.read.all<{ step: number; start: number }>(
      'SELECT step, start FROM port_statistics WHERE port = 9 ORDER BY step',
    );
    assert.deepEqual(
      rows.map(({ step, start: at }) => [step, at]),
      kept,
    );
  });

  test('minutes are kept for 7 days, hours longer, whatever the wall clock does', async t => {
    const { statistics, all, clock, store } = make(t);
    statistics.start();
    clock.advance(60_000);
    await store.write(() => {});
    clock.jump(400 * 24 * HOUR);
    clock.advance(60_000);
    await store.write(() => {});
    assert.equal(statistics.series({ ...all, port: 0 }).length, 2);
    clock.jump(-400 * 24 * HOUR);
    clock.advance(8 * 24 * HOUR);
    await store.write(() => {});
    statistics.stop();
    const starts = statistics.series({ ...all, port: 0 }).map(({ start: at }) => at - start);
    assert.ok(!starts.includes(60_000));
    assert.equal(statistics.series({ ...all, port: 0, step: 3600 })[0]?.start, start);
  });
});
