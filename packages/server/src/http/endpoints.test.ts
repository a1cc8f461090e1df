/** Pools, batches, webhooks, keys and users over HTTP: made, shown, changed and removed, each with the code of its endpoint. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { runningServer, type TestServer } from '../testing/running-server.ts';

const NOWHERE = '0000000000000000000000';

describe('endpoints of a server', { timeout: 120_000 }, () => {
  let server: TestServer;

  before(async () => {
    server = await runningServer('endpoints', { SIMGATE_SERVER_WEBHOOKS_ALLOWED_ADDRESSES: '127.0.0.1' });
  });

  after(() => server.remove());

  /** The body of an answer with this status. */
  async function ask(method: string, path: string, status: number, body?: object) {
    const answer = await server.call(path, body, { method });
    assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async function send(numbers: readonly string[], more: object = {}) {
    return ask('POST', '/v1/messages', 202, { to: numbers, text: 'Hello.', ...more });
  }

  const usualPool = {
    id: 'shop',
    country: 'DE',
    allowed_countries: null,
    members: {},
    rules: [],
    order: 'evenly',
    sticky: false,
    doubt: 'fail',
    limits: {},
    pacing: { gap_ms: 0, jitter_ms: 0 },
    most_attempts: 3,
    validity: null,
  };

  test('a pool is made, keeps what a change leaves out, and is removed once nothing waits in it', async () => {
    const { keywords: _words, ...made } = await ask('PUT', '/v1/pools/shop', 200, { country: 'DE' });
    assert.deepEqual(Object.keys(made), Object.keys(usualPool));
    const wish = {
      allowed_countries: ['DE', 'FR'],
      members: { sims: ['8949'], gateways: [NOWHERE], tags: ['prepaid'] },
      rules: [{ prefix: '+33', tag: 'french' }],
      sticky: true,
      limits: { day: 7 },
      pacing: { gap_ms: 20, jitter_ms: 5 },
      most_attempts: 2,
      validity: 600,
      keywords: { stop: ['STOP'], start: ['START'], help: ['HELP'] },
    };
    const changed = await ask('PUT', '/v1/pools/shop', 200, wish);
    assert.deepEqual(changed, { ...made, ...wish });
    assert.deepEqual(await ask('PUT', '/v1/pools/shop', 200, {}), changed, 'what is absent stays');
    const open = await ask('PUT', '/v1/pools/shop', 200, { allowed_countries: null, validity: null });
    assert.deepEqual(open, { ...changed, allowed_countries: null, validity: null });
    const { pools } = await ask('GET', '/v1/pools', 200);
    assert.deepEqual(
      pools.map(({ id }: { id: string }) => id),
      ['default', 'shop'],
    );
    const { batch } = await send(['+4915112345678'], { pool: 'shop' });
    assert.match((await ask('DELETE', '/v1/pools/shop', 409)).error, /^id: messages wait in this pool/);
    assert.deepEqual(await ask('POST', `/v1/batches/${batch}/cancel`, 200, {}), { cancelled: 1 });
    assert.deepEqual(await ask('DELETE', '/v1/pools/shop', 200), {});
    await ask('DELETE', '/v1/pools/shop', 404);
  });

  test('a batch counts its messages by state, and all that wait are taken back, however many', async () => {
    const numbers = Array.from({ length: 501 }, (_each, index) => `+4915112${10_000 + index}`);
    const { batch, messages } = await send(numbers);
    const { id } = messages[0];
    const cancelled = await ask('POST', `/v1/messages/${id}/cancel`, 200, {});
    assert.equal(cancelled.state, 'cancelled');
    assert.match((await ask('POST', `/v1/messages/${id}/cancel`, 409, {})).error, /^id: .* has ended/);
    assert.deepEqual(await ask('GET', `/v1/batches/${batch}`, 200), {
      ...{ id: batch, total: 501 },
      states: { queued: 500, cancelled: 1 },
    });
    assert.deepEqual(await ask('POST', `/v1/batches/${batch}/cancel`, 200, {}), { cancelled: 500 });
    assert.deepEqual((await ask('GET', `/v1/batches/${batch}`, 200)).states, { cancelled: 501 });
    assert.deepEqual(await ask('POST', `/v1/batches/${batch}/cancel`, 200, {}), { cancelled: 0 });
    assert.match((await ask('POST', `/v1/batches/${NOWHERE}/cancel`, 404, {})).error, /^id/);
    assert.match((await ask('POST', `/v1/messages/${NOWHERE}/cancel`, 404, {})).error, /^id/);
    assert.match(
      (await ask('POST', `/v1/messages/${id}/decide`, 409, { decision: 'failed' })).error,
      /^id: it is not unknown/,
    );
  });

  test('a preview shows alphabet, segments and the characters that are left', async () => {
    const preview = (wish: object, status = 200) => ask('POST', '/v1/messages/preview', status, wish);
    assert.deepEqual(await preview({ template: 'Dear {name}', values: { name: 'Ann' } }), {
      ...{ text: 'Dear Ann', alphabet: 'gsm-7bit', segments: ['Dear Ann'], left: 152 },
    });
    const wide = await preview({ text: 'Ж'.repeat(71) });
    assert.deepEqual([wide.alphabet, wide.segments.length, wide.left], ['unicode', 2, 63]);
    assert.match((await preview({ text: 'Ж', encoding: 'gsm-7bit' }, 400)).error, /^text/);
    assert.match((await preview({ template: '{a}' }, 400)).error, /^values: has no a/);
    assert.match((await preview({}, 400)).error, /^text: .*not both/);
  });

  test('a webhook is made with a secret, changed and removed; its deliveries have pages', async () => {
    const url = 'http://127.0.0.1:9/hook';
    const { webhook, secret } = await ask('POST', '/v1/webhooks', 201, { url, description: 'mine' });
    assert.match(secret, /^whsec_/);
    assert.deepEqual(
      [webhook.url, webhook.kinds, webhook.pools, webhook.description, webhook.enabled, webhook.waiting],
      [url, [], [], 'mine', true, 0],
    );
    const changed = await ask('PATCH', `/v1/webhooks/${webhook.id}`, 200, { enabled: false });
    assert.deepEqual(changed, { ...webhook, enabled: false }, 'what is absent stays');
    assert.match((await ask('PATCH', `/v1/webhooks/${webhook.id}`, 400, { url: 'x' })).error, /^url/);
    assert.deepEqual((await ask('GET', '/v1/webhooks', 200)).webhooks, [changed]);
    const path = `/v1/webhooks/${webhook.id}/deliveries`;
    assert.deepEqual(await ask('GET', path, 200), { deliveries: [], next: null });
    assert.match((await ask('GET', `${path}?cursor=what`, 400)).error, /^cursor/);
    for (const order of ['resend', 'pass-over'])
      assert.match((await ask('POST', `${path}/1.1/${order}`, 404, {})).error, /^event/);
    assert.deepEqual(await ask('DELETE', `/v1/webhooks/${webhook.id}`, 200), {});
    await ask('DELETE', `/v1/webhooks/${webhook.id}`, 404);
    await ask('PATCH', `/v1/webhooks/${webhook.id}`, 404, {});
  });

  test('a key is of the role sender unless another is asked for, and ends at its moment', async () => {
    const { key } = await ask('POST', '/v1/keys', 201, { name: 'a', expires_at: '2999-01-01T00:00:00Z' });
    assert.deepEqual([key.name, key.role, key.pools], ['a', 'sender', []]);
    assert.equal(key.expires_at, '2999-01-01T00:00:00.000Z');
    const { keys } = await ask('GET', '/v1/keys', 200);
    assert.ok(keys.some(({ id }: { id: string }) => id === key.id));
    assert.deepEqual(await ask('DELETE', `/v1/keys/${key.id}`, 200), {});
    await ask('DELETE', `/v1/keys/${key.id}`, 404);
  });

  test('a user is added, shown, changed and removed', async () => {
    const ann = { name: 'ann', role: 'viewer', configured: false };
    const wish = { name: 'ann', password: 'long enough', role: 'viewer' };
    assert.deepEqual(await ask('POST', '/v1/users', 201, wish), ann);
    assert.match((await ask('POST', '/v1/users', 409, wish)).error, /^name/);
    assert.deepEqual(await ask('GET', '/v1/users/ann', 200), ann);
    assert.deepEqual(await ask('GET', '/v1/users', 200), { users: [ann] });
    assert.deepEqual(await ask('PATCH', '/v1/users/ann', 200, { role: 'operator' }), {
      ...ann,
      role: 'operator',
    });
    assert.deepEqual(await ask('DELETE', '/v1/users/ann', 200), {});
    await ask('GET', '/v1/users/ann', 404);
    await ask('PATCH', '/v1/users/ann', 404, { role: 'operator' });
    await ask('DELETE', '/v1/users/ann', 404);
  });
});
