/** The history of attempts of a target: the newest that went well and the newest that failed, so that neither pushes out the other. */
import type { Database } from '@simgate/daemon/store';
import type { Attempt } from '@simgate/daemon/webhooks';

/** Attempts of each sort that are kept of a target. */
const MOST_KEPT = 500;

type LastRow = { failed: number; slot: number; number: number };

/** Adds attempts; each takes the place of the oldest of its sort once there are enough. */
export class AttemptHistory {
  readonly #targetId: number;
  readonly #nextSlot: [taken: number, failed: number] = [0, 0];
  #number = 0;

  constructor(database: Database, targetId: number) {
    this.#targetId = targetId;
    const rows = database.all<LastRow>(
      'SELECT failed, slot, max(number) AS number FROM push_attempts WHERE target_id = ? GROUP BY failed',
      targetId,
    );
    for (const { failed, slot, number } of rows) {
      this.#nextSlot[failed === 1 ? 1 : 0] = slot + 1;
      this.#number = Math.max(this.#number, number);
    }
  }

  write(database: Database, attempts: readonly Attempt[], steady: number): void {
    for (const { eventId, kind, at, milliseconds, status, trouble, answer } of attempts) {
      const failed = trouble === '' ? 0 : 1;
      const slot = this.#nextSlot[failed] % MOST_KEPT;
      this.#nextSlot[failed] = slot + 1;
      this.#number += 1;
      database.run(
        `INSERT OR REPLACE INTO push_attempts
         (target_id, failed, slot, number, event_id, kind, at, steady, milliseconds, status, trouble, answer)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[this.#targetId, failed, slot, this.#number, eventId, kind, Math.round(at), steady],
        ...[Math.round(milliseconds), status, trouble, answer],
      );
    }
  }
}

export interface ListedAttempt extends Attempt {
  /** Grows with every attempt of the target. */
  readonly number: number;
}

type AttemptRow = {
  number: number;
  event_id: number;
  kind: string;
  at: number;
  milliseconds: number;
  status: number;
  trouble: string;
  answer: string;
};

export interface AttemptQuery {
  /** Attempts before this number; undefined: the newest. */
  readonly before: number | undefined;
  readonly limit: number;
  readonly eventId: number | undefined;
  readonly failedOnly: boolean;
}

/** The newest first. */
export function listAttempts(database: Database, targetId: number, query: AttemptQuery): ListedAttempt[] {
  return database
    .all<AttemptRow>(
      `SELECT number, event_id, kind, at, milliseconds, status, trouble, answer FROM push_attempts
       WHERE target_id = ?1 AND number < ?2 AND (?3 IS NULL OR event_id = ?3) AND failed >= ?4
       ORDER BY number DESC LIMIT ?5`,
      ...[targetId, query.before ?? Number.MAX_SAFE_INTEGER, query.eventId ?? null],
      ...[query.failedOnly ? 1 : 0, query.limit],
    )
    .map(({ event_id: eventId, ...same }) => ({ ...same, eventId }));
}

/** Forgets attempts before a steady time. */
export function forgetAttempts(database: Database, targetId: number, steady: number): void {
  database.run('DELETE FROM push_attempts WHERE target_id = ? AND steady < ?', targetId, steady);
}
