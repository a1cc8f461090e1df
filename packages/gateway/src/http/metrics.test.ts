import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { temporaryStore } from '../port-management/testing.ts';
import { snapshotOf } from '../ports/testing.ts';
import { createJournal } from '../store/journal.ts';
import { Metrics, type MetricsSources } from './metrics.ts';

type Snapshot = ReturnType<typeof snapshotOf>;
type Target = Awaited<ReturnType<MetricsSources['push']['targets']>>[number];
type Balance = ReturnType<MetricsSources['balances']['list']>[number];

/** Only what metrics look at of a port. */
function bankOf(snapshots: readonly Snapshot[]): MetricsSources['ports'] {
  const ports = snapshots.map(snapshot => ({ number: snapshot.port, snapshot: () => snapshot }));
  return { ports } as unknown as MetricsSources['ports'];
}

function targetOf(name: string, more: Partial<Target> = {}): Target {
  const counts = { waiting: 0, heldBack: 0, oldestAge: 0, failing: false, givenUp: 0 };
  return { id: 1, name, ...counts, ...more } as unknown as Target;
}

function balanceOf(more: Partial<Balance>): Balance {
  return { amount: '3.20', readAt: 0, presentPort: 0, ...more } as unknown as Balance;
}

function bench(context: TestContext, differences: Partial<MetricsSources> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-metrics-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const { store, clock } = temporaryStore(context);
  const sources: MetricsSources = {
    ports: bankOf([]),
    messages: { state: () => ({ waiting: 0, oldestAge: 0, inDoubt: 0 }) },
    limits: { remaining: () => ({}) },
    push: { targets: async () => [] },
    balances: { list: () => [] },
    alarms: { openByKind: () => new Map(), mail: () => undefined },
    journal: createJournal(store, clock),
    clock,
    dataFolder: folder,
    ...differences,
  };
  const metrics = new Metrics(sources);
  /** The samples of one name, without comments. */
  const samples = async (name: string) =>
    (await metrics.text()).split('\n').filter(line => new RegExp(`^${name}(\\{| )`).test(line));
  return { metrics, folder, samples };
}

describe('the figures of ports', () => {
  test('each port has one registration, whether it can send, and its signal', async context => {
    const ports = [
      snapshotOf(0, { reg: 'REGISTER_OK', canSend: true, signal: 21 }),
      snapshotOf(7, { reg: 'NO_SIM', canSend: false, signal: 0 }),
    ];
    const { samples } = bench(context, { ports: bankOf(ports) });
    assert.deepEqual(await samples('simgate_port_state'), [
      'simgate_port_state{port="0",reg="REGISTER_OK"} 1',
      'simgate_port_state{port="7",reg="NO_SIM"} 1',
    ]);
    assert.deepEqual(await samples('simgate_port_can_send'), [
      'simgate_port_can_send{port="0"} 1',
      'simgate_port_can_send{port="7"} 0',
    ]);
    assert.deepEqual(await samples('simgate_port_signal'), [
      'simgate_port_signal{port="0"} 21',
      'simgate_port_signal{port="7"} 0',
    ]);
  });

  test('a state that is over is not shown any more, and neither is a port that is gone', async context => {
    const ports = bankOf([snapshotOf(0), snapshotOf(1)]);
    const { samples } = bench(context, { ports });
    assert.equal((await samples('simgate_port_state')).length, 2);
    Object.assign(ports, bankOf([snapshotOf(0, { reg: 'UNREGISTER' })]));
    assert.deepEqual(await samples('simgate_port_state'), [
      'simgate_port_state{port="0",reg="UNREGISTER"} 1',
    ]);
    assert.equal((await samples('simgate_port_signal')).length, 1);
  });

  test('two scrapes at once show the same', async context => {
    const { metrics } = bench(context, {
      ports: bankOf([snapshotOf(0)]),
      push: { targets: async () => [targetOf('crm', { waiting: 3 })] },
    });
    const [one, other] = await Promise.all([metrics.text(), metrics.text()]);
    for (const text of [one, other]) {
      assert.match(text, /^simgate_port_state\{port="0",reg="REGISTER_OK"\} 1$/m);
      assert.match(text, /^simgate_push_waiting\{target="crm"\} 3$/m);
    }
  });

  test('what a SIM has left of its limits is asked by its port and IMSI; a port without a SIM has none', async context => {
    const { samples } = bench(context, {
      ports: bankOf([snapshotOf(0), { ...snapshotOf(1), sim: undefined }]),
      limits: {
        remaining: (port, imsi) => (port === 0 && imsi === '460011' ? { smsPerDay: 0, callsPerHour: 4 } : {}),
      },
    });
    assert.deepEqual(await samples('simgate_sim_limit_left'), [
      'simgate_sim_limit_left{port="0",limit="smsPerDay"} 0',
      'simgate_sim_limit_left{port="0",limit="callsPerHour"} 4',
    ]);
  });
});

describe('the figures of balances', () => {
  test('are those of SIMs that are in a port, as they were read last', async context => {
    const now = Date.UTC(2026, 0, 31, 8);
    const list = [
      balanceOf({ presentPort: 2, amount: '3.20', readAt: now - 90_400 }),
      balanceOf({ presentPort: undefined, amount: '9.99', readAt: now }),
      balanceOf({ presentPort: 4, amount: null, readAt: null }),
      balanceOf({ presentPort: 5, amount: '-0.5', readAt: now + 60_000 }),
    ];
    const { samples } = bench(context, { balances: { list: () => list }, clock: { now: () => now } });
    assert.deepEqual(await samples('simgate_sim_balance'), [
      'simgate_sim_balance{port="2"} 3.2',
      'simgate_sim_balance{port="5"} -0.5',
    ]);
    // A clock that was set back makes nothing younger than now.
    assert.deepEqual(await samples('simgate_sim_balance_age_seconds'), [
      'simgate_sim_balance_age_seconds{port="2"} 90',
      'simgate_sim_balance_age_seconds{port="5"} 0',
    ]);
  });
});

describe('the figures of alarms', () => {
  test('have every kind, also those of which none is open', async context => {
    const { samples } = bench(context, {
      alarms: { openByKind: () => new Map([['port_down', 2]] as const), mail: () => undefined },
    });
    const open = await samples('simgate_alarms_open');
    assert.ok(open.includes('simgate_alarms_open{kind="port_down"} 2'));
    assert.deepEqual(
      open.filter(line => !line.endsWith(' 0')),
      ['simgate_alarms_open{kind="port_down"} 2'],
    );
    assert.ok(open.length > 1);
    assert.deepEqual(await samples('simgate_alarm_mails_waiting'), ['simgate_alarm_mails_waiting 0']);
  });
});

describe('the figures of messages', () => {
  test('are the queue, the age of its oldest message, and what is in doubt', async context => {
    const { metrics } = bench(context, {
      messages: { state: () => ({ waiting: 5, oldestAge: 61, inDoubt: 2 }) },
    });
    const text = await metrics.text();
    assert.match(text, /^simgate_messages_in_queue 5$/m);
    assert.match(text, /^simgate_queue_oldest_seconds 61$/m);
    assert.match(text, /^simgate_messages_in_doubt 2$/m);
  });

  test('count what was accepted by recipients, failed logins, and answers by endpoint', async context => {
    const { metrics, samples } = bench(context);
    metrics.accepted(3);
    metrics.accepted(2);
    metrics.http.failedLogin();
    const observe = metrics.http.observer('send_sms');
    for (const seconds of [0.0004, 0.004, 4.9, 5.1]) observe(seconds);
    assert.deepEqual(await samples('simgate_messages_accepted_total'), ['simgate_messages_accepted_total 5']);
    assert.deepEqual(await samples('simgate_failed_logins_total'), ['simgate_failed_logins_total 1']);
    const buckets = await samples('simgate_http_request_duration_seconds_bucket');
    const counts = buckets.map(line =>
      /le="([^"]+)",endpoint="send_sms"\} (\d+)$/.exec(line)?.slice(1).join(' '),
    );
    assert.deepEqual(counts, [
      ...['0.0005 1', '0.001 1', '0.002 1', '0.005 2', '0.01 2', '0.025 2'],
      ...['0.05 2', '0.1 2', '0.25 2', '1 2', '5 3', '+Inf 4'],
    ]);
  });
});

describe('the figures of push targets', () => {
  test('are by the name of the target', async context => {
    const crm = { waiting: 4, heldBack: 2, oldestAge: 30, failing: true, givenUp: 1 };
    const { metrics } = bench(context, {
      push: { targets: async () => [targetOf('crm', crm), targetOf('log')] },
    });
    const lines = (await metrics.text()).split('\n').filter(line => line.startsWith('simgate_push_'));
    assert.deepEqual(lines.toSorted(), [
      ...['simgate_push_failing{target="crm"} 1', 'simgate_push_failing{target="log"} 0'],
      ...['simgate_push_given_up{target="crm"} 1', 'simgate_push_given_up{target="log"} 0'],
      ...['simgate_push_held_back{target="crm"} 2', 'simgate_push_held_back{target="log"} 0'],
      ...[
        'simgate_push_oldest_age_seconds{target="crm"} 30',
        'simgate_push_oldest_age_seconds{target="log"} 0',
      ],
      ...['simgate_push_waiting{target="crm"} 4', 'simgate_push_waiting{target="log"} 0'],
    ]);
  });

  test('are looked at once for each scrape, and anew for the next one', async context => {
    let looks = 0;
    const targets = async () => {
      looks += 1;
      return [targetOf('crm', { waiting: looks })];
    };
    const { samples } = bench(context, { push: { targets } });
    assert.deepEqual(await samples('simgate_push_waiting'), ['simgate_push_waiting{target="crm"} 1']);
    assert.equal(looks, 1);
    assert.deepEqual(await samples('simgate_push_waiting'), ['simgate_push_waiting{target="crm"} 2']);
  });
});

describe('the figures of the disk', () => {
  test('are the database with its log, and the free space beside it', async context => {
    const { samples, folder } = bench(context);
    writeFileSync(join(folder, 'simgate.db'), Buffer.alloc(5000));
    writeFileSync(join(folder, 'simgate.db-wal'), Buffer.alloc(700));
    assert.deepEqual(await samples('simgate_database_bytes'), ['simgate_database_bytes 5700']);
    const [free = ''] = await samples('simgate_disk_free_bytes');
    assert.ok(Number(free.split(' ')[1]) > 0, free);
  });
});
