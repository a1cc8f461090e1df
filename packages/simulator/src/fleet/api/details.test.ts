/** Values at the bounds that the manual names, and those that a request may leave out. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type TestFleet, testFleet } from '../test-fleet.ts';

const one = [{ number: '1' }];

describe('taken at its bound, refused beyond it', () => {
  let bench: TestFleet;
  before(async () => {
    bench = await testFleet({ multiSim: true, quirks: { unknownPortFails: false } });
  });
  after(() => bench[Symbol.asyncDispose]());

  type Row = readonly [path: string, body: object | undefined, code: number];
  const set = '/api/set_port_info?port=3&action=';
  const rows: readonly Row[] = [
    ['/api/query_sms_result', { number: ['1'.repeat(24)] }, 200],
    ['/api/query_sms_result', { number: ['1'.repeat(25)] }, 400],
    ['/api/query_sms_result', { user_id: ['1'.repeat(16)] }, 200],
    ['/api/query_sms_result', { user_id: ['1'.repeat(17)] }, 400],
    ['/api/query_sms_result', { user_id: [null] }, 200],
    ['/api/query_sms_result', { port: [31] }, 200],
    ['/api/query_sms_result', { port: [32] }, 400],
    ['/api/query_sms_result', { port: [-1] }, 400],
    ['/api/send_ussd', { port: [3], text: '1'.repeat(60) }, 202],
    ['/api/send_ussd', { port: [3], text: 'é'.repeat(30) }, 202],
    ['/api/send_ussd', { port: [3], text: 'é'.repeat(31) }, 400],
    ['/api/send_ussd', { port: [3], command: 'cancel' }, 202],
    ['/api/query_incoming_sms?incoming_sms_id=0', undefined, 200],
    ['/api/query_incoming_sms?incoming_sms_id=-1', undefined, 400],
    ['/api/stop_sms?task_id=0', undefined, 404],
    ['/api/stop_sms?task_id=-1', undefined, 400],
    ['/api/send_sms', { text: 'a', param: [{ number: '1', user_id: Number.MAX_SAFE_INTEGER }] }, 202],
    ['/api/send_sms', { text: 'a', param: [{ number: '1', user_id: Number.MAX_SAFE_INTEGER + 1 }] }, 400],
    ['/api/send_sms', { text: 'a', param: [{ number: '1', user_id: '0'.repeat(16) }] }, 202],
    ['/api/send_sms', { text: 'a', param: [{ number: '1', user_id: '0'.repeat(17) }] }, 400],
    ['/api/send_sms', { text: 'a', param: [[]] }, 400],
    ['/api/send_sms', { text: 'a', param: [null] }, 400],
    ['/api/send_sms', { text: 'a', param: one, port: [31] }, 550],
    [`${set}imei&param=${'1'.repeat(15)}`, undefined, 200],
    [`${set}imei&param=${'1'.repeat(14)}`, undefined, 400],
    [`${set}imei&param=${'1'.repeat(16)}`, undefined, 400],
    [`${set}number&param=${'1'.repeat(20)}`, undefined, 200],
    [`${set}number&param=${'1'.repeat(21)}`, undefined, 400],
    [`${set}slot&param=0`, undefined, 200],
    [`${set}slot&param=3`, undefined, 200],
    [`${set}power&param=up`, undefined, 400],
    [`${set}power`, undefined, 400],
    [`${set}reset`, undefined, 400],
    [`${set}lock&param=123`, undefined, 400],
    [`${set}lock&param=123456789`, undefined, 400],
    [`${set}lock&param=12345678`, undefined, 200],
    [`${set}lock&param=1234`, undefined, 400],
    [`${set}unlock&param=12345678`, undefined, 200],
    [`${set}lock&param=1234`, undefined, 200],
    [`${set}CallForward&param=Unconditional&number=1`, undefined, 200],
    [`${set}CallForward&param=NoReply&number=1`, undefined, 200],
    [`${set}CallForward&param=Busy&number=1`, undefined, 200],
    [`${set}CallForward&param=Not_Reachable&number=1`, undefined, 200],
    [`${set}CallForward&param=Never&number=1`, undefined, 400],
    ['/api/set_port_info?port=3', undefined, 400],
    [`${set}toString`, undefined, 400],
    ['/api/set_port_info?port=4&action=block', undefined, 400],
  ];
  for (const [path, body, code] of rows)
    test(`${path.slice(0, 60)} ${JSON.stringify(body)?.slice(0, 70) ?? ''}: ${code}`, async () =>
      assert.equal((await bench.ask(path, body)).error_code, code));
});

test('where the gateway has one slot for each port, it is 255 and cannot be changed', async () => {
  await using bench = await testFleet({ ports: 1 });
  assert.equal((await bench.ask('/api/set_port_info?port=0&action=slot&param=1')).error_code, 400);
  const { info } = await bench.ask('/api/get_port_info?info_type=slot,CallForward');
  assert.deepEqual(info, [{ port: 0, slot: 255, CallForwarding: {} }]);
});

test('places of a text that have no value stay as they are', async () => {
  await using bench = await testFleet();
  const text = '#param# and #param#';
  await bench.ask('/api/send_sms', {
    text,
    param: [
      { number: '1', text_param: ['a'] },
      { number: '2', text_param: ['a', 'b', 'c'] },
    ],
  });
  assert.deepEqual(
    bench.fleet.world.record.messages().map(message => message.text),
    ['a and #param#', 'a and b'],
  );
});

test('call records by port and time, both ends of the time included', async () => {
  await using bench = await testFleet({ quirks: { cdrPortRefused: false } });
  for (const [port, time] of [1999, 1, 0].entries()) {
    await bench.control('POST', `/gateways/0/ports/${port}/calls`, { from: `${port}`, seconds: 0 });
    await bench.clock.advance(time);
  }
  const rows: readonly [body: object, from: readonly string[]][] = [
    [{}, ['0', '1', '2']],
    [{ port: [1] }, ['1']],
    [{ time_after: '2025-01-01 12:00:00' }, ['0', '1', '2']],
    [{ time_after: '2025-01-01 12:00:01' }, ['1', '2']],
    [{ time_before: '2025-01-01 12:00:01' }, ['0', '1']],
    [{ time_before: '2025-01-01 12:00:00' }, ['0']],
    [{ time_after: '2025-01-01 12:00:03' }, []],
  ];
  for (const [body, from] of rows) {
    const { cdr } = await bench.ask('/api/get_cdr', body);
    assert.deepEqual(
      (cdr as { source_number: string }[]).map(({ source_number }) => source_number),
      from,
      JSON.stringify(body),
    );
  }
});

test('a queue with a limit takes as many as it holds', async () => {
  await using bench = await testFleet({ ports: 1, quirks: { queueLimit: 3 } });
  const send = async (count: number) =>
    (await bench.ask('/api/send_sms', { text: 'a', param: Array(count).fill(one[0]) })).error_code;
  assert.deepEqual(
    [await send(4), await send(3), await send(2), await send(1), await send(1)],
    [...[413, 202, 413, 202, 413]],
  );
});

test('without status reports none comes; a wish that is neither yes nor no is yes', async () => {
  await using bench = await testFleet();
  for (const request_status_report of [false, 'false', true, 'x', undefined])
    await bench.ask('/api/send_sms', { text: 'a', param: one, request_status_report });
  await bench.clock.advance(10_000);
  assert.deepEqual(
    bench.fleet.world.record.messages().map(({ reports, status }) => [reports, status]),
    [
      [[], 'SENT_OK'],
      [[], 'SENT_OK'],
      [[0], 'DELIVERED'],
      [[0], 'DELIVERED'],
      [[0], 'DELIVERED'],
    ],
  );
});

test('an answer is HTTP 200 whatever its code, unread messages are the default', async () => {
  await using bench = await testFleet();
  await bench.control('POST', '/incoming', [{ from: '1', text: 'a', gateway: 0, port: 0 }]);
  const seen = async () => ((await bench.ask('/api/query_incoming_sms')).sms as unknown[]).length;
  assert.deepEqual([await seen(), await seen()], [1, 0]);
  assert.equal((await bench.fetch('/api/set_port_info')).status, 200);
});

test('a module that is switched off while it starts stays off', async () => {
  await using bench = await testFleet();
  await bench.ask('/api/set_port_info?port=0&action=reset&param=1');
  await bench.ask('/api/set_port_info?port=0&action=power&param=off');
  await bench.clock.advance(10_000);
  const { info } = await bench.ask('/api/get_port_info?port=0&info_type=reg');
  assert.deepEqual(info, [{ port: 0, reg: 'POWER_OFF' }]);
});

test('a message waits while its port is blocked, and has the time at which it was accepted', async () => {
  await using bench = await testFleet({ ports: 1 });
  await bench.ask('/api/send_sms', { text: 'a', param: [{ number: '1' }, { number: '2', user_id: 2 }] });
  await bench.ask('/api/set_port_info?port=0&action=block');
  await bench.clock.advance(5000);
  const shown = async () => {
    const { result } = await bench.ask('/api/query_sms_result', {
      ...{ user_id: [2], time_after: '2025-01-01 12:00:00', time_before: '2025-01-01 12:00:09' },
    });
    const [{ time, status } = {}] = result as Record<string, unknown>[];
    return [time, status];
  };
  assert.deepEqual(await shown(), ['2025-01-01 12:00:00', 'SENDING']);
  await bench.ask('/api/set_port_info?port=0&action=unblock');
  await bench.clock.advance(1000);
  assert.deepEqual(await shown(), ['2025-01-01 12:00:05', 'SENT_OK']);
});

test('USSD requests are counted from 1, whatever becomes of them', async () => {
  await using bench = await testFleet({ quirks: { requestId: true } });
  const ids: unknown[] = [];
  for (const port of [0, 0, 31])
    ids.push((await bench.ask('/api/send_ussd', { port: [port], text: '*100#' })).request_id);
  assert.deepEqual(ids, [1, 2, 3]);
});
