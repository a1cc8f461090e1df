import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { ConfigError } from '../errors.ts';
import type { HttpConfig } from '../settings/http-settings.ts';
import { openDataFolder } from '../store/store.ts';
import { STORE_TABLES } from '../store/tables.ts';
import { fakeClock, httpConfigWith, silentLog } from '../testing.ts';
import { Authenticator } from './authenticator.ts';
import { chooseUsers, isPrivate, resetUser } from './first-user.ts';
import { Tokens } from './tokens.ts';
import { UserDirectory } from './user-directory.ts';
import { isShort, md5 } from './users.ts';

function folderOf(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-users-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const warnings: string[] = [];
const log = { warn: (text: string) => warnings.push(text) };

/** The users of a program over one start; `restart` closes and opens the data folder again. */
async function start(test: TestContext, config: HttpConfig, folder = folderOf(test)) {
  const store = openDataFolder({
    ...{ folder, name: 'users.db', migrations: [STORE_TABLES], clock: fakeClock(), log: silentLog },
  });
  test.after(() => store.close());
  const { settings } = store;
  const { configured, firstUser } = await chooseUsers(config, settings, log);
  const directory = new UserDirectory({ configured, settings, allowShort: isPrivate(config) });
  const restart = (next = config) => {
    store.close();
    return start(test, next, folder);
  };
  return { directory, firstUser, restart, settings };
}

const plain = httpConfigWith();
const open = httpConfigWith({ host: '0.0.0.0' });
function withUser(password: string, more: Partial<HttpConfig> = {}): HttpConfig {
  return httpConfigWith({ users: [{ name: 'chief', password, role: 'admin' }], ...more });
}

describe('the first user', () => {
  test('is shown once; only its digests are kept', async t => {
    const { directory, firstUser, restart, settings } = await start(t, plain);
    assert.ok(firstUser);
    assert.ok(directory.isPassword('admin', firstUser.password));
    assert.equal(directory.find('admin')?.role, 'admin');
    assert.ok(!JSON.stringify(settings.get('users')).includes(firstUser.password));
    const again = await restart();
    assert.equal(again.firstUser, undefined);
    assert.ok(again.directory.isPassword('admin', firstUser.password));
  });

  test('of an earlier version keeps its password, which is kept in clear no more', async t => {
    const { restart, settings } = await start(t, plain);
    await settings.set('users', {});
    await settings.set('firstUser', 'clear text');
    const { directory, firstUser, settings: after } = await restart();
    assert.equal(firstUser, undefined);
    assert.ok(directory.isPassword('admin', 'clear text'));
    assert.equal(after.get('firstUser'), null);
  });

  test('gets a new password by a command', async t => {
    const { firstUser, restart, settings } = await start(t, plain);
    const { name, password } = await resetUser(settings, 'admin');
    const { directory } = await restart();
    assert.equal(name, 'admin');
    assert.ok(directory.isPassword('admin', password));
    assert.ok(!directory.isPassword('admin', firstUser?.password ?? ''));
  });
});

describe('short passwords', () => {
  test('are taken with a warning while only this machine can try them', async t => {
    warnings.length = 0;
    const { directory } = await start(t, withUser('admin'));
    assert.ok(directory.isPassword('chief', 'admin'));
    assert.match(warnings.join(), /the password of "chief" has fewer than 8 characters/);
    assert.ok((await directory.create('bob', 'short', 'viewer')).ok);
  });

  const reached: readonly (readonly [name: string, more: Partial<HttpConfig>, where: string])[] = [
    ['another address', { host: '0.0.0.0' }, '0.0.0.0'],
    ['a proxy', { publicOrigin: 'https://sms.example.com' }, 'https://sms.example.com'],
    ['proxies that are believed', { trustedProxies: ['10.0.0.1'] }, 'what http.trustedProxies serve'],
  ];
  for (const [name, more, where] of reached)
    test(`are refused with ${name}, unless a setting allows them`, async t => {
      await assert.rejects(
        start(t, withUser('admin', more)),
        new ConfigError(
          `http.users: the password of "chief" has fewer than 8 characters, and ${where} can be reached from elsewhere; allowed is a longer one, or http.allowShortPasswords`,
        ),
      );
      await start(t, withUser('admin', { ...more, allowShortPasswords: true }));
    });

  for (const [password, short] of [
    ['1234567', true],
    ['12345678', false],
    ['😀'.repeat(7), true],
    ['😀'.repeat(8), false],
  ] as const)
    test(`have fewer than eight characters: ${password} ${short ? 'is one' : 'is none'}`, () =>
      assert.equal(isShort(password), short));

  test('are refused for managed users of a program that others can reach', async t => {
    const { directory } = await start(t, withUser('long enough', { host: '0.0.0.0' }));
    const refusal = await directory.create('bob', 'short', 'viewer');
    assert.ok(!refusal.ok && refusal.code === 400);
  });

  test('of a managed user end the start when the program is opened', async t => {
    const { directory, restart } = await start(t, plain);
    await directory.create('bob', 'short', 'viewer');
    await assert.rejects(restart(open), ConfigError);
  });
});

describe('users managed while running', () => {
  test('stand beside the one made at first start, over a restart too', async t => {
    const { directory, restart } = await start(t, plain);
    assert.deepEqual(await directory.create('bob', 'builder, yes', 'sender'), {
      ok: true,
      user: { name: 'bob', role: 'sender', configured: false },
    });
    const again = await restart();
    assert.ok(again.directory.isPassword('bob', 'builder, yes'));
    assert.equal(again.directory.find('bob')?.role, 'sender');
    assert.equal(again.directory.users.size, 2);
  });

  test('of an earlier version are admins', async t => {
    const { restart, settings } = await start(t, plain);
    await settings.set('users', { old: md5('old:Web Server:of before') });
    const { directory } = await restart();
    assert.deepEqual(directory.find('old'), { name: 'old', role: 'admin', configured: false });
    assert.ok(directory.isPassword('old', 'of before'));
  });

  test('stand beside those of the settings, which stay as the settings say', async t => {
    const { directory, restart } = await start(t, withUser('of the file'));
    await directory.create('bob', 'builder, yes', 'operator');
    for (const outcome of [
      await directory.change('chief', { password: 'something else' }),
      await directory.remove('chief'),
      await directory.create('chief', 'something else', 'admin'),
    ]) {
      assert.ok(!outcome.ok && outcome.code === 409);
    }
    const { directory: next } = await restart();
    assert.deepEqual(next.list(), [
      { name: 'bob', role: 'operator', configured: false },
      { name: 'chief', role: 'admin', configured: true },
    ]);
  });

  test('get another role and keep their password', async t => {
    const { directory } = await start(t, plain);
    await directory.create('bob', 'builder, yes', 'sender');
    assert.ok((await directory.change('bob', { role: 'viewer' })).ok);
    assert.equal(directory.find('bob')?.role, 'viewer');
    assert.ok(directory.isPassword('bob', 'builder, yes'));
  });

  test('may have a name of any script, however it is composed', async t => {
    const { directory } = await start(t, plain);
    await directory.create('josé'.normalize('NFD'), 'contraseña', 'viewer');
    assert.ok(directory.isPassword('josé'.normalize('NFC'), 'contraseña'.normalize('NFD')));
  });

  test('the first user can go when another admin is there, and stays away', async t => {
    const { directory, restart } = await start(t, plain);
    await directory.create('bob', 'builder, yes', 'admin');
    assert.ok((await directory.remove('admin')).ok);
    const { directory: next, firstUser } = await restart();
    assert.equal(firstUser, undefined);
    assert.deepEqual(next.list(), [{ name: 'bob', role: 'admin', configured: false }]);
  });

  test('the last admin cannot be removed nor get another role; an unknown one is refused', async t => {
    const { directory } = await start(t, plain);
    await directory.create('bob', 'builder, yes', 'operator');
    const outcomes = [
      await directory.remove('admin'),
      await directory.change('admin', { role: 'viewer' }),
      await directory.remove('nobody'),
      await directory.change('nobody', { role: 'viewer' }),
    ];
    assert.deepEqual(
      outcomes.map(outcome => (outcome.ok ? 200 : outcome.code)),
      [409, 409, 404, 404],
    );
  });

  test('two removals at once leave one', async t => {
    const { directory } = await start(t, plain);
    await directory.create('bob', 'builder, yes', 'admin');
    const outcomes = await Promise.all([directory.remove('admin'), directory.remove('bob')]);
    assert.deepEqual(
      outcomes.map(({ ok }) => ok),
      [true, false],
    );
  });

  test('are enough for a program that others can reach', async t => {
    const { directory, restart } = await start(t, plain);
    await assert.rejects(
      start(t, open),
      new ConfigError(
        'http.users: none is set, and 0.0.0.0 can be reached from elsewhere; allowed is at least one user with a password of yours',
      ),
    );
    await directory.create('bob', 'builder, yes', 'admin');
    assert.equal((await restart(open)).directory.users.size, 2);
  });
});

describe('tokens', () => {
  const make = async (t: TestContext) => {
    const { directory, settings } = await start(t, plain);
    const clock = fakeClock();
    const tokens = new Tokens(settings, directory.users, clock, randomBytes);
    const ask = { name: 'shop', user: 'admin', role: 'sender', expires: clock.now() + 3_600_000 } as const;
    return { directory, settings, clock, tokens, ask };
  };

  test('are shown once, kept as digests, and speak for their user until their end', async t => {
    const { tokens, ask, settings, clock } = await make(t);
    const made = await tokens.create(ask);
    assert.ok(made.ok);
    assert.match(made.secret, /^simgate_[A-Za-z0-9_-]{43}$/);
    assert.ok(!JSON.stringify([settings.get('tokens'), tokens.list(undefined)]).includes(made.secret));
    assert.deepEqual(tokens.find(made.secret), { user: 'admin', role: 'sender' });
    assert.equal(tokens.find(`${made.secret}x`), undefined);
    clock.advance(3_600_000);
    assert.equal(tokens.find(made.secret), undefined);
  });

  test('end with their user, and where the user may do less', async t => {
    const { tokens, ask, directory } = await make(t);
    await directory.create('bob', 'builder, yes', 'operator');
    const made = await tokens.create({ ...ask, user: 'bob', role: 'operator' });
    assert.ok(made.ok && tokens.find(made.secret) !== undefined);
    await directory.change('bob', { role: 'viewer' });
    assert.equal(tokens.find(made.secret), undefined);
    await directory.remove('bob');
    assert.equal(tokens.find(made.secret), undefined);
  });

  test('outlast a restart, and are removed by their user only', async t => {
    const { tokens, ask, settings, directory, clock } = await make(t);
    const made = await tokens.create(ask);
    assert.ok(made.ok);
    const again = new Tokens(settings, directory.users, clock, randomBytes);
    assert.ok(again.find(made.secret));
    assert.equal(await again.remove(made.token.id, 'bob'), false);
    assert.equal(await again.remove(made.token.id, 'admin'), true);
    assert.equal(again.find(made.secret), undefined);
  });

  test('that are kept in another form are left out, and the others stay', async t => {
    const { directory, clock, ask } = await make(t);
    const good = { ...ask, id: 7, created: clock.now(), digest: 'd' };
    const others = [
      null,
      'text',
      {},
      { role: 'sender' },
      { digest: 'd' },
      { digest: 7, role: 'sender' },
      { digest: 'd', role: 'king' },
    ];
    const settings = { get: () => [...others, good] as never, set: async () => {} };
    const ids = (kept: typeof settings) =>
      new Tokens(kept, directory.users, clock, randomBytes).list(undefined).map(({ id }) => id);
    assert.deepEqual(ids(settings), [7]);
    assert.deepEqual(ids({ ...settings, get: () => ({ ...good }) as never }), []);
  });

  test('have to end in the time to come', async t => {
    const { tokens, ask, clock } = await make(t);
    const made = await tokens.create({ ...ask, expires: clock.now() });
    assert.deepEqual(made, { ok: false, code: 400, error: 'expires_at: must be in the future.' });
    assert.ok((await tokens.create({ ...ask, expires: clock.now() + 1 })).ok);
  });

  test('are 1,000 at most; those that are over do not count', async t => {
    const { directory, clock, ask } = await make(t);
    const live = Array.from({ length: 999 }, (_, at) => ({
      ...{ id: at + 1, name: `${at}`, user: 'admin', role: 'sender', created: clock.now() },
      ...{ expires: clock.now() + 7_200_000, digest: `${at}` },
    }));
    const over = { ...live[0], id: 1000, expires: clock.now() };
    const settings = { get: () => [...live, over] as never, set: async () => {} };
    const tokens = new Tokens(settings, directory.users, clock, randomBytes);
    const last = await tokens.create(ask);
    assert.equal(last.ok && last.token.id, 1001);
    assert.deepEqual(await tokens.create(ask), {
      ...{ ok: false, code: 409, error: 'name: there are 1000 tokens already.' },
    });
    clock.advance(3_600_000);
    assert.equal((await tokens.create({ ...ask, expires: clock.now() + 1 })).ok, true);
  });

  test('need an end in the future', async t => {
    const { tokens, ask, clock } = await make(t);
    const made = await tokens.create({ ...ask, expires: clock.now() });
    assert.ok(!made.ok && made.code === 400);
  });
});

describe('a client that has been let in', () => {
  test('is let in no more when its password is changed or its user is gone', async t => {
    const { directory } = await start(t, plain);
    await directory.create('bob', 'builder, yes', 'sender');
    const authenticator = new Authenticator({
      ...{ users: directory.users, tokens: { find: () => undefined }, basic: true, nonceLifetime: 300 },
      ...{ acceptAnyNonce: false, pathPrefix: '', monotonic: () => 0, randomBytes },
    });
    const judge = (password: string) => {
      const header = `Basic ${Buffer.from(`bob:${password}`).toString('base64')}`;
      const credentials = authenticator.read(header);
      return credentials && authenticator.check(credentials, 'GET', '/').kind;
    };
    assert.equal(judge('builder, yes'), 'right');
    assert.equal(judge('builder, yes'), 'right');
    await directory.change('bob', { password: 'another one' });
    assert.equal(judge('builder, yes'), 'wrong');
    assert.equal(judge('another one'), 'right');
    await directory.remove('bob');
    assert.equal(judge('another one'), 'wrong');
  });
});

describe('a change of a user', () => {
  test('keeps what it does not name: the role with a new password, the password with a new role', async t => {
    const { directory } = await start(t, withUser('chief of all'));
    await directory.create('ann', 'long enough', 'viewer');
    assert.ok((await directory.change('ann', { password: 'another one' })).ok);
    assert.equal(directory.find('ann')?.role, 'viewer');
    assert.ok((await directory.change('ann', { role: 'operator' })).ok);
    assert.equal(directory.find('ann')?.role, 'operator');
    assert.ok(directory.isPassword('ann', 'another one'));
  });

  test('of nobody is refused with 404', async t => {
    const { directory } = await start(t, withUser('chief of all'));
    const refused = await directory.change('ann', { role: 'operator' });
    assert.equal(refused.ok ? 0 : refused.code, 404);
  });
});
