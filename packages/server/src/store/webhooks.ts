/** Webhooks as rows, and how far each has come in each partition. */

import { PARTITIONS } from '../domain/ids.ts';
import { newestEvents } from './events.ts';
import { all, get, insertRows, numberOf, run, type Statements } from './statements.ts';

/** A webhook as the store has it. */
export interface StoredWebhook {
  readonly id: string;
  readonly url: string;
  /** `whsec_` and base64. */
  readonly secret: string;
  /** None: all. */
  readonly kinds: readonly string[];
  readonly pools: readonly string[];
  readonly description: string;
  readonly enabled: boolean;
  /** Rises with each change, and where its queue was changed by a person. */
  readonly version: number;
}

type WebhookRow = {
  id: string;
  url: string;
  secret: string;
  kinds: string;
  pools: string;
  description: string;
  enabled: number;
  version: number;
};

function webhookOf({ kinds, pools, enabled, ...row }: WebhookRow): StoredWebhook {
  return {
    ...row,
    kinds: JSON.parse(kinds) as string[],
    pools: JSON.parse(pools) as string[],
    enabled: enabled === 1,
  };
}

/** Webhooks beyond these are not made: each is looked at for each event. */
const MOST_WEBHOOKS = 100;

/** All webhooks; they are few, and each process keeps them in memory. */
export function* readWebhooks(): Statements<readonly StoredWebhook[]> {
  const rows = yield* all<WebhookRow>(
    'SELECT id, url, secret, kinds, pools, description, enabled, version FROM webhook ORDER BY id LIMIT ?',
    MOST_WEBHOOKS,
  );
  return rows.map(webhookOf);
}

/** Adds a webhook that gets what happens from now on. False where there are as many as may be. */
export function* insertWebhook(webhook: StoredWebhook, at: number): Statements<boolean> {
  if ((yield* numberOf('SELECT count(*) AS number FROM webhook')) >= MOST_WEBHOOKS) return false;
  const { id, url, secret, kinds, pools, description, enabled, version } = webhook;
  yield* run(
    `INSERT INTO webhook (id, url, secret, kinds, pools, description, enabled, created_at, version)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, url, secret, JSON.stringify(kinds), JSON.stringify(pools), description],
    ...[enabled ? 1 : 0, at, version],
  );
  const newest = yield* newestEvents();
  yield* insertRows('webhook_place', {
    columns: { part: 'int', webhook: 'text', seq: 'int' },
    rows: Array.from({ length: PARTITIONS }, (_each, part) => [part, id, newest.get(part) ?? 0]),
  });
  return true;
}

/** Writes the settings of a webhook. False where there is none. */
export function* updateWebhook(webhook: StoredWebhook): Statements<boolean> {
  const { id, url, kinds, pools, description, enabled } = webhook;
  const changes = yield* run(
    `UPDATE webhook SET url = ?, kinds = ?, pools = ?, description = ?, enabled = ?, version = version + 1 WHERE id = ?`,
    ...[url, JSON.stringify(kinds), JSON.stringify(pools), description, enabled ? 1 : 0, id],
  );
  return changes > 0;
}

/** Makes every process see that a person changed the queue. */
export function* raiseWebhookVersion(id: string): Statements<void> {
  yield* run('UPDATE webhook SET version = version + 1 WHERE id = ?', id);
}

/** Removes a webhook with its places; false where there is none. */
export function* deleteWebhook(id: string): Statements<boolean> {
  const changes = yield* run('DELETE FROM webhook WHERE id = ?', id);
  yield* run('DELETE FROM webhook_place WHERE webhook = ?', id);
  return changes > 0;
}

/** Removes deliveries of a webhook that is gone, some at a time. Returns how many. */
export function* forgetDeliveries(id: string, limit: number): Statements<number> {
  const rows = yield* all<{ part: number; seq: number }>(
    'SELECT part, seq FROM delivery WHERE webhook = ? LIMIT ?',
    id,
    limit,
  );
  for (const { part, seq } of rows)
    yield* run('DELETE FROM delivery WHERE part = ? AND webhook = ? AND seq = ?', part, id, seq);
  return rows.length;
}

/** How far a webhook has come in a partition. */
export function* placeOf(part: number, webhook: string): Statements<number> {
  const row = yield* get<{ seq: number }>(
    'SELECT seq FROM webhook_place WHERE part = ? AND webhook = ?',
    part,
    webhook,
  );
  return row?.seq ?? 0;
}

/** How far each webhook has come in each partition. */
export function* allPlaces(): Statements<readonly { part: number; webhook: string; seq: number }[]> {
  return yield* all('SELECT part, webhook, seq FROM webhook_place');
}
