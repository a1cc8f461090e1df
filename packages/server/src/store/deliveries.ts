/** The queue of a webhook in one partition: events that were not taken at the first try, and what became of all of them. */
import type { Changes, Delivery } from '@simgate/daemon/webhooks';
import { all, get, numberOf, run, type Statements } from './statements.ts';

/** As in the column `state`. */
const stateCodes = { waiting: 0, held: 1, passedOver: 2, delivered: 3 } as const;
/** A state of an event in the queue of a webhook. */
export type DeliveryState = keyof typeof stateCodes;

/** Events of a subject that go into memory at a time. */
const MOST_OF_SUBJECT = 32;

type DeliveryRow = {
  seq: number;
  state: number;
  kind: string;
  subject: string;
  at: number;
  body: string;
  attempts: number;
  rejections: number;
  failing_ms: number;
  last_at: number;
  next_at: number;
  last_error: string;
};

const COLUMNS =
  'seq, state, kind, subject, at, body, attempts, rejections, failing_ms, last_at, next_at, last_error';

function deliveryOf(row: DeliveryRow): Delivery {
  return {
    ...{ id: row.seq, kind: row.kind, subject: row.subject, at: row.at, content: row.body },
    ...{ attempts: row.attempts, rejections: row.rejections, failingFor: row.failing_ms },
    ...{ lastAttempt: row.last_at, trouble: row.last_error },
  };
}

/** Whose queue it is. */
export interface QueueKey {
  readonly part: number;
  readonly webhook: string;
}

interface Placed {
  readonly state: DeliveryState;
  readonly nextAt?: number;
  readonly endedAt?: number;
  readonly trouble?: string;
}

function* put({ part, webhook }: QueueKey, delivery: Delivery, placed: Placed): Statements<void> {
  const { id, kind, subject, at, content, attempts, rejections, failingFor, lastAttempt } = delivery;
  yield* run(
    `INSERT INTO delivery (part, webhook, ${COLUMNS}, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (part, webhook, seq) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
       rejections = excluded.rejections, failing_ms = excluded.failing_ms, last_at = excluded.last_at, next_at = excluded.next_at,
       last_error = excluded.last_error, ended_at = excluded.ended_at`,
    ...[part, webhook, id, stateCodes[placed.state], kind, subject, at, content, attempts, rejections],
    ...[Math.round(failingFor), Math.round(lastAttempt), Math.round(placed.nextAt ?? 0)],
    ...[placed.trouble ?? delivery.trouble, placed.endedAt ?? null],
  );
}

/** The target took an event, perhaps at the first try, when it was in no queue. */
function* noteTaken(
  { part, webhook }: QueueKey,
  seq: number,
  attempts: number,
  now: number,
): Statements<void> {
  yield* run(
    `INSERT INTO delivery (part, webhook, ${COLUMNS}, ended_at)
     SELECT part, ?, seq, ?, kind, subject, at, body, ?, 0, 0, ?, 0, '', ? FROM event WHERE part = ? AND seq = ?
     ON CONFLICT (part, webhook, seq) DO UPDATE SET state = excluded.state, attempts = delivery.attempts + excluded.attempts,
       last_at = excluded.last_at, next_at = 0, last_error = '', ended_at = excluded.ended_at`,
    ...[webhook, stateCodes.delivered, attempts, now, now, part, seq],
  );
}

/** Of each subject that has nothing waiting, the first held event waits for a try at once. */
export function* releaseHeld({ part, webhook }: QueueKey): Statements<void> {
  yield* run(
    `UPDATE delivery SET state = 0, next_at = 0 WHERE part = ? AND webhook = ? AND state = 1
     AND seq = (SELECT min(other.seq) FROM delivery AS other
       WHERE other.part = delivery.part AND other.webhook = delivery.webhook AND other.subject = delivery.subject AND other.state < 2)`,
    part,
    webhook,
  );
}

/** An event that was given up waits again, and those of its subject behind it are held. */
function* revive({ part, webhook }: QueueKey, seq: number): Statements<void> {
  yield* run(
    `UPDATE delivery SET state = 1 WHERE part = ? AND webhook = ? AND state = 0 AND seq > ?
     AND subject = (SELECT subject FROM delivery AS it WHERE it.part = ? AND it.webhook = ? AND it.seq = ?)`,
    ...[part, webhook, seq, part, webhook, seq],
  );
  yield* run(
    'UPDATE delivery SET state = 0, next_at = 0, rejections = 1, ended_at = NULL WHERE part = ? AND webhook = ? AND seq = ? AND state >= 2',
    ...[part, webhook, seq],
  );
}

function* firstHeld({ part, webhook }: QueueKey, subject: string): Statements<readonly Delivery[]> {
  const waiting = yield* get<{ seq: number }>(
    'SELECT seq FROM delivery WHERE part = ? AND webhook = ? AND subject = ? AND state = 0 LIMIT 1',
    ...[part, webhook, subject],
  );
  if (waiting !== undefined) return [];
  const rows = yield* all<DeliveryRow>(
    `SELECT ${COLUMNS} FROM delivery WHERE part = ? AND webhook = ? AND subject = ? AND state = 1 ORDER BY seq LIMIT ?`,
    ...[part, webhook, subject, MOST_OF_SUBJECT],
  );
  return rows.map(deliveryOf);
}

/** Carries changes out; gives the held events of the freed subjects. @param now wall milliseconds */
export function* commitDeliveries(
  key: QueueKey,
  changes: Changes,
  now: number,
): Statements<ReadonlyMap<string, readonly Delivery[]>> {
  const attempts = Map.groupBy(changes.attempts, ({ eventId }) => eventId);
  for (const seq of changes.taken) yield* noteTaken(key, seq, attempts.get(seq)?.length ?? 1, now);
  for (const delivery of [...changes.started, ...changes.held]) yield* put(key, delivery, { state: 'held' });
  for (const { delivery, nextAttempt } of changes.parked)
    yield* put(key, delivery, { state: 'waiting', nextAt: nextAttempt });
  for (const { delivery, reason } of changes.givenUp)
    yield* put(key, delivery, { state: 'passedOver', endedAt: now, trouble: reason });
  for (const seq of changes.revived) yield* revive(key, seq);
  yield* run(
    `INSERT INTO webhook_place (part, webhook, seq) VALUES (?, ?, ?)
     ON CONFLICT (part, webhook) DO UPDATE SET seq = CASE WHEN webhook_place.seq < excluded.seq THEN excluded.seq ELSE webhook_place.seq END`,
    ...[key.part, key.webhook, changes.place],
  );
  const freed = new Map<string, readonly Delivery[]>();
  for (const subject of changes.freed) freed.set(subject, yield* firstHeld(key, subject));
  return freed;
}

/** Rows of a queue that go into memory. */
const MOST_IN_MEMORY = 50_000;

export interface OpenDelivery {
  readonly delivery: Delivery;
  readonly waits: boolean;
  readonly nextAt: number;
}

/** Everything that waits or is held. */
export function* openDeliveries({ part, webhook }: QueueKey): Statements<readonly OpenDelivery[]> {
  const rows = yield* all<DeliveryRow>(
    `SELECT ${COLUMNS} FROM delivery WHERE part = ? AND webhook = ? AND state < 2 ORDER BY seq LIMIT ?`,
    ...[part, webhook, MOST_IN_MEMORY],
  );
  return rows.map(row => ({ delivery: deliveryOf(row), waits: row.state === 0, nextAt: row.next_at }));
}

/** Makes events wait no longer whose last try was then or later. */
export function* hurryDeliveries({ part, webhook }: QueueKey, since: number): Statements<void> {
  yield* run(
    'UPDATE delivery SET next_at = 0 WHERE part = ? AND webhook = ? AND state = 0 AND last_at >= ?',
    ...[part, webhook, Math.round(since)],
  );
}

/** The webhooks that something waits for in a partition. */
export function* webhooksWaitingIn(part: number): Statements<readonly string[]> {
  const rows = yield* all<{ webhook: string }>(
    'SELECT DISTINCT webhook FROM delivery WHERE part = ? AND state < 2',
    part,
  );
  return rows.map(row => row.webhook);
}

/** The partitions in which something waits for a webhook. */
export function* partsWaitingFor(webhook: string): Statements<ReadonlySet<number>> {
  const rows = yield* all<{ part: number }>(
    'SELECT DISTINCT part FROM delivery WHERE webhook = ? AND state < 2',
    webhook,
  );
  return new Set(rows.map(({ part }) => part));
}

/** An event waits again, though it was delivered or passed over. False where there is none that has ended. */
export function* resendDelivery(key: QueueKey, seq: number): Statements<boolean> {
  const row = yield* get<{ state: number }>(
    'SELECT state FROM delivery WHERE part = ? AND webhook = ? AND seq = ?',
    ...[key.part, key.webhook, seq],
  );
  if (row === undefined) return false;
  if (row.state >= stateCodes.passedOver) yield* revive(key, seq);
  return true;
}

/** Gives an event up that waits. False where none waits. */
export function* passOverDelivery(
  { part, webhook }: QueueKey,
  seq: number,
  reason: string,
  now: number,
): Statements<boolean> {
  const changes = yield* run(
    'UPDATE delivery SET state = 2, last_error = ?, ended_at = ? WHERE part = ? AND webhook = ? AND seq = ? AND state < 2',
    ...[reason, now, part, webhook, seq],
  );
  return changes > 0;
}

export interface ListedDelivery {
  readonly part: number;
  readonly seq: number;
  readonly kind: string;
  readonly subject: string;
  readonly state: 'waiting' | 'delivered' | 'passed_over';
  readonly attempts: number;
  readonly lastError: string;
  readonly at: number;
  readonly nextAt: number | undefined;
}

const listedStates = ['waiting', 'waiting', 'passed_over', 'delivered'] as const;

/** Where a page begins: behind this delivery. */
export interface DeliveryCursor {
  readonly at: number;
  readonly part: number;
  readonly seq: number;
}

/** Deliveries of a webhook, newest first. */
export function* listDeliveries(
  webhook: string,
  { at, part, seq }: DeliveryCursor,
  limit: number,
): Statements<readonly ListedDelivery[]> {
  const rows = yield* all<DeliveryRow & { part: number }>(
    `SELECT part, ${COLUMNS} FROM delivery WHERE webhook = ? AND (at, part, seq) < (?, ?, ?)
     ORDER BY at DESC, part DESC, seq DESC LIMIT ?`,
    ...[webhook, at, part, seq, limit],
  );
  return rows.map(row => ({
    ...{ part: row.part, seq: row.seq, kind: row.kind, subject: row.subject, at: row.at },
    ...{ attempts: row.attempts, lastError: row.last_error },
    state: listedStates[row.state] ?? 'waiting',
    nextAt: row.state === stateCodes.waiting ? row.next_at : undefined,
  }));
}

/** The state of the queue of a webhook. Times are wall milliseconds since 1970. */
export interface Backlog {
  readonly waiting: number;
  readonly lastError: string;
  readonly nextAt: number | undefined;
}

/** The number of events in the queues of a webhook, and why the next one was not taken. */
export function* backlogOf(webhook: string): Statements<Backlog> {
  const waiting = yield* numberOf(
    'SELECT count(*) AS number FROM delivery WHERE webhook = ? AND state < 2',
    webhook,
  );
  const next = yield* get<{ last_error: string; next_at: number }>(
    'SELECT last_error, next_at FROM delivery WHERE webhook = ? AND state = 0 ORDER BY next_at LIMIT 1',
    webhook,
  );
  return { waiting, lastError: next?.last_error ?? '', nextAt: next?.next_at };
}
