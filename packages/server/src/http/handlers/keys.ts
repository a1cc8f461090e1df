/** API keys. */
import type { Role } from '@simgate/api/endpoint';
import { done, refused } from '@simgate/daemon/http';
import type { StoredKey } from '../../store/keys.ts';
import type { Handlers } from '../context.ts';
import { instant, instantOrNull, momentOf } from '../times.ts';

function shown({ id, name, prefix, role, pools, createdAt, expiresAt, usedAt }: StoredKey) {
  return {
    ...{ id, name, prefix, role, pools: [...pools] },
    created_at: instant(createdAt),
    expires_at: instantOrNull(expiresAt),
    used_at: instantOrNull(usedAt),
  };
}

const DEFAULT_ROLE: Role = 'sender';

export const keyHandlers = {
  async create_key({ name, role = DEFAULT_ROLE, pools = [], expires_at }, { keys, clock }) {
    const expiresAt = expires_at === undefined ? undefined : momentOf(expires_at);
    if (expires_at !== undefined && (expiresAt === undefined || expiresAt <= clock.now()))
      return refused(400, 'expires_at: must be a moment that is to come.');
    const made = await keys.create({ name, role, pools, expiresAt });
    if (made === undefined) return refused(400, 'name: there are 10,000 keys, and no more may be made.');
    return done(201, { key: shown(made.key), secret: made.secret });
  },

  list_keys(_request, { keys }) {
    return done(200, { keys: keys.list().map(shown) });
  },

  async remove_key({ id }, { keys, users }) {
    const key = keys.list().find(one => one.id === id);
    if (key?.role === 'admin' && !keys.hasAdmin(id) && !users.hasAdmin)
      return refused(
        409,
        'id: the last admin cannot be removed: make another key or user of that role first.',
      );
    return (await keys.remove(id)) ? done(200, {}) : refused(404, 'id: there is no such key.');
  },
} satisfies Pick<Handlers, 'create_key' | 'list_keys' | 'remove_key'>;
