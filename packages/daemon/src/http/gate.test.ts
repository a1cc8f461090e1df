/** Every request before and behind its handler: who may pass, what is read, what is noted, and how faults are answered. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Endpoint } from '@simgate/api/endpoint';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { Type } from 'typebox';
import { StoreError } from '../errors.ts';
import type { HttpConfig } from '../settings/http-settings.ts';
import type { Caller } from '../sign-in/authenticator.ts';
import { digestResponse, parseDigest } from '../sign-in/digest.ts';
import { Guessing } from '../sign-in/guessing.ts';
import { md5, usersOf } from '../sign-in/users.ts';
import { fakeClock, httpConfigWith } from '../testing.ts';
import { done, refused } from './answers.ts';
import type { DownloadLinks } from './gatekeeper.ts';
import type { Call } from './handler.ts';
import { addGauge, HttpMetrics } from './http-metrics.ts';
import type { Note } from './serve.ts';
import { HttpService } from './service.ts';

const input = Type.Object(
  { id: Type.Optional(Type.String()), text: Type.Optional(Type.String()) },
  { additionalProperties: false },
);
const output = Type.Object({});

type TestEndpoint = Endpoint<string, typeof input, typeof output>;

function endpoint(name: string, more: Partial<TestEndpoint>): TestEndpoint {
  return {
    ...{ name, style: 'rest', head: 'full', path: `/v1/${name}`, aliases: [], methods: ['GET'] },
    ...{ parametersIn: 'query', request: input, reply: output, mediaType: 'application/json' },
    ...{ codes: { 200: 'Here it is.' }, sentence: 'Asks.', access: ['admin'], changesState: false },
    ...{ audited: false, idempotent: false, bodyTypes: [] },
    ...more,
  };
}

const contract = {
  ask: endpoint('ask', { access: ['admin', 'viewer'] }),
  open: endpoint('open', { access: 'open' }),
  change: endpoint('change', {
    ...{ methods: ['POST', 'PATCH'], parametersIn: 'body', changesState: true, audited: true },
  }),
  one: endpoint('one', { path: '/v1/ones/{id}' }),
  remove: endpoint('remove', {
    path: '/v1/ones/{id}',
    methods: ['DELETE'],
    parametersIn: 'none',
    changesState: true,
  }),
  form: endpoint('form', { style: 'vendor', path: '/api/form', methods: ['POST'], parametersIn: 'body' }),
  old: endpoint('old', {
    ...{ style: 'vendor', path: '/api/old', aliases: ['/old'], changesState: true, methods: ['GET', 'POST'] },
  }),
};

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'HEAD' | 'PUT';

interface Bench {
  readonly config?: Partial<HttpConfig> & { readonly browserGet?: boolean };
  readonly refusesNul?: boolean;
  readonly sessions?: { find(secret: string): Caller | undefined };
  readonly downloads?: DownloadLinks;
  /** Of each handler. */
  readonly answer?: () => ReturnType<typeof done<object>>;
}

function bench(t: TestContext, { config, answer, ...more }: Bench = {}) {
  const clock = fakeClock();
  const guessing = new Guessing(() => clock.monotonic());
  const metrics = new HttpMetrics();
  const calls: { request: object; call: Call }[] = [];
  const notes: Parameters<Note>[] = [];
  const lines: { level: number; msg: string }[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const handler = (request: object, _context: object, call: Call) => {
    calls.push({ request, call });
    return answer?.() ?? done<object>(200, {});
  };
  const service = new HttpService({
    ...{ program: 'server', config: httpConfigWith({ port: 0, ...config }), contract, bodyBytes: 1_048_576 },
    handlers: {
      ask: handler,
      open: handler,
      change: handler,
      one: handler,
      remove: handler,
      form: handler,
      old: handler,
    },
    ...{ sn: 'da00', guessing, metrics, dataFolder: '.', clock, log, context: {} },
    users: usersOf([
      { name: 'admin', password: 'secret', role: 'admin' },
      { name: 'ann', password: 'secret', role: 'viewer' },
    ]),
    tokens: { find: secret => (secret === 'token' ? { user: 'key', role: 'admin' } : undefined) },
    note: async (...note) => void notes.push(note),
    mask: one => ({ ...one, body: { masked: true } }) as typeof one,
    ...more,
  });
  t.after(() => service.close());
  /** With a key, but where the headers have another authorization; "" is none. */
  const ask = (method: Method, url: string, options: InjectOptions = {}) => {
    const { authorization = 'Bearer token', ...headers } = options.headers ?? {};
    return service.app.inject({
      ...{ method, url, ...options },
      headers: { ...headers, ...(authorization !== '' && { authorization }) },
    });
  };
  return { ask, calls, notes, lines, clock, guessing, metrics, service };
}

const nobody = { authorization: '' };
function basic(user: string, password = 'secret') {
  return { authorization: `Basic ${btoa(`${user}:${password}`)}` };
}

describe('who may pass', () => {
  test('is who has a key or a password, and a right', async t => {
    const { ask } = bench(t);
    const codes = async (headers: Record<string, string>) => {
      const found: number[] = [];
      for (const url of ['/v1/ask', '/v1/ones/1', '/v1/open'])
        found.push((await ask('GET', url, { headers })).statusCode);
      return found;
    };
    assert.deepEqual(await codes({}), [200, 200, 200]);
    assert.deepEqual(await codes(basic('admin')), [200, 200, 200]);
    assert.deepEqual(await codes({ authorization: 'Bearer wrong' }), [401, 429, 200]);
    assert.deepEqual(await codes(basic('ann')), [200, 403, 200]);
    assert.deepEqual(await codes(nobody), [401, 401, 200]);
  });

  test('a missing right is answered in the style of the endpoint', async t => {
    const { ask } = bench(t);
    const rest = await ask('GET', '/v1/ones/1', { headers: basic('ann') });
    assert.deepEqual(rest.json(), { error: 'user: the role viewer has no right to one.' });
    const vendor = await ask('GET', '/api/old', { headers: basic('ann') });
    assert.equal(vendor.statusCode, 403);
    assert.match(vendor.headers['content-type'] as string, /^text\/html/);
    assert.match(vendor.body, /the role viewer has no right to old\./);
  });

  test('a missing password is asked for, but not where a page signs in', async t => {
    const { ask } = bench(t);
    const asked = await ask('GET', '/v1/ask', { headers: nobody });
    assert.match(String(asked.headers['www-authenticate']), /Basic realm=/);
    assert.match(asked.json().error, /^authorization: is missing; /);
    const wrong = await ask('GET', '/v1/ask', { headers: basic('ann', 'wrong') });
    assert.deepEqual([wrong.statusCode, wrong.json()], [401, { error: 'authorization: is not valid here.' }]);
    assert.match((await ask('GET', '/api/old', { headers: nobody })).body, /401 -- Unauthorized/);
    const page = await ask('GET', '/v1/ask', { headers: { ...nobody, 'x-simgate': '1' } });
    assert.deepEqual([page.statusCode, page.json()], [401, { error: 'session: sign in first.' }]);
    assert.equal(page.headers['www-authenticate'], undefined);
  });

  test('wrong passwords are counted, logged, and answered later after some of them', async t => {
    const { ask, lines, metrics, clock } = bench(t);
    let last = await ask('GET', '/v1/ask', { headers: basic('ann', 'wrong') });
    for (let tries = 1; last.statusCode === 401 && tries < 50; tries += 1)
      last = await ask('GET', '/v1/ask', { headers: basic('ann', 'wrong') });
    assert.equal(last.statusCode, 429);
    const seconds = Number(last.headers['retry-after']);
    assert.ok(Number.isInteger(seconds) && seconds > 0);
    assert.deepEqual(last.json(), {
      error: `authorization: too many logins have failed; wait ${seconds} s.`,
    });
    assert.equal((await ask('GET', '/v1/ask', { headers: basic('ann') })).statusCode, 429, 'unchecked');
    const failed = lines.filter(({ msg }) => msg === 'wrong user or password');
    assert.ok(failed.length > 0 && failed.every(({ level }) => level === 40));
    assert.match(
      await metrics.registry.metrics(),
      new RegExp(`^simgate_failed_logins_total ${failed.length}$`, 'm'),
    );
    const page = await ask('GET', '/api/old', { headers: basic('ann') });
    assert.deepEqual([page.statusCode, page.headers['retry-after']], [429, `${seconds}`]);
    assert.match(page.body, /429 -- Too Many Requests.*Too many logins have failed/s);
    clock.advance(seconds * 1000);
    assert.equal((await ask('GET', '/v1/ask', { headers: basic('ann') })).statusCode, 200);
    assert.equal((await ask('GET', '/v1/ask')).statusCode, 200, 'a key is beyond guessing');
  });

  test('a Digest response for another path is asked again, and the log has the setting that mends it', async t => {
    const { ask, lines, metrics, clock } = bench(t);
    const asked = async (uri: string) => {
      const header = String((await ask('GET', '/v1/ask', { headers: nobody })).headers['www-authenticate']);
      const nonce = /nonce="(\w+)"/.exec(header)?.[1];
      const parts = `username="ann", nonce="${nonce}", uri="${uri}"`;
      const credentials = parseDigest(`${parts}, response="x"`);
      assert.ok(credentials);
      const response = digestResponse(credentials, md5('ann:Web Server:secret'), 'GET');
      const authorization = `Digest ${parts}, response="${response}"`;
      return (await ask('GET', '/v1/ask', { headers: { authorization } })).statusCode;
    };
    assert.deepEqual([await asked('/v1/ask'), await asked('/sms/v1/ask')], [200, 401]);
    clock.advance(60_000);
    assert.equal(await asked('/other'), 401);
    const line = (prefix: string) =>
      `refused with 401: The Digest response is right for another path than the one that arrived. If this is no attack: a proxy changes the path; set http.pathPrefix to ${prefix}.`;
    assert.deepEqual(
      lines.filter(({ msg }) => msg.startsWith('refused with')).map(({ msg }) => msg),
      [line('/sms'), line('what it takes off')],
    );
    assert.match(await metrics.registry.metrics(), /^simgate_failed_logins_total 0$/m, 'it was no guess');
  });

  test('a right password ends the count', async t => {
    const { ask, guessing, clock } = bench(t);
    const pauses: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      await ask('GET', '/v1/ask', { headers: basic('ann', 'wrong') });
      const pause = guessing.delayFor('ann', '127.0.0.1');
      pauses.push(pause);
      clock.advance(pause);
      assert.equal((await ask('GET', '/v1/ask', { headers: basic('ann') })).statusCode, 200);
    }
    assert.ok(Math.max(...pauses) <= 1000, String(pauses));
  });
});

describe('a foreign page', () => {
  const rows: [
    name: string,
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    code: number,
  ][] = [
    ['a name that is not this machine', 'GET', '/v1/ask', { host: 'evil.example' }, 403],
    ['this machine', 'GET', '/v1/ask', { host: 'localhost:8080' }, 200],
    ['another origin, and a change', 'POST', '/v1/change', { origin: 'https://evil.example' }, 403],
    ['another origin, and no change', 'GET', '/v1/ask', { origin: 'https://evil.example' }, 200],
    ['our origin', 'POST', '/v1/change', { host: 'localhost', origin: 'http://localhost' }, 200],
    ['a browser by itself, and a change', 'GET', '/api/old', { 'accept-language': 'de' }, 403],
    ['a browser by itself, with POST', 'POST', '/api/old', { 'accept-language': 'de' }, 200],
    ['a program', 'GET', '/api/old', {}, 200],
    ['a browser by itself, and no change', 'GET', '/v1/ask', { 'accept-language': 'de' }, 200],
  ];
  for (const [name, method, url, headers, code] of rows)
    test(`${name}: ${code}`, async t => {
      const { ask } = bench(t);
      const answer = await ask(method, url, { headers, ...(method === 'POST' && { payload: '{}' }) });
      assert.equal(answer.statusCode, code, answer.body);
    });

  test('may change by GET where http.browserGet is set', async t => {
    const { ask } = bench(t, { config: { browserGet: true } });
    assert.equal((await ask('GET', '/api/old', { headers: { 'accept-language': 'de' } })).statusCode, 200);
  });

  test('may have any Host where others reach the listener', async t => {
    const { ask } = bench(t, { config: { host: '0.0.0.0' } });
    assert.equal((await ask('GET', '/v1/ask', { headers: { host: 'gateway.example' } })).statusCode, 200);
  });

  test('is explained in the log once a minute for each reason', async t => {
    const { ask, lines, clock } = bench(t);
    const explained = () => lines.filter(({ msg }) => msg.startsWith('refused with 403')).length;
    const foreign = () => ask('GET', '/v1/ask', { headers: { host: 'evil.example' } });
    await foreign();
    await foreign();
    assert.equal(explained(), 1);
    await ask('POST', '/v1/change', { headers: { 'sec-fetch-site': 'cross-site' }, payload: '{}' });
    assert.equal(explained(), 2);
    clock.advance(59_999);
    await foreign();
    assert.equal(explained(), 2);
    clock.advance(1);
    await foreign();
    assert.equal(explained(), 3);
    const line = lines.find(({ msg }) => msg.startsWith('refused with 403: Host is not this machine'));
    assert.match(line?.msg ?? '', /If this is no attack: set http\.publicOrigin to .*evil\.example/);
    assert.equal(line?.level, 40);
  });
});

describe('a page that has signed in', () => {
  const session = { user: 'ann', role: 'admin', session: 's' } as const;
  const secret = 's'.repeat(43);
  const sessions = { find: (one: string) => (one === secret ? session : undefined) };

  test('is known by cookie and header under /v1 alone', async t => {
    const { ask, calls } = bench(t, { sessions });
    const cookie = `simgate=${secret}`;
    const rows: [url: string, headers: Record<string, string>, code: number][] = [
      ['/v1/ask', { cookie, 'x-simgate': '1' }, 200],
      ['/v1/ask', { cookie }, 401],
      ['/v1/ask', { cookie, 'x-simgate': '2' }, 401],
      ['/v1/ask', { 'x-simgate': '1' }, 401],
      ['/api/old', { cookie, 'x-simgate': '1' }, 401],
      ['/v1/ask', { cookie, 'x-simgate': '1', 'sec-fetch-site': 'cross-site' }, 403],
      ['/v1/ask', { cookie: `simgate=${'x'.repeat(43)}`, 'x-simgate': '1' }, 401],
    ];
    for (const [url, headers, code] of rows) {
      const answer = await ask('GET', url, { headers: { ...nobody, ...headers } });
      assert.equal(answer.statusCode, code, `${url} ${JSON.stringify(headers)}`);
    }
    assert.deepEqual(calls[0]?.call.caller, session);
  });

  test('gets a download by a link, once and for its target alone', async t => {
    const target = '/v1/ask?text=a';
    const links = new Map([
      ['good', { caller: { ...session }, target }],
      ['other', { caller: { ...session }, target: '/v1/ones/1' }],
    ]);
    const downloads = {
      take: (secret: string) => {
        const link = links.get(secret);
        links.delete(secret);
        return link;
      },
    } as unknown as DownloadLinks;
    const { ask, calls } = bench(t, { sessions, downloads });
    const get = (url: string, headers: Record<string, string> = {}) =>
      ask('GET', url, { headers: { ...nobody, ...headers } });
    assert.equal((await get(`${target}&link=other`)).statusCode, 401);
    assert.equal((await get(`${target}&link=good`, { 'x-simgate': '1' })).statusCode, 401);
    const answer = await get(`${target}&link=good`);
    assert.deepEqual([answer.statusCode, answer.headers['content-disposition']], [200, 'attachment']);
    assert.deepEqual(calls[0]?.call.caller, { user: 'ann', role: 'admin' }, 'it is no session any more');
    assert.equal((await get(`${target}&link=good`)).statusCode, 401);
    assert.equal((await ask('POST', `${target}&link=good`, { headers: nobody })).statusCode, 401);
  });
});

describe('a request', () => {
  test('reaches its handler with what it carries', async t => {
    const { ask, calls } = bench(t);
    await ask('POST', '/v1/change', {
      headers: { 'idempotency-key': 'k', 'last-event-id': '7', 'content-type': 'Application/JSON;' },
      payload: '{"text":"a"}',
    });
    await ask('GET', '/v1/ones/a%20b');
    const [first, second] = calls;
    assert.deepEqual([first?.request, second?.request], [{ text: 'a' }, { id: 'a b' }]);
    const { idempotencyKey, lastEventId, caller, address, contentType, body, face } =
      first?.call ?? ({} as Call);
    assert.deepEqual(
      [idempotencyKey, lastEventId, caller, address, contentType, body, face],
      [
        'k',
        '7',
        { user: 'key', role: 'admin' },
        '127.0.0.1',
        'application/json;',
        undefined,
        { secure: false, basePath: '' },
      ],
    );
    assert.deepEqual([second?.call.idempotencyKey, second?.call.lastEventId], [undefined, undefined]);
  });

  test('has a digest of its parameters', async t => {
    const { ask, calls } = bench(t);
    for (const text of ['a', 'b', 'a']) await ask('GET', `/v1/ask?text=${text}`);
    const [a, b, again] = calls.map(({ call }) => call.digest());
    assert.equal(a, again);
    assert.notEqual(a, b);
    assert.match(a ?? '', /^[0-9a-f]{64}$/);
  });

  const bodies: [name: string, options: InjectOptions, code: number, error: RegExp][] = [
    ['no JSON', { payload: '{"a' }, 400, /^body/],
    ['no UTF-8', { payload: Buffer.from([0x22, 0xff, 0x22]) }, 400, /^body: is not UTF-8 at byte 1\.$/],
    ['too long', { payload: 'a'.repeat(1_048_577) }, 413, /^body: is over 1 MiB\.$/],
    [
      'coded',
      { payload: '{}', headers: { 'content-encoding': 'GZIP' } },
      400,
      /^Content-Encoding: must be left out: a body is read as it stands; found "gzip"\.$/,
    ],
    [
      'not as long as it says',
      { payload: '{}', headers: { 'content-length': '5' } },
      400,
      /^body: is not as long as Content-Length says\.$/,
    ],
    ['of an unknown key', { payload: '{"colour":"red"}' }, 400, /^colour/],
  ];
  for (const [name, options, code, error] of bodies)
    test(`with a body that is ${name} is refused`, async t => {
      const { ask, calls } = bench(t);
      const answer = await ask('POST', '/v1/change', options);
      assert.equal(answer.statusCode, code, answer.body);
      assert.match(answer.json().error, error);
      assert.deepEqual(calls, []);
    });

  test('may have a body whose coding is none', async t => {
    const { ask } = bench(t);
    for (const coding of ['', 'identity'])
      assert.equal(
        (await ask('POST', '/v1/change', { payload: '{}', headers: { 'content-encoding': coding } }))
          .statusCode,
        200,
      );
  });

  test('may be a form of several parts', async t => {
    const { ask, calls } = bench(t);
    const payload = '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na b\r\n--x--\r\n';
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await ask('POST', '/api/form', { payload, headers });
    assert.equal(answer.statusCode, 200, answer.body);
    assert.deepEqual(calls[0]?.request, { text: 'a b' });
    const bad = await ask('POST', '/api/form', {
      payload,
      headers: { 'content-type': 'multipart/form-data' },
    });
    assert.equal(bad.json().error_code, 400);
  });

  for (const refusesNul of [true, false])
    test(`with U+0000 is ${refusesNul ? 'refused' : 'taken'} where the store ${refusesNul ? 'cannot' : 'can'} carry it`, async t => {
      const { ask } = bench(t, { refusesNul });
      const asked: [string, string, InjectOptions][] = [
        ['POST', '/v1/change', { payload: '{"text":"a\\u0000"}' }],
        ['GET', '/v1/ask?text=a%00', {}],
        ['GET', '/v1/ones/a%00', {}],
      ];
      for (const [method, url, options] of asked) {
        const answer = await ask(method as 'GET', url, options);
        assert.equal(answer.statusCode, refusesNul ? 400 : 200, url);
        if (refusesNul)
          assert.match(
            answer.json().error,
            /^(text|id): holds the character U\+0000, which no message can carry\.$/,
          );
      }
      assert.equal((await ask('POST', '/v1/change', { payload: '{"text":"u0000"}' })).statusCode, 200);
    });

  test('that changes something is noted with who made it; one that was refused is not', async t => {
    const { ask, notes } = bench(t);
    await ask('GET', '/v1/ask');
    await ask('POST', '/v1/change', { payload: '{"text":"a"}' });
    assert.deepEqual(
      notes.map(([caller, address, { name }, request]) => [caller, address, name, request]),
      [[{ user: 'key', role: 'admin' }, '127.0.0.1', 'change', { text: 'a' }]],
    );
    const refusing = bench(t, { answer: () => refused(409, 'no') as never });
    await refusing.ask('POST', '/v1/change', { payload: '{}' });
    assert.deepEqual(refusing.notes, []);
  });

  test('of a viewer is answered masked', async t => {
    const { ask } = bench(t);
    assert.deepEqual((await ask('GET', '/v1/ask', { headers: basic('ann') })).json(), { masked: true });
    assert.deepEqual((await ask('GET', '/v1/ask')).json(), {});
  });

  test('that is refused is logged without what was found', async t => {
    const { ask, lines } = bench(t, { answer: () => refused(409, 'to: found "+49151", "half') as never });
    await ask('GET', '/v1/ask');
    const line = lines.find(({ msg }) => msg.startsWith('refused:'));
    assert.deepEqual([line?.msg, line?.level], ['refused: to: found "...", "..."', 30]);
    assert.ok(lines.some(({ msg, level }) => msg === 'answered' && level === 20));
  });

  test('below the prefix of a proxy is one without it', async t => {
    const { ask } = bench(t, { config: { pathPrefix: '/sms' } });
    assert.deepEqual(
      await Promise.all(
        ['/sms/v1/ask', '/v1/ask', '/smsx/v1/ask'].map(async url => (await ask('GET', url)).statusCode),
      ),
      [200, 200, 404],
    );
  });
});

describe('an answer', () => {
  test('is not stored by browsers, and has no charset', async t => {
    const { ask } = bench(t);
    const { headers } = await ask('GET', '/v1/ask');
    assert.deepEqual(
      [
        headers['cache-control'],
        headers['x-content-type-options'],
        headers['content-type'],
        headers.connection,
      ],
      ['no-store', 'nosniff', 'application/json', 'keep-alive'],
    );
  });

  test('to HEAD is that the path is there, and the handler is not asked', async t => {
    const { ask, calls } = bench(t);
    const answer = await ask('HEAD', '/v1/ask');
    assert.deepEqual(
      [answer.statusCode, answer.headers['content-type'], calls],
      [200, 'application/json', []],
    );
    assert.equal((await ask('HEAD', '/v1/change')).statusCode, 405);
  });

  const strangers: [
    method: 'GET' | 'PUT' | 'DELETE',
    url: string,
    code: number,
    allow: string | undefined,
    error: string,
  ][] = [
    ['GET', '/v1/nothing', 404, undefined, 'path: there is nothing here.'],
    ['GET', '/v1/ones', 404, undefined, 'path: there is nothing here.'],
    ['GET', '/v1/ones/1/2', 404, undefined, 'path: there is nothing here.'],
    ['PUT', '/v1/ask?x=1', 405, 'GET, HEAD', 'method: here it is GET or HEAD.'],
    ['PUT', '/v1/ones/1', 405, 'GET, DELETE, HEAD', 'method: here it is GET, DELETE or HEAD.'],
    ['GET', '/v1/change', 405, 'POST, PATCH', 'method: here it is POST or PATCH.'],
  ];
  for (const [method, url, code, allow, error] of strangers)
    test(`to ${method} ${url} is ${code}`, async t => {
      const answer = await bench(t).ask(method, url);
      assert.deepEqual([answer.statusCode, answer.headers.allow, answer.json()], [code, allow, { error }]);
      assert.equal(answer.headers['content-type'], 'application/json');
    });

  test('outside /v1 is a page', async t => {
    const { ask } = bench(t);
    const [missing, wrong] = [await ask('GET', '/nothing'), await ask('PUT', '/old')];
    assert.deepEqual(
      [missing.statusCode, wrong.statusCode, wrong.headers.allow],
      [404, 405, 'GET, POST, HEAD'],
    );
    assert.match(missing.body, /Document Error: Not Found.*There is no such document here\./s);
    assert.match(wrong.body, /Access Error: 405 -- Method Not Allowed/);
    assert.equal((await ask('GET', '/old')).json().error_code, 200, 'an alias is the same');
  });

  const faults: [name: string, error: Error, code: number, text: RegExp, retry: string | undefined][] = [
    [
      'a full disk',
      new StoreError('full', 'x'),
      503,
      /^server: the disk of its data folder is full; make room and try again\.$/,
      '1',
    ],
    [
      'a store that is away',
      new StoreError('unwritable', 'x'),
      503,
      /^server: its store cannot be used now; try again\.$/,
      '1',
    ],
    [
      'a commit without an answer',
      new StoreError('unconfirmed', 'x'),
      503,
      /^server: its store cannot be used now/,
      '1',
    ],
    [
      'another fault',
      new TypeError('x'),
      500,
      /^server: it cannot be done now; its log says why under req-\w+\.$/,
      undefined,
    ],
  ];
  for (const [name, error, code, text, retry] of faults)
    test(`after ${name} is ${code}, and in the vendor's style 500`, async t => {
      const { ask, lines } = bench(t, {
        answer: () => {
          throw error;
        },
      });
      const answer = await ask('GET', '/v1/ask');
      assert.deepEqual([answer.statusCode, answer.headers['retry-after']], [code, retry]);
      assert.match(answer.json().error, text);
      assert.ok(lines.some(({ msg, level }) => msg === 'a request failed' && level === 50));
      const vendor = await ask('GET', '/api/old');
      assert.deepEqual([vendor.statusCode, vendor.json().error_code], [200, 500]);
    });

  test('is measured by endpoint', async t => {
    const { ask, metrics } = bench(t);
    await ask('GET', '/v1/ask');
    await ask('GET', '/v1/ask');
    const text = await metrics.registry.metrics();
    assert.match(text, /^simgate_http_request_duration_seconds_count\{endpoint="ask"\} 2$/m);
    assert.match(text, /^simgate_http_request_duration_seconds_bucket\{le="0.0005",endpoint="ask"\}/m);
    assert.match(text, /^simgate_http_request_duration_seconds_bucket\{le="5",endpoint="ask"\} 2$/m);
  });

  test('of a figure shows what is now, and not what was', async () => {
    const { registry } = new HttpMetrics();
    let state = 'up';
    addGauge(registry, 'things', 'Things.', ['state'], gauge => gauge.set({ state }, 1));
    assert.match(await registry.metrics(), /^things\{state="up"\} 1$/m);
    state = 'down';
    const text = await registry.metrics();
    assert.match(text, /^things\{state="down"\} 1$/m);
    assert.doesNotMatch(text, /state="up"/);
  });
});
