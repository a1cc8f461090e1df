/** The database of a server goes away: nothing is accepted, nothing is handed over, and everything goes on when it comes back. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type RunningFleet, startFleetProgram } from '@simgate/simulator';
import { type DatabaseProxy, openDatabaseProxy } from '../../packages/server/src/testing/database-proxy.ts';
import { withoutPostgres } from '../../packages/server/src/testing/postgres-cluster.ts';
import { runningServer, type TestServer } from '../../packages/server/src/testing/running-server.ts';
import { sharedDatabase } from '../../packages/server/src/testing/shared-postgres.ts';
import { until } from '../end-to-end/support/gateway.ts';
import { startProgram } from '../foreign/support/child-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { launcher } from '../programs/launcher.ts';

const noAir = { airTime: { minimum: 0, maximum: 0 }, deliveryTime: { minimum: 0, maximum: 0 } };

describe('a server whose database goes away', { timeout: 240_000, skip: withoutPostgres }, () => {
  let line: DatabaseProxy;
  let server: TestServer;
  let fleet: RunningFleet;

  before(async () => {
    line = await openDatabaseProxy((await sharedDatabase()).url);
    server = await runningServer('store-faults', {
      SIMGATE_SERVER_DATABASE: line.url,
      SIMGATE_SERVER_HANDOFF_ASK_TAKEN: '0.2',
    });
    fleet = await startFleetProgram({ gateways: 1, ports: 2, air: noAir, controlPort: 0 });
    const [address = ''] = fleet.gateways;
    await server.call('/v1/gateways', { address, user: 'admin', password: 'admin' });
    await until(
      () => server.call('/v1/gateways'),
      ({ body }) => body.gateways[0].state === 'up' && body.gateways[0].ports.length === 2,
    );
  });
  after(async () => {
    await server.remove();
    await fleet.close();
    await line.close();
  });

  const send = (count: number, key: string) =>
    server.call(
      '/v1/messages',
      { to: Array.from({ length: count }, (_each, at) => `+49151200000${10 + at}`), text: key },
      { headers: { 'idempotency-key': key } },
    );
  const partitions = async (): Promise<string> => {
    const { body } = await server.call('/metrics');
    return /^simgate_partitions_owned (\d+)$/m.exec(String(body))?.[1] ?? '';
  };
  const handedOver = () => fleet.fleet.world.record.messages().length;

  test('accepts and delivers before', async () => {
    const { status, body } = await send(3, 'before');
    assert.equal(status, 202);
    await until(
      () => server.call(`/v1/messages?batch=${body.batch}&state=delivered`),
      answer => answer.body.messages?.length === 3,
    );
  });

  test('answers 503 and says that it is not ready; its partitions end with its lease, and nothing is handed over', async () => {
    line.refuse();
    const { status, body } = await send(3, 'meanwhile');
    assert.equal(status, 503, JSON.stringify(body));
    assert.match(body.error, /its store cannot be used now/);
    assert.equal((await server.call('/readyz')).status, 503);
    await until(partitions, owned => owned === '0');
    assert.equal(handedOver(), 3);
  });

  test('goes on when it is back: what was refused is accepted by the same key, and goes out once', async () => {
    line.accept();
    await until(partitions, owned => owned === '256');
    const { status, body } = await send(3, 'meanwhile');
    assert.equal(status, 202);
    assert.deepEqual((await send(3, 'meanwhile')).body, body);
    await until(
      () => server.call(`/v1/messages?batch=${body.batch}&state=delivered`),
      answer => answer.body.messages?.length === 3,
    );
    assert.equal(handedOver(), 6);
    assert.equal((await server.call('/readyz')).status, 200);
  });

  test('answers 503 within seconds where the database is frozen and nobody is told, and goes on when it thaws', async () => {
    line.freeze();
    const began = performance.now();
    const { status, body } = await send(3, 'frozen');
    assert.equal(status, 503, JSON.stringify(body));
    // A statement alone may take 30 s.
    assert.ok(performance.now() - began < 15_000, `${performance.now() - began} ms`);
    await until(partitions, owned => owned === '0');
    assert.equal((await send(3, 'frozen')).status, 503);
    assert.equal(handedOver(), 6);
    line.thaw();
    await until(partitions, owned => owned === '256');
    const again = await send(3, 'frozen');
    assert.equal(again.status, 202);
    await until(
      () => server.call(`/v1/messages?batch=${again.body.batch}&state=delivered`),
      answer => answer.body.messages?.length === 3,
    );
    assert.equal(handedOver(), 9);
  });
});

test('a start that the database breaks off ends with a sentence, and the next one works', {
  timeout: 120_000,
  skip: withoutPostgres,
}, async t => {
  const line = await openDatabaseProxy((await sharedDatabase()).url);
  const folder = await temporaryFolder('store-faults-start');
  t.after(() => line.close());
  t.after(() => folder.remove());
  const start = () =>
    startProgram(process.execPath, [launcher, 'server', '--no-gateway', '--port', '0'], {
      env: { SIMGATE_SERVER_DATA_FOLDER: folder.path, SIMGATE_SERVER_DATABASE: line.url },
    });
  line.loseAnswerOfCommit('INSERT INTO api_key');
  const { code, output } = await start().ended;
  assert.equal(code, 1, output);
  assert.match(output, /connection was lost during a commit/);
  const next = start();
  await next.waitFor(/listens on +(http:\S+)/);
  assert.equal((await next.end()).code, 0);
});
