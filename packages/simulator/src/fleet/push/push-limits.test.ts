/** Pushes that nobody takes, and a login in their URL. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { type TestFleet, testFleet } from '../test-fleet.ts';

async function settled({ fleet, clock }: TestFleet): Promise<void> {
  while (fleet.pusher.waiting() > 0) await clock.settle();
}

test('1,000 events wait behind the one that is under way; with one more the oldest is forgotten', async () => {
  await using bench = await testFleet({ pushUrl: 'http://127.0.0.1:9/' });
  const { pusher, world } = bench.fleet;
  const [gateway] = world.gateways;
  assert.ok(gateway);
  const push = (count: number) => {
    for (let event = 0; event < count; event += 1) pusher.push(gateway, 'ussd', { event });
    return [pusher.waiting(), world.record.counters.failedPushes];
  };
  assert.deepEqual(
    [push(0), push(1), push(1000), push(1), push(2)],
    [
      [0, 0],
      [1, 0],
      [1001, 0],
      [1001, 1],
      [1001, 3],
    ],
  );
});

describe('fail at once where the URL is', () => {
  for (const pushUrl of ['nowhere', 'ftp://127.0.0.1/', ''])
    test(pushUrl || 'empty', async () => {
      await using bench = await testFleet({ pushUrl });
      await bench.control('POST', '/gateways/0/ports/0/calls', { from: '1', answered: false });
      await settled(bench);
      const { pushes, failedPushes } = bench.fleet.world.record.counters;
      assert.deepEqual([pushes, failedPushes], [0, 1]);
    });
});

test('carry the login of the URL', async () => {
  const logins: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    logins.push(request.headers.authorization);
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await using bench = await testFleet();
  for (const login of ['', 'user:pass%20word@']) {
    await bench.control('PUT', '/gateways/0/push', { url: `http://${login}127.0.0.1:${port}/` });
    await bench.control('POST', '/gateways/0/ports/0/calls', { from: '1' });
    await settled(bench);
  }
  server.closeAllConnections();
  server.close();
  assert.deepEqual(logins, [undefined, `Basic ${Buffer.from('user:pass word').toString('base64')}`]);
});

test('a registration that changes from one way of being away to another, or not at all, is no event', async () => {
  await using bench = await testFleet({ pushUrl: 'nowhere', pushEvents: ['register'] });
  const counts: number[] = [];
  for (const registration of [
    'REGISTER_OK',
    'NO_SIM',
    'NO_SIM',
    'UNREGISTER',
    'REGISTER_OK',
    'REGISTER_OK',
  ]) {
    await bench.control('PATCH', '/gateways/0/ports/0', { registration });
    await settled(bench);
    counts.push(bench.fleet.world.record.counters.failedPushes);
  }
  assert.deepEqual(counts, [0, 1, 1, 1, 2, 2]);
});
