/** The client against a scripted peer: what goes over the wire, and what each answer becomes. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { methodName } from '../client-code.ts';
import { type ClientOptions, createClient } from './client.ts';
import { basicHeader, parseChallenges } from './digest.ts';

const SN = 'da00-0030-1901-2817';
function challenge(nonce: string, stale = 'FALSE'): string {
  return `Digest realm="Web Server", domain="",qop="auth", nonce="${nonce}", opaque="5ccc",algorithm="MD5", stale="${stale}"`;
}
const BASIC_CHALLENGE = 'Basic realm="Web Server"';

interface Seen {
  readonly method: string | undefined;
  readonly url: string;
  readonly body: string | undefined;
  readonly headers: Headers;
}

/** Answers in turn; the last answer again and again. */
function peer(...answers: (Response | Error)[]) {
  const seen: Seen[] = [];
  const answer: typeof fetch = async (input, { method, body, headers } = {}) => {
    seen.push({
      method,
      url: String(input),
      body: typeof body === 'string' ? body : undefined,
      headers: new Headers(headers),
    });
    const next = answers[Math.min(seen.length, answers.length) - 1];
    if (next === undefined || next instanceof Error) throw next ?? new TypeError('no answer');
    return next.clone();
  };
  return { seen, fetch: answer };
}

function json(reply: object, status = 200): Response {
  return new Response(JSON.stringify(reply), { status });
}
function unauthorized(...challenges: string[]): Response {
  return new Response('<html>', { status: 401, headers: challenges.map(one => ['www-authenticate', one]) });
}

function clientOf(fetchIt: typeof fetch, differences: Partial<ClientOptions> = {}) {
  return createClient({
    baseUrl: 'http://gw:8080',
    user: 'admin',
    password: 'secret',
    retries: 0,
    fetch: fetchIt,
    ...differences,
  });
}

const unauthorizedError = { kind: 'unauthorized', retryable: false, mayBeDone: false };

const good = json({ error_code: 200, sn: SN, in_queue: 0 });

describe('a client', () => {
  for (const baseUrl of ['', 'gw', 'gw:8080', 'localhost:8080/api', 'ftp://gw'])
    test(`of "${baseUrl}" is refused at once`, () =>
      assert.throws(() => createClient({ baseUrl }), /baseUrl: must begin with http/));

  test('that is ended before it sends anything admits that nothing was done', async () => {
    const { seen, fetch: answer } = peer(good);
    const request = { text: 'hi', param: [{ number: '1' }] };
    const result = await clientOf(answer).sendSms(request, { signal: AbortSignal.abort() });
    assert.deepEqual(
      [seen.length, result.ok ? '' : result.error.kind, !result.ok && result.error.mayBeDone],
      [0, 'aborted', false],
    );
  });

  test('that waits for its turn at original hardware can be ended', async () => {
    const client = clientOf(() => new Promise(() => {}), { device: 'original' });
    void client.querySmsInQueue();
    const ending = new AbortController();
    const waiting = client.querySmsInQueue({}, { signal: ending.signal });
    ending.abort();
    const result = await waiting;
    assert.deepEqual(result.ok ? '' : [result.error.kind, result.error.mayBeDone], ['aborted', false]);
  });

  test('asks original hardware in its own form, and nothing else so', async () => {
    const asked = async (device: 'simgate' | 'original') => {
      const { seen, fetch: answer } = peer(good);
      await clientOf(answer, { device }).setPortInfo({ port: 1, action: 'reset' });
      return seen.map(({ url }) => new URL(url).searchParams.get('param'));
    };
    assert.deepEqual([await asked('original'), await asked('simgate')], [['1'], [null]]);
  });

  test('that cannot make the request of it says so, and does not try again', async () => {
    const { seen, fetch: answer } = peer(good);
    const request = { text: 'hi', param: [{ number: '1', user_id: 1n as unknown as number }] };
    const result = await clientOf(answer, { retries: 2 }).sendSms(request);
    assert.deepEqual(
      [seen.length, result.ok, !result.ok && result.error.retryable, !result.ok && result.error.mayBeDone],
      [0, false, false, false],
    );
  });
});

describe('requests', () => {
  test('POST with a JSON body', async () => {
    const { seen, fetch } = peer(json({ error_code: 202, sn: SN, sms_in_queue: 1, task_id: 1 }));
    await clientOf(fetch).sendSms({ text: 'hi', param: [{ number: '1' }] }, { idempotencyKey: 'order 1' });
    assert.equal(seen[0]?.method, 'POST');
    assert.equal(seen[0].url, 'http://gw:8080/api/send_sms');
    assert.equal(seen[0].body, '{"text":"hi","param":[{"number":"1"}]}');
    assert.equal(seen[0].headers.get('content-type'), 'application/json');
    assert.equal(seen[0].headers.get('idempotency-key'), 'order 1');
  });

  test('GET with comma lists', async () => {
    const { seen, fetch } = peer(json({ error_code: 200, sn: SN, info: [] }));
    await clientOf(fetch, { baseUrl: 'http://gw/' }).getPortInfo({
      info_type: ['imei', 'reg'],
      port: [0, 1],
    });
    assert.equal(seen[0]?.method, 'GET');
    assert.equal(seen[0].url, 'http://gw/api/get_port_info?info_type=imei%2Creg&port=0%2C1');
    assert.equal(seen[0].body, undefined);
  });

  const names: [string, string][] = [
    ['send_sms', 'sendSms'],
    ['query_sms_deliver_status', 'querySmsDeliverStatus'],
    ['metrics', 'metrics'],
  ];
  for (const [name, method] of names)
    test(`${name} is ${method}`, () => assert.equal(methodName(name), method));
});

/** The answer shows that nothing was done, and asking again is of no use. */
const surelyNot = { retryable: false, mayBeDone: false };

describe('answers', () => {
  const rows: [string, Response | Error, object][] = [
    ['good', good, { ok: true, reply: { error_code: 200, sn: SN, in_queue: 0 } }],
    [
      'refused with a sentence',
      json({ error_code: 400, sn: SN, error: 'text: is missing.' }),
      { ok: false, error: { kind: 'refused', code: 400, message: 'text: is missing.', ...surelyNot } },
    ],
    [
      'refused without',
      json({ error_code: 500 }),
      { ok: false, error: { kind: 'refused', code: 500, message: '', ...surelyNot } },
    ],
    [
      'a page',
      new Response('<html>', { status: 404 }),
      { ok: false, error: { kind: 'unexpected', status: 404, text: '<html>', ...surelyNot } },
    ],
    [
      'JSON of something else',
      json({ a: 1 }),
      {
        ok: false,
        error: { kind: 'unexpected', status: 200, text: '{"a":1}', retryable: false, mayBeDone: true },
      },
    ],
    [
      'nobody there',
      new TypeError('fetch failed'),
      {
        ok: false,
        error: { kind: 'unreachable', message: 'fetch failed', retryable: true, mayBeDone: true },
      },
    ],
    [
      'nobody there, with a cause',
      new TypeError('fetch failed', {
        cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
      }),
      {
        ok: false,
        error: {
          kind: 'unreachable',
          message: 'fetch failed: connect ECONNREFUSED',
          retryable: true,
          mayBeDone: false,
        },
      },
    ],
    [
      'a cause in the same words, which are shown once',
      new Error('read ECONNRESET', { cause: new Error('read ECONNRESET') }),
      {
        ok: false,
        error: { kind: 'unreachable', message: 'read ECONNRESET', retryable: true, mayBeDone: true },
      },
    ],
  ];
  for (const [name, response, result] of rows) {
    test(name, async () => assert.deepEqual(await clientOf(peer(response).fetch).querySmsInQueue(), result));
  }

  test('nobody there, where fetch throws no error', async () => {
    const thrower = (): Promise<Response> => Promise.reject('gone');
    assert.deepEqual(await clientOf(thrower).querySmsInQueue(), {
      ok: false,
      error: { kind: 'unreachable', message: 'gone', retryable: true, mayBeDone: true },
    });
  });

  for (const [device, text, retryable] of [
    ['original', '', true],
    ['original', 'oops', false],
    ['simgate', '', false],
  ] as const)
    test(`${JSON.stringify(text)} of ${device === 'original' ? 'original hardware' : 'a gateway of ours'} is ${retryable ? '' : 'not '}worth another try`, async () => {
      const result = await clientOf(peer(new Response(text)).fetch, { device }).querySmsInQueue();
      assert.deepEqual(result, {
        ok: false,
        error: { kind: 'unexpected', status: 200, text, retryable, mayBeDone: true },
      });
    });

  const ofOurs: [status: number, body: string, ok: boolean, retryable?: boolean, mayBeDone?: boolean][] = [
    [200, '{"ports":[]}', true],
    [299, '{"ports":[]}', true],
    [300, '{"error":"elsewhere"}', false, false, false],
    [429, '{"error":"later"}', false, true, false],
    [503, '{"error":"later"}', false, true, false],
    [500, '{"error":"broken"}', false, false, false],
    [200, '<html>', false, false, true],
    [400, '<html>', false, false, false],
    [429, '<html>', false, true, false],
    [499, '<html>', false, false, false],
    [500, '<html>', false, false, true],
    [503, '<html>', false, true, true],
  ];
  for (const [status, body, ok, retryable, mayBeDone] of ofOurs)
    test(`${body} with ${status} under /v1 is ${ok ? 'good' : `an error${retryable ? ', for now' : ''}`}`, async () => {
      const result = await clientOf(peer(new Response(body, { status })).fetch).listPorts();
      assert.deepEqual(
        [result.ok, ...(result.ok ? [] : [result.error.retryable, result.error.mayBeDone])],
        [ok, retryable, mayBeDone].filter(one => one !== undefined),
      );
      const code = result.ok || result.error.kind !== 'refused' ? status : result.error.code;
      assert.equal(code, status);
    });

  test('a text with another status than 200 is none', async () => {
    const result = await clientOf(peer(new Response('a 1\n', { status: 201 })).fetch).metrics();
    assert.equal(!result.ok && result.error.kind, 'unexpected');
  });

  test('documents outside /api are given as they are', async () => {
    const health = await clientOf(peer(json({ status: 'failing' }, 503)).fetch).healthz();
    assert.deepEqual(health, { ok: true, reply: { status: 'failing' } });
    const metrics = await clientOf(peer(new Response('a 1\n')).fetch).metrics();
    assert.deepEqual(metrics, { ok: true, reply: 'a 1\n' });
  });
});

describe('logging in', () => {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

  test('Digest, in the words of RFC 7616; the nonce is used again and counted', async () => {
    const { seen, fetch } = peer(unauthorized(challenge('abc'), BASIC_CHALLENGE), good);
    const client = clientOf(fetch);
    assert.ok((await client.querySmsInQueue()).ok);
    assert.ok((await client.querySmsInQueue()).ok);
    const [first, ...rest] = seen.map(({ headers }) => headers.get('authorization'));
    assert.equal(first, null);
    for (const [index, header] of rest.entries()) {
      const part = (name: string): string =>
        new RegExp(`\\b${name}="?([^",]*)`).exec(header ?? '')?.[1] ?? '';
      const nc = `0000000${index + 1}`;
      const ha2 = md5('GET:/api/query_sms_in_queue');
      const response = md5(`${md5('admin:Web Server:secret')}:abc:${nc}:${part('cnonce')}:auth:${ha2}`);
      assert.equal(part('nc'), nc);
      assert.equal(part('response'), response);
      assert.equal(part('opaque'), '5ccc');
    }
  });

  test('a stale nonce is replaced without asking anyone', async () => {
    const { seen, fetch } = peer(
      unauthorized(challenge('old')),
      unauthorized(challenge('new', 'TRUE')),
      good,
    );
    assert.ok((await clientOf(fetch).querySmsInQueue()).ok);
    assert.match(seen[2]?.headers.get('authorization') ?? '', /nonce="new".*nc=00000001/);
  });

  test('Basic where nothing else is offered', async () => {
    const { seen, fetch } = peer(unauthorized(BASIC_CHALLENGE), good);
    assert.ok((await clientOf(fetch).querySmsInQueue()).ok);
    assert.equal(seen[1]?.headers.get('authorization'), `Basic ${btoa('admin:secret')}`);
  });

  test('a wrong password is tried once', async () => {
    const { seen, fetch } = peer(unauthorized(challenge('abc')));
    assert.deepEqual(await clientOf(fetch).querySmsInQueue(), { ok: false, error: unauthorizedError });
    assert.equal(seen.length, 2);
  });

  test('a peer that always says stale is given up', async () => {
    const { seen, fetch } = peer(unauthorized(challenge('abc', 'TRUE')));
    assert.equal((await clientOf(fetch).querySmsInQueue()).ok, false);
    assert.equal(seen.length, 3);
  });

  test('without a user nothing is tried', async () => {
    const { seen, fetch } = peer(unauthorized(challenge('abc')));
    const client = createClient({ baseUrl: 'http://gw', fetch });
    assert.deepEqual(await client.querySmsInQueue(), { ok: false, error: unauthorizedError });
    assert.equal(seen.length, 1);
  });

  test('Basic carries UTF-8', () => {
    assert.equal(basicHeader('ünal', 'şifre'), `Basic ${Buffer.from('ünal:şifre').toString('base64')}`);
  });

  test('several challenges in one header', () => {
    const found = parseChallenges(`${challenge('abc', 'TRUE')}, ${BASIC_CHALLENGE}`);
    assert.deepEqual(
      found.map(({ scheme, nonce, stale }) => [scheme, nonce, stale]),
      [
        ['digest', 'abc', true],
        ['basic', '', false],
      ],
    );
    assert.deepEqual(parseChallenges('Negotiate'), []);
  });
});
