import { done, refused } from '../../answers.ts';
import type { Handlers } from '../context.ts';

export const userHandlers = {
  list_users: (_request, { users }) => done(200, { users: users.list() }),

  create_user: async ({ name, password }, { users }) => {
    const outcome = await users.create(name, password);
    return outcome.ok ? done(201, { ...outcome.user }) : refused(outcome.code, outcome.error);
  },

  change_password: async (request, { users }) => {
    const outcome = await users.changePassword(request.name, request.password);
    return outcome.ok ? done(200, { ...outcome.user }) : refused(outcome.code, outcome.error);
  },

  delete_user: async ({ name }, { users }) => {
    const outcome = await users.remove(name);
    return outcome.ok ? done(200, {}) : refused(outcome.code, outcome.error);
  },
} satisfies Partial<Handlers>;
