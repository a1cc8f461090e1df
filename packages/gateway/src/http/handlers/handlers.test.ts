/** What goes in as parameters, what is asked of the rest of the gateway, and what comes out: keys, order and types. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contract, endpoints } from '@simgate/api';
import { Compile } from 'typebox/compile';
import type { ResultRow } from '../../messages/messages.ts';
import { bankOf, basic, pagesOf, sn, snapshotOf, type TestServer, testServer } from '../testing/peers.ts';
import { handlers } from './handlers.ts';

const ask = async (
  server: TestServer,
  url: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> => {
  const method = body === undefined ? 'GET' : 'POST';
  const response = await server.app.inject({
    method,
    url,
    headers: { authorization: basic, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['content-type'], 'application/json');
  return response.json();
};

test('there is a handler for each endpoint, and no other', () => {
  assert.deepEqual(Object.keys(handlers).toSorted(), Object.keys(contract).toSorted());
});

test('every path and alias is served by GET and POST', async () => {
  const server = testServer();
  for (const { path, aliases, codes } of endpoints.filter(one => one.path.startsWith('/api/'))) {
    for (const url of [path, ...aliases]) {
      for (const body of [undefined, {}]) {
        const { error_code: code, sn: number } = await ask(server, url, body);
        assert.ok(Object.keys(codes).includes(String(code)), `${url} ${code}`);
        assert.equal(number, sn);
      }
    }
  }
});

describe('send_sms', () => {
  const shortest = { text: 'hi', param: [{ number: '10086' }] };

  test('answers 202 with queue and task', async () => {
    const reply = await ask(testServer(), '/api/send_sms', shortest);
    assert.equal(JSON.stringify(reply), `{"error_code":202,"sn":"${sn}","sms_in_queue":3,"task_id":7}`);
  });

  test('the shortest body: any port, unicode, with report, no user id', async () => {
    const server = testServer();
    await ask(server, '/api/send_sms', shortest);
    assert.deepEqual(server.messages.sent, [
      {
        text: 'hi',
        recipients: [{ number: '10086', userId: null }],
        encoding: 'unicode',
        statusReport: true,
      },
    ]);
  });

  test('everything said', async () => {
    const server = testServer();
    await ask(server, '/api/send_sms', {
      text: 'Hello, #param#.',
      port: [2, 3],
      encoding: 'gsm-7bit',
      request_status_report: false,
      param: [{ number: '+123', text_param: ['John'], user_id: '7', port: 1, encoding: 'auto' }],
    });
    assert.deepEqual(server.messages.sent, [
      {
        text: 'Hello, #param#.',
        recipients: [{ number: '+123', textParam: ['John'], userId: '7' }],
        ports: [2, 3],
        encoding: 'gsm-7bit',
        statusReport: false,
      },
    ]);
  });

  test('port and encoding of a recipient count where the request names none', async () => {
    const server = testServer();
    await ask(server, '/api/send_sms', {
      text: 'hi',
      param: [{ number: '1', port: '1', encoding: 'gsm-7bit' }],
    });
    assert.deepEqual(server.messages.sent[0]?.recipients, [
      { number: '1', userId: null, ports: [1], encoding: 'gsm-7bit' },
    ]);
  });

  test('a refusal carries its code and sentence', async () => {
    for (const code of [400, 413, 500, 550] as const) {
      const server = testServer();
      server.messages.answer = { ok: false, code, error: 'port: none of these ports exists.' };
      assert.deepEqual(await ask(server, '/api/send_sms', shortest), {
        error_code: code,
        sn,
        error: 'port: none of these ports exists.',
      });
    }
  });

  test('a request that cannot be read queues nothing', async () => {
    const server = testServer();
    const reply = await ask(server, '/api/send_sms', {
      text: 'hi',
      param: [{ number: '1' }, { number: 'x' }],
    });
    assert.equal(reply.error_code, 400);
    assert.match(String(reply.error), /^param\[1\]\.number/);
    assert.equal(server.messages.sent.length, 0);
  });

  test('Idempotency-Key: the same body has the same digest, another body another', async () => {
    const server = testServer();
    const headers = { 'idempotency-key': 'order-1' };
    await ask(server, '/api/send_sms', shortest, headers);
    await ask(server, '/api/send_sms', shortest, headers);
    await ask(server, '/api/send_sms', { ...shortest, text: 'ho' }, headers);
    const [first, second, third] = server.messages.sent.map(({ idempotency }) => idempotency);
    assert.equal(first?.key, 'order-1');
    assert.equal(first.digest, second?.digest);
    assert.notEqual(first.digest, third?.digest);
  });

  test('Idempotency-Key: blanks and great length are refused', async () => {
    for (const key of ['a b', 'x'.repeat(256)]) {
      const reply = await ask(testServer(), '/api/send_sms', shortest, { 'idempotency-key': key });
      assert.equal(reply.error_code, 400);
      assert.match(String(reply.error), /^Idempotency-Key/);
    }
  });
});

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
      sn,
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
      assert.deepEqual(await ask(server, url), { error_code: 200, sn, in_queue: 12 });
    });
  }
});

describe('query_incoming_sms', () => {
  test('the list, then how many are read and unread', async () => {
    const server = testServer();
    server.messages.inboxPages = () =>
      pagesOf([
        {
          incomingSmsId: 1,
          port: 2,
          number: '+12',
          smsc: '+86',
          timestamp: 0,
          text: 'say "hi"\n😀',
          imsi: '46001',
        },
      ]);
    const reply = await ask(server, '/api/query_incoming_sms?flag=all');
    assert.equal(
      JSON.stringify(reply),
      `{"error_code":200,"sn":"${sn}","sms":[{"incoming_sms_id":1,"port":2,"number":"+12","smsc":"+86","timestamp":"1970-01-01 01:00:00","text":"say \\"hi\\"\\n😀","imsi":"46001"}],"read":5,"unread":2}`,
    );
  });

  const rows: [string, object][] = [
    ['', { afterId: 0, flag: 'unread' }],
    ['?flag=unreat', { afterId: 0, flag: 'unread' }],
    ['?flag=read&incoming_sms_id=17&port=0,1', { afterId: 17, flag: 'read', ports: [0, 1] }],
    ['?port=', { afterId: 0, flag: 'unread' }],
  ];
  for (const [query, filter] of rows) {
    test(`asks for ${JSON.stringify(filter)} on "${query}"`, async () => {
      const server = testServer();
      await ask(server, `/api/query_incoming_sms${query}`);
      assert.deepEqual(server.messages.inboxFilters, [filter]);
    });
  }
});

describe('stop_sms', () => {
  test('stopped', async () => {
    assert.deepEqual(await ask(testServer(), '/api/stop_sms?task_id=1'), { error_code: 200, sn });
  });
  test('unknown: 404 without a sentence', async () => {
    assert.deepEqual(await ask(testServer(), '/api/stop_sms?task_id=2'), { error_code: 404, sn });
  });
  test('POST with the id in the query and no body', async () => {
    const server = testServer();
    const response = await server.app.inject({
      method: 'POST',
      url: '/api/stop_sms?task_id=1',
      headers: { authorization: basic },
    });
    assert.deepEqual(response.json(), { error_code: 200, sn });
  });
  test('no task_id', async () => {
    const reply = await ask(testServer(), '/api/stop_sms');
    assert.deepEqual(reply, { error_code: 400, sn, error: 'task_id: is missing or empty.' });
  });
});

describe('get_port_info', () => {
  const everything =
    'CallForward,remain_daily_connect,remain_hourly_calltime,remain_daily_calltime,remain_daily_credit,remain_monthly_credit,remain_credit,gprs,signal,callstate,slot,reg,number,smsc,iccid,imsi,imei,type';

  const infoOf = async (server: TestServer, query: string): Promise<Record<string, unknown>[]> => {
    const { info } = await ask(server, `/api/get_port_info?${query}`);
    assert.ok(Array.isArray(info));
    return info;
  };

  test('all there is, in the order of the contract, three keys renamed', async () => {
    const [first] = await infoOf(testServer(), `info_type=${everything}&port=1`);
    assert.equal(
      JSON.stringify(first),
      '{"port":1,"type":"LTE","imei":"863070017005171","imsi":"460011","iccid":"8986011","smsc":"+8613010868500","number":"15001","reg":"REGISTER_OK","slot":255,"callstate":"Idle","signal":21,"gprs":"attached","remain_credit":"","remain_monthly_credit":"","remain_daily_credit":"","remain_daily_call_time":"","remain_hourly_call_time":"","remain_daily_connected":"","CallForwarding":{}}',
    );
  });

  test('only what is asked for', async () => {
    assert.deepEqual(await infoOf(testServer(), 'info_type=signal,imei&port=0'), [
      { port: 0, imei: '863070017005170', signal: 21 },
    ]);
  });

  test('all ports when none is named; ports that are lacking are left out', async () => {
    const portsOf = async (query: string) => (await infoOf(testServer(), query)).map(({ port }) => port);
    assert.deepEqual(await portsOf('info_type=reg'), [0, 1, 2]);
    assert.deepEqual(await portsOf('info_type=reg&port='), [0, 1, 2]);
    assert.deepEqual(await portsOf('info_type=reg&port=2,1,31,1'), [1, 2]);
    assert.deepEqual(await portsOf('info_type=reg&port=30,31'), []);
  });

  test('no SIM: the texts are empty', async () => {
    const server = testServer({ ports: bankOf(snapshotOf(0, { sim: undefined, reg: 'NO_SIM' })) });
    assert.deepEqual(await infoOf(server, 'info_type=imsi,iccid,smsc,number,reg'), [
      { port: 0, imsi: '', iccid: '', smsc: '', number: '', reg: 'NO_SIM' },
    ]);
  });

  const types: [string, boolean, string][] = [
    ['LTE', false, 'LTE'],
    ['NR', false, 'NR'],
    ['LTE', true, 'WCDMA'],
    ['NR', true, 'WCDMA'],
    ['GSM', true, 'GSM'],
    ['UNKNOWN', true, 'UNKNOWN'],
  ];
  for (const [type, typeStrict, told] of types) {
    test(`${type} is ${told}${typeStrict ? ' where types are strict' : ''}`, async () => {
      const snapshot = snapshotOf(0, { type: type as 'LTE' });
      const server = testServer({ ports: bankOf(snapshot), typeStrict });
      assert.deepEqual(await infoOf(server, 'info_type=type'), [{ port: 0, type: told }]);
    });
  }

  for (const query of ['', 'info_type=', 'info_type=nonsense', 'info_type=imei&port=x']) {
    test(`refuses "${query}"`, async () => {
      assert.equal((await ask(testServer(), `/api/get_port_info?${query}`)).error_code, 400);
    });
  }
});

describe('documents outside /api', () => {
  test('OpenAPI is open to all', async () => {
    const response = await testServer().app.inject('/openapi.json');
    assert.equal(response.statusCode, 200);
    assert.equal(response.json().openapi, '3.1.0');
  });

  for (const [ok, status, text] of [
    [true, 200, '{"status":"ok"}'],
    [false, 503, '{"status":"failing"}'],
  ] as const) {
    test(`health ${text}`, async () => {
      const response = await testServer({ healthy: () => ok }).app.inject('/healthz');
      assert.equal(response.statusCode, status);
      assert.equal(response.body, text);
    });
  }

  test('metrics need a user, and count', async () => {
    const server = testServer();
    assert.equal((await server.app.inject('/metrics')).statusCode, 401);
    await ask(server, '/api/send_sms', { text: 'hi', param: [{ number: '1' }, { number: '2' }] });
    server.messages.waiting = 4;
    const { body, headers } = await server.app.inject({ url: '/metrics', headers: { authorization: basic } });
    assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/);
    assert.match(body, /^simgate_messages_accepted_total 2$/m);
    assert.match(body, /^simgate_messages_in_queue 4$/m);
    assert.match(body, /^simgate_port_state\{port="1",reg="REGISTER_OK"\} 1$/m);
    assert.match(body, /^simgate_http_request_duration_seconds_count\{endpoint="send_sms"\} 1$/m);
  });
});
