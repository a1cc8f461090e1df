/** Ends calls that a crash left open, and removes old records. */

import type { Database } from '@simgate/daemon/store';
import type { RetentionConfig } from '../../config/schema.ts';
import type { WritableJournal } from '../../store/journal.ts';
import { type CallEndReason, endCall, reopenCall } from './call-record.ts';
import { directionCode } from './call-rows.ts';
import type { CallDirection } from './calls.ts';

/** 24.008 10.5.4.11: interworking, unspecified. */
const INTERWORKING = 127;
const INTERRUPTED = 'the gateway was restarted';
const interrupted: CallEndReason = { code: 'restarted', text: INTERRUPTED };

/** Closes calls that the last run left open: how long they lasted nobody knows. Returns how many there were. */
export function closeInterrupted(
  database: Database,
  journal: WritableJournal,
  upTo: number,
  at: number,
): number {
  const open = database.all<{ id: number }>('SELECT id FROM calls WHERE ended IS NULL AND id <= ?', upTo);
  for (const { id } of open) {
    endCall(database, journal, id, {
      ...{ at, duration: 0, hangup: 'gateway', cause: INTERWORKING, reason: interrupted, interrupted: true },
    });
  }
  return open.length;
}

/** A call that a modem has when a run begins. */
export interface FoundCall {
  readonly imsi: string;
  readonly direction: CallDirection;
  /** "" where it is not known yet, or withheld. */
  readonly number: string;
  readonly ringing: boolean;
}

export type Resumed =
  /** It rings on: its row goes on, still marked interrupted. */
  | { readonly kind: 'rings'; readonly id: number }
  /** It was closed, and stays so. */
  | { readonly kind: 'closed' };

type CutRow = { id: number; answered: number | null };

/** Knows a call again that went on over the restart, so that it is not recorded twice; undefined for a new one. */
export function resumeInterrupted(
  database: Database,
  { imsi, direction, number, ringing }: FoundCall,
  since: number,
): Resumed | undefined {
  // A call met while the SIM was not known may be of any SIM.
  if (imsi === '') return undefined;
  const cut = database.get<CutRow>(
    `SELECT id, answered FROM calls JOIN call_legs ON call_id = id AND side = 0
     WHERE interrupted = 1 AND reason = ? AND ended >= ? AND imsi = ? AND direction = ?
       AND ? IN ('', CASE direction WHEN 0 THEN source ELSE destination END)
     ORDER BY id DESC LIMIT 1`,
    INTERRUPTED,
    Math.round(since),
    imsi,
    directionCode(direction),
    number,
  );
  if (cut === undefined) return undefined;
  if (!ringing || direction === 'outgoing' || cut.answered !== null) return { kind: 'closed' };
  reopenCall(database, cut.id);
  return { kind: 'rings', id: cut.id };
}

const DAY = 24 * 3600_000;
/** Calls removed in one transaction. */
export const RETENTION_STEP = 200;

/** Removes ended calls that are old or too many, oldest first; returns how many. */
export function removeOldCalls(
  database: Database,
  { events: days, maximumRows }: Pick<RetentionConfig, 'events' | 'maximumRows'>,
  steady: number,
): number {
  const newest = database.number('SELECT max(id) FROM calls');
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
}
