/** Pushes that come in numbers: stored once or held off, and no other gateway notices. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { createIdMaker } from '../domain/ids.ts';
import { all } from '../store/statements.ts';
import type { StoreBench } from '../testing/engines.ts';
import { openSqlite } from '../testing/engines.ts';
import { type Gateways, openGateways } from './index.ts';
import { createGateway } from './manage.ts';
import { MOST_PUSH_BYTES } from './pushes.ts';

describe('many pushes', () => {
  const clock = fakeClock();
  let bench: StoreBench;
  let folder: string;
  let gateways: Gateways;
  let paths: string[];

  beforeEach(async () => {
    bench = await openSqlite();
    folder = mkdtempSync(join(tmpdir(), 'simgate-pushes-'));
    const common = { store: bench.store, clock, random: () => 0.5, ids: createIdMaker(() => clock.now()) };
    gateways = openGateways({ ...common, keyFile: join(folder, 'secret.key'), answerMs: 30_000 });
    paths = [];
    for (const address of ['http://192.0.2.1', 'http://192.0.2.2']) {
      const change = await createGateway({ ...common, secrets: gateways.secrets }, { address });
      if (change.kind === 'done') paths.push(change.gateway.pushPath);
    }
  });

  afterEach(async () => {
    await gateways.close();
    await bench.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  function push(place: number, id: number): Promise<number> {
    const sms = [
      { incoming_sms_id: id, port: 0, number: '10086', smsc: '', timestamp: '', text: `Text ${id}` },
    ];
    const octets = Buffer.from(JSON.stringify({ sn: '', sms }));
    return gateways.pushes.take(paths[place] ?? '', octets).then(({ status }) => status);
  }

  test('what is answered 200 is stored once, the rest is told to come later, and another gateway is served', async () => {
    await push(1, 1);
    const flood = Array.from({ length: 1000 }, (_each, at) => push(0, at % 250));
    const other = await push(1, 2);
    assert.equal(other, 200);
    const statuses = await Promise.all(flood);
    assert.deepEqual([...new Set(statuses)].toSorted(), [200, 429]);
    const taken = new Set(statuses.flatMap((status, at) => (status === 200 ? [at % 250] : [])));
    const rows = await bench.store.read(() => all('SELECT body FROM inbound'));
    assert.equal(rows.length, taken.size + 2);
    assert.equal(await push(0, 999), 200, 'and it is served again');
  });

  test('nothing longer than 64 KiB is looked at', async () => {
    const { status } = await gateways.pushes.take(paths[0] ?? '', Buffer.alloc(MOST_PUSH_BYTES + 1, 0x20));
    assert.equal(status, 413);
  });

  test('a push that cannot be stored is not acknowledged', async () => {
    await push(0, 1);
    await bench.store.close();
    assert.equal(await push(0, 2), 503);
  });
});
