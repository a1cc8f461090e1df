/** Users of the server. */
import { done, refused, userHandlers as sharedUserHandlers } from '@simgate/daemon/http';
import type { Handlers } from '../context.ts';

export const userHandlers = {
  ...sharedUserHandlers,

  async delete_user({ name }, { users }) {
    const outcome = await users.remove(name);
    return outcome.ok ? done(200, {}) : refused(outcome.code, outcome.error);
  },
} satisfies Partial<Handlers>;
