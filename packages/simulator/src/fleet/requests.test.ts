/** How requests are taken: one at a time, in the time they need, and who may come in. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import { startFleet } from './fleet.ts';
import { testFleet } from './test-fleet.ts';

const run = promisify(execFile);

describe('three requests of a second each', () => {
  test('are served one at a time', async () => {
    await using bench = await testFleet({ quirks: { oneConnection: true, answerTime: 1000 } });
    const { clock, fleet } = bench;
    const answers = [1, 2, 3].map(() => bench.ask('/api/query_sms_in_queue'));
    while (fleet.fronts[0]?.sockets.size !== 3) await clock.settle();
    for (const begun of [1, 2, 3]) {
      while (clock.pendingTimers === 0) await clock.settle();
      assert.equal(fleet.world.record.counters.requests, begun);
      await clock.advance(1000);
    }
    await Promise.all(answers);
  });

  test('and with TLS each has a handshake first', async () => {
    const quirks = { handshakeTime: 900, answerTime: 0 };
    await using bench = await testFleet({ tls: true, addressing: 'port', quirks });
    const { clock, fleet } = bench;
    const { hostname, port } = new URL(fleet.urlOf(0));
    const secured: number[] = [];
    const sockets = [0, 1].map(() =>
      connect({ host: hostname, port: Number(port), rejectUnauthorized: false }, () =>
        secured.push(clock.now() - start),
      ),
    );
    const start = clock.now();
    while (secured.length < 2) {
      await clock.settle();
      if (fleet.fronts[0]?.sockets.size === 2 && clock.pendingTimers > 0) await clock.advance(900);
    }
    for (const socket of sockets) socket.destroy();
    assert.deepEqual(secured, [900, 1800]);
  });

  test('are served at once where the switch is off', async () => {
    await using bench = await testFleet({ quirks: { oneConnection: false, answerTime: 1000 } });
    const answers = [1, 2, 3].map(() => bench.ask('/api/query_sms_in_queue'));
    while (bench.clock.pendingTimers < 3) await bench.clock.settle();
    await bench.clock.advance(1000);
    await Promise.all(answers);
  });
});

test('a body of more than 256 KiB is refused, and paths that are not there', async () => {
  await using bench = await testFleet();
  const long = await bench.fetch('/api/send_sms', { method: 'POST', body: 'a'.repeat(300_000) });
  assert.equal(long.status, 413);
  assert.equal((await bench.fetch('/api/nothing')).status, 404);
  assert.equal((await bench.fetch('/', {}, 0)).status, 404);
});

/** The lines of the manual, quotation marks and blanks mended; `gateway_ip` is the fleet's. */
const manualLines: readonly [chapter: string, args: readonly string[], path: string, code: number][] = [
  [
    '2.4',
    [
      '-d',
      '{"text":"Hello, #param#.","port":[2,3],"param":[{"number":"123456","text_param":["John"],"user_id":1},{"number":"123478","text_param":["Sam"],"user_id":2}]}',
    ],
    '/api/send_sms',
    202,
  ],
  ['3.4', ['-d', '{"number":["12341234"],"port":[1,2,3],"user_id":[1,2]}'], '/api/query_sms_result', 200],
  [
    '4.4',
    [
      '-d',
      '{"number":["12341234"],"port":[1,2,3],"time_after":"2014-12-12 19:29:19","time_before":"2014-12-12 19:29:19"}',
    ],
    '/api/query_sms_deliver_status',
    200,
  ],
  ['5.4', [], '/api/query_sms_in_queue', 200],
  ['6.4', [], '/api/query_incoming_sms?flag=all', 200],
  ['7.4', ['-d', '{"port":[1,2,3],"command":"send","text":"*125#"}'], '/api/send_ussd', 202],
  ['8.4', [], '/api/query_ussd_reply?port=1%2C2%2C3', 200],
  ['9.4', [], '/api/stop_sms?task_id=1', 200],
  [
    '10.4',
    [],
    '/api/get_port_info?port=1,2,3&info_type=imei%2Cimsi%2Ciccid%2Csmsc%2Ctype%2Cnumber%2Creg%2Cslot%2Ccallstate%2Csignal%2Cgprs',
    200,
  ],
  ['11.4', [], '/api/set_port_info?port=1&action=power&param=off', 200],
  ['12.4', ['-d', '{}'], '/api/get_cdr', 200],
  ['14.3', ['-d', '{"port":7,"item":1}'], '/STKGo', 200],
  ['14.3', ['-d', '{"port":7,"action":"cancle"}'], '/STKGo', 200],
];

const noCurl = await run('curl', ['--version']).then(
  () => process.env.CI === undefined && false,
  () => process.env.CI === undefined && 'not installed: curl',
);

describe('curl runs the lines of the manual', { skip: noCurl }, () => {
  const login = ['-sS', '--max-time', '60', '-u', 'admin:admin', '-H', 'Content-Type: application/json'];

  for (const [how, quirks] of [
    ['--anyauth', {}],
    // A client that asks for Digest alone begins with an empty POST.
    ['--digest', { emptyPostCloses: false }],
  ] as const) {
    test(how, async () => {
      const fleet = await startFleet({ ports: 8, quirks });
      for (const [chapter, args, path, code] of manualLines) {
        const { stdout } = await run('curl', [...login, how, ...args, `${fleet.urlOf(0)}${path}`]);
        assert.equal(JSON.parse(stdout).error_code, code, `${chapter}: ${stdout}`);
      }
      for (const path of ['/GetSTKView?port=0', '/GetSTKCurrFrameIndex?port=0']) {
        const { stdout } = await run('curl', [...login, how, `${fleet.urlOf(0)}${path}`]);
        assert.equal(JSON.parse(stdout).frame_id, 1);
      }
      await fleet.close();
    });
  }

  test('--digest alone gets no answer to a POST from hardware of 2021', async () => {
    const fleet = await startFleet({});
    const call = run('curl', [...login, '--digest', '-d', '{}', `${fleet.urlOf(0)}/api/query_sms_result`]);
    const EMPTY_REPLY = 52;
    await assert.rejects(call, { code: EMPTY_REPLY });
    await fleet.close();
  });

  test('over HTTPS, each gateway with its own certificate', async () => {
    const fleet = await startFleet({ gateways: 2, tls: true, quirks: { handshakeTime: 0 } });
    const [first, second] = await Promise.all(
      [0, 1].map(async index => {
        const url = `${fleet.urlOf(index)}/api/query_sms_in_queue`;
        const shown = ['-k', '--digest', '-w', '%{certs}', url];
        return (await run('curl', [...login, ...shown])).stdout;
      }),
    );
    assert.match(first ?? '', /^\{"error_code":200,.*virtual gateway 0/s);
    assert.match(second ?? '', /^\{"error_code":200,.*virtual gateway 1/s);
    await fleet.close();
  });
});
