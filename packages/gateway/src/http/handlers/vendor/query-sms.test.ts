import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contract } from '@simgate/api/contract';
import { Compile } from 'typebox/compile';
import type { ResultRow } from '../../../messages/messages.ts';
import { ask, pagesOf, SN, testServer } from '../../testing/peers.ts';

describe('query_sms_result', () => {
  const row: ResultRow = {
    port: 255,
    userId: '7',
    number: '+123',
    time: Date.UTC(2014, 11, 21, 11, 6, 1),
    status: 'SENDING',
    count: 3,
    succCount: 0,
    refId: 0,
    imsi: '',
  };

  test('exactly nine keys in their order, user_id in its type, time in the zone', async () => {
    const server = testServer();
    server.messages.resultPages = () => pagesOf([row], [{ ...row, userId: null }]);
    const { result } = await ask(server, '/api/query_sms_result', {});
    assert.ok(Array.isArray(result));
    assert.equal(
      JSON.stringify(result[0]),
      '{"port":255,"user_id":"7","number":"+123","time":"2014-12-21 12:06:01","status":"SENDING","count":3,"succ_count":0,"ref_id":0,"imsi":""}',
    );
    assert.equal(result[1].user_id, null);
  });

  test('the answer passes its schema', async () => {
    const server = testServer();
    server.messages.resultPages = () => pagesOf([row]);
    const reply = await ask(server, '/api/query_sms_result', {});
    assert.deepEqual(Compile(contract.query_sms_result.reply).Errors(reply), []);
  });

  test('nothing that matches is an empty list', async () => {
    assert.deepEqual(await ask(testServer(), '/api/query_sms_result', {}), {
      error_code: 200,
      sn: SN,
      result: [],
    });
  });

  test('filters: numbers without +, user ids as text, times as moments', async () => {
    const server = testServer();
    await ask(server, '/api/query_sms_result', {
      number: ['+123', '456'],
      port: '1,9',
      user_id: [1, '2', null],
      time_after: '2026-01-01 01:00:00',
      time_before: '2026-01-01 01:00:00',
    });
    const after = Date.UTC(2026, 0, 1);
    assert.deepEqual(server.messages.filters, [
      { numbers: ['123', '456'], ports: [1, 9], userIds: ['1', '2', null], after, before: after + 999 },
    ]);
  });

  test('no filter at all', async () => {
    const server = testServer();
    await ask(server, '/api/query_sms_result');
    assert.deepEqual(server.messages.filters, [{}]);
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
  test('exactly six keys in their order', async () => {
    const server = testServer();
    server.messages.reportPages = () =>
      pagesOf([{ port: 1, number: '1', time: 0, refId: 215, statusCode: 48, imsi: '46001' }]);
    const { result } = await ask(server, '/api/query_sms_deliver_status', { port: [1] });
    assert.equal(
      JSON.stringify(result),
      '[{"port":1,"number":"1","time":"1970-01-01 01:00:00","ref_id":215,"status_code":48,"imsi":"46001"}]',
    );
    assert.deepEqual(server.messages.filters, [{ ports: [1] }]);
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
      const server = testServer();
      server.messages.waiting = 12;
      assert.deepEqual(await ask(server, url), { error_code: 200, sn: SN, in_queue: 12 });
    });
  }
});
