/** Users while a program runs: the same under /v1/users of every program of ours. */
import type { contract } from '@simgate/api/contract';
import type { Guessing } from '../sign-in/guessing.ts';
import type { UserDirectory, UserOutcome, UserView } from '../sign-in/user-directory.ts';
import { type Answer, done, refused } from './answers.ts';
import type { Handler } from './handler.ts';

export interface UserContext {
  readonly users: UserDirectory;
  readonly guessing: Guessing;
}

type Named = 'list_users' | 'get_user' | 'create_user' | 'change_user';
type UserHandlers = { readonly [Name in Named]: Handler<(typeof contract)[Name], UserContext> };

function answerOf(outcome: UserOutcome, code: 200 | 201): Answer<UserView> {
  return outcome.ok ? done(code, outcome.user) : refused(outcome.code, outcome.error);
}

const forAdmins = refused(403, 'name: another user is for admins.');

/** All but the removal, with which each program ends what else the user has. */
export const userHandlers: UserHandlers = {
  list_users: (_request, { users }) => done(200, { users: users.list() }),

  get_user: ({ name }, { users }, { caller }) => {
    if (caller.role !== 'admin' && caller.user !== name.normalize('NFC')) return forAdmins;
    const user = users.find(name);
    return user === undefined
      ? refused(404, `name: there is no user ${JSON.stringify(name)}.`)
      : done(200, user);
  },

  create_user: async ({ name, password, role }, { users }) =>
    answerOf(await users.create(name, password, role ?? 'operator'), 201),

  change_user: async ({ name, password, old_password: old, role }, { users, guessing }, call) => {
    const { caller, address } = call;
    const own = caller.user === name.normalize('NFC');
    if (caller.role !== 'admin' && !own) return forAdmins;
    if (caller.role !== 'admin' && role !== undefined) return refused(403, 'role: is given by admins.');
    if (password === undefined && role === undefined)
      return refused(400, 'password: is missing, and so is role.');
    if (own && password !== undefined) {
      if (old === undefined) return refused(400, 'old_password: is missing; your own password asks for it.');
      // Whoever holds a session or a token must not guess here either.
      if (guessing.delayFor(caller.user, address) > 0)
        return refused(403, 'old_password: was wrong a moment ago; wait before the next try.');
      if (!users.isPassword(name, old)) {
        guessing.failed(caller.user, address);
        return refused(403, 'old_password: is wrong.');
      }
    }
    const change = { ...(password !== undefined && { password }), ...(role !== undefined && { role }) };
    return answerOf(await users.change(name, change), 200);
  },
};
