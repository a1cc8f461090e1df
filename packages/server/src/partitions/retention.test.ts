/** Rows that are removed at their age, and rows that stay. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import { appendEvents } from '../store/events.ts';
import { all, insertRows, run } from '../store/statements.ts';
import { onBothEngines, openSqlite, type StoreBench } from '../testing/engines.ts';
import { plantFleet, startServer } from '../testing/server-bench.ts';
import { Retention } from './retention.ts';

const DAY = 86_400_000;

onBothEngines(open => {
  let bench: StoreBench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.dispose());

  test('messages that have ended, events, keys and received messages go; what waits stays', async () => {
    const clock = fakeClock();
    const now = clock.now();
    await plantFleet(bench.store, { gateways: [], portsEach: 0 });
    const server = await startServer({ store: bench.store, drivers: new Map() });
    await server.send(['+4915112345678', '+4915112345679', '+4915112345670']);
    await server.stop();
    const [waits, ended, fresh] = await bench.store.read(() =>
      all<{ id: string; part: number }>('SELECT id, part FROM message ORDER BY id'),
    );
    assert.ok(waits && ended && fresh);
    const { part } = ended;
    await bench.store.write(function* () {
      yield* run('UPDATE message SET state_at = ? WHERE part = ? AND id = ?', now - 99 * DAY, part, waits.id);
      const end = 'UPDATE message SET state = 4, state_at = ? WHERE part = ? AND id = ?';
      yield* run(end, now - 91 * DAY, part, ended.id);
      yield* run(end, now - 89 * DAY, part, fresh.id);
      for (const at of [now - 31 * DAY, now - 29 * DAY])
        yield* appendEvents(part, [
          { kind: 'message.delivered', subject: ended.id, at, pool: 'default', data: {} },
        ]);
      for (const [id, age] of [
        ['old', 366],
        ['young', 364],
      ] as const)
        yield* run("INSERT INTO audit VALUES (?, ?, '', '', '', '')", id, now - age * DAY);
      yield* insertRows('idempotency', {
        columns: { part: 'int', owner: 'text', key: 'text', request: 'text', reply: 'text', at: 'int' },
        rows: [
          [part, 'o', 'old', '', '', now - 2 * DAY],
          [part, 'o', 'new', '', '', now],
        ],
      });
    });
    const settings = { messages: 90, received: 365, events: 30, audit: 365, idempotency: 24 };
    const retention = new Retention({
      ...{ store: bench.store, clock, log: silentLog, settings, owned: () => [0, part] },
    });
    await retention.run();
    const left = await bench.store.read(() => all<{ id: string }>('SELECT id FROM message ORDER BY id'));
    assert.deepEqual(
      left.map(row => row.id),
      [waits.id, fresh.id].toSorted(),
    );
    const seqs = await bench.store.read(() => all<{ seq: number }>('SELECT seq FROM event'));
    assert.deepEqual(
      seqs.map(row => row.seq),
      [2],
    );
    const audit = await bench.store.read(() => all<{ id: string }>('SELECT id FROM audit'));
    assert.deepEqual(
      audit.map(row => row.id),
      ['young'],
    );
    const keys = await bench.store.read(() => all<{ key: string }>('SELECT key FROM idempotency'));
    assert.deepEqual(
      keys.map(row => row.key),
      ['new'],
    );
  });
});

describe('the rounds of the retention', { timeout: 20_000 }, () => {
  const PART = 9;
  const settings = { messages: 90, received: 365, events: 30, audit: 365, idempotency: 24 };
  let bench: StoreBench;
  beforeEach(async () => {
    bench = await openSqlite();
  });
  afterEach(() => bench.dispose());

  function opened(owned: readonly number[] = [PART]) {
    const clock = fakeClock();
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (_fields: object, text: string) => void warnings.push(text) };
    const retention = new Retention({ ...{ store: bench.store, clock, log, settings }, owned: () => owned });
    return { clock, warnings, retention };
  }

  async function oldEvents(count: number, now: number): Promise<void> {
    const at = now - 31 * DAY;
    const event = { kind: 'message.delivered', subject: 'm', at, pool: 'default', data: {} } as const;
    await bench.store.write(() => appendEvents(PART, Array<typeof event>(count).fill(event)));
  }

  const left = async () => (await bench.store.read(() => all('SELECT seq FROM event'))).length;

  test('come every ten minutes, until it is stopped', async () => {
    const { clock, retention } = opened();
    retention.start();
    await oldEvents(1, clock.now());
    clock.advance(599_999);
    assert.deepEqual([await left(), clock.waiting], [1, 1]);
    clock.advance(1);
    while ((await left()) > 0 || clock.waiting === 0) await turn();
    await oldEvents(1, clock.now());
    clock.advance(600_000);
    while ((await left()) > 0) await turn();
    await retention.stop();
    assert.equal(clock.waiting, 0);
  });

  test('remove 500 rows at a time, and let others have the store for 50 ms between', async () => {
    const { clock, retention } = opened();
    await oldEvents(501, clock.now());
    const round = retention.run();
    while (clock.waiting === 0) await turn();
    clock.advance(49);
    assert.deepEqual([await left(), clock.waiting], [1, 1]);
    clock.advance(1);
    await round;
    assert.equal(await left(), 0);
  });

  test('remove received messages at an age of their own', async () => {
    const { clock, retention } = opened();
    const border = clock.now() - 365 * DAY;
    const rows = [border - 1, border].map((at, place) => [
      ...[PART, `i${place}`, 'g', `d${place}`, 0, '', '', 'default', '+49', '', 'Hello', '', 0, at],
    ]);
    const text = ['sim', 'imsi', 'pool', 'sender', 'own_number', 'body', 'keyword'] as const;
    await bench.store.write(() =>
      insertRows('inbound', {
        columns: {
          ...{ part: 'int', id: 'text', gateway: 'text', dedupe: 'text', port: 'int' },
          ...Object.fromEntries(text.map(name => [name, 'text' as const])),
          ...{ sent_at: 'int', received_at: 'int' },
        },
        rows,
      }),
    );
    await retention.run();
    const received = await bench.store.read(() => all<{ id: string }>('SELECT id FROM inbound'));
    assert.deepEqual(
      received.map(({ id }) => id),
      ['i1'],
    );
  });

  test('keep what SIMs and recipients have to do with each other 62 days longer than messages', async () => {
    const { clock, retention } = opened();
    const border = clock.now() - 152 * DAY;
    const rows = [border - 1, border].map((at, place) => [PART, 'default', `+49${place}`, 's', at]);
    await bench.store.write(() =>
      insertRows('sticky', {
        columns: { part: 'int', pool: 'text', recipient: 'text', sim: 'text', at: 'int' },
        rows,
      }),
    );
    await retention.run();
    const known = await bench.store.read(() => all<{ recipient: string }>('SELECT recipient FROM sticky'));
    assert.deepEqual(
      known.map(({ recipient }) => recipient),
      ['+491'],
    );
  });

  test('are tried again at the next time where the store is away', async t => {
    const { clock, retention, warnings } = opened();
    retention.start();
    await oldEvents(1, clock.now());
    const away = t.mock.method(bench.store, 'write', () => Promise.reject(new Error('away')));
    clock.advance(600_000);
    while (clock.waiting === 0) await turn();
    assert.deepEqual(warnings, ['what is too old cannot be removed now']);
    away.mock.restore();
    clock.advance(600_000);
    while ((await left()) > 0) await turn();
    await retention.stop();
  });

  test('leave the audit trail to whoever has the first partition', async () => {
    const { clock, retention } = opened();
    await bench.store.write(() =>
      run("INSERT INTO audit VALUES ('old', ?, '', '', '', '')", clock.now() - 366 * DAY),
    );
    const noted = async () => (await bench.store.read(() => all('SELECT id FROM audit'))).length;
    await retention.run();
    assert.equal(await noted(), 1);
    await opened([0]).retention.run();
    assert.equal(await noted(), 0);
  });
});
