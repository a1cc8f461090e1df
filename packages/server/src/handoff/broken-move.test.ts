/** A move whose first commit loses its answer: the messages are marked, and no process knows it. They arrive all the same, once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { openDatabaseProxy } from '../testing/database-proxy.ts';
import { withoutPostgres } from '../testing/postgres-cluster.ts';
import { memoryRecord, scriptedGateway } from '../testing/scripted-gateway.ts';
import { countStates, plantFleet, startServer, until } from '../testing/server-bench.ts';
import { sharedDatabase } from '../testing/shared-postgres.ts';

const SENT = 3;
const numbers = Array.from({ length: 5 }, (_each, at) => `+491511200000${at}`);

test('messages that were marked for another partition go there when the store is back', {
  skip: withoutPostgres,
  timeout: 60_000,
}, async () => {
  const database = await sharedDatabase();
  const line = await openDatabaseProxy(database.url);
  const store = await openPostgresStore({ url: line.url });
  const record = memoryRecord();
  const driver = scriptedGateway({ record, kind: 'vendor', next: () => 'take' });
  await plantFleet(store, { gateways: [], portsEach: 0 });
  const server = await startServer({ store, drivers: new Map([['g', driver]]) });
  try {
    await server.send(numbers);
    line.loseAnswerOfCommit('UPDATE message SET moved_to = v.home');
    await plantFleet(store, { gateways: [{ id: 'g', part: 3 }], portsEach: 2 });
    await server.fleet.refresh(store);
    server.dispatcher.wakeAll();
    await line.lost();
    await until(store, async () => (await countStates(store)).get(SENT) === numbers.length);
    assert.deepEqual(
      record
        .read()
        .map(({ recipient }) => recipient)
        .toSorted(),
      numbers,
    );
  } finally {
    await server.stop();
    await store.close();
    await line.close();
    database.giveBack();
  }
});
