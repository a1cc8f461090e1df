import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type TestFleet, testFleet } from '../test-fleet.ts';

describe('what is wrong is refused by its field', () => {
  let bench: TestFleet;
  before(async () => {
    bench = await testFleet({ gateways: 2 });
  });
  after(() => bench[Symbol.asyncDispose]());

  type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  const rows: readonly [
    method: Method,
    url: string,
    body: object | undefined,
    status: number,
    field: string,
  ][] = [
    ['GET', '/nothing', undefined, 404, 'path'],
    ['GET', '/gateways/2', undefined, 404, 'gateways'],
    ['GET', '/gateways/x', undefined, 404, 'gateways'],
    ['POST', '/gateways/0/restart', { milliseconds: -1 }, 400, 'milliseconds'],
    ['POST', '/gateways/0/freeze', {}, 400, 'milliseconds'],
    ['PUT', '/gateways/0/line', { line: 'down' }, 400, 'line'],
    ['PATCH', '/gateways/0/quirks', { tired: true }, 400, 'tired'],
    ['PATCH', '/gateways/0/quirks', { answerTime: '20' }, 400, 'answerTime'],
    ['PUT', '/gateways/0/faults', [{ kind: 'odd' }], 400, '0.kind'],
    ['POST', '/gateways/0/bans', {}, 400, 'address'],
    ['PUT', '/gateways/0/push', { url: 'nowhere' }, 400, 'url'],
    ['PUT', '/gateways/0/push', { url: '', events: ['smoke'] }, 400, 'events.0'],
    ['POST', '/gateways/0/certificate', undefined, 409, 'gateways'],
    ['PATCH', '/gateways/0/ports/9', { signal: 3 }, 404, 'port'],
    ['PATCH', '/gateways/0/ports/0', { registration: 'OK' }, 400, 'registration'],
    ['PATCH', '/gateways/0/ports/0', { signal: '3' }, 400, 'signal'],
    ['PATCH', '/gateways/0/ports/0', { tired: true }, 400, 'tired'],
    ['POST', '/incoming', [{ from: '1', text: 'a' }], 400, '0.port'],
    ['POST', '/incoming', [{ from: '1', text: 'a', to: '+4917' }], 400, '0.to'],
    ['PATCH', '/air', { airTime: { minimum: 5, maximum: 1 } }, 400, 'airTime.maximum'],
    ['PATCH', '/air', { rules: [{ refuse: 0 }] }, 400, 'rules.0.refuse'],
    ['GET', '/record/messages?limit=many', undefined, 400, 'limit'],
  ];
  for (const [method, url, body, status, field] of rows) {
    test(`${method} ${url} ${JSON.stringify(body) ?? ''}`, async () => {
      const answer = await bench.control(method, url, body);
      const { field: named, error } = answer.body as { field: string; error: string };
      assert.deepEqual([answer.status, named], [status, field]);
      assert.ok(error.length > 0);
    });
  }
});

test('a body that is no JSON is refused, and a page of the web in a browser gets nothing', async () => {
  await using bench = await testFleet();
  const json = { 'Content-Type': 'application/json' };
  const broken = await bench.control('PATCH', '/air', Buffer.from('{"rules":'), json);
  assert.deepEqual([broken.status, (broken.body as { field: string }).field], [400, 'body']);
  const page = await bench.control('DELETE', '/gateways/0/bans', undefined, { Origin: 'http://example.net' });
  assert.deepEqual(page, {
    status: 403,
    body: { error: 'requests of web pages are refused', field: 'origin' },
  });
});

test('a body is of up to 16 MiB', async () => {
  await using bench = await testFleet();
  const statuses: number[] = [];
  for (const octets of [16 * 1024 * 1024, 16 * 1024 * 1024 + 1]) {
    const body = Buffer.alloc(octets, ' ').fill('{}', 0, 2);
    statuses.push(
      (await bench.control('PATCH', '/air', body, { 'Content-Type': 'application/json' })).status,
    );
  }
  assert.deepEqual(statuses, [200, 413]);
});

test('gateways are named one by one, by range, or all', async () => {
  await using bench = await testFleet({ gateways: 5 });
  const rows: readonly [selection: string, count: number][] = [
    ['all', 5],
    ['3', 1],
    ['1-3', 3],
    ['0,4', 2],
    ['0-2,2-4', 5],
  ];
  for (const [selection, count] of rows) {
    const { body } = await bench.control('PATCH', `/gateways/${selection}/quirks`, { banAfter: 0 });
    assert.deepEqual(body, { gateways: count }, selection);
  }
  assert.equal(new Set(bench.fleet.world.gateways.map(({ quirks }) => quirks)).size < 5, true);
});

test('a ban is there, is shown and is lifted; a login is changed', async () => {
  await using bench = await testFleet();
  await bench.control('POST', '/gateways/0/bans', { address: '127.0.0.1' });
  assert.equal((await bench.fetch('/api/query_sms_in_queue')).status, 403);
  const [shown] = (await bench.control('GET', '/gateways/0')).body as { bans: unknown[]; ports: unknown[] }[];
  assert.deepEqual([shown?.bans.length, shown?.ports.length], [1, 4]);
  await bench.control('DELETE', '/gateways/0/bans');
  assert.equal((await bench.fetch('/api/query_sms_in_queue')).status, 200);
  await bench.control('PUT', '/gateways/0/login', { password: 'other' });
  assert.equal((await bench.fetch('/api/query_sms_in_queue')).status, 401);
});

test('messages from outside by the number of a SIM, and their record', async () => {
  await using bench = await testFleet({ gateways: 2 });
  await bench.control('POST', '/incoming', [{ from: 'Bank', text: 'code', to: '+8820300001030' }]);
  const { messages } = (await bench.control('GET', '/record/incoming?from=Bank')).body as {
    messages: object[];
  };
  const at = Date.UTC(2025, 0, 1, 12);
  assert.deepEqual(messages, [
    { id: 1, gateway: 1, port: 3, from: 'Bank', text: 'code', sentAt: at, storedAt: at, incomingSmsId: 1 },
  ]);
  await bench.control('DELETE', '/record');
  assert.equal(((await bench.control('GET', '/counters')).body as { incoming: number }).incoming, 0);
});
