/** Push targets and given-up lists in the store. */
import { eventKinds, type PushKind } from '@simgate/api';
import type { GatewayEvent } from '../events.ts';
import type { Database } from '../store/database.ts';
import type { PushTarget, TargetOptions, Trying } from './target.ts';

type TargetRow = {
  id: number;
  name: string;
  configured: number;
  options: string;
  last_event: number;
  failures: number;
  rejections: number;
  failing_steady: number | null;
  trouble: string;
};

function toTarget(row: TargetRow): PushTarget {
  return {
    id: row.id,
    name: row.name,
    configured: row.configured === 1,
    options: JSON.parse(row.options) as TargetOptions,
    lastEvent: row.last_event,
    trying: {
      failures: row.failures,
      rejections: row.rejections,
      failingSince: row.failing_steady ?? undefined,
      trouble: row.trouble,
    },
  };
}

export function loadTargets(database: Database): PushTarget[] {
  return database
    .all<TargetRow>(
      'SELECT id, name, configured, options, last_event, failures, rejections, failing_steady, trouble FROM push_targets ORDER BY id',
    )
    .map(toTarget);
}

export interface NewTarget {
  readonly name: string;
  readonly configured: boolean;
  readonly options: TargetOptions;
  /** Only events behind this one are pushed. */
  readonly lastEvent: number;
}

export function insertTarget(database: Database, target: NewTarget): number {
  return database.run(
    'INSERT INTO push_targets (name, configured, options, last_event) VALUES (?, ?, ?, ?)',
    target.name,
    target.configured ? 1 : 0,
    JSON.stringify(target.options),
    target.lastEvent,
  ).id;
}

export function updateTarget(
  database: Database,
  id: number,
  { name, options, configured }: Pick<PushTarget, 'name' | 'options' | 'configured'>,
): void {
  database.run(
    'UPDATE push_targets SET name = ?, options = ?, configured = ? WHERE id = ?',
    name,
    JSON.stringify(options),
    configured ? 1 : 0,
    id,
  );
}

export function removeTarget(database: Database, id: number): void {
  database.run('DELETE FROM push_targets WHERE id = ?', id);
  database.run('DELETE FROM push_given_up WHERE target_id = ?', id);
}

/** Writes how far a target has come and how its tries went. */
export function saveProgress(database: Database, id: number, lastEvent: number, trying: Trying): void {
  database.run(
    'UPDATE push_targets SET last_event = ?, failures = ?, rejections = ?, failing_steady = ?, trouble = ? WHERE id = ?',
    lastEvent,
    trying.failures,
    trying.rejections,
    trying.failingSince ?? null,
    trying.trouble,
    id,
  );
}

/** An event on its way to a target: of the journal, or sent again. */
export interface Parcel {
  readonly eventId: number;
  readonly at: number;
  /** Steady time of the commit, or of being given up. */
  readonly steady: number;
  readonly event: GatewayEvent;
  readonly resent: boolean;
}

type ResendRow = { event_id: number; at: number; given_up_steady: number; body: string };

export function nextResend(database: Database, targetId: number): Parcel | undefined {
  const row = database.get<ResendRow>(
    'SELECT event_id, at, given_up_steady, body FROM push_given_up WHERE target_id = ? AND resending = 1 ORDER BY event_id LIMIT 1',
    targetId,
  );
  if (row === undefined) return undefined;
  const { event_id: eventId, at, given_up_steady: steady, body } = row;
  return { eventId, at, steady, event: JSON.parse(body) as GatewayEvent, resent: true };
}

export interface GivingUp {
  readonly reason: string;
  readonly at: number;
  readonly steady: number;
}

export function giveUp(database: Database, targetId: number, parcel: Parcel, how: GivingUp): void {
  database.run(
    `INSERT OR REPLACE INTO push_given_up (target_id, event_id, kind, at, body, given_up_at, given_up_steady, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    targetId,
    parcel.eventId,
    parcel.event.kind,
    parcel.at,
    JSON.stringify(parcel.event),
    Math.round(how.at),
    how.steady,
    how.reason,
  );
}

export function removeGivenUp(database: Database, targetId: number, eventId: number): void {
  database.run('DELETE FROM push_given_up WHERE target_id = ? AND event_id = ?', targetId, eventId);
}

/** Forgets what was given up before `steady`, a few at a time. */
export function forgetGivenUp(database: Database, targetId: number, steady: number): void {
  database.run(
    `DELETE FROM push_given_up WHERE target_id = ?1 AND event_id IN
     (SELECT event_id FROM push_given_up WHERE target_id = ?1 AND given_up_steady < ?2 LIMIT 200)`,
    targetId,
    steady,
  );
}

/** Marks given-up events to be sent again; all of them where no ids are named. Returns how many. */
export function markResending(
  database: Database,
  targetId: number,
  ids: readonly number[] | undefined,
  steady: number,
): number {
  const set = 'UPDATE push_given_up SET resending = 1, given_up_steady = ? WHERE target_id = ?';
  if (ids === undefined) return database.run(set, steady, targetId).changes;
  const named = 'AND event_id IN (SELECT value FROM json_each(?))';
  return database.run(`${set} ${named}`, steady, targetId, JSON.stringify(ids)).changes;
}

export interface GivenUpRow {
  readonly eventId: number;
  readonly kind: string;
  readonly at: number;
  readonly givenUpAt: number;
  readonly reason: string;
  readonly resending: boolean;
}

type GivenUpColumns = {
  event_id: number;
  kind: string;
  at: number;
  given_up_at: number;
  reason: string;
  resending: number;
};

export function listGivenUp(
  database: Database,
  targetId: number,
  after: number,
  limit: number,
): GivenUpRow[] {
  return database
    .all<GivenUpColumns>(
      'SELECT event_id, kind, at, given_up_at, reason, resending FROM push_given_up WHERE target_id = ? AND event_id > ? ORDER BY event_id LIMIT ?',
      targetId,
      after,
      limit,
    )
    .map(row => ({
      eventId: row.event_id,
      kind: row.kind,
      at: row.at,
      givenUpAt: row.given_up_at,
      reason: row.reason,
      resending: row.resending === 1,
    }));
}

export function countGivenUp(database: Database, targetId: number): number {
  return (
    database.get<{ count: number }>(
      'SELECT count(*) AS count FROM push_given_up WHERE target_id = ?',
      targetId,
    )?.count ?? 0
  );
}

/** Events are counted up to this many. */
export const MOST_COUNTED = 10_000;

/** How many events of these kinds stand behind `lastEvent`, counted up to `MOST_COUNTED`. */
export function countWaiting(database: Database, lastEvent: number, kinds: readonly PushKind[]): number {
  const rows = `SELECT body FROM events WHERE id > ? ORDER BY id LIMIT ${MOST_COUNTED}`;
  if (kinds.length === eventKinds.length) {
    return database.get<{ count: number }>(`SELECT count(*) AS count FROM (${rows})`, lastEvent)?.count ?? 0;
  }
  const wanted = "json_extract(body, '$.kind') IN (SELECT value FROM json_each(?))";
  return (
    database.get<{ count: number }>(
      `SELECT count(*) AS count FROM (${rows}) WHERE ${wanted}`,
      lastEvent,
      JSON.stringify(kinds),
    )?.count ?? 0
  );
}
