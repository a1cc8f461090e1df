/** The part of people in the queue of a target: they look at it, take events out of it, and put events into it. */
import type { Database } from '@simgate/daemon/store';
import { PASSED_OVER, type QueuedEvent } from '@simgate/daemon/webhooks';
import { GIVEN_UP, HAS_OTHERS, OPEN, RELEASE } from './delivery-store.ts';

/**
 * Puts events into the queue once more. An event that is there begins anew, one that is not is added.
 * @param busy whether an event of the subject is in memory, so that others have to wait behind it
 */
export function sendAgain(
  database: Database,
  targetId: number,
  events: readonly QueuedEvent[],
  busy: (subject: string) => boolean,
): void {
  for (const event of events) {
    const state = busy(event.subject) ? 1 : 0;
    database.run(
      `INSERT INTO push_deliveries (target_id, event_id, state, subject, kind, at, body)
       SELECT ?1, ?2, iif(?3 = 1 OR ${HAS_OTHERS}, 1, 0), ?4, ?5, ?6, ?7
       WHERE true
       ON CONFLICT (target_id, event_id) DO UPDATE SET
         state = iif(state = 2, excluded.state, state), subject = excluded.subject,
         next_steady = 0, attempts = 0, rejections = 0, failing_for = 0, given_up_at = 0, given_up_steady = 0`,
      ...[targetId, event.id, state, event.subject, event.kind, event.at, event.content],
    );
  }
}

/**
 * Gives up events that wait or are held; what is held behind one of them waits for an attempt at once. Returns how many.
 * @param busy subjects of which an event is in memory: that one goes on first
 */
export function passOver(
  database: Database,
  targetId: number,
  eventIds: readonly number[],
  {
    at,
    steady,
    busy,
  }: { readonly at: number; readonly steady: number; readonly busy: (subject: string) => boolean },
): number {
  const subjects: string[] = [];
  for (const eventId of eventIds) {
    const row = database.get<{ subject: string }>(
      `UPDATE push_deliveries SET state = 2, trouble = '${PASSED_OVER}', given_up_at = ?, given_up_steady = ?
       WHERE target_id = ? AND event_id = ? AND state < 2 RETURNING subject`,
      ...[Math.round(at), steady, targetId, eventId],
    );
    if (row !== undefined) subjects.push(row.subject);
  }
  for (const subject of new Set(subjects)) {
    if (!busy(subject)) database.run(`${RELEASE} AND subject = ?2`, targetId, subject);
  }
  return subjects.length;
}

/** Forgets what was given up before `steady`, a few at a time. */
export function forgetGivenUp(database: Database, targetId: number, steady: number): void {
  database.run(
    `DELETE FROM push_deliveries WHERE target_id = ?1 AND event_id IN
     (SELECT event_id FROM push_deliveries INDEXED BY push_deliveries_given_up
      WHERE target_id = ?1 AND state = 2 AND given_up_steady < ?2 LIMIT 200)`,
    targetId,
    steady,
  );
}

export interface WaitingRow {
  readonly eventId: number;
  readonly kind: string;
  /** Wall time of the event. */
  readonly at: number;
  /** It stands behind an earlier event of its subject. */
  readonly isHeld: boolean;
  readonly attempts: number;
  readonly trouble: string;
  /** Whole seconds. */
  readonly nextAttemptIn: number;
}

type ListedRow = {
  event_id: number;
  kind: string;
  at: number;
  state: number;
  attempts: number;
  trouble: string;
  next_steady: number;
  given_up_at: number;
};

function listRows(
  database: Database,
  targetId: number,
  states: string,
  after: number,
  limit: number,
): ListedRow[] {
  return database.all<ListedRow>(
    `SELECT event_id, kind, at, state, attempts, trouble, next_steady, given_up_at FROM ${states} AND target_id = ?
     AND event_id > ? ORDER BY event_id LIMIT ?`,
    targetId,
    after,
    limit,
  );
}

/** Events that failed, and those behind them. `now` is steady time. */
export function listWaiting(
  database: Database,
  targetId: number,
  { after, limit, now }: { readonly after: number; readonly limit: number; readonly now: number },
): WaitingRow[] {
  return listRows(database, targetId, OPEN, after, limit).map(row => ({
    ...{ eventId: row.event_id, kind: row.kind, at: row.at, isHeld: row.state === 1 },
    ...{ attempts: row.attempts, trouble: row.trouble },
    nextAttemptIn: Math.max(0, Math.ceil((row.next_steady - now) / 1000)),
  }));
}

export interface GivenUpRow {
  readonly eventId: number;
  readonly kind: string;
  readonly at: number;
  readonly givenUpAt: number;
  readonly attempts: number;
  readonly reason: string;
}

export function listGivenUp(
  database: Database,
  targetId: number,
  after: number,
  limit: number,
): GivenUpRow[] {
  return listRows(database, targetId, GIVEN_UP, after, limit).map(row => ({
    ...{ eventId: row.event_id, kind: row.kind, at: row.at, givenUpAt: row.given_up_at },
    ...{ attempts: row.attempts, reason: row.trouble },
  }));
}
