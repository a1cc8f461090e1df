/** The fate of messages when gateways fail, in the record and in the API. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seededRandom } from '../seeded-random.ts';
import { pushTarget, startFleet } from './fleet.ts';
import { testFleet } from './test-fleet.ts';

const message = { text: 'a', param: [{ number: '491701', user_id: 7 }] };

describe('a restart', () => {
  test('loses results, but not what is on the air; its report comes later for a message that nobody knows', async () => {
    await using bench = await testFleet({ ports: 1 });
    await bench.ask('/api/send_sms', {
      ...message,
      param: [...message.param, { number: '491702', user_id: 8 }],
    });
    await bench.control('POST', '/gateways/0/restart', { milliseconds: 10_000 });
    await bench.clock.advance(11_000);
    assert.deepEqual((await bench.ask('/api/query_sms_result', { user_id: [7, 8] })).result, []);
    assert.equal((await bench.ask('/api/query_sms_in_queue')).in_queue, 0);
    const fates = bench.fleet.world.record.messages().map(({ fate }) => fate);
    assert.deepEqual(fates, ['sent', 'dropped']);
    const { result } = await bench.ask('/api/query_sms_deliver_status', {});
    assert.equal((result as unknown[]).length, 1);
    assert.equal((await bench.ask('/api/send_sms', message)).task_id, 1);
  });

  test('keeps them where the switch is off', async () => {
    await using bench = await testFleet({ ports: 1, quirks: { resultsLostOnReboot: false } });
    await bench.ask('/api/send_sms', message);
    await bench.control('POST', '/gateways/0/restart', { milliseconds: 10_000 });
    await bench.clock.advance(11_000);
    const { result } = await bench.ask('/api/query_sms_result', { user_id: [7] });
    assert.equal((result as { status: string }[])[0]?.status, 'DELIVERED');
  });

  test('the network holds received messages until the gateway is back', async () => {
    await using bench = await testFleet();
    await bench.control('POST', '/gateways/0/restart', { milliseconds: 10_000 });
    await bench.control('POST', '/incoming', [{ from: 'Bank', text: 'code 1', gateway: 0, port: 3 }]);
    assert.equal(bench.fleet.world.record.incoming()[0]?.storedAt, 0);
    await bench.clock.advance(10_000);
    const { sms } = await bench.ask('/api/query_incoming_sms?flag=all');
    assert.deepEqual(
      (sms as { text: string }[]).map(({ text }) => text),
      ['code 1'],
    );
  });
});

describe('answers that go wrong', () => {
  test('lost: the message is sent all the same; unread: it is not', async () => {
    await using bench = await testFleet();
    await bench.control('PUT', '/gateways/0/faults', [
      { kind: 'lost', path: '/api/send_sms', times: 1 },
      { kind: 'unread', path: '/api/send_sms', times: 1 },
    ]);
    await assert.rejects(bench.ask('/api/send_sms', message));
    await assert.rejects(bench.ask('/api/send_sms', message));
    assert.equal((await bench.ask('/api/send_sms', message)).task_id, 2);
    assert.equal(bench.fleet.world.record.counters.accepted, 2);
  });

  test('empty, half, a web page, an error', async () => {
    await using bench = await testFleet();
    const kinds = ['empty', 'garbage', 'html', 'error'];
    await bench.control(
      'PUT',
      '/gateways/0/faults',
      kinds.map(kind => ({ kind, times: 1 })),
    );
    const texts: string[] = [];
    for (const _ of kinds) texts.push((await bench.fetch('/api/query_sms_in_queue')).text.slice(0, 17));
    assert.deepEqual(texts, ['', '{"error_co', '<html><head><titl', '{"error_code":500']);
  });

  test('a frozen gateway carries out afterwards what it was asked', async () => {
    await using bench = await testFleet();
    await bench.control('POST', '/gateways/0/freeze', { milliseconds: 5000 });
    const answer = bench.ask('/api/send_sms', message);
    const { record } = bench.fleet.world;
    // The request is there once the gateway holds it back.
    while (bench.fleet.world.gateways[0]?.afterFreeze.length === 0) await bench.clock.settle();
    assert.equal(record.counters.accepted, 0);
    await bench.clock.advance(5000);
    assert.equal((await answer).error_code, 202);
    assert.equal(record.counters.accepted, 1);
  });
});

describe('the line of a gateway', () => {
  test('refused connections come back with the line', async () => {
    await using bench = await testFleet({ addressing: 'port', gateways: 2 });
    await bench.control('PUT', '/gateways/1/line', { line: 'refuses' });
    await assert.rejects(bench.fetch('/api/query_sms_in_queue', {}, 1), (error: Error) => {
      return (error.cause as NodeJS.ErrnoException).code === 'ECONNREFUSED';
    });
    assert.equal((await bench.fetch('/api/query_sms_in_queue', {}, 0)).status, 200);
    await bench.control('PUT', '/gateways/1/line', { line: 'resets' });
    await assert.rejects(bench.fetch('/api/query_sms_in_queue', {}, 1));
    await bench.control('PUT', '/gateways/all/line', { line: 'up' });
    assert.equal((await bench.fetch('/api/query_sms_in_queue', {}, 1)).status, 200);
  });

  test('a silent line answers nothing; what hangs on it breaks when it is up again', async () => {
    await using bench = await testFleet({ addressing: 'port' });
    await bench.control('PUT', '/gateways/0/line', { line: 'silent' });
    const broken = assert.rejects(bench.fetch('/api/query_sms_in_queue'));
    while (bench.fleet.fronts[0]?.sockets.size === 0) await bench.clock.settle();
    await bench.control('PUT', '/gateways/0/line', { line: 'up' });
    await broken;
    assert.equal((await bench.fetch('/api/query_sms_in_queue')).status, 200);
  });
});

describe('the record', () => {
  test('names what went out twice', async () => {
    await using bench = await testFleet();
    for (const _ of [1, 2]) await bench.ask('/api/send_sms', message);
    await bench.ask('/api/send_sms', { ...message, text: 'b' });
    const repeats = (await bench.control('GET', '/record/repeats')).body as {
      onAir: number;
      surplus: number;
    };
    assert.deepEqual([repeats.onAir, repeats.surplus], [3, 1]);
    const page = await bench.control('GET', '/record/messages?after=1&limit=1');
    const { messages, next } = page.body as { messages: { user_id: number }[]; next: number };
    assert.deepEqual([messages[0]?.user_id, next], [7, 2]);
  });

  test('a rule of the network refuses, or lets no report come', async () => {
    await using bench = await testFleet({ ports: 1 });
    await bench.control('PATCH', '/air', {
      rules: [{ match: { toPrefix: '4917' }, times: 1, refuse: 38 }, { status: 70 }],
    });
    await bench.ask('/api/send_sms', message);
    await bench.ask('/api/send_sms', message);
    await bench.clock.advance(10_000);
    const [refused, failed] = bench.fleet.world.record.messages();
    assert.deepEqual([refused?.fate, refused?.cause, refused?.status], ['refused', 38, 'FAILED']);
    assert.deepEqual(
      [failed?.fate, failed?.reports, failed?.deliveredAt, failed?.status],
      ['sent', [70], 0, 'SENT_OK'],
    );
  });

  test('a message to a number of the fleet arrives there', async () => {
    await using bench = await testFleet({ gateways: 2 });
    await bench.ask('/api/send_sms', { text: 'hello', param: [{ number: '+8820300001020' }] });
    await bench.clock.advance(3000);
    const [received] = bench.fleet.world.gateways[1]?.inbox ?? [];
    assert.deepEqual([received?.port, received?.number, received?.text], [2, '+8820300000000', 'hello']);
  });
});

test('a fleet of which nothing is named is one gateway of 32 ports, and pushes nothing once it is closed', async () => {
  const fleet = await startFleet();
  const { gateways, random } = fleet.world;
  const [gateway] = gateways;
  assert.ok(gateway);
  const { ports, multiSim, user, password, push } = gateway;
  assert.deepEqual(
    [gateways.length, ports.length, multiSim, user, password, push],
    [...[1, 32, false, 'admin', 'admin'], undefined],
  );
  assert.match(fleet.urlOf(0), /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(random(), seededRandom(1)());
  await fleet.close();
  await assert.rejects(fetch(fleet.urlOf(0)), (error: Error) => {
    return (error.cause as NodeJS.ErrnoException).code === 'ECONNREFUSED';
  });
  gateway.push = pushTarget('http://127.0.0.1:9/', gateway, ['ussd']);
  fleet.pusher.push(gateway, 'ussd', {});
  assert.equal(fleet.pusher.waiting(), 0);
});
