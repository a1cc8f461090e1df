/** From a request to its answer: faults, failed logins, and lines that change meanwhile. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { startFleet } from '../fleet.ts';
import { type TestFleet, testFleet } from '../test-fleet.ts';

const QUEUE = '/api/query_sms_in_queue';
const message = { text: 'a', param: [{ number: '1' }] };

function fetchWith(bench: TestFleet, Authorization: string, path = QUEUE) {
  return bench.fetch(path, { headers: { Authorization } }).then(({ status }) => status);
}

/** Until so many timers run: a request is being answered, and its time has begun. */
async function untilTimers({ clock }: TestFleet, count: number): Promise<void> {
  while (clock.pendingTimers < count) await clock.settle();
}

describe('answers that go wrong', () => {
  const rows: readonly [kind: string, answer: string, lost: number][] = [
    ['lost', 'broken', 1],
    ['unread', 'broken', 1],
    ['empty', '200 ', 1],
    ['html', '500 <html><head><title>Document Error: Internal', 0],
    ['garbage', '200 {"error_co', 0],
    ['error', '200 {"error_code":500', 0],
    ['slow', '200 {"error_code":200', 0],
  ];
  test('are in the record, and those without a text are counted', async () => {
    await using bench = await testFleet();
    const { record } = bench.fleet.world;
    for (const [kind, answer, lost] of rows) {
      await bench.control('PUT', '/gateways/0/faults', [{ kind, times: 1 }]);
      const before = record.counters.lostAnswers;
      const seen = await bench.fetch(QUEUE).then(
        ({ status, text }) => `${status} ${text}`,
        () => 'broken',
      );
      assert.equal(seen.slice(0, answer.length), answer, kind);
      assert.equal(record.counters.lostAnswers - before, lost, kind);
      const { gateway, kind: event, detail } = record.events().at(-1) ?? {};
      assert.deepEqual([gateway, event, detail], [0, `answer ${kind}`, { path: QUEUE }]);
    }
    assert.equal(record.counters.requests, rows.length);
  });

  test('slow: so much later than the others', async () => {
    await using bench = await testFleet({ quirks: { answerTime: 100 } });
    await bench.control('PUT', '/gateways/0/faults', [{ kind: 'slow', milliseconds: 400 }]);
    const { events } = bench.fleet.world.record;
    const answer = bench.fetch(QUEUE);
    await untilTimers(bench, 1);
    await bench.clock.advance(499);
    assert.equal(events().length, 0);
    await bench.clock.advance(1);
    assert.deepEqual([(await answer).status, events().length], [200, 1]);
  });

  test('an error of the fleet itself fails that request alone, and is in the record', async () => {
    const broken = { ...{ refusedInThousand: 1 }, airTime: { minimum: 0, maximum: 0 } };
    await using bench = await testFleet({
      air: broken,
      random: () => {
        throw new Error('no dice');
      },
    });
    assert.equal((await bench.ask('/api/send_sms', message)).error_code, 500);
    const { kind, detail } = bench.fleet.world.record.events()[0] ?? {};
    assert.deepEqual([kind, detail], ['fault of the fleet', { error: 'Error: no dice' }]);
    assert.equal((await bench.ask(QUEUE)).error_code, 200);
  });
});

test('GET and POST are taken, and nothing else; without login there is no difference', async () => {
  await using bench = await testFleet({ quirks: { getRefused: true } });
  const statuses: number[] = [];
  for (const [method, path] of [
    ['PUT', QUEUE],
    ['DELETE', QUEUE],
    ['GET', QUEUE],
    ['GET', '/api/get_status'],
    ['GET', '/api/get_cdr'],
  ] as const)
    statuses.push((await bench.fetch(path, { method })).status);
  assert.deepEqual(statuses, [400, 400, 200, 403, 403]);
});

describe('on the wire', () => {
  const login = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
  const long = { method: 'POST', body: 'a'.repeat(300_000) };
  const pages: readonly [status: number, reason: string, path: string, init: RequestInit][] = [
    [400, 'Bad Request', QUEUE, { method: 'PUT' }],
    [401, 'Unauthorized', QUEUE, { headers: { Authorization: 'Basic x' } }],
    [403, 'Forbidden', '/api/get_cdr', {}],
    [404, 'Not Found', '/nothing', {}],
    [413, 'Request Entity Too Large', QUEUE, long],
    [500, 'Internal Server Error', '/api/stop_sms', {}],
  ];
  test('a page names its status', async () => {
    await using bench = await testFleet();
    await bench.control('PUT', '/gateways/0/faults', [{ kind: 'html', path: '/api/stop_sms' }]);
    for (const [status, reason, path, init] of pages) {
      const headers = { Authorization: login, ...init.headers };
      const response = await fetch(`${bench.fleet.urlOf(0)}${path}`, { ...init, headers });
      assert.deepEqual([response.status, response.statusText], [status, reason]);
      assert.match(await response.text(), new RegExp(`<title>Document Error: ${reason}</title>`));
      assert.equal(response.headers.has('www-authenticate'), status === 401);
    }
  });

  test('an answer has the head of the real one, without a date', async () => {
    await using bench = await testFleet({ quirks: { connectionCloses: false, trailingCommas: true } });
    const init = { method: 'POST', body: '{}', headers: { Authorization: login } };
    const response = await fetch(`${bench.fleet.urlOf(0)}/api/query_sms_result`, init);
    const text = await response.text();
    assert.deepEqual([response.status, response.statusText], [200, 'Data follows']);
    const { connection: _, 'keep-alive': _time, ...head } = Object.fromEntries(response.headers);
    assert.deepEqual(head, {
      ...{ server: 'Web Server/2.1.0', 'content-type': 'application/json' },
      'content-length': String(text.length),
    });
    assert.match(text, /"result":\[\]\}$/);
  });
});

describe('a login counts as failed', () => {
  const wrong = `Basic ${Buffer.from('admin:x').toString('base64')}`;
  const right = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
  const rows: readonly [title: string, header: string, path: string, statuses: readonly number[]][] = [
    ['with a wrong password', wrong, QUEUE, [401, 403]],
    ['by a scheme that is not known here', 'Bearer abc', QUEUE, [401, 403]],
    ['not where the comma is at fault', 'Digest abc', '/api/get_port_info?port=0,1', [401, 200]],
  ];
  for (const [title, header, path, statuses] of rows)
    test(title, async () => {
      await using bench = await testFleet({ quirks: { banAfter: 1, banTime: 60_000, commaRefused: true } });
      const seen = [await fetchWith(bench, header, path), await fetchWith(bench, right)];
      assert.deepEqual(seen, statuses);
      const banned = statuses[1] === 403;
      assert.deepEqual(
        bench.fleet.world.record.events().map(({ kind, detail }) => [kind, Object.keys(detail)]),
        banned ? [['ban', ['address']]] : [],
      );
      await bench.clock.advance(60_000);
      assert.equal(await fetchWith(bench, right), 200);
    });

  test('one that is right makes those before it forgotten', async () => {
    await using bench = await testFleet({ quirks: { banAfter: 2 } });
    const seen: number[] = [];
    for (const header of [wrong, right, wrong, right]) seen.push(await fetchWith(bench, header));
    assert.deepEqual(seen, [401, 200, 401, 200]);
  });
});

describe('a line that turns silent while a request is answered', () => {
  test('leaves it without an answer, and the connection open until it is up again', async () => {
    await using bench = await testFleet({ quirks: { answerTime: 1000 } });
    let broken = false;
    const answer = bench.fetch(QUEUE).catch(() => {
      broken = true;
    });
    await untilTimers(bench, 1);
    await bench.control('PUT', '/gateways/0/line', { line: 'silent' });
    await bench.clock.advance(1000);
    for (let turn = 0; turn < 20; turn += 1) await bench.clock.settle();
    assert.deepEqual([broken, bench.fleet.fronts[0]?.sockets.size], [false, 1]);
    await bench.control('PUT', '/gateways/0/line', { line: 'up' });
    await answer;
    assert.equal(broken, true);
  });

  test('and goes without power: it breaks', async () => {
    await using bench = await testFleet({ quirks: { answerTime: 1000 } });
    const answer = assert.rejects(bench.fetch(QUEUE));
    await untilTimers(bench, 1);
    await bench.control('PUT', '/gateways/0/line', { line: 'silent' });
    await bench.control('POST', '/gateways/0/restart', { milliseconds: 5000 });
    await bench.clock.advance(1000);
    await answer;
  });
});

test('a request has up to 256 KiB', async () => {
  await using bench = await testFleet();
  const statuses: number[] = [];
  for (const octets of [256 * 1024, 256 * 1024 + 1])
    statuses.push((await bench.fetch(QUEUE, { method: 'POST', body: 'a'.repeat(octets) })).status);
  assert.deepEqual(statuses, [200, 413]);
});

test('of 10,000 answers by Idempotency-Key all are forgotten with the next', async () => {
  await using bench = await testFleet({ quirks: { idempotencyKey: true } });
  const [front] = bench.fleet.fronts;
  assert.ok(front);
  const send = async (key: string) => {
    const headers = { 'Idempotency-Key': key };
    const { text } = await bench.fetch('/api/send_sms', {
      ...{ method: 'POST', body: JSON.stringify(message) },
      headers,
    });
    return JSON.parse(text).task_id;
  };
  const first = await send('first');
  assert.equal(await send('first'), first);
  for (let other = front.answers.size; other < 9999; other += 1)
    front.answers.set(`${other}`, { kind: 'nothing' });
  await send('second');
  assert.equal(front.answers.size, 10_000);
  const third = await send('third');
  assert.equal(front.answers.size, 1);
  assert.notEqual(await send('first'), first);
  assert.equal(await send('third'), third);
});

test('where the path names the gateway, none is 404', async () => {
  await using bench = await testFleet({ gateways: 2 });
  const root = bench.fleet.urlOf(0).replace('/gateways/0', '');
  const statuses: number[] = [];
  for (const path of ['/', QUEUE, `/gateways/2${QUEUE}`, `/gateways/x${QUEUE}`, `/gateways/1${QUEUE}`])
    statuses.push((await fetch(`${root}${path}`)).status);
  assert.deepEqual(statuses, [404, 404, 404, 404, 401]);
});

test('a gateway has 100 connections at a time; the next is dropped', async () => {
  const fleet = await startFleet({ ports: 1 });
  const [front] = fleet.fronts;
  assert.ok(front);
  const { hostname, port } = new URL(fleet.urlOf(0));
  let dropped = 0;
  const sockets: Socket[] = [];
  const open = async () => {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      dropped += 1;
    });
    await once(socket, 'connect');
  };
  // A few at a time: a listener has 64 places for those that it has not accepted yet.
  for (let tens = 0; tens < 10; tens += 1) await Promise.all(Array.from({ length: 10 }, open));
  await open();
  while (front.sockets.size + dropped < 101) await setImmediate();
  assert.deepEqual([front.sockets.size, dropped], [100, 1]);
  for (const socket of sockets) socket.destroy();
  await fleet.close();
});

test('addresses follow each other over the end of an octet', async () => {
  const fleet = await startFleet({ gateways: 3, addressing: 'address', host: '127.1.0.254' });
  const urls = [0, 1, 2].map(index => new URL(fleet.urlOf(index)));
  await fleet.close();
  assert.deepEqual(
    urls.map(({ hostname }) => hostname),
    ['127.1.0.254', '127.1.0.255', '127.1.1.0'],
  );
  assert.equal(new Set(urls.map(({ port }) => port)).size, 1);
});

test('ports follow each other from the one that is named', async () => {
  for (let tries = 0; ; tries += 1) {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const basePort = (probe.address() as AddressInfo).port;
    probe.close();
    await once(probe, 'close');
    try {
      const fleet = await startFleet({ gateways: 2, basePort });
      const ports = [0, 1].map(index => Number(new URL(fleet.urlOf(index)).port));
      await fleet.close();
      assert.deepEqual(ports, [basePort, basePort + 1]);
      return;
    } catch (error) {
      // Another program was faster.
      if (tries === 5 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
});
