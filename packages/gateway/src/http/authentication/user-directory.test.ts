import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { loadConfig } from '../../config/load.ts';
import type { GatewayConfig } from '../../config/schema.ts';
import { ConfigError } from '../../errors.ts';
import { chooseUsers } from '../../identity.ts';
import { openStore } from '../../store/store.ts';
import { fakeClock, silentLog } from '../../store/testing.ts';
import { createAuthenticator } from './authenticate.ts';
import { createUserDirectory } from './user-directory.ts';
import { ha1Of } from './users.ts';

function folderOf(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-users-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A gateway's users over one start; `restart` closes and opens the data folder again. */
async function start(test: TestContext, config: GatewayConfig, folder = folderOf(test)) {
  const store = openStore({ folder, clock: fakeClock(), log: silentLog });
  test.after(() => store.close());
  const { settings } = store;
  const { users, configured, firstUser } = await chooseUsers(config, settings);
  const directory = createUserDirectory({ users, configured, settings, first: firstUser?.name });
  const restart = (next = config) => {
    store.close();
    return start(test, next, folder);
  };
  return { directory, firstUser, restart };
}

const plain = loadConfig(undefined, {});
const withUsers: GatewayConfig = {
  ...plain,
  http: { ...plain.http, users: [{ name: 'chief', password: 'of the file' }] },
};

describe('users managed while running', () => {
  test('stand beside the one made at first start, over a restart too', async t => {
    const { directory, firstUser, restart } = await start(t, plain);
    assert.deepEqual(await directory.create('bob', 'builder, yes'), {
      ok: true,
      user: { name: 'bob', configured: false },
    });
    const again = await restart();
    assert.equal(again.directory.users.get('bob'), ha1Of('bob', 'builder, yes'));
    assert.deepEqual(again.firstUser, firstUser);
    assert.equal(again.directory.users.size, 2);
  });

  test('stand beside those of the settings, which stay as the settings say', async t => {
    const { directory, restart } = await start(t, withUsers);
    await directory.create('bob', 'builder, yes');
    for (const outcome of [
      await directory.changePassword('chief', 'something else'),
      await directory.remove('chief'),
      await directory.create('chief', 'something else'),
    ]) {
      assert.ok(!outcome.ok && outcome.code === 409);
    }
    const { directory: next } = await restart();
    assert.deepEqual(next.list(), [
      { name: 'bob', configured: false },
      { name: 'chief', configured: true },
    ]);
  });

  test('the password of the first user is forgotten when it is changed', async t => {
    const { directory, restart } = await start(t, plain);
    assert.ok((await directory.changePassword('admin', 'of my own')).ok);
    const { directory: next, firstUser } = await restart();
    assert.equal(firstUser, undefined);
    assert.equal(next.users.get('admin'), ha1Of('admin', 'of my own'));
  });

  test('the first user can go when another is there, and stays away', async t => {
    const { directory, restart } = await start(t, plain);
    await directory.create('bob', 'builder, yes');
    assert.ok((await directory.remove('admin')).ok);
    const { directory: next, firstUser } = await restart();
    assert.equal(firstUser, undefined);
    assert.deepEqual(next.list(), [{ name: 'bob', configured: false }]);
  });

  test('the last one cannot be removed, an unknown one neither', async t => {
    const { directory } = await start(t, plain);
    const last = await directory.remove('admin');
    assert.ok(!last.ok && last.code === 409);
    const unknown = await directory.remove('nobody');
    assert.ok(!unknown.ok && unknown.code === 404);
  });

  test('two removals at once leave one', async t => {
    const { directory } = await start(t, plain);
    await directory.create('bob', 'builder, yes');
    const outcomes = await Promise.all([directory.remove('admin'), directory.remove('bob')]);
    assert.deepEqual(
      outcomes.map(({ ok }) => ok),
      [true, false],
    );
  });

  test('are enough for a gateway that others can reach', async t => {
    const open: GatewayConfig = { ...plain, http: { ...plain.http, host: '0.0.0.0' } };
    const { directory, restart } = await start(t, plain);
    await assert.rejects(start(t, open), ConfigError);
    await directory.create('bob', 'builder, yes');
    const { directory: next } = await restart(open);
    // The password of the first user was printed; it is good on this machine alone.
    assert.deepEqual(next.list(), [{ name: 'bob', configured: false }]);
  });
});

describe('a client that has been let in', () => {
  const header = (name: string, password: string): string =>
    `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

  test('is let in no more when its password is changed or its user is gone', async t => {
    const { directory } = await start(t, plain);
    await directory.create('bob', 'builder, yes');
    const options = {
      basic: true,
      nonceLifetime: 300,
      acceptAnyNonce: false,
      monotonic: () => 0,
      randomBytes,
    };
    const authenticator = createAuthenticator({ ...options, users: directory.users });
    const judge = (password: string) => authenticator.judge(header('bob', password), 'GET', '/').kind;
    assert.equal(judge('builder, yes'), 'right');
    assert.equal(judge('builder, yes'), 'right');
    await directory.changePassword('bob', 'another one');
    assert.equal(judge('builder, yes'), 'wrong');
    assert.equal(judge('another one'), 'right');
    await directory.remove('bob');
    assert.equal(judge('another one'), 'wrong');
  });
});
