/** The database fails over to its synchronous standby: what was confirmed is there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoreError } from '@simgate/daemon';
import { withoutPostgres } from '../../testing/postgres-cluster.ts';
import { startPostgresPair } from '../../testing/postgres-pair.ts';
import { all, run } from '../statements.ts';
import { openPostgresStore } from './postgres-store.ts';

test('a failover loses nothing that was confirmed, and work goes on by the same address', {
  skip: withoutPostgres,
  timeout: 120_000,
}, async () => {
  const pair = await startPostgresPair();
  const store = await openPostgresStore({ url: pair.url, connections: 2 });
  const confirmed: string[] = [];
  /** Written again and again until it is confirmed, as the works of the server are. */
  const write = async (name: string): Promise<void> => {
    for (;;)
      try {
        await store.write(() =>
          run(
            "INSERT INTO worker (id, name, started_at, draining) VALUES (?, '', 0, 0) ON CONFLICT DO NOTHING",
            name,
          ),
        );
        confirmed.push(name);
        return;
      } catch (error) {
        assert.ok(error instanceof StoreError, String(error));
        await new Promise(resolve => setTimeout(resolve, 20));
      }
  };
  try {
    await write('before');
    const failing = pair.failOver();
    for (let count = 0; count < 5; count++) await write(`meanwhile ${count}`);
    await failing;
    await write('after');
    const rows = await store.read(() => all<{ id: string }>('SELECT id FROM worker ORDER BY id'));
    assert.deepEqual(
      rows.map(({ id }) => id),
      confirmed.toSorted(),
    );
  } finally {
    await store.close();
    await pair.stop();
  }
});
