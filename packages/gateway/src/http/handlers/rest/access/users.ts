/** Users, tokens and the audit trail. */
import { done, refused, userHandlers as sharedUserHandlers } from '@simgate/daemon/http';
import { mayGive, type TokenView } from '@simgate/daemon/sign-in';
import type { Handlers } from '../../context.ts';
import { nextPage } from '../../next-page.ts';

export const userHandlers = {
  ...sharedUserHandlers,

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
    const ids = found.map(({ id }) => id);
    return done(200, { entries, next: nextPage(ids, limit) });
  },
} satisfies Partial<Handlers>;
