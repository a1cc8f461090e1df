/** Messages on their way through a gateway: ports in turn, segments, reports, and what holds them up. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type TestFleet, testFleet } from '../test-fleet.ts';

function send(bench: TestFleet, count: number, own: object = {}) {
  return bench.ask('/api/send_sms', { text: 'a', param: Array(count).fill({ number: '1' }), ...own });
}

function fates(bench: TestFleet): string[] {
  return bench.fleet.world.record.messages().map(({ fate }) => fate);
}

/** Three segments of UCS-2. */
const long = 'a'.repeat(140);

test('idle ports take their turns', async () => {
  await using bench = await testFleet({ ports: 3 });
  const ports: number[] = [];
  for (let count = 0; count < 5; count += 1) {
    await send(bench, 1);
    await bench.clock.advance(1000);
    ports.push(bench.fleet.world.record.messages().at(-1)?.port ?? -1);
  }
  assert.deepEqual(ports, [0, 1, 2, 0, 1]);
});

test('each segment takes its time on the air', async () => {
  await using bench = await testFleet();
  await send(bench, 1, { text: long });
  const shown = async () => {
    const { result } = await bench.ask('/api/query_sms_result', {});
    const [{ status, count, succ_count } = {}] = result as Record<string, unknown>[];
    return [status, count, succ_count];
  };
  await bench.clock.advance(2999);
  assert.deepEqual(await shown(), ['SENDING', 3, 0]);
  await bench.clock.advance(1);
  assert.deepEqual(await shown(), ['SENT_OK', 3, 3]);
  await bench.clock.advance(2000);
  assert.deepEqual(await shown(), ['DELIVERED', 3, 3]);
});

describe('reports', () => {
  const rows: readonly [
    rule: object,
    air: object,
    reports: readonly number[],
    delivered: boolean,
    status: string,
  ][] = [
    [{}, {}, [0, 0, 0], true, 'DELIVERED'],
    [{ status: 31 }, {}, [31, 31, 31], true, 'SENT_OK'],
    [{ status: 32 }, {}, [32, 32, 32], false, 'SENT_OK'],
    [{ report: false }, {}, [], true, 'SENT_OK'],
    [{}, { reportedTwiceInThousand: 1000 }, [0, 0, 0, 0, 0, 0], true, 'DELIVERED'],
    [{ refuse: 38 }, {}, [], false, 'FAILED'],
  ];
  test('are as the network sends them', async () => {
    await using bench = await testFleet();
    let rowsBefore = 0;
    for (const [rule, air, reports, delivered, status] of rows) {
      const title = `${JSON.stringify(rule)} ${JSON.stringify(air)}`;
      await bench.control('PATCH', '/air', { rules: [rule], reportedTwiceInThousand: 0, ...air });
      await send(bench, 1, { text: long });
      await bench.clock.advance(10_000);
      const message = bench.fleet.world.record.messages().at(-1);
      const seen = [message?.reports, message?.deliveredAt !== 0, message?.status];
      assert.deepEqual(seen, [reports, delivered, status], title);
      const shown = bench.fleet.world.gateways[0]?.reports.length ?? 0;
      assert.equal(shown - rowsBefore, reports.length, title);
      rowsBefore = shown;
    }
  });
});

describe('to a SIM of the fleet', () => {
  for (const [slot, received] of [
    [0, 1],
    [1, 0],
  ] as const)
    test(`in slot ${slot}: ${received === 1 ? 'received' : 'it is not in use'}`, async () => {
      await using bench = await testFleet({ multiSim: true });
      await send(bench, 1, { param: [{ number: `+882030000002${slot}` }] });
      await bench.clock.advance(3000);
      assert.equal(bench.fleet.world.gateways[0]?.inbox.length, received);
      assert.equal(bench.fleet.world.record.counters.delivered, 1);
    });
});

test('a task that is stopped: what waits is stopped, what is on the air goes on', async () => {
  await using bench = await testFleet({ ports: 1 });
  await send(bench, 3);
  await send(bench, 1);
  assert.equal((await bench.ask('/api/stop_sms?task_id=1')).error_code, 200);
  assert.deepEqual(fates(bench), ['onAir', 'stopped', 'stopped', 'waiting']);
  assert.equal(bench.fleet.world.record.counters.stopped, 2);
  await bench.clock.advance(2000);
  assert.deepEqual(fates(bench), ['sent', 'stopped', 'stopped', 'sent']);
});

test('what waited begins when the gateway is there again, where a restart keeps it', async () => {
  await using bench = await testFleet({ ports: 1, quirks: { resultsLostOnReboot: false } });
  await send(bench, 2);
  await bench.control('POST', '/gateways/0/restart', { milliseconds: 5000 });
  await bench.clock.advance(4999);
  assert.deepEqual(fates(bench), ['sent', 'waiting']);
  await bench.clock.advance(1);
  assert.deepEqual(fates(bench), ['sent', 'onAir']);
});

test('nothing begins while a gateway is frozen', async () => {
  await using bench = await testFleet({ ports: 1 });
  await send(bench, 2);
  await bench.control('POST', '/gateways/0/freeze', { milliseconds: 5000 });
  await bench.clock.advance(4999);
  assert.deepEqual(fates(bench), ['sent', 'waiting']);
  await bench.clock.advance(1);
  assert.deepEqual(fates(bench), ['sent', 'onAir']);
});

test('a message waits for the ports that it names', async () => {
  await using bench = await testFleet({ ports: 2 });
  await send(bench, 2, { port: [1] });
  assert.deepEqual(fates(bench), ['onAir', 'waiting']);
  await send(bench, 1, { port: [0] });
  assert.deepEqual(fates(bench), ['onAir', 'waiting', 'onAir']);
  await bench.clock.advance(1000);
  assert.deepEqual(
    bench.fleet.world.record.messages().map(({ port }) => port),
    [1, 1, 0],
  );
});
