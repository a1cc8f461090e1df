/** Webhooks and their deliveries. */
import { done, refused } from '@simgate/daemon/http';
import { backlogOf, listDeliveries } from '../../store/deliveries.ts';
import type { Store } from '../../store/store.ts';
import type { StoredWebhook } from '../../store/webhooks.ts';
import { eventId, readEventId } from '../../webhooks/webhook-workers.ts';
import type { Handlers } from '../context.ts';
import { instant, instantOrNull } from '../times.ts';

async function shown(store: Store, webhook: StoredWebhook) {
  const { id, url, kinds, pools, description, enabled } = webhook;
  const { waiting, lastError, nextAt } = await store.read(() => backlogOf(id));
  return {
    ...{ id, url, kinds: [...kinds], pools: [...pools], description, enabled, waiting },
    last_error: lastError,
    next_try_at: instantOrNull(nextAt),
  };
}

const missing = refused(404, 'id: there is no such webhook.');

/** Behind the newest delivery. */
const newest = { at: Number.MAX_SAFE_INTEGER, part: 0, seq: 0 };

/** `at.part.seq`; undefined where it is none. */
function cursorOf(text: string | undefined) {
  if (text === undefined) return newest;
  const [, at, part, seq] = /^(\d{1,15})\.(\d{1,3})\.(\d{1,15})$/.exec(text) ?? [];
  return at === undefined ? undefined : { at: Number(at), part: Number(part), seq: Number(seq) };
}

function steer(what: 'resend' | 'passOver'): Handlers['resend_delivery'] & Handlers['pass_over_delivery'] {
  return async ({ id, event }, { webhooks }) => {
    if ((await webhooks.find(id)) === undefined) return missing;
    const place = readEventId(event);
    const found = place !== undefined && (await webhooks.steer(id, place.part, place.seq, what));
    return found ? done(200, {}) : refused(404, 'event: there is no such delivery.');
  };
}

export const webhookHandlers = {
  async create_webhook(wish, { webhooks, store }) {
    const { url, kinds = [], pools = [], description = '', enabled = true } = wish;
    const made = await webhooks.create({ url, kinds, pools, description, enabled });
    if (made.kind !== 'done') return refused(400, made.kind === 'wrong' ? made.error : '');
    return done(201, { webhook: await shown(store, made.webhook), secret: made.webhook.secret });
  },

  async list_webhooks(_request, { webhooks, store }) {
    const all = await webhooks.list();
    return done(200, { webhooks: await Promise.all(all.map(webhook => shown(store, webhook))) });
  },

  async change_webhook({ id, ...wish }, { webhooks, store }) {
    const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
    const changed = await webhooks.change(id, given);
    if (changed.kind === 'missing') return missing;
    if (changed.kind === 'wrong') return refused(400, changed.error);
    return done(200, await shown(store, changed.webhook));
  },

  async remove_webhook({ id }, { webhooks }) {
    return (await webhooks.remove(id)) ? done(200, {}) : missing;
  },

  async list_deliveries({ id, cursor, limit = 100 }, { webhooks, store }) {
    const behind = cursorOf(cursor);
    if (behind === undefined) return refused(400, 'cursor: must be next of the page before.');
    if ((await webhooks.find(id)) === undefined) return missing;
    const rows = await store.read(() => listDeliveries(id, behind, limit + 1));
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? `${last.at}.${last.part}.${last.seq}` : null;
    const deliveries = page.map(({ part, seq, kind, subject, state, attempts, lastError, at, nextAt }) => ({
      ...{ event: eventId(part, seq), kind, subject, state, attempts, last_error: lastError },
      ...{ at: instant(at), next_try_at: instantOrNull(nextAt) },
    }));
    return done(200, { deliveries, next });
  },

  resend_delivery: steer('resend'),
  pass_over_delivery: steer('passOver'),
} satisfies Partial<Handlers>;
