/** What a start finds, and what age removes. */
import type { RetentionConfig } from '../../config/schema.ts';
import type { Database } from '../../store/database.ts';
import type { WritableJournal } from '../../store/journal.ts';
import { endCall } from './call-record.ts';

/** 24.008 10.5.4.11: interworking, unspecified. */
export const INTERWORKING = 127;
const INTERRUPTED = 'the gateway was restarted';

/** Closes calls that the last run left open: how long they lasted nobody knows. Returns how many there were. */
export const closeInterrupted = (
  database: Database,
  journal: WritableJournal,
  upTo: number,
  at: number,
): number => {
  const open = database.all<{ id: number }>('SELECT id FROM calls WHERE ended IS NULL AND id <= ?', upTo);
  for (const { id } of open) {
    endCall(database, journal, id, {
      ...{ at, duration: 0, hangup: 'gateway', cause: INTERWORKING, reason: INTERRUPTED, interrupted: true },
    });
  }
  return open.length;
};

const DAY = 24 * 3600_000;
/** Calls removed in one transaction. */
export const RETENTION_STEP = 200;

/** Removes ended calls that are old or too many, oldest first; returns how many. */
export const removeOldCalls = (
  database: Database,
  { events: days, maximumRows }: Pick<RetentionConfig, 'events' | 'maximumRows'>,
  steady: number,
): number => {
  const newest = database.get<{ id: number | null }>('SELECT max(id) AS id FROM calls')?.id ?? 0;
  const due = database.all<{ id: number }>(
    `SELECT id FROM (SELECT id, ended, steady FROM calls ORDER BY id LIMIT ${RETENTION_STEP})
     WHERE ended IS NOT NULL AND (steady < ? OR id <= ?)`,
    days === 0 ? Number.MIN_SAFE_INTEGER : steady - days * DAY,
    maximumRows === 0 ? 0 : newest - maximumRows,
  );
  for (const { id } of due) {
    database.run('DELETE FROM call_legs WHERE call_id = ?', id);
    database.run('DELETE FROM calls WHERE id = ?', id);
  }
  return due.length;
};
