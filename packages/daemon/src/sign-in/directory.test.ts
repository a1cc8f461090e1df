/** Users that are managed while the program runs: what each change wants, and what is kept of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Settings } from '../store/settings.ts';
import { UserDirectory, type UserDirectoryOptions } from './user-directory.ts';
import { userOf } from './users.ts';

/** Settings in memory. */
function memorySettings(kept?: unknown): Settings & { kept: unknown } {
  const settings = {
    kept,
    get: () => settings.kept as never,
    async set(_name: string, value: unknown) {
      settings.kept = value;
    },
  };
  return settings;
}

function directory(more: Partial<UserDirectoryOptions> = {}, kept?: unknown) {
  const settings = memorySettings(kept);
  const made = new UserDirectory({ configured: new Map(), settings, allowShort: false, ...more });
  return { directory: made, settings };
}

const LAST = 'name: the last admin cannot be removed or get another role.';

describe('users', () => {
  test('are added once, with a password of eight characters', async () => {
    const { directory: users } = directory();
    const ann = { name: 'ann', role: 'admin', configured: false };
    assert.deepEqual(await users.create('ann', '12345678', 'admin'), { ok: true, user: ann });
    assert.deepEqual(await users.create('ann', '12345678', 'admin'), {
      ...{ ok: false, code: 409, error: 'name: there is a user "ann" already.' },
    });
    assert.deepEqual(await users.create('bob', '1234567', 'viewer'), {
      ...{ ok: false, code: 400 },
      error: 'password: must be a password of at least 8 characters (or see http.allowShortPasswords).',
    });
    assert.deepEqual(users.list(), [ann]);
    assert.equal((await directory({ allowShort: true }).directory.create('bob', '1', 'viewer')).ok, true);
  });

  test('are known by their passwords, in every form of their names', async () => {
    const { directory: users } = directory();
    await users.create('zoe\u0308', 'p\u00e4ssword', 'viewer');
    for (const name of ['zo\u00eb', 'zoe\u0308']) {
      assert.equal(users.find(name)?.name, 'zo\u00eb');
      assert.equal(users.isPassword(name, 'p\u00e4ssword'), true);
      assert.equal(users.isPassword(name, 'password'), false);
    }
    assert.equal(users.isPassword('nobody', 'p\u00e4ssword'), false);
    assert.equal(users.find('nobody'), undefined);
  });

  test('keep what a change leaves out', async () => {
    const { directory: users } = directory();
    await users.create('ann', '12345678', 'viewer');
    assert.deepEqual(await users.change('ann', { role: 'operator' }), {
      ok: true,
      user: { name: 'ann', role: 'operator', configured: false },
    });
    assert.equal(users.isPassword('ann', '12345678'), true);
    await users.change('ann', { password: 'abcdefgh' });
    assert.deepEqual([users.isPassword('ann', 'abcdefgh'), users.find('ann')?.role], [true, 'operator']);
    const short = await users.change('ann', { password: 'short' });
    assert.equal(short.ok || short.code, 400);
    const unknown = { ok: false, code: 404, error: 'name: there is no user "bob".' };
    assert.deepEqual([await users.change('bob', {}), await users.remove('bob')], [unknown, unknown]);
  });

  test('of the settings file are changed there', async () => {
    const configured = new Map([['ann', userOf('ann', 'secret', 'admin')]]);
    const { directory: users, settings } = directory({ configured });
    const refusal = {
      ...{ ok: false, code: 409 },
      error: 'name: the user "ann" stands in the settings file and is changed there.',
    };
    assert.deepEqual([await users.change('ann', {}), await users.remove('ann')], [refusal, refusal]);
    await users.create('bob', '12345678', 'viewer');
    assert.deepEqual(
      users.list().map(({ name, configured: is }) => [name, is]),
      [
        ['ann', true],
        ['bob', false],
      ],
    );
    assert.deepEqual(Object.keys(settings.kept as object), ['bob']);
  });

  test('have an admin always, unless others administer', async () => {
    let keys = false;
    const { directory: users } = directory({ othersAdminister: () => keys });
    assert.equal(users.hasAdmin, false);
    await users.create('ann', '12345678', 'admin');
    await users.create('vic', '12345678', 'viewer');
    assert.equal(users.hasAdmin, true);
    const refusal = { ok: false, code: 409, error: LAST };
    assert.deepEqual(
      [await users.remove('ann'), await users.change('ann', { role: 'viewer' })],
      [refusal, refusal],
    );
    assert.equal((await users.change('ann', { role: 'admin', password: 'abcdefgh' })).ok, true);
    assert.equal((await users.change('vic', { role: 'operator' })).ok, true);
    await users.create('bob', '12345678', 'admin');
    assert.equal((await users.remove('ann')).ok, true);
    assert.deepEqual(await users.remove('bob'), refusal);
    keys = true;
    assert.deepEqual(await users.remove('bob'), {
      ok: true,
      user: { name: 'bob', role: 'admin', configured: false },
    });
    assert.equal(users.hasAdmin, false);
  });

  test('outlast a restart, as another process sees them', async () => {
    const { directory: users, settings } = directory();
    const other = new UserDirectory({ configured: new Map(), settings, allowShort: false });
    await users.create('ann', '12345678', 'operator');
    assert.deepEqual(other.list(), []);
    other.reload();
    assert.deepEqual(other.list(), users.list());
    assert.equal(other.isPassword('ann', '12345678'), true);
  });

  test('are not in force where they could not be kept', async () => {
    const { directory: users, settings } = directory();
    settings.set = () => Promise.reject(new Error('full'));
    await assert.rejects(users.create('ann', '12345678', 'admin'), /full/);
    assert.deepEqual(users.list(), []);
  });

  const kept: [name: string, value: unknown, users: string[]][] = [
    ['nothing', undefined, []],
    ['the digest of an earlier version', { ann: 'ab' }, ['ann admin']],
    ['a user', { ann: { role: 'viewer', digests: ['ab'] } }, ['ann viewer']],
    [
      'no user',
      {
        ann: 7,
        bob: null,
        eve: {},
        kim: { role: 'king', digests: [] },
        lee: { role: 'viewer', digests: 'x' },
      },
      [],
    ],
    ['a text', 'x', []],
  ];
  for (const [name, value, users] of kept)
    test(`are read from ${name}`, () =>
      assert.deepEqual(
        directory({}, value)
          .directory.list()
          .map(({ name: own, role }) => `${own} ${role}`),
        users,
      ));
});
