/** The server's HTTP side as original hardware and Prometheus see it, asked without a socket. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { HttpMetrics } from '@simgate/daemon/http';
import { pino } from 'pino';
import { loadServerConfig } from '../config/load.ts';
import { run } from '../store/statements.ts';
import { bodyOf, callAs, type HandlerBench, openHandlerBench } from '../testing/handler-bench.ts';
import { plantFleet } from '../testing/server-bench.ts';
import { handlers } from './handlers/handlers.ts';
import { addServerMetrics } from './server-metrics.ts';
import { createHttp } from './service.ts';

let bench: HandlerBench;
let metrics: HttpMetrics;
let app: ReturnType<typeof createHttp>['app'];
beforeEach(async () => {
  bench = await openHandlerBench();
  const { http: config, dataFolder } = loadServerConfig(undefined, {});
  metrics = new HttpMetrics();
  const log = pino({ level: 'silent' });
  ({ app } = createHttp({ config, dataFolder, context: bench.context, metrics, log }));
});
afterEach(async () => {
  await app.close();
  await bench.dispose();
});

describe('a push', () => {
  let path: string;
  beforeEach(async () => {
    const settings = { address: 'http://127.0.0.1:1', kind: 'vendor' } as const;
    const gateway = await bodyOf(handlers.create_gateway(settings, bench.context, callAs()), 201);
    path = gateway.push_path;
  });
  const push = async (payload?: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await app.inject({ method: 'POST', url: path, headers, ...(payload && { payload }) });
    return [answer.statusCode, answer.body, answer.headers['retry-after']];
  };

  test('is answered with a status alone, whatever type it claims to have', async () => {
    assert.deepEqual(await push('{"register":[]}'), [200, '', undefined]);
    assert.deepEqual(await push('{}'), [400, '', undefined]);
    assert.deepEqual(await push(), [400, '', undefined]);
    assert.deepEqual(await push('{"register":[]}'.padEnd(65_537)), [413, '', undefined]);
  });

  test('that cannot be stored may come again after a second', async () => {
    await bench.bench.store.close();
    assert.deepEqual(await push('{"ussd":[{"port":1,"text":"5"}]}'), [503, '', '1']);
  });
});

test('the figures of a server are those of its fleet as it was read last, its partitions and its store', async t => {
  const { context } = bench;
  const { store, plan, dispatcher } = context;
  const gateways = ['a', 'b', 'c'].map((id, part) => ({ id, part }));
  await plantFleet(store, { gateways, portsEach: 2 });
  await store.write(function* () {
    yield* run("UPDATE gateway SET state = 'down' WHERE id = 'c'");
    yield* run("UPDATE port SET registration = 'UNREGISTER' WHERE gateway = 'c' AND port = 1");
    yield* run('UPDATE fleet_version SET version = version + 1');
  });
  await plan.refresh(store);
  const ended = AbortSignal.abort();
  for (const part of [3, 255]) dispatcher.taken({ fence: { part, owner: 'me', epoch: 1 }, signal: ended });
  addServerMetrics(metrics.registry, context);
  const shown = async () =>
    (await metrics.registry.metrics())
      .split('\n')
      .filter(line => /^simgate_[gps]\w+s?[{ ]|^simgate_partitions/.test(line) && !line.includes('http'));
  assert.deepEqual((await shown()).toSorted(), [
    'simgate_gateways{state="disabled"} 0',
    'simgate_gateways{state="down"} 1',
    'simgate_gateways{state="new"} 0',
    'simgate_gateways{state="refused"} 0',
    'simgate_gateways{state="up"} 2',
    'simgate_partitions_owned 2',
    'simgate_ports{registration="REGISTER_OK"} 5',
    'simgate_ports{registration="UNREGISTER"} 1',
    'simgate_store_healthy 1',
  ]);
  t.mock.method(store, 'healthy', () => false);
  assert.ok((await shown()).includes('simgate_store_healthy 0'));
});
