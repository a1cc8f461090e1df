/** Chapter 16: what a web server gets. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import type { FleetOptions } from '../fleet.ts';
import { SERIAL, type TestFleet, testFleet } from '../test-fleet.ts';

interface Pushed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Milliseconds of the clock of the fleet since its start. */
  readonly at: number;
}

/** A fleet that pushes to a receiver; `answers` are its status codes in turn, then 200. */
async function pushingFleet(options: FleetOptions, answers: number[] = []) {
  const pushed: Pushed[] = [];
  const server = createServer(async (request, response) => {
    const text = await readText(request);
    pushed.push({ path: request.url ?? '', headers: request.headers, text, at: bench.clock.now() - begin });
    response.writeHead(answers.shift() ?? 200).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in?gateway={gateway}&sn={sn}`;
  const bench = await testFleet({ pushUrl: url, ...options });
  const begin = bench.clock.now();
  return {
    bench,
    pushed,
    /** Resolves when every event is delivered or given up. */
    async settled() {
      while (bench.fleet.pusher.waiting() > 0) await bench.clock.settle();
      return pushed.map(({ text }) => JSON.parse(text));
    },
    async [Symbol.asyncDispose]() {
      await bench[Symbol.asyncDispose]();
      server.closeAllConnections();
      server.close();
    },
  };
}

function first(pushed: readonly Pushed[]): Pushed {
  const [one] = pushed;
  assert.ok(one);
  return one;
}

const message = { text: 'a', param: [{ number: '10086', user_id: 7 }] };
const IMSI = '001010000000000';

describe('what is pushed', () => {
  const result = { port: 0, number: '10086', time: '2025-01-01 12:00:00' };
  const rows: readonly [
    event: string,
    cause: (bench: TestFleet) => Promise<unknown>,
    bodies: readonly object[],
  ][] = [
    [
      'sms',
      bench => bench.control('POST', '/incoming', [{ from: '6717', text: 'test', gateway: 0, port: 0 }]),
      [
        {
          sms: [
            {
              incoming_sms_id: 1,
              port: 0,
              number: '6717',
              smsc: '+88203999999999',
              timestamp: '2025-01-01 12:00:00',
              text: 'test',
              imsi: IMSI,
            },
          ],
        },
      ],
    ],
    [
      'sms_result and sms_deliver_status',
      async bench => {
        await bench.ask('/api/send_sms', message);
        await bench.clock.advance(3000);
      },
      [
        { sms_result: [{ ...result, status: 'SENT_OK', count: 1, succ_count: 1, ref_id: 0, imsi: IMSI }] },
        { sms_deliver_status: [{ ...result, ref_id: 0, status_code: 0, imsi: IMSI }] },
        { sms_result: [{ ...result, status: 'DELIVERED', count: 1, succ_count: 1, ref_id: 0, imsi: IMSI }] },
      ],
    ],
    [
      'ussd',
      async bench => {
        await bench.ask('/api/send_ussd', { port: [0], text: '*100#' });
        await bench.clock.advance(500);
      },
      [{ ussd: [{ port: 0, text: 'Your balance is 5.00 EUR.' }] }],
    ],
    [
      'register, down and up',
      async bench => {
        for (const registration of ['NO_SIM', 'REGISTER_OK']) {
          await bench.control('PATCH', '/gateways/0/ports/0', { registration });
        }
      },
      [
        {
          register: [
            {
              port: 0,
              iccid: '<NULL>',
              imsi: '<NULL>',
              number: '+8820300000000',
              status: 'down',
              sequence: 1,
              slot: 255,
            },
          ],
        },
        {
          register: [
            {
              port: 0,
              iccid: '8988203000000000003',
              imsi: IMSI,
              number: '+8820300000000',
              status: 'up',
              sequence: 2,
              slot: 255,
            },
          ],
        },
      ],
    ],
    [
      'missed_call, an object',
      bench => bench.control('POST', '/gateways/0/ports/0/calls', { from: '6717', answered: false }),
      [{ missed_call: { time: '2025-01-01 12:00:00', port: 0, number: '6717' } }],
    ],
  ];
  for (const [event, cause, bodies] of rows) {
    test(event, async () => {
      await using run = await pushingFleet({ ports: 1 });
      await cause(run.bench);
      assert.deepEqual(
        await run.settled(),
        bodies.map(body => ({ sn: SERIAL, ...body })),
      );
      const { path, headers } = first(run.pushed);
      assert.equal(path, `/in?gateway=0&sn=${SERIAL}`);
      assert.equal(headers['content-type'], 'application/json');
      assert.equal(headers['webhook-id'], undefined);
    });
  }

  test('after a restart the device and its ports say that they are there', async () => {
    await using run = await pushingFleet({ ports: 2, gateways: 2 });
    await run.bench.control('POST', '/gateways/1/restart', { milliseconds: 1000 });
    await run.bench.clock.advance(1000);
    const bodies = await run.settled();
    assert.deepEqual(
      bodies.map(body => Object.keys(body)[1]),
      ['device', 'register', 'register'],
    );
    assert.deepEqual(bodies[0].device, {
      port_number: 2,
      IP: '127.0.0.1',
      MAC: '02-00-00-00-00-01',
      status: 'power_on',
    });
  });

  test('another slot: the old SIM goes down, and the new one comes up when the module has started', async () => {
    await using run = await pushingFleet({ ports: 1, multiSim: true });
    await run.bench.ask('/api/set_port_info?port=0&action=slot&param=2');
    await run.bench.clock.advance(9999);
    assert.equal((await run.settled()).length, 1);
    await run.bench.clock.advance(1);
    const old = { iccid: '<NULL>', imsi: '<NULL>', number: '+8820300000000' };
    const next = { iccid: '8988203000000020001', imsi: '001010000000200', number: '+8820300000002' };
    assert.deepEqual(
      (await run.settled()).map(({ register }) => register),
      [
        [{ port: 0, ...old, status: 'down', sequence: 1, slot: 0 }],
        [{ port: 0, ...next, status: 'up', sequence: 2, slot: 2 }],
      ],
    );
  });

  test('only what is ticked, and nowhere where no URL is set', async () => {
    await using run = await pushingFleet({ ports: 1, pushEvents: ['sms_result'] });
    await run.bench.ask('/api/send_sms', message);
    await run.bench.clock.advance(3000);
    assert.deepEqual(
      (await run.settled()).map(body => Object.keys(body)[1]),
      ['sms_result', 'sms_result'],
    );
    await run.bench.control('PUT', '/gateways/0/push', { url: '' });
    await run.bench.ask('/api/send_sms', message);
    await run.bench.clock.advance(3000);
    assert.equal((await run.settled()).length, 2);
  });
});

describe('switches of pushes', () => {
  const missed = (bench: TestFleet) =>
    bench.control('POST', '/gateways/0/ports/0/calls', { from: '1', answered: false });

  test('pushUserId', async () => {
    await using run = await pushingFleet({ quirks: { pushUserId: true }, pushEvents: ['sms_result'] });
    await run.bench.ask('/api/send_sms', message);
    await run.bench.clock.advance(1000);
    const [body] = await run.settled();
    assert.equal(body.sms_result[0].user_id, 7);
  });

  test('registerNull off: the card of before', async () => {
    await using run = await pushingFleet({ quirks: { registerNull: false } });
    await run.bench.control('PATCH', '/gateways/0/ports/0', { registration: 'NO_SIM' });
    const [body] = await run.settled();
    assert.equal(body.register[0].imsi, IMSI);
  });

  test('pushSecret: Standard Webhooks', async () => {
    await using run = await pushingFleet({ quirks: { pushSecret: 'secret' } });
    await missed(run.bench);
    await run.settled();
    const { headers, text } = first(run.pushed);
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
    const signature = createHmac('sha256', 'secret').update(signed).digest('base64');
    assert.equal(headers['webhook-signature'], `v1,${signature}`);
    assert.equal(headers['webhook-timestamp'], String(Date.UTC(2025, 0, 1, 12) / 1000));
  });

  const tries: readonly [pushTries: number, answers: number[], seen: number, failed: number][] = [
    [1, [500], 1, 1],
    [3, [500, 302], 3, 0],
    [2, [500, 404], 2, 1],
    [1, [299], 1, 0],
    [1, [300], 1, 1],
  ];
  for (const [pushTries, answers, seen, failed] of tries) {
    test(`pushTries ${pushTries}, answered ${answers}`, async () => {
      await using run = await pushingFleet({ quirks: { pushTries } }, answers);
      await missed(run.bench);
      while (run.pushed.length < seen) {
        await run.bench.clock.settle();
        if (run.bench.clock.pendingTimers > 0) await run.bench.clock.advance(1000);
      }
      await run.settled();
      const { pushes, failedPushes } = run.bench.fleet.world.record.counters;
      assert.deepEqual([pushes, failedPushes], [1 - failed, failed]);
      assert.deepEqual(
        run.pushed.map(({ at }) => at),
        [0, 1000, 2000].slice(0, seen),
      );
    });
  }

  test('pushRepeats: each comes twice', async () => {
    await using run = await pushingFleet({ quirks: { pushRepeats: 1000 } });
    await missed(run.bench);
    assert.equal((await run.settled()).length, 2);
  });
});

test('ends at its close: what waits is not pushed any more, nor what happens later', async () => {
  await using fleet = await pushingFleet({});
  const { bench, pushed } = fleet;
  const { pusher, world } = bench.fleet;
  const [gateway] = world.gateways;
  assert.ok(gateway);
  for (let event = 0; event < 5; event += 1) pusher.push(gateway, 'sms_result', { event });
  pusher.close();
  pusher.push(gateway, 'sms_result', { event: 5 });
  assert.equal(pusher.waiting(), 0);
  for (let turns = 0; turns < 100; turns += 1) await bench.clock.settle();
  assert.ok(pushed.length <= 1, 'only what was on its way');
});
