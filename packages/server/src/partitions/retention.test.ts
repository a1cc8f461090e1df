/** Rows that are removed at their age, and rows that stay. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import { appendEvents } from '../store/events.ts';
import { all, insertRows, run } from '../store/statements.ts';
import { onBothEngines, type StoreBench } from '../testing/engines.ts';
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
