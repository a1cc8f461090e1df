/** Users through the API: who may see and change whom, and that an old password cannot be guessed here. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Role } from '@simgate/api/endpoint';
import { Guessing } from '../sign-in/guessing.ts';
import { UserDirectory } from '../sign-in/user-directory.ts';
import { fakeClock } from '../testing.ts';
import { done, refused } from './answers.ts';
import type { Call } from './handler.ts';
import { userHandlers } from './user-handlers.ts';

const chief = { name: 'chief', role: 'admin', configured: false } as const;
const zoe = { name: 'zoë', role: 'operator', configured: false } as const;

function callOf(user: string, role: Role): Call {
  return {
    ...{ caller: { user, role }, address: '192.0.2.7', face: { secure: false, basePath: '' } },
    ...{ idempotencyKey: undefined, lastEventId: undefined, body: undefined, contentType: '' },
    digest: () => '',
  };
}

const byChief = callOf('chief', 'admin');
const byZoe = callOf('zoë', 'operator');

/** A program with an admin and an operator. */
async function bench() {
  const kept = new Map<string, unknown>();
  const settings = {
    get: (name: string) => kept.get(name) as never,
    set: async (name: string, value: unknown) => void kept.set(name, value),
  };
  const users = new UserDirectory({ configured: new Map(), settings, allowShort: false });
  await users.create('chief', 'chief of all', 'admin');
  await users.create('zoë', 'zoë is here', 'operator');
  const clock = fakeClock();
  const context = { users, guessing: new Guessing(clock.monotonic) };
  return { context, users, clock };
}

const forAdmins = refused(403, 'name: another user is for admins.');
const nobody = refused(404, 'name: there is no user "nobody".');

describe('users', () => {
  test('are listed', async () => {
    const { context } = await bench();
    assert.deepEqual(await userHandlers.list_users({}, context, byChief), done(200, { users: [chief, zoe] }));
  });

  test('are shown to themselves, in every spelling of the name, and to admins', async () => {
    const { context } = await bench();
    const rows = [
      [byZoe, 'zoë', done(200, zoe)],
      [byZoe, 'zoe\u0308', done(200, zoe)],
      [byChief, 'zoë', done(200, zoe)],
      [byChief, 'nobody', nobody],
      [byZoe, 'chief', forAdmins],
      [byZoe, 'nobody', forAdmins],
    ] as const;
    for (const [call, name, answer] of rows)
      assert.deepEqual(await userHandlers.get_user({ name }, context, call), answer, name);
  });

  test('are made as operators where no role is given, and once', async () => {
    const { context } = await bench();
    const make = (name: string, role?: Role) =>
      userHandlers.create_user({ name, password: '12345678', ...(role && { role }) }, context, byChief);
    assert.deepEqual(await make('bob'), done(201, { name: 'bob', role: 'operator', configured: false }));
    assert.deepEqual(
      await make('ann', 'viewer'),
      done(201, { name: 'ann', role: 'viewer', configured: false }),
    );
    assert.deepEqual(await make('bob'), refused(409, 'name: there is a user "bob" already.'));
  });
});

describe('a change of a user', () => {
  const password = 'quite another one';
  const role = 'viewer' as const;
  const own = { name: 'zoë', password, old_password: 'zoë is here' };
  const rows = [
    ['by an admin: the role', byChief, { name: 'zoë', role }, done(200, { ...zoe, role })],
    ['by an admin: the password, without the old one', byChief, { name: 'zoë', password }, done(200, zoe)],
    ['by an admin: of nobody', byChief, { name: 'nobody', role }, nobody],
    ['by the user: the password', byZoe, own, done(200, zoe)],
    ['by the user: the name spelled otherwise', byZoe, { ...own, name: 'zoe\u0308' }, done(200, zoe)],
    ['by another user', byZoe, { name: 'chief', password }, forAdmins],
    ['by the user: the role', byZoe, { name: 'zoë', role }, refused(403, 'role: is given by admins.')],
    ['of nothing', byChief, { name: 'zoë' }, refused(400, 'password: is missing, and so is role.')],
    [
      'by the user: without the old password',
      ...[byZoe, { name: 'zoë', password }],
      refused(400, 'old_password: is missing; your own password asks for it.'),
    ],
    [
      'by the user: with a wrong old password',
      ...[byZoe, { ...own, old_password: 'wrong' }],
      refused(403, 'old_password: is wrong.'),
    ],
    [
      'by an admin: the own password asks for the old one too',
      ...[byChief, { name: 'chief', password }],
      refused(400, 'old_password: is missing; your own password asks for it.'),
    ],
    ['by an admin: the own role does not', byChief, { name: 'chief', role: 'admin' }, done(200, chief)],
  ] as const;
  for (const [what, call, request, answer] of rows)
    test(what, async () => {
      const { context, users } = await bench();
      assert.deepEqual(await userHandlers.change_user(request, context, call), answer);
      const isChanged = answer.kind === 'done' && 'password' in request;
      assert.equal(users.isPassword(request.name, password), isChanged);
    });

  test('cannot be used to guess a password: after a wrong one the next is not looked at for a second', async () => {
    const { context, clock, users } = await bench();
    const change = (old: string) => userHandlers.change_user({ ...own, old_password: old }, context, byZoe);
    assert.deepEqual(await change('wrong'), refused(403, 'old_password: is wrong.'));
    assert.deepEqual(
      await change('zoë is here'),
      refused(403, 'old_password: was wrong a moment ago; wait before the next try.'),
    );
    assert.equal(users.isPassword('zoë', password), false);
    clock.advance(1000);
    assert.deepEqual(await change('zoë is here'), done(200, zoe));
  });
});
