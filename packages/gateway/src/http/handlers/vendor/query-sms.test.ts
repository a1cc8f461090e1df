import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contract } from '@simgate/api/contract';
import { Compile } from 'typebox/compile';
import { statusReport } from '../../../messages/testing.ts';
import { ask, SN, type TestServer, testServer, writingServer } from '../../testing/server.ts';

/** Numbers of the rows that are answered. */
async function numbersOf(server: TestServer, filter: object): Promise<unknown[]> {
  const { result } = await ask(server, '/api/query_sms_result', filter);
  assert.ok(Array.isArray(result));
  return result.map(({ number }) => number);
}

describe('query_sms_result', () => {
  test('exactly nine keys in their order, user_id in its type, time in the zone', async () => {
    const server = writingServer();
    const param = [{ number: '+123', user_id: '7' }, { number: '4', user_id: 7 }, { number: '5' }];
    await ask(server, '/api/send_sms', { text: 'я'.repeat(150), param });
    const reply = await ask(server, '/api/query_sms_result', {});
    const { result } = reply;
    assert.ok(Array.isArray(result));
    assert.equal(
      JSON.stringify(result[0]),
      '{"port":255,"user_id":"7","number":"+123","time":"2026-01-01 01:00:00","status":"SENDING","count":3,"succ_count":0,"ref_id":0,"imsi":""}',
    );
    assert.deepEqual([result[1].user_id, result[2].user_id], [7, null]);
    assert.deepEqual(Compile(contract.query_sms_result.reply).Errors(reply), []);
  });

  test('nothing that matches is an empty list', async () => {
    assert.deepEqual(await ask(testServer(), '/api/query_sms_result', {}), {
      error_code: 200,
      sn: SN,
      result: [],
    });
  });

  test('filters: numbers without +, ports, user ids as text, whole seconds of local time', async () => {
    const server = writingServer();
    const send = (number: string, more: object, port: number) =>
      ask(server, '/api/send_sms', { text: 'hi', port, param: [{ number, ...more }] });
    await send('+123', { user_id: 1 }, 1);
    server.clock.advance(900);
    await send('456', { user_id: '2' }, 2);
    server.clock.advance(100);
    await send('789', {}, 2);
    const rows: [filter: object, numbers: string[]][] = [
      [{}, ['+123', '456', '789']],
      [{ number: ['+123', '789'] }, ['+123', '789']],
      [{ number: '123' }, ['+123']],
      [{ port: '1,9' }, ['+123']],
      [{ port: [2] }, ['456', '789']],
      [{ user_id: [1, '2'] }, ['+123', '456']],
      [{ user_id: [null] }, ['789']],
      [{ time_after: '2026-01-01 01:00:01' }, ['789']],
      [{ time_before: '2026-01-01 01:00:00' }, ['+123', '456']],
    ];
    for (const [filter, numbers] of rows)
      assert.deepEqual(await numbersOf(server, filter), numbers, JSON.stringify(filter));
  });

  for (const name of ['time_after', 'time_before']) {
    test(`${name} that the calendar does not have`, async () => {
      const reply = await ask(testServer(), '/api/query_sms_result', { [name]: '2026-02-30 00:00:00' });
      assert.equal(reply.error_code, 400);
      assert.match(String(reply.error), new RegExp(`^${name}: is no date`));
    });
  }
});

describe('query_sms_deliver_status', () => {
  test('exactly six keys in their order, of the ports that are asked for', async () => {
    const server = writingServer();
    for (const [port, reference] of [
      [0, 214],
      [1, 215],
    ] as const)
      await server.receive(port, [
        statusReport({ reference, recipient: '+4917', status: 48, centreTime: server.clock.now() }),
      ]);
    const { result } = await ask(server, '/api/query_sms_deliver_status', { port: [1] });
    assert.equal(
      JSON.stringify(result),
      '[{"port":1,"number":"+4917","time":"2026-01-01 01:00:00","ref_id":215,"status_code":48,"imsi":"460011000000001"}]',
    );
  });

  test('a time that cannot be read', async () => {
    const reply = await ask(testServer(), '/api/query_sms_deliver_status', {
      time_after: '2026-99-01 00:00:00',
    });
    assert.equal(reply.error_code, 400);
  });
});

describe('query_sms_in_queue', () => {
  for (const url of ['/api/query_sms_in_queue', '/api/query_sms_queue']) {
    test(url, async () => {
      const server = writingServer();
      await ask(server, '/api/send_sms', { text: 'hi', param: [{ number: '1' }, { number: '2' }] });
      assert.deepEqual(await ask(server, url), { error_code: 200, sn: SN, in_queue: 2 });
    });
  }
});
