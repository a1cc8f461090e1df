/** Users, tokens and the audit trail. */
import { type Answer, done, refused } from '@simgate/daemon/http';
import type { UserOutcome, UserView } from '@simgate/daemon/sign-in';
import { mayGive, type TokenView } from '@simgate/daemon/sign-in';
import type { Handlers } from '../../context.ts';

function answerOf(outcome: UserOutcome, code: 200 | 201): Answer<UserView> {
  return outcome.ok ? done(code, outcome.user) : refused(outcome.code, outcome.error);
}

const forAdmins = refused(403, 'name: another user is for admins.');

export const userHandlers = {
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

  delete_user: async ({ name }, { users, tokens, sessions }) => {
    const outcome = await users.remove(name);
    if (!outcome.ok) return refused(outcome.code, outcome.error);
    for (const { id } of tokens.list(outcome.user.name)) await tokens.remove(id, undefined);
    await sessions.closeAll(outcome.user.name);
    return done(200, {});
  },
} satisfies Partial<Handlers>;

function tokenOf({ id, name, user, role, created, expires }: TokenView) {
  return {
    ...{ id, name, user, role },
    created_at: new Date(created).toISOString(),
    expires_at: new Date(expires).toISOString(),
  };
}

export const tokenHandlers = {
  list_tokens: (_request, { tokens }, { caller }) =>
    done(200, { tokens: tokens.list(caller.role === 'admin' ? undefined : caller.user).map(tokenOf) }),

  create_token: async ({ name, role, expires_at: end }, { tokens }, { caller }) => {
    if (!mayGive(caller.role, role))
      return refused(403, `role: the role ${caller.role} cannot give ${role}.`);
    const expires = Date.parse(end);
    if (Number.isNaN(expires)) return refused(400, 'expires_at: is no date and time of the calendar.');
    const outcome = await tokens.create({ name, role, expires, user: caller.user });
    if (!outcome.ok) return refused(outcome.code, outcome.error);
    return done(201, { ...tokenOf(outcome.token), token: outcome.secret });
  },

  delete_token: async ({ id }, { tokens }, { caller }) =>
    (await tokens.remove(id, caller.role === 'admin' ? undefined : caller.user))
      ? done(200, {})
      : refused(404, `id: there is no token ${id}.`),
} satisfies Partial<Handlers>;

export const auditHandlers = {
  list_audit: ({ before, limit = 100 }, { audit }) => {
    const found = audit.list(before, limit);
    const entries = found.map(({ id, at, user, address, endpoint, parameters }) => ({
      ...{ id, user, address, endpoint, parameters },
      at: new Date(at).toISOString(),
    }));
    return done(200, { entries, next: found.length === limit ? (found.at(-1)?.id ?? null) : null });
  },
} satisfies Partial<Handlers>;
