/** Users of the server while it runs: added, changed, removed over the API and from the command line, in every process. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runningServer, type TestServer } from '../../packages/server/src/testing/running-server.ts';
import { runProgram } from '../foreign/support/child-program.ts';
import { launcher } from '../programs/launcher.ts';

describe('users of a running server', { timeout: 120_000 }, () => {
  let server: TestServer;
  before(async () => {
    server = await runningServer('server-users');
  });
  after(() => server.remove());

  const basic = (name: string, password: string) => `Basic ${btoa(`${name}:${password}`)}`;
  const as = (name: string, password: string, path = '/v1/messages', more: object = {}) =>
    fetch(`${server.url}${path}`, { headers: { authorization: basic(name, password) }, ...more }).then(
      ({ status }) => status,
    );

  test('an admin adds one, who comes in at once and may do what the role allows', async () => {
    const made = await server.call('/v1/users', { name: 'ann', password: 'long enough', role: 'viewer' });
    assert.deepEqual([made.status, made.body], [201, { name: 'ann', role: 'viewer', configured: false }]);
    assert.equal(await as('ann', 'long enough'), 200);
    assert.equal(await as('ann', 'another one'), 401);
    assert.equal(await as('ann', 'long enough', '/v1/users'), 403);
    const again = await server.call('/v1/users', { name: 'ann', password: 'long enough' });
    assert.deepEqual([again.status, again.body.error], [409, 'name: there is a user "ann" already.']);
    const short = await server.call('/v1/users', { name: 'bob', password: 'short' });
    assert.equal(short.status, 400);
    assert.match(short.body.error, /^password: must be a password of at least 8 characters/);
  });

  test('is known after a restart, and another password counts at once', async () => {
    server = await server.restart();
    assert.equal(await as('ann', 'long enough'), 200);
    const changed = await server.call('/v1/users/ann', { password: 'another one' }, { method: 'PATCH' });
    assert.equal(changed.status, 200);
    assert.equal(await as('ann', 'long enough'), 401);
    assert.equal(await as('ann', 'another one'), 200);
  });

  test('is listed, changed and removed from the command line', async () => {
    const run = (...args: string[]) =>
      runProgram(process.execPath, [launcher, '--server', server.url, ...args], {
        env: { SIMGATE_KEY: server.key },
      });
    const file = join(server.folder, 'password.txt');
    writeFileSync(file, 'from the file\n');
    assert.equal((await run('user-add', 'eve', '--role', 'operator', '--password-file', file)).code, 0);
    assert.equal(await as('eve', 'from the file'), 200);
    assert.equal((await run('user-change', 'eve', '--role', 'viewer')).code, 0);
    const { output } = await run('users', '--json');
    assert.deepEqual(
      JSON.parse(output).users.map(({ name, role }: { name: string; role: string }) => [name, role]),
      [
        ['ann', 'viewer'],
        ['eve', 'viewer'],
      ],
    );
    assert.equal((await run('user-remove', 'eve')).code, 0);
    assert.equal(await as('eve', 'from the file'), 401);
    assert.notEqual((await run('user-remove', 'eve')).code, 0);
  });

  test('the last admin, of keys and users together, stays', async () => {
    const { body } = await server.call('/v1/keys');
    const first = body.keys.find(({ role }: { role: string }) => role === 'admin');
    const remove = (path: string) => server.call(path, undefined, { method: 'DELETE' });
    const alone = await remove(`/v1/keys/${first.id}`);
    assert.deepEqual(
      [alone.status, alone.body.error],
      [409, 'id: the last admin cannot be removed: make another key or user of that role first.'],
    );
    await server.call('/v1/users', { name: 'root', password: 'long enough', role: 'admin' });
    // The key administers too, so the user is not the last one.
    assert.equal((await remove('/v1/users/root')).status, 200);
    await server.call('/v1/users', { name: 'root', password: 'long enough', role: 'admin' });
    assert.equal((await remove(`/v1/keys/${first.id}`)).status, 200);
    const last = await fetch(`${server.url}/v1/users/root`, {
      method: 'DELETE',
      headers: { authorization: basic('root', 'long enough') },
    });
    assert.equal(last.status, 409);
  });
});
