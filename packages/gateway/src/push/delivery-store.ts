/** The queue of a target in the store: events that left its line, and the history of attempts. */
import type { Database } from '@simgate/daemon/store';
import type { Changes, Delivery, DeliveryQueue, Waiting } from '@simgate/daemon/webhooks';
import type { Store } from '../store/store.ts';
import { AttemptHistory } from './attempt-history.ts';

/** As in the column `state`. */
const stateCodes = { waiting: 0, held: 1, givenUp: 2 } as const;

/** Events of a subject that go into memory at a time. */
const MOST_OF_SUBJECT = 32;

type DeliveryRow = {
  event_id: number;
  kind: string;
  subject: string;
  at: number;
  body: string;
  attempts: number;
  rejections: number;
  failing_for: number;
  last_steady: number;
  trouble: string;
};

const COLUMNS = 'event_id, kind, subject, at, body, attempts, rejections, failing_for, last_steady, trouble';

function deliveryOf(row: DeliveryRow): Delivery {
  const { event_id: id, body: content, failing_for: failingFor, last_steady: lastAttempt, ...same } = row;
  return { ...same, id, content, failingFor, lastAttempt };
}

interface Place {
  readonly state: keyof typeof stateCodes;
  readonly nextSteady?: number;
  readonly givenUpAt?: number;
  readonly givenUpSteady?: number;
  readonly trouble?: string;
}

/** Adds or replaces a row. */
function put(database: Database, targetId: number, delivery: Delivery, place: Place): void {
  database.run(
    `INSERT OR REPLACE INTO push_deliveries (target_id, state, ${COLUMNS}, next_steady, given_up_at, given_up_steady)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[targetId, stateCodes[place.state], delivery.id, delivery.kind, delivery.subject, delivery.at],
    ...[delivery.content, delivery.attempts, delivery.rejections, Math.round(delivery.failingFor)],
    ...[delivery.lastAttempt, place.trouble ?? delivery.trouble, Math.round(place.nextSteady ?? 0)],
    ...[place.givenUpAt ?? 0, place.givenUpSteady ?? 0],
  );
}

/**
 * The open events of one subject (`state < 2`, which has to stand in the statement). SQLite would read all events of the target instead:
 * it knows nothing of their number, and takes one target for a few rows.
 */
const OF_SUBJECT = 'push_deliveries INDEXED BY push_deliveries_of_subject';

/** Events that wait or are held, and events that were given up: the table by event with the condition of its index. */
export const OPEN = 'push_deliveries INDEXED BY push_deliveries_open WHERE state < 2';
export const GIVEN_UP = 'push_deliveries INDEXED BY push_deliveries_given_up WHERE state = 2';

/** Of each subject that has nothing waiting, the first held event waits for an attempt at once. */
export const RELEASE = `
UPDATE ${OF_SUBJECT} SET state = 0, next_steady = 0
WHERE target_id = ?1 AND state < 2 AND state = 1
  AND event_id = (SELECT min(other.event_id) FROM push_deliveries AS other INDEXED BY push_deliveries_of_subject
    WHERE other.target_id = ?1 AND other.subject = push_deliveries.subject AND other.state < 2)
  AND NOT EXISTS (SELECT 1 FROM push_deliveries AS other INDEXED BY push_deliveries_of_subject
    WHERE other.target_id = ?1 AND other.subject = push_deliveries.subject AND other.state < 2 AND other.state = 0)`;

/** Whether an event of a subject, other than this one, waits or is held. */
export const HAS_OTHERS = `EXISTS (SELECT 1 FROM ${OF_SUBJECT}
  WHERE target_id = ?1 AND subject = ?4 AND state < 2 AND event_id <> ?2)`;

/** The event waits again, and events of its subject behind it are held. */
function revive(database: Database, targetId: number, eventId: number): void {
  database.run(
    `UPDATE ${OF_SUBJECT} SET state = 1 WHERE target_id = ?1 AND state < 2 AND state = 0 AND event_id > ?2
     AND subject = (SELECT subject FROM push_deliveries WHERE target_id = ?1 AND event_id = ?2)`,
    targetId,
    eventId,
  );
  database.run(
    'UPDATE push_deliveries SET state = 0, rejections = 1 WHERE target_id = ? AND event_id = ? AND state = 2',
    targetId,
    eventId,
  );
}

function firstHeld(database: Database, targetId: number, subject: string): Delivery[] {
  return database
    .all<DeliveryRow>(
      `SELECT ${COLUMNS} FROM ${OF_SUBJECT} WHERE target_id = ?1 AND subject = ?2 AND state < 2 AND state = 1
       AND NOT EXISTS
         (SELECT 1 FROM ${OF_SUBJECT} WHERE target_id = ?1 AND subject = ?2 AND state < 2 AND state = 0)
       ORDER BY event_id LIMIT ${MOST_OF_SUBJECT}`,
      targetId,
      subject,
    )
    .map(deliveryOf);
}

export class StoredQueue implements DeliveryQueue {
  readonly #store: Store;
  readonly #targetId: number;
  /** Wall time. */
  readonly #now: () => number;
  readonly #history: AttemptHistory;

  constructor(store: Store, targetId: number, now: () => number) {
    this.#store = store;
    this.#history = new AttemptHistory(store.read, targetId);
    this.#targetId = targetId;
    this.#now = now;
  }

  hasSubject(subject: string): boolean {
    const found = this.#store.read.get<{ one: number }>(
      `SELECT 1 AS one FROM ${OF_SUBJECT} WHERE target_id = ? AND subject = ? AND state < 2 LIMIT 1`,
      this.#targetId,
      subject,
    );
    return found !== undefined;
  }

  waiting(limit: number): Waiting[] {
    return this.#store.read
      .all<{ event_id: number; subject: string; next_steady: number }>(
        `SELECT event_id, subject, next_steady FROM push_deliveries INDEXED BY push_deliveries_due
         WHERE target_id = ? AND state = 0 ORDER BY next_steady LIMIT ?`,
        this.#targetId,
        limit,
      )
      .map(row => ({ eventId: row.event_id, subject: row.subject, nextAttempt: row.next_steady }));
  }

  load(eventId: number): Delivery | undefined {
    const row = this.#store.read.get<DeliveryRow>(
      `SELECT ${COLUMNS} FROM push_deliveries WHERE target_id = ? AND event_id = ?`,
      this.#targetId,
      eventId,
    );
    return row === undefined ? undefined : deliveryOf(row);
  }

  recover(): Promise<void> {
    return this.#store.write(database => {
      database.run(RELEASE, this.#targetId);
    });
  }

  hurry(lastAttemptSince: number): Promise<void> {
    return this.#store.write(database => {
      database.run(
        `UPDATE push_deliveries INDEXED BY push_deliveries_due SET next_steady = 0
         WHERE target_id = ? AND state = 0 AND last_steady >= ?`,
        this.#targetId,
        Math.round(lastAttemptSince),
      );
    });
  }

  commit(changes: Changes): Promise<Map<string, Delivery[]>> {
    return this.#store.write(database => this.#write(database, changes));
  }

  #write(database: Database, changes: Changes): Map<string, Delivery[]> {
    const id = this.#targetId;
    const steady = this.#store.steady.now();
    this.#history.write(database, changes.attempts, steady);
    for (const eventId of changes.taken) {
      database.run('DELETE FROM push_deliveries WHERE target_id = ? AND event_id = ?', id, eventId);
    }
    for (const delivery of [...changes.started, ...changes.held]) {
      put(database, id, delivery, { state: 'held' });
    }
    for (const { delivery, nextAttempt } of changes.parked) {
      put(database, id, delivery, { state: 'waiting', nextSteady: nextAttempt });
    }
    for (const { delivery, reason } of changes.givenUp) {
      const givenUp = { givenUpAt: Math.round(this.#now()), givenUpSteady: steady };
      put(database, id, delivery, { state: 'givenUp', trouble: reason, ...givenUp });
    }
    for (const eventId of changes.revived) revive(database, id, eventId);
    database.run('UPDATE push_targets SET last_event = max(last_event, ?) WHERE id = ?', changes.place, id);
    return new Map(changes.freed.map(subject => [subject, firstHeld(database, id, subject)]));
  }
}
