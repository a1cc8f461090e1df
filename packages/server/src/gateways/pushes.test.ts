/** Pushes that come in numbers: stored once or held off, and no other gateway notices. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { createIdMaker } from '../domain/ids.ts';
import { all, run } from '../store/statements.ts';
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

  test('of which more than 200 wait for the store are told to come later', async t => {
    await push(0, 0);
    const { write } = bench.store;
    const { promise: stored, resolve: store } = Promise.withResolvers<void>();
    t.mock.method(bench.store, 'write', async (work: Parameters<typeof write>[0]) => {
      await stored;
      return write.call(bench.store, work);
    });
    const waiting = Array.from({ length: 200 }, (_each, at) => push(0, at + 1));
    assert.equal(await push(0, 999), 429);
    store();
    assert.deepEqual(new Set(await Promise.all(waiting)), new Set([200]));
    assert.equal(await push(0, 999), 200);
  });

  test('go into one transaction a hundred at most', async t => {
    await push(0, 0);
    const { write } = bench.store;
    const { promise: stored, resolve: store } = Promise.withResolvers<void>();
    const { mock } = t.mock.method(bench.store, 'write', async (work: Parameters<typeof write>[0]) => {
      await stored;
      return write.call(bench.store, work);
    });
    const first = push(0, 1);
    while (mock.callCount() === 0) await new Promise(resolve => setImmediate(resolve));
    const others = Array.from({ length: 101 }, (_each, at) => push(0, at + 2));
    for (let turns = 0; turns < 5; turns += 1) await bench.store.read(() => all('SELECT 1'));
    assert.equal(mock.callCount(), 1, 'one at a time');
    store();
    await Promise.all([first, ...others]);
    assert.equal(mock.callCount(), 3, 'one, a hundred, and the last');
  });

  test('that wait while one is stored are stored by the next transaction, together', async t => {
    await push(0, 0);
    const { mock } = t.mock.method(bench.store, 'write');
    const statuses = await Promise.all(Array.from({ length: 150 }, (_each, id) => push(0, id + 1)));
    assert.deepEqual(new Set(statuses), new Set([200]));
    assert.ok(mock.callCount() <= 4, `${mock.callCount()} transactions`);
    assert.equal((await bench.store.read(() => all('SELECT id FROM inbound'))).length, 151);
  });

  test('of which one cannot be written do not hold up each other', async t => {
    const write = bench.store.write.bind(bench.store);
    t.mock.method(bench.store, 'write', (work: Parameters<typeof write>[0]) =>
      write(function* () {
        const result = yield* work();
        const found = yield* all("SELECT id FROM inbound WHERE body = 'Text 3'");
        if (found.length > 0) throw new RangeError('no room for that');
        return result;
      }),
    );
    assert.deepEqual(await Promise.all([1, 2, 3, 4, 5].map(id => push(0, id))), [200, 200, 503, 200, 200]);
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

  describe('a push', () => {
    const take = async (body: string | Uint8Array, path = paths[0] ?? '') =>
      gateways.pushes.take(path, Buffer.from(body));
    const sms = { incoming_sms_id: 1, port: 0, number: '10086', smsc: '', timestamp: '', text: 'a' };

    const rows: [name: string, body: string, status: number, reason: string][] = [
      ['of a known event', JSON.stringify({ sn: 'a1', sms: [sms] }), 200, ''],
      ['with a comma too many', `{"sms":[${JSON.stringify(sms)},]}`, 200, ''],
      ['of a known event without a row', '{"register":[]}', 200, ''],
      ['of no event', '{"sn":"a1"}', 400, 'it is no event of the documented API'],
      ['of a list', '[]', 400, 'it is no event of the documented API'],
      ['of no JSON', 'x', 400, 'it is no event of the documented API'],
      ['of exactly 64 KiB', '{"register":[]}'.padEnd(65_536), 200, ''],
      ['of more', '{"register":[]}'.padEnd(65_537), 413, 'it is longer than 64 KiB'],
    ];
    for (const [name, body, status, reason] of rows)
      test(`${name} is answered ${status}`, async () =>
        assert.deepEqual(await take(body), { status, reason }));

    test('to another address is of no gateway', async () =>
      assert.deepEqual(await take('{"register":[]}', 'x'), {
        ...{ status: 404, reason: 'no gateway pushes to this address' },
      }));

    const serials: [known: string, pushed: string | undefined, status: number][] = [
      ['', undefined, 200],
      ['', 'a1', 200],
      ['a1', 'a1', 200],
      ['a1', 'b2', 403],
      ['a1', undefined, 403],
    ];
    for (const [known, pushed, status] of serials)
      test(`with the serial number ${pushed ?? 'of none'} of a gateway with ${known || 'none'} is answered ${status}`, async () => {
        await bench.store.write(() => run('UPDATE gateway SET serial_number = ?', known));
        const answer = await take(
          JSON.stringify({ ...(pushed !== undefined && { sn: pushed }), register: [] }),
        );
        assert.deepEqual(answer, {
          status,
          reason: status === 200 ? '' : 'its serial number is another one',
        });
      });

    test('of a gateway that is switched off is refused', async () => {
      await bench.store.write(() => run('UPDATE gateway SET enabled = 0'));
      assert.deepEqual(await take('{"register":[]}'), { status: 403, reason: 'the gateway is switched off' });
    });

    test('of each kind is stored as what it is', async () => {
      const time = '2026-01-31 08:00:00';
      const number = '+4915112345678';
      const events: object[] = [
        { sms: [sms] },
        { ussd: [{ port: 1, text: 'Balance' }] },
        { cdr: [{ port: 1, start_date: time, source_number: number }] },
        { missed_call: { port: 1, number, time } },
        { device: { status: 'power_on' } },
        { exception_info: { port: 1 } },
        { sms_deliver_status: [{ port: 1, number, time, ref_id: 1, status_code: 0 }] },
        { sms_result: [{ port: 1, number, time, status: 'SENT_OK', ref_id: 1 }] },
      ];
      for (const body of events) assert.equal((await take(JSON.stringify(body))).status, 200);
      const kinds = await bench.store.read(() =>
        all<{ kind: string }>('SELECT kind FROM event ORDER BY part, seq'),
      );
      assert.deepEqual(
        kinds.map(({ kind }) => kind),
        [
          ...['message.received', 'ussd.received', 'call.recorded', 'call.missed'],
          ...['gateway.notice', 'gateway.notice'],
        ],
      );
      const counts = await bench.store.read(() =>
        all<{ reports: number; heard: number }>(
          'SELECT (SELECT count(*) FROM report) AS reports, (SELECT count(*) FROM heard_push) AS heard',
        ),
      );
      assert.deepEqual([counts[0]?.reports, counts[0]?.heard], [1, 3]);
    });
  });
});
