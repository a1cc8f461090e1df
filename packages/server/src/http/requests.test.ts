/** Who may ask the server what, and what it refuses: nothing of a refused request is stored. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { runningServer, type TestServer } from '../testing/running-server.ts';

const NOWHERE = '0000000000000000000000';
const to = ['+4915112345678'];

describe('requests to a server', { timeout: 120_000 }, () => {
  let server: TestServer;

  before(async () => {
    server = await runningServer('requests');
  });

  after(() => server.remove());

  async function stored(): Promise<number> {
    return (await server.call('/v1/messages')).body.messages.length;
  }

  const wrong: readonly (readonly [
    what: string,
    path: string,
    body: object | undefined,
    status: number,
    error: RegExp,
    method?: string,
  ])[] = [
    ['a number that is none', '/v1/messages', { to: [...to, '12'.repeat(20)], text: 'x' }, 400, /^to\[1\]/],
    ['a letter in a number', '/v1/messages', { to: ['+49abc'], text: 'x' }, 400, /^to\[0\]/],
    [
      'a number without a country',
      '/v1/messages',
      { to: ['015112345678'], text: 'x' },
      400,
      /^to\[0\]: has no country/,
    ],
    ['no recipient', '/v1/messages', { to: [], text: 'x' }, 400, /^to/],
    ['no text', '/v1/messages', { to }, 400, /^text: needs to be there/],
    ['text and template', '/v1/messages', { to, text: 'x', template: 'y' }, 400, /^text: .*not both/],
    [
      'a value that the template misses',
      '/v1/messages',
      { to: [{ number: to[0], values: { a: 'x' } }, { number: to[0] }], template: 'Dear {a}' },
      400,
      /^to\[1\]\.values: has no a/,
    ],
    [
      'an unknown pool',
      '/v1/messages',
      { to, text: 'x', pool: 'nothing' },
      404,
      /^pool: there is no pool nothing/,
    ],
    ['an unknown SIM', '/v1/messages', { to, text: 'x', sim: '8949' }, 404, /^sim/],
    ['an unknown gateway', '/v1/messages', { to, text: 'x', gateway: NOWHERE }, 404, /^gateway/],
    ['a port without gateway', '/v1/messages', { to, text: 'x', port: 1 }, 400, /^port: needs the gateway/],
    ['a misspelt key', '/v1/messages', { to, text: 'x', validty: 60 }, 400, /^validty: is not known here/],
    [
      'a date that is none',
      '/v1/messages',
      { to, text: 'x', not_before: '2026-13-40T00:00:00Z' },
      400,
      /^not_before/,
    ],
    ['10,001 recipients', '/v1/messages', { to: Array(10_001).fill(to[0]), text: 'x' }, 413, /^to/],
    ['a text that is too long', '/v1/messages', { to, text: 'x'.repeat(1501) }, 413, /^text/],
    ['a body over 4 MiB', '/v1/messages', { to, text: 'x'.repeat(4_200_000) }, 413, /^body: is over 4 MiB/],
    ['a message that is not there', `/v1/messages/${NOWHERE}`, undefined, 404, /^id/],
    ['an id that is none', '/v1/messages/12', undefined, 400, /^id/],
    ['a batch that is not there', `/v1/batches/${NOWHERE}`, undefined, 404, /^id/],
    ['a decision about nothing', `/v1/messages/${NOWHERE}/decide`, { decision: 'failed' }, 404, /^id/],
    ['a decision that is none', `/v1/messages/${NOWHERE}/decide`, { decision: 'perhaps' }, 400, /^decision/],
    ['the pool default is not removed', '/v1/pools/default', undefined, 409, /default stays/, 'DELETE'],
    ['a pool that is not there', '/v1/pools/nothing', undefined, 404, /^id/, 'DELETE'],
    [
      'a key that ends before it begins',
      '/v1/keys',
      { name: 'x', expires_at: '2000-01-01T00:00:00Z' },
      400,
      /^expires_at/,
    ],
    ['a key that is not there', `/v1/keys/${NOWHERE}`, undefined, 404, /^id/, 'DELETE'],
    ['a webhook without a scheme', '/v1/webhooks', { url: 'example.com' }, 400, /^url/],
    [
      'a webhook inside',
      '/v1/webhooks',
      { url: 'http://10.1.2.3/x' },
      400,
      /^url: leads to 10\.1\.2\.3, .*webhooks\.allowedAddresses/,
    ],
    [
      'a webhook on this machine',
      '/v1/webhooks',
      { url: 'http://127.0.0.1/x' },
      400,
      /^url: leads to 127\.0\.0\.1/,
    ],
    ['a country of nobody', '/v1/pools/a', { country: 'XX' }, 400, /^country: XX is no country/, 'PUT'],
    [
      'one of several countries',
      '/v1/pools/a',
      { allowed_countries: ['DE', 'ZZ'] },
      400,
      /^allowed_countries\[1\]: ZZ is/,
      'PUT',
    ],
    [
      'that of a rule',
      '/v1/pools/a',
      { rules: [{ country: 'UK', tag: 'b' }] },
      400,
      /^rules\[0\]\.country: UK/,
      'PUT',
    ],
    ['messages from nowhere', '/v1/messages?cursor=what', undefined, 400, /^cursor/],
    ['an audit trail from nowhere', '/v1/audit?cursor=what', undefined, 400, /^cursor/],
    ['deliveries of nothing', `/v1/webhooks/${NOWHERE}/deliveries`, undefined, 404, /^id/],
    ['a cursor that is none', '/v1/events?after=what', undefined, 400, /^after/],
    ['a path that is not there', '/v1/nothing', undefined, 404, /^path/],
    ['a method that is not there', '/v1/pools', undefined, 405, /^method: here it is GET/, 'PUT'],
  ];
  for (const [what, path, body, status, error, method] of wrong)
    test(`${what}: ${status}, and nothing is stored`, async () => {
      const answer = await server.call(path, body, method === undefined ? {} : { method });
      assert.equal(answer.status, status, JSON.stringify(answer.body));
      assert.match(answer.body.error, error);
      assert.equal(await stored(), 0);
    });

  test('a body that is no JSON names the place', async () => {
    const response = await fetch(`${server.url}/v1/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' },
      body: '{"to": [',
    });
    assert.equal(response.status, 400);
    assert.match(((await response.json()) as { error: string }).error, /^body/);
  });

  test('without a key, and with a wrong one: 401', async () => {
    for (const headers of [{}, { authorization: 'Bearer sgk_wrong' }]) {
      const response = await fetch(`${server.url}/v1/messages`, { headers });
      assert.equal(response.status, 401);
    }
  });

  test('a page of another site: 403', async () => {
    const headers = { origin: 'https://evil.example' };
    assert.equal((await server.call('/v1/pools/x', {}, { method: 'PUT', headers })).status, 403);
  });

  test('healthz and readyz need no key, and metrics name no number', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const response = await fetch(`${server.url}${path}`);
      assert.deepEqual([response.status, await response.json()], [200, { status: 'ok' }]);
    }
    const { status, body } = await server.call('/metrics');
    assert.equal(status, 200);
    assert.match(body, /^simgate_partitions_owned 256$/m);
    assert.match(body, /^simgate_gateways\{state="up"\} 0$/m);
    assert.doesNotMatch(body, /4915112345678/);
  });

  test('pushes to no gateway are refused with a status alone, however long they are', async () => {
    const push = (body: string) => fetch(`${server.url}/push/guessed`, { method: 'POST', body });
    const small = await push('{"sms":[]}');
    assert.deepEqual([small.status, await small.text()], [404, '']);
    const big = await push('x'.repeat(70_000));
    assert.deepEqual([big.status, await big.text()], [413, '']);
  });
});

describe('API keys', { timeout: 120_000 }, () => {
  let server: TestServer;

  before(async () => {
    server = await runningServer('keys');
    for (const pool of ['shop', 'bank'])
      assert.equal(
        (await server.call(`/v1/pools/${pool}`, { country: 'DE' }, { method: 'PUT' })).status,
        200,
      );
  });

  after(() => server.remove());

  async function makeKey(wish: object): Promise<{ readonly id: string; readonly secret: string }> {
    const { status, body } = await server.call('/v1/keys', { name: 'of a test', ...wish });
    assert.equal(status, 201);
    return { id: body.key.id, secret: body.secret };
  }

  test('are shown once, and listed without their secret', async () => {
    const { secret, id } = await makeKey({ name: 'shop' });
    const { body } = await server.call('/v1/keys');
    const listed = body.keys.find((key: { id: string }) => key.id === id);
    assert.deepEqual([listed.name, listed.role, listed.prefix], ['shop', 'sender', secret.slice(0, 8)]);
    assert.ok(!JSON.stringify(body).includes(secret.slice(8)));
  });

  const rows: readonly (readonly [
    role: string,
    path: string,
    method: string,
    body: object | undefined,
    status: number,
  ])[] = [
    ['sender', '/v1/messages', 'POST', { to, text: 'x' }, 202],
    ['sender', '/v1/keys', 'GET', undefined, 403],
    ['sender', '/v1/webhooks', 'GET', undefined, 403],
    ['viewer', '/v1/messages', 'POST', { to, text: 'x' }, 403],
    ['viewer', '/v1/messages', 'GET', undefined, 200],
    ['operator', '/v1/webhooks', 'GET', undefined, 200],
    ['operator', '/v1/pools/other', 'PUT', {}, 403],
    ['admin', '/v1/pools/other', 'PUT', {}, 200],
  ];
  for (const [role, path, method, body, status] of rows)
    test(`the role ${role} and ${method} ${path}: ${status}`, async () => {
      const { secret: key } = await makeKey({ role });
      assert.equal((await server.call(path, body, { method, key })).status, status);
    });

  test('changes are in the audit trail by who made them, without their secrets, for admins alone', async () => {
    const { secret: key } = await makeKey({ name: 'auditor', role: 'operator' });
    const gateway = { address: 'http://127.0.0.1:9', password: 'very secret', enabled: false };
    assert.equal((await server.call('/v1/gateways', gateway)).status, 201);
    assert.equal((await server.call('/v1/audit', undefined, { key })).status, 403);
    const { body } = await server.call('/v1/audit?limit=2');
    assert.deepEqual(
      body.entries.map(({ endpoint }: { endpoint: string }) => endpoint),
      ['create_gateway', 'create_key'],
    );
    assert.match(body.entries[0].parameters, /127\.0\.0\.1:9/);
    assert.doesNotMatch(JSON.stringify(body), /very secret/);
    const older = await server.call(`/v1/audit?limit=1&cursor=${body.next}`);
    assert.equal(older.body.entries.length, 1);
    assert.ok(older.body.entries[0].at <= body.entries[1].at);
  });

  test('of some pools may use no other', async () => {
    const { secret: key } = await makeKey({ pools: ['shop'] });
    const send = (pool: string) => server.call('/v1/messages', { to, text: 'x', pool }, { key });
    assert.equal((await send('shop')).status, 202);
    const { status, body } = await send('bank');
    assert.deepEqual([status, body.error], [403, 'pool: bank may not be used with this key.']);
  });

  test('of a sender see its own messages alone', async () => {
    const [one, other] = [await makeKey({}), await makeKey({})];
    const { body } = await server.call('/v1/messages', { to, text: 'secret' }, { key: one.secret });
    const [{ id }] = body.messages;
    assert.equal((await server.call(`/v1/messages/${id}`, undefined, { key: one.secret })).status, 200);
    assert.equal((await server.call(`/v1/messages/${id}`, undefined, { key: other.secret })).status, 404);
    assert.equal((await server.call(`/v1/messages/${id}/cancel`, {}, { key: other.secret })).status, 404);
    assert.equal(
      (await server.call(`/v1/batches/${body.batch}`, undefined, { key: other.secret })).status,
      404,
    );
    assert.deepEqual((await server.call('/v1/messages', undefined, { key: other.secret })).body.messages, []);
  });

  test('of a viewer see neither texts nor numbers', async () => {
    const { secret: key } = await makeKey({ role: 'viewer' });
    await server.call('/v1/messages', { to, text: 'very secret' });
    const { body } = await server.call('/v1/messages', undefined, { key });
    const [{ text, to: number }] = body.messages;
    assert.deepEqual([text, number], ['', '+**********678']);
  });

  test('end at once when they are removed, and outlast a restart else', async () => {
    const [gone, kept] = [await makeKey({ role: 'viewer' }), await makeKey({ role: 'viewer' })];
    assert.equal((await server.call(`/v1/keys/${gone.id}`, undefined, { method: 'DELETE' })).status, 200);
    assert.equal((await server.call('/v1/messages', undefined, { key: gone.secret })).status, 401);
    server = await server.restart();
    assert.equal(server.server.firstKey, undefined);
    assert.equal((await server.call('/v1/messages', undefined, { key: kept.secret })).status, 200);
    assert.equal((await server.call('/v1/messages', undefined, { key: gone.secret })).status, 401);
  });
});
