/** The web server around the endpoints: who may ask, how broken requests are refused, how the server stops. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { examples } from '@simgate/api/contract';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { delivers } from '../messages/testing.ts';
import { menu } from '../sessions/toolkit/testing.ts';
import { queuedAt } from './testing/queued.ts';
import { ask, basic, httpConfig, SN, type TestServer, testServer, writingServer } from './testing/server.ts';
import { type ToolkitBench, toolkitBench } from './testing/toolkit.ts';

const authorization = basic;
/** A server with one task of one message. */
async function withTask(): Promise<TestServer> {
  const server = writingServer();
  await ask(server, '/api/send_sms', { text: 'hi', param: [{ number: '1' }] });
  return server;
}

const wrong = `Basic ${Buffer.from('admin:guess').toString('base64')}`;

describe('without credentials: 401, whatever it is', () => {
  const requests: [string, InjectOptions][] = [
    ['GET', { method: 'GET', url: '/api/get_port_info' }],
    ['POST with a body', { method: 'POST', url: '/api/send_sms', payload: { text: 'hi' } }],
    ['POST with an empty body', { method: 'POST', url: '/api/send_sms', headers: { 'content-length': '0' } }],
    ['GET where POST is documented', { method: 'GET', url: '/api/send_sms' }],
    ['a body that is no JSON', { method: 'POST', url: '/api/send_sms', payload: '{' }],
    ['a body over 1 MiB', { method: 'POST', url: '/api/send_sms', payload: 'x'.repeat(1_100_000) }],
    ['another method', { method: 'PUT', url: '/api/send_sms', payload: 'x' }],
    ['HEAD', { method: 'HEAD', url: '/api/send_sms' }],
    ['an unknown path', { method: 'GET', url: '/api/nothing' }],
    ['a path that cannot be decoded', { method: 'GET', url: '/api/%zz' }],
    ['a toolkit path', { method: 'GET', url: '/GetSTKView?port=0' }],
  ];
  for (const [name, request] of requests) {
    test(name, async () => {
      const server = testServer();
      const response = await server.app.inject(request);
      assert.equal(response.statusCode, 401);
      const [digest, second] = [response.headers['www-authenticate']].flat();
      assert.match(
        String(digest),
        /^Digest realm="Web Server", domain="",qop="auth", nonce="[0-9a-f]{32}", opaque="5ccc069c403ebaf9f0171e9517f40e41",algorithm="MD5", stale="FALSE"$/,
      );
      assert.equal(second, 'Basic realm="Web Server"');
    });
  }

  test('Basic is not offered where it is off', async () => {
    const server = testServer({ config: { ...httpConfig, basic: false } });
    const response = await server.app.inject({ url: '/api/send_sms', headers: { authorization } });
    assert.equal(response.statusCode, 401);
    assert.equal([response.headers['www-authenticate']].flat().length, 1);
  });
});

describe('failed logins', () => {
  const url = '/api/query_sms_in_queue';
  const statusOf = async (server: TestServer, header: string) =>
    (await server.app.inject({ url, headers: { authorization: header } })).statusCode;

  test('the next try is refused unchecked, longer each time', async () => {
    const server = testServer();
    for (const seconds of [1, 2, 4]) {
      assert.equal(await statusOf(server, wrong), 401);
      const refusal = await server.app.inject({ url, headers: { authorization } });
      assert.equal(refusal.statusCode, 429);
      assert.equal(refusal.headers['retry-after'], `${seconds}`);
      server.clock.advance(seconds * 1000);
    }
    assert.equal(await statusOf(server, authorization), 200);
  });

  test('who has logged in from this address goes on', async () => {
    const server = testServer();
    assert.equal(await statusOf(server, authorization), 200);
    assert.equal(await statusOf(server, wrong), 401);
    assert.equal(await statusOf(server, authorization), 200);
  });

  test('guesses of other names from the same address keep nobody out', async () => {
    const server = testServer();
    const nobody = `Basic ${Buffer.from('nobody:guess').toString('base64')}`;
    for (let time = 0; time < 20; time++) {
      await statusOf(server, nobody);
      await statusOf(server, 'Bearer nonsense');
      server.clock.advance(60_000);
    }
    assert.equal(await statusOf(server, nobody), 401);
    assert.equal(await statusOf(server, authorization), 200);
  });

  test('a token that is right is taken whatever others try', async () => {
    const server = testServer();
    const tokens = {
      find: (token: string) => (token === 'good' ? { user: 'admin', role: 'admin' as const } : undefined),
    };
    const other = testServer({ management: { tokens: Object.assign(server.management.tokens, tokens) } });
    for (let time = 0; time < 5; time++) await statusOf(other, 'Bearer nonsense');
    assert.equal(await statusOf(other, 'Bearer nonsense'), 429);
    assert.equal(await statusOf(other, 'Bearer good'), 200);
  });

  test('nobody is paused for having no credentials', async () => {
    const server = testServer();
    for (let time = 0; time < 100; time++) assert.equal((await server.app.inject({ url })).statusCode, 401);
    assert.equal(await statusOf(server, authorization), 200);
  });
});

describe('requests that are no request of this API', () => {
  const rows: [string, InjectOptions, string][] = [
    [
      'no JSON',
      { payload: '{"text":' },
      'body: is not JSON at line 1, column 9 (offset 8): expected a value.',
    ],
    ['no UTF-8', { payload: Buffer.from([0x7b, 0xc3, 0xa9, 0xff, 0x7d]) }, 'body: is not UTF-8 at byte 3.'],
    ['a list', { payload: '["performance"]' }, 'body: must be a JSON object, found a list.'],
  ];
  for (const [name, request, error] of rows) {
    test(`${name}: error_code 400`, async () => {
      const response = await testServer().app.inject({
        method: 'POST',
        url: '/api/send_sms',
        headers: { authorization },
        ...request,
      });
      assert.equal(response.statusCode, 200);
      assert.deepEqual(response.json(), { error_code: 400, sn: SN, error });
    });
  }

  test('over 1 MiB: error_code 413', async () => {
    const payload = 'x'.repeat(1_048_577);
    const response = await testServer().app.inject({
      method: 'POST',
      url: '/api/send_sms',
      headers: { authorization },
      payload,
    });
    assert.equal(response.statusCode, 200);
    assert.deepEqual(response.json(), { error_code: 413, sn: SN, error: 'body: is over 1 MiB.' });
  });

  for (const label of [
    'application/json;',
    'application/json; charset=',
    ']]',
    'text/plain',
    'multipart/x',
  ]) {
    test(`labelled ${label}, the body is read all the same`, async () => {
      const response = await writingServer().app.inject({
        method: 'POST',
        url: '/api/send_sms',
        headers: { authorization, 'content-type': label },
        payload: '{"text":"hi","param":[{"number":"1"}]}',
      });
      assert.equal(response.json().error_code, 202);
    });
  }

  test('multipart/form-data, as PHP sends an array', async () => {
    const field = (name: string, value: string) =>
      `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const server = writingServer();
    const payload = `${field('text', 'hi; a+b=ä')}${field('param[0][number]', '720003')}--B--\r\n`;
    const headers = { authorization, 'content-type': 'multipart/form-data; boundary=B' };
    const request = { method: 'POST', url: '/api/send_sms', headers } as const;
    const response = await server.app.inject({ ...request, payload });
    assert.equal(response.json().error_code, 202, response.body);
    const [sent] = queuedAt(server);
    assert.deepEqual([sent?.text, sent?.number], ['hi; a+b=ä', '720003']);
    const broken = await server.app.inject({ ...request, payload: payload.slice(0, -8) });
    assert.match(broken.json().error, /^body: cannot be read as multipart\/form-data: /);
    const many = await server.app.inject({ ...request, payload: `${field('a', '').repeat(3000)}--B--\r\n` });
    assert.match(many.json().error, /^body: .*too many fields/);
  });

  describe('multipart/form-data whose octets are not UTF-8', () => {
    const rows: readonly [what: string, more: string, header: string, outcome: string][] = [
      [
        'is refused where nothing names its charset',
        '',
        '',
        'body: is not UTF-8, and no charset that is named for it has its octets.',
      ],
      [
        'is read by the charset of the form',
        'Content-Disposition: form-data; name="_charset_"\r\n\r\niso-8859-1\r\n--B\r\n',
        '',
        'café',
      ],
      ['is read by the charset of its label', '', '; charset=windows-1252', 'café'],
    ];
    for (const [what, more, header, outcome] of rows)
      test(what, async () => {
        const server = writingServer();
        const part = (name: string, value: string) =>
          `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--B`;
        const body = `--B\r\n${more}${part('text', 'caf\xe9')}\r\n${part('param[0][number]', '1')}--\r\n`;
        const response = await server.app.inject({
          ...{ method: 'POST', url: '/api/send_sms', payload: Buffer.from(body, 'latin1') },
          headers: { authorization, 'content-type': `multipart/form-data; boundary=B${header}` },
        });
        assert.equal(response.json().error ?? queuedAt(server)[0]?.text, outcome);
      });
  });

  test('an unknown path: 404 as a page', async () => {
    const response = await testServer().app.inject({ url: '/api/nothing', headers: { authorization } });
    assert.equal(response.statusCode, 404);
    assert.match(response.body, /Document Error: Not Found/);
  });

  test('another method: 405, and which ones there are', async () => {
    const response = await testServer().app.inject({
      method: 'DELETE',
      url: '/api/stop_sms?task_id=1',
      headers: { authorization },
    });
    assert.equal(response.statusCode, 405);
    assert.equal(response.headers.allow, 'GET, POST, HEAD');
  });

  test('HEAD says there is something and does nothing', async () => {
    const server = await withTask();
    const url = '/api/stop_sms?task_id=1';
    const response = await server.app.inject({ method: 'HEAD', url, headers: { authorization } });
    assert.equal(response.statusCode, 200);
    assert.equal(response.body, '');
    assert.equal(server.parts.messaging.messages.inQueue(), 1);
  });
});

describe('odd paths reach their endpoint', () => {
  for (const url of [
    '/api//api/stop_sms?task_id=1',
    '//api/stop_sms/?task_id=1',
    '/api/stop_sms;?task_id=1',
  ]) {
    test(url, async () => {
      const response = await (await withTask()).app.inject({ url, headers: { authorization } });
      assert.equal(response.json().error_code, 200);
    });
  }
});

describe('faults inside', () => {
  test('a handler that throws: error_code 500 with the request id and no more, and the gateway keeps answering', async () => {
    const server = writingServer();
    const get = async (url: string) => (await server.app.inject({ url, headers: { authorization } })).json();
    server.store.close();
    const reply = await get('/api/query_sms_in_queue');
    assert.equal(reply.error_code, 500);
    assert.match(reply.error, /^gateway: [^/]* req-1\.$/);
    assert.equal((await get('/api/get_port_info?info_type=reg')).error_code, 200);
  });
});

describe('pages of other sites', () => {
  const headers = { authorization, host: 'localhost', origin: 'http://evil.com' };

  for (const url of ['/api/send_sms', '/api/stop_sms?task_id=1', '/api/query_incoming_sms']) {
    test(`${url} changes state: 403`, async () => {
      const server = await withTask();
      await server.receive(0, delivers({ text: 'hi', at: server.clock.now() }));
      assert.equal((await server.app.inject({ url, headers })).statusCode, 403);
      const waiting = server.parts.messaging.messages.inQueue();
      assert.deepEqual([waiting, server.management.unread()], [1, 1]);
    });
  }

  test('what only reads is answered; the browser keeps it from the page', async () => {
    const response = await testServer().app.inject({ url: '/api/query_sms_in_queue', headers });
    assert.equal(response.statusCode, 200);
    assert.equal(response.headers['access-control-allow-origin'], undefined);
  });

  test('a foreign Host on loopback: 403 before anything else', async () => {
    const foreign = { url: '/api/query_sms_in_queue', headers: { host: 'evil.com:8080' } };
    assert.equal((await testServer().app.inject(foreign)).statusCode, 403);
  });

  /** An image that a browser asks for over plain HTTP: nothing shows which site it is in. */
  const image = { authorization, host: 'localhost', 'accept-language': 'de' };
  for (const [browserGet, code] of [
    [false, 403],
    [true, 200],
  ] as const)
    test(`a GET that a browser makes by itself, where http.browserGet is ${browserGet}: ${code}`, async () => {
      const server = writingServer({ config: { ...httpConfig, browserGet } });
      const url = '/api/stop_sms?task_id=1';
      const response = await server.app.inject({ url, headers: image });
      assert.equal(response.statusCode, code);
    });

  test('any Host where all may come', async () => {
    const server = testServer({ config: { ...httpConfig, host: '0.0.0.0' } });
    const named = { url: '/api/query_sms_in_queue', headers: { authorization, host: 'gateway.example' } };
    assert.equal((await server.app.inject(named)).statusCode, 200);
  });
});

describe("the examples of the vendor's document, one after another at one gateway", () => {
  let bench: ToolkitBench;
  before(async () => {
    const choice = 'AT+CUSATE="D30782020181900101"';
    bench = await toolkitBench(menu('Balance', 'Top up'), [choice], 7, { 0: {}, 1: {}, 2: {} });
  });

  for (const { method, target, body, reply } of examples) {
    test(`${method} ${target}`, async () => {
      const asked = bench.server.app.inject({
        method,
        url: target,
        headers: { authorization, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { payload: body }),
      });
      const response = await bench.inTime(asked.then());
      assert.equal(response.statusCode, 200);
      const code = 'error_code' in reply ? reply.error_code : undefined;
      assert.equal(response.json().error_code, code, response.body);
    });
  }
});

test('the log has no numbers and no texts of people', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const server = writingServer({ log });
  const refused = { text: 'secret text', param: [{ number: '13800x' }] };
  const taken = { text: 'secret text', param: [{ number: '13800' }] };
  for (const payload of [refused, taken]) {
    await server.app.inject({ method: 'POST', url: '/api/send_sms', headers: { authorization }, payload });
  }
  assert.match(lines.join(''), /refused: param\[0\]\.number/);
  assert.doesNotMatch(lines.join(''), /13800|secret/);
});
