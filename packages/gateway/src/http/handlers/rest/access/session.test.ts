/** Sign-in at the console as a browser sees it: cookies, what they are good for, and what ends them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type TemporaryStore, temporaryStore } from '../../../../store/testing.ts';
import {
  basicOf,
  httpConfig,
  newYear,
  type ServerOptions,
  testServer,
  user,
} from '../../../testing/server.ts';

type Headers = Record<string, string>;

/** A page of the gateway itself, as a browser marks its requests. */
const fromPage: Headers = { 'x-simgate': '1', 'sec-fetch-site': 'same-origin' };

function make(options: ServerOptions = {}, store?: TemporaryStore, clock = newYear()) {
  const kept = store ?? temporaryStore(clock);
  const server = testServer(options, kept, clock);
  const ask = (
    method: 'GET' | 'POST' | 'DELETE' | 'PATCH',
    url: string,
    headers: Headers,
    payload?: object,
  ) => server.app.inject({ method, url, headers, ...(payload && { payload }) });
  const signIn = async (body: object = { user: 'operator', password: user.password }, more: Headers = {}) => {
    const response = await ask('POST', '/v1/session', { ...fromPage, ...more }, body);
    assert.equal(response.statusCode, 201, response.body);
    const [cookie = ''] = String(response.headers['set-cookie']).split(';');
    return { cookie, response };
  };
  return { server, ask, signIn, store: kept };
}

describe('POST /v1/session', () => {
  test('the right password: who one is, what there is, and a cookie that scripts cannot read', async () => {
    const { signIn } = make();
    const { response } = await signIn();
    const { version, serial_number: sn, ...body } = response.json();
    assert.match(version, /^\d+\.\d+\.\d+/);
    assert.equal(sn, 'da00-0030-1901-2817');
    assert.deepEqual(body, {
      user: 'operator',
      role: 'operator',
      expires_at: '2026-01-01T12:00:00.000Z',
      time_zone: 'Europe/Berlin',
      time: '2026-01-01T00:00:00.000Z',
      base_path: '',
      offers: { simulator: false, record: true },
    });
    assert.match(
      String(response.headers['set-cookie']),
      /^simgate=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
    );
  });

  const refused: [string, object, number, RegExp][] = [
    ['a wrong password', { user: 'admin', password: 'guess' }, 401, /^user: the user or the password/],
    ['an unknown user', { user: 'nobody', password: 'guess' }, 401, /^user: the user or the password/],
    ['an unknown token', { token: 'guess' }, 401, /^token: /],
    ['no password', { user: 'admin' }, 400, /^password: is missing/],
    ['nothing', {}, 400, /^user: is missing/],
    ['a misspelt key', { user: 'admin', pass: 'x' }, 400, /^pass: is not known here/],
  ];
  for (const [name, body, status, error] of refused)
    test(`${name}: ${status}, no challenge and no cookie`, async () => {
      const response = await make().ask('POST', '/v1/session', fromPage, body);
      assert.equal(response.statusCode, status);
      assert.match(response.json().error, error);
      assert.equal(response.headers['www-authenticate'], undefined);
      assert.equal(response.headers['set-cookie'], undefined);
    });

  test('guessing is slowed down as every login', async () => {
    const { ask } = make();
    await ask('POST', '/v1/session', fromPage, { user: 'admin', password: 'guess' });
    const next = await ask('POST', '/v1/session', fromPage, { user: 'admin', password: user.password });
    assert.equal(next.statusCode, 429);
    assert.equal(next.headers['retry-after'], '1');
  });

  test('a page of another site signs nobody in', async () => {
    const headers = { origin: 'http://evil.example', 'content-type': 'text/plain' };
    const response = await make().ask('POST', '/v1/session', headers, {
      user: 'admin',
      password: user.password,
    });
    assert.equal(response.statusCode, 403);
  });

  test('a printed link signs in once', async () => {
    const { server, ask, signIn } = make();
    const token = server.management.signIns.make('admin');
    const { response } = await signIn({ token });
    assert.equal(response.json().role, 'admin');
    assert.equal((await ask('POST', '/v1/session', fromPage, { token })).statusCode, 401);
  });

  test('a printed link signs in nobody who was removed', async () => {
    const { server, ask } = make();
    const token = server.management.signIns.make('bob');
    const { statusCode, body } = await ask('POST', '/v1/session', fromPage, { token });
    assert.deepEqual([statusCode, body], [401, '{"error":"user: is gone."}']);
  });

  test('a printed link ends after ten minutes', async () => {
    const { server, ask } = make();
    const token = server.management.signIns.make('admin');
    server.clock.advance(600_000);
    assert.equal((await ask('POST', '/v1/session', fromPage, { token })).statusCode, 401);
  });
});

describe('the cookie', () => {
  test('is good under /v1', async () => {
    const { ask, signIn } = make();
    const { cookie } = await signIn();
    const response = await ask('GET', '/v1/ports', { ...fromPage, cookie });
    assert.equal(response.statusCode, 200);
    assert.equal((await ask('GET', '/v1/users', { ...fromPage, cookie })).statusCode, 403);
  });

  test("never for the vendor's API, which changes state by GET", async () => {
    const { ask, signIn } = make();
    const { cookie } = await signIn();
    for (const url of ['/api/send_sms?text=a&param=1', '/GetSTKView?port=0', '/metrics'])
      assert.equal((await ask('GET', url, { ...fromPage, cookie })).statusCode, 401, url);
  });

  const uses: [string, 'GET' | 'POST', Headers, number][] = [
    ['a page of ours', 'GET', fromPage, 200],
    [
      'a page over plain HTTP, which browsers mark with Origin',
      'POST',
      { 'x-simgate': '1', origin: 'http://localhost' },
      201,
    ],
    ['a GET over plain HTTP, which browsers do not mark', 'GET', { 'x-simgate': '1' }, 200],
    ['without the header', 'GET', { 'sec-fetch-site': 'same-origin' }, 401],
    ['another site', 'GET', { 'x-simgate': '1', 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbour', 'GET', { 'x-simgate': '1', 'sec-fetch-site': 'same-site' }, 403],
    ['a typed address', 'GET', { 'x-simgate': '1', 'sec-fetch-site': 'none' }, 403],
    ['another origin', 'POST', { 'x-simgate': '1', origin: 'http://evil.example' }, 403],
    ['a change that nobody vouches for', 'POST', { 'x-simgate': '1' }, 403],
  ];
  for (const [name, method, headers, status] of uses)
    test(`${method} by ${name}: ${status}`, async () => {
      const { ask, signIn } = make();
      const { cookie } = await signIn();
      const [url, body] =
        method === 'GET'
          ? (['/v1/session'] as const)
          : (['/v1/download-links', { target: '/v1/ports' }] as const);
      const response = await ask(method, url, { ...headers, cookie }, body);
      assert.equal(response.statusCode, status);
    });

  test('a wrong one: 401 without a challenge', async () => {
    const { ask } = make();
    const response = await ask('GET', '/v1/session', { ...fromPage, cookie: `simgate=${'A'.repeat(43)}` });
    assert.equal(response.statusCode, 401);
    assert.equal(response.headers['www-authenticate'], undefined);
    assert.deepEqual(response.json(), { error: 'session: sign in first.' });
  });

  test('programs without the header get the challenge as before', async () => {
    const response = await make().ask('GET', '/v1/session', {});
    assert.match(String([response.headers['www-authenticate']].flat()[0]), /^Digest /);
  });
});

describe('a session ends', () => {
  const HOUR = 3_600_000;

  async function status({ ask }: ReturnType<typeof make>, cookie: string): Promise<number> {
    return (await ask('GET', '/v1/session', { ...fromPage, cookie })).statusCode;
  }

  test('by signing out', async () => {
    const bench = make();
    const { cookie } = await bench.signIn();
    const response = await bench.ask('DELETE', '/v1/session', { ...fromPage, cookie });
    assert.match(String(response.headers['set-cookie']), /^simgate=; Path=\/; Max-Age=0;/);
    assert.equal(await status(bench, cookie), 401);
  });

  test('after 12 hours without use, and not before', async () => {
    const clock = newYear();
    const bench = make({}, temporaryStore(clock), clock);
    const { cookie } = await bench.signIn();
    for (let use = 0; use < 3; use++) {
      clock.advance(11 * HOUR);
      assert.equal(await status(bench, cookie), 200);
    }
    clock.advance(12 * HOUR);
    assert.equal(await status(bench, cookie), 401);
  });

  for (const [setting, uses, rest] of [
    ['sessionIdle', 0, 600],
    ['sessionLength', 3, 150],
  ] as const)
    test(`after the time of http.${setting} where that is set`, async () => {
      const clock = newYear();
      const config = { ...httpConfig, [setting]: 600 };
      const bench = make({ config }, temporaryStore(clock), clock);
      const { cookie } = await bench.signIn();
      for (let use = 0; use < uses; use++) {
        clock.advance(150_000);
        assert.equal(await status(bench, cookie), 200);
      }
      clock.advance(rest * 1000 - 1);
      if (uses > 0) assert.equal(await status(bench, cookie), 200);
      clock.advance(1);
      assert.equal(await status(bench, cookie), 401);
    });

  test('after 30 days of use', async () => {
    const clock = newYear();
    const bench = make({}, temporaryStore(clock), clock);
    const { cookie } = await bench.signIn();
    for (let day = 0; day < 59; day++) {
      clock.advance(12 * HOUR - 1);
      assert.equal(await status(bench, cookie), 200);
    }
    clock.advance(12 * HOUR);
    assert.equal(await status(bench, cookie), 401);
  });

  test('with another password', async () => {
    const bench = make();
    const admin = { authorization: basicOf('admin') };
    await bench.ask('POST', '/v1/users', admin, { name: 'bob', password: 'builder, yes' });
    const { cookie } = await bench.signIn({ user: 'bob', password: 'builder, yes' });
    assert.equal(await status(bench, cookie), 200);
    await bench.ask('PATCH', '/v1/users/bob', admin, { password: 'another one' });
    assert.equal(await status(bench, cookie), 401);
  });

  test('when its user goes, also where one of that name and password comes back', async () => {
    const bench = make();
    const admin = { authorization: basicOf('admin') };
    const bob = { name: 'bob', password: 'builder, yes' };
    await bench.ask('POST', '/v1/users', admin, bob);
    const { cookie } = await bench.signIn({ user: 'bob', password: bob.password });
    await bench.ask('DELETE', '/v1/users/bob', admin);
    await bench.ask('POST', '/v1/users', admin, bob);
    assert.equal(await status(bench, cookie), 401);
  });

  test('not with a restart', async () => {
    const before = make();
    const { cookie } = await before.signIn();
    assert.equal(await status(make({}, before.store), cookie), 200);
  });

  test('where a thousand and one are open, the one unused for longest', async () => {
    const clock = newYear();
    const bench = make({}, temporaryStore(clock), clock);
    const { cookie } = await bench.signIn();
    clock.advance(60_000);
    const second = await bench.signIn();
    for (let others = 0; others < 998; others++) await bench.server.management.sessions.open('admin');
    assert.equal(await status(bench, cookie), 200);
    clock.advance(60_000);
    await bench.server.management.sessions.open('admin');
    const found = [await status(bench, cookie), await status(bench, second.cookie)];
    assert.deepEqual(found.toSorted(), [200, 401]);
  });
});

describe('behind a proxy', () => {
  const trusting = { ...httpConfig, trustedProxies: ['127.0.0.1'] };
  const cookieOf = async (config: typeof httpConfig, more: Headers) =>
    String((await make({ config }).signIn(undefined, more)).response.headers['set-cookie']);

  test('over TLS the cookie is for this host and TLS alone', async () => {
    assert.match(
      await cookieOf({ ...httpConfig, publicOrigin: 'https://sms.example.com' }, {}),
      /^__Host-simgate=.*; Path=\/; .*; Secure$/,
    );
    assert.match(await cookieOf(trusting, { 'x-forwarded-proto': 'https' }), /^__Host-simgate=/);
  });

  test('below a path the cookie is for that path', async () => {
    assert.match(await cookieOf({ ...httpConfig, pathPrefix: '/sms' }, {}), /^simgate=.*; Path=\/sms; /);
    const ingress = { 'x-ingress-path': '/api/hassio_ingress/abc_DEF-1', 'x-forwarded-proto': 'https' };
    assert.match(
      await cookieOf(trusting, ingress),
      /^__Secure-simgate=.*; Path=\/api\/hassio_ingress\/abc_DEF-1; /,
    );
  });

  for (const path of ['/a;Secure', '//evil.example', 'no-slash', `/${'a'.repeat(2000)}`])
    test(`X-Ingress-Path ${path.slice(0, 20)} is not taken`, async () =>
      assert.match(await cookieOf(trusting, { 'x-ingress-path': path }), /^simgate=.*; Path=\/; /));

  test('X-Ingress-Path of somebody else is not looked at', async () => {
    assert.match(await cookieOf(httpConfig, { 'x-ingress-path': '/evil' }), /^simgate=.*; Path=\/; /);
  });
});

describe('POST /v1/download-links', () => {
  const target = '/v1/messages?limit=1';

  async function linkOf({ ask, signIn }: ReturnType<typeof make>, asked = target): Promise<string> {
    const { cookie } = await signIn();
    const response = await ask('POST', '/v1/download-links', { ...fromPage, cookie }, { target: asked });
    assert.equal(response.json().expires_at, '2026-01-01T00:01:00.000Z');
    return response.json().link;
  }

  test('the link is good once, without other credentials, and is saved as a file', async () => {
    const bench = make();
    const link = await linkOf(bench);
    const first = await bench.ask('GET', link, { 'sec-fetch-site': 'same-origin' });
    assert.equal(first.statusCode, 200);
    assert.equal(first.headers['content-disposition'], 'attachment');
    assert.equal((await bench.ask('GET', link, {})).statusCode, 401);
  });

  test('not for another target, not later, not for a change', async () => {
    const other = make();
    const link = await linkOf(other);
    assert.equal((await other.ask('GET', link.replace('limit=1', 'limit=2'), {})).statusCode, 401);
    const late = make();
    const lateLink = await linkOf(late);
    late.server.clock.advance(60_000);
    assert.equal((await late.ask('GET', lateLink, {})).statusCode, 401);
    const change = make();
    assert.equal((await change.ask('DELETE', await linkOf(change, '/v1/session'), {})).statusCode, 401);
  });

  test('with the rights of who made it', async () => {
    const bench = make();
    assert.equal((await bench.ask('GET', await linkOf(bench, '/v1/users'), {})).statusCode, 403);
  });

  test('only below /v1', async () => {
    const { ask } = make();
    const authorization = basicOf('admin');
    for (const outside of ['/api/stop_sms?task_id=1', 'http://evil.example/v1/x', '/v1/']) {
      const response = await ask('POST', '/v1/download-links', { authorization }, { target: outside });
      assert.equal(response.statusCode, 400, outside);
    }
  });
});
