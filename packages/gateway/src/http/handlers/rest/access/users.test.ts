/** Users, tokens, rights and the audit trail as clients see them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { endpoints, type Role, roles } from '@simgate/api/contract';
import { temporaryStore } from '../../../../store/testing.ts';
import { queuedAt } from '../../../testing/queued.ts';
import { ask as askAdmin, basicOf, newYear, runningServer, testServer } from '../../../testing/server.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

function make() {
  const server = testServer({}, temporaryStore(newYear()));
  const as = async (authorization: string, method: Method, url: string, payload?: object) => {
    const response = await server.app.inject({
      ...{ method, url, headers: { authorization } },
      ...(payload && { payload }),
    });
    const json = String(response.headers['content-type']).startsWith('application/json');
    return { status: response.statusCode, body: json ? response.json() : response.body };
  };
  const admin = basicOf('admin');
  return { server, as, admin };
}

function headerOf(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

describe('/v1/users', () => {
  test('are added, shown, changed and removed', async () => {
    const { as, admin } = make();
    const bob = { name: 'bob', role: 'sender', configured: false };
    const made = await as(admin, 'POST', '/v1/users', {
      name: 'bob',
      password: 'builder, yes',
      role: 'sender',
    });
    assert.deepEqual(made, { status: 201, body: bob });
    assert.deepEqual(await as(admin, 'GET', '/v1/users/bob'), { status: 200, body: bob });
    const { body } = await as(admin, 'GET', '/v1/users');
    assert.ok(body.users.some((user: { name: string }) => user.name === 'bob'));
    const changed = await as(admin, 'PATCH', '/v1/users/bob', { role: 'viewer' });
    assert.deepEqual(changed, { status: 200, body: { ...bob, role: 'viewer' } });
    assert.deepEqual(await as(admin, 'DELETE', '/v1/users/bob'), { status: 200, body: {} });
    assert.equal((await as(admin, 'GET', '/v1/users/bob')).status, 404);
  });

  test('a new one is an operator unless said otherwise', async () => {
    const { as, admin } = make();
    const { body } = await as(admin, 'POST', '/v1/users', { name: 'bob', password: 'builder, yes' });
    assert.equal(body.role, 'operator');
  });

  test('a name of any script can be put into the path', async () => {
    const { as, admin } = make();
    await as(admin, 'POST', '/v1/users', { name: 'Ünal Ş', password: 'şifre şifre' });
    const url = `/v1/users/${encodeURIComponent('Ünal Ş')}`;
    assert.equal((await as(headerOf('Ünal Ş', 'şifre şifre'), 'GET', url)).status, 200);
    assert.equal((await as(admin, 'DELETE', url)).status, 200);
  });

  test('one changes the own password with the old one, and nothing else', async () => {
    const { as, admin } = make();
    await as(admin, 'POST', '/v1/users', { name: 'bob', password: 'builder, yes', role: 'sender' });
    const bob = headerOf('bob', 'builder, yes');
    const change = (body: object, name = 'bob') => as(bob, 'PATCH', `/v1/users/${name}`, body);
    const password = 'another one';
    assert.match((await change({ password })).body.error, /^old_password: is missing/);
    assert.equal((await change({ role: 'admin' })).status, 403);
    assert.equal((await change({ password }, 'viewer')).status, 403);
    assert.equal((await as(bob, 'GET', '/v1/users/viewer')).status, 403);
    const right = await change({ password, old_password: 'builder, yes' });
    assert.equal(right.status, 200);
    assert.equal((await as(headerOf('bob', password), 'GET', '/v1/users/bob')).status, 200);
  });

  test('guessing the old password is slowed down as every login', async () => {
    const { as, admin } = make();
    await as(admin, 'POST', '/v1/users', { name: 'bob', password: 'builder, yes', role: 'sender' });
    const bob = headerOf('bob', 'builder, yes');
    const guess = () => as(bob, 'PATCH', '/v1/users/bob', { password: 'another one', old_password: 'guess' });
    const answers = [await guess(), await guess(), await guess()].map(({ status }) => status);
    assert.deepEqual(answers.slice(0, 2), [403, 403]);
    assert.equal(answers[2], 429);
  });

  test('an admin changes the own password with the old one too', async () => {
    const { as, admin } = make();
    await as(admin, 'POST', '/v1/users', { name: 'chief', password: 'of my own', role: 'admin' });
    const chief = headerOf('chief', 'of my own');
    assert.equal((await as(chief, 'PATCH', '/v1/users/chief', { password: 'another one' })).status, 400);
    assert.equal((await as(admin, 'PATCH', '/v1/users/chief', { password: 'another one' })).status, 200);
  });
});

describe('/v1/tokens', () => {
  const expires_at = '2026-01-01T01:00:00Z';

  test('speak for their user with less rights, until their end', async () => {
    const { server, as } = make();
    const operator = basicOf('operator');
    const made = await as(operator, 'POST', '/v1/tokens', { name: 'shop', role: 'sender', expires_at });
    assert.equal(made.status, 201);
    assert.equal(made.body.expires_at, '2026-01-01T01:00:00.000Z');
    const bearer = `Bearer ${made.body.token}`;
    const sent = await as(bearer, 'POST', '/api/send_sms', { text: 'hi', param: [{ number: '1' }] });
    assert.equal(sent.body.error_code, 202);
    assert.equal((await as(bearer, 'GET', '/v1/inbox')).status, 403);
    const { body } = await as(operator, 'GET', '/v1/tokens');
    assert.deepEqual(Object.keys(body.tokens[0]), ['id', 'name', 'user', 'role', 'created_at', 'expires_at']);
    server.clock.advance(3_600_000);
    assert.equal((await as(bearer, 'GET', '/api/query_sms_in_queue')).status, 401);
  });

  test('are seen and ended by their user and by admins', async () => {
    const { as, admin } = make();
    const made = await as(basicOf('sender'), 'POST', '/v1/tokens', { name: 'a', role: 'sender', expires_at });
    const url = `/v1/tokens/${made.body.id}`;
    assert.deepEqual((await as(basicOf('viewer'), 'GET', '/v1/tokens')).body.tokens, []);
    assert.equal((await as(basicOf('viewer'), 'DELETE', url)).status, 404);
    assert.equal((await as(admin, 'GET', '/v1/tokens')).body.tokens.length, 1);
    assert.equal((await as(admin, 'DELETE', url)).status, 200);
  });

  test('go with their user, also where one of that name comes back', async () => {
    const { as, admin } = make();
    const bob = { name: 'bob', password: 'builder, yes', role: 'sender' };
    await as(admin, 'POST', '/v1/users', bob);
    const asBob = headerOf('bob', bob.password);
    const { body } = await as(asBob, 'POST', '/v1/tokens', { name: 'shop', role: 'sender', expires_at });
    await as(admin, 'DELETE', '/v1/users/bob');
    await as(admin, 'POST', '/v1/users', bob);
    assert.equal((await as(`Bearer ${body.token}`, 'GET', '/api/query_sms_in_queue')).status, 401);
    assert.deepEqual((await as(asBob, 'GET', '/v1/tokens')).body.tokens, []);
  });

  test('cannot have more rights than their user', async () => {
    const { as } = make();
    for (const [own, given] of [
      ['sender', 'viewer'],
      ['viewer', 'sender'],
      ['operator', 'admin'],
    ] as const) {
      const answer = await as(basicOf(own), 'POST', '/v1/tokens', { name: 'a', role: given, expires_at });
      assert.equal(answer.status, 403, `${own} gives ${given}`);
    }
  });

  test('need an end that the calendar has', async () => {
    const { as, admin } = make();
    for (const end of ['2025-01-01T00:00:00Z', '2026-02-30T99:00:00Z', 'tomorrow']) {
      const { status, body } = await as(admin, 'POST', '/v1/tokens', {
        name: 'a',
        role: 'viewer',
        expires_at: end,
      });
      assert.equal(status, 400);
      assert.match(body.error, /^expires_at: /);
    }
  });
});

describe('/v1/audit', () => {
  test('tells who changed what, without secrets, newest first', async () => {
    const { as, admin } = make();
    await as(admin, 'POST', '/v1/users', { name: 'bob', password: 'builder, yes', role: 'sender' });
    await as(basicOf('operator'), 'GET', '/api/set_port_info?port=1&action=unlock&param=1234');
    await as(admin, 'DELETE', '/v1/numbers/491709999999');
    await as(admin, 'DELETE', '/v1/users/bob');
    await as(admin, 'DELETE', '/v1/users/bob');
    const { body } = await as(admin, 'GET', '/v1/audit?limit=3');
    assert.equal(body.entries.length, 3);
    assert.deepEqual(
      body.entries.map(({ user, endpoint, address }: Record<string, string>) => [user, endpoint, address]),
      [
        ['admin', 'delete_user', '127.0.0.1'],
        ['admin', 'erase_number', '127.0.0.1'],
        ['admin', 'create_user', '127.0.0.1'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(body), /builder|1234|9999/);
    const before = body.entries[2].id;
    assert.deepEqual((await as(admin, 'GET', `/v1/audit?before=${before}`)).body, {
      entries: [],
      next: null,
    });
  });
});

describe('rights stand per endpoint in the contract', () => {
  const allowed = (role: Role) =>
    endpoints.filter(({ access }) => access !== 'open' && access.includes(role)).map(({ name }) => name);

  test('each role has its own, and an admin all', () => {
    const all = endpoints.filter(({ access }) => access !== 'open').map(({ name }) => name);
    assert.deepEqual(allowed('admin'), all);
    for (const name of ['set_port_info', 'send_ussd', 'stk_go', 'act_on_port', 'query_incoming_sms'])
      for (const role of ['sender', 'viewer'] as const) assert.ok(!allowed(role).includes(name), name);
    for (const name of ['get_port_info', 'list_ports', 'query_sms_result', 'list_messages'])
      for (const role of roles) assert.ok(allowed(role).includes(name), `${name} ${role}`);
    for (const name of ['create_user', 'change_settings', 'create_push_target', 'list_audit'])
      for (const role of ['operator', 'sender', 'viewer'] as const)
        assert.ok(!allowed(role).includes(name), name);
    assert.ok(allowed('sender').includes('send_sms') && !allowed('viewer').includes('send_sms'));
  });

  for (const { name, path, methods, access } of endpoints) {
    if (access === 'open') continue;
    test(`${name} refuses every other role with 403`, async () => {
      const { app } = testServer();
      const url = path.replace(/\{\w+\}/g, '1');
      for (const role of roles.filter(one => !access.includes(one))) {
        const headers = { authorization: basicOf(role) };
        const { statusCode } = await app.inject({ method: methods[0] ?? 'GET', url, headers });
        assert.equal(statusCode, 403, role);
      }
    });
  }
});

describe('a sender', () => {
  const param = [{ number: '1' }];

  test('sends under its name, and asks for its own only', async () => {
    const { server, as } = make();
    for (const name of ['sender', 'operator'])
      await as(basicOf(name), 'POST', '/api/send_sms', { text: 'hi', param });
    assert.deepEqual(
      queuedAt(server).map(({ owner }) => owner),
      ['sender', 'operator'],
    );
    const sentBy = async (name: string) =>
      (await as(basicOf(name), 'POST', '/api/query_sms_result', {})).body.result.length;
    assert.deepEqual([await sentBy('sender'), await sentBy('operator')], [1, 2]);
  });

  test('has idempotency keys of its own', async () => {
    const { server } = make();
    for (const name of ['sender', 'operator', 'sender'])
      await server.app.inject({
        ...{ method: 'POST', url: '/api/send_sms', payload: { text: 'hi', param } },
        headers: { authorization: basicOf(name), 'idempotency-key': 'order-1' },
      });
    assert.deepEqual(
      queuedAt(server).map(({ owner }) => owner),
      ['sender', 'operator'],
    );
  });
});

describe('a viewer', () => {
  test('gets masked numbers and no texts', async () => {
    const server = await runningServer({ modems: { 0: {} } });
    await askAdmin(server, '/api/send_sms', { text: 'hi', param: [{ number: '+491701234567' }] });
    const ask = async (url: string) =>
      (await server.app.inject({ url, headers: { authorization: basicOf('viewer') } })).json();
    assert.equal((await ask('/api/query_sms_result')).result[0].number, '+*********567');
    const { info } = await ask('/api/get_port_info?info_type=number,reg&port=0');
    assert.deepEqual(info, [{ port: 0, number: '**001', reg: 'REGISTER_OK' }]);
    const [port] = (await ask('/v1/ports')).ports;
    assert.equal(port.sim.number, '**001');
  });

  test('cannot search in what it does not see', async () => {
    const { as } = make();
    for (const url of ['/v1/messages?text=a', '/v1/inbox?number=1'])
      assert.equal((await as(basicOf('viewer'), 'GET', url)).status, 403, url);
  });
});
