/** Alarms in the store. */
import { type AlarmKind, alarmReasons } from '@simgate/api/contract';
import type { Database } from '@simgate/daemon/store';
import type { Alarm, AlarmQuery, Condition } from './alarm.ts';

type Row = {
  id: number;
  kind: string;
  subject: string;
  port: number | null;
  imsi: string;
  text: string;
  reason: string;
  raised_at: number;
  last_steady: number;
  repeats: number;
  cleared_at: number | null;
  acknowledged_at: number | null;
  acknowledged_by: string;
};

const COLUMNS = `id, kind, subject, port, imsi, text, reason, raised_at, last_steady, repeats, cleared_at,
  acknowledged_at, acknowledged_by`;

function isKind(kind: string): kind is AlarmKind {
  return Object.hasOwn(alarmReasons, kind);
}

/** Rows of kinds that only a later version knows are left out. */
function alarmsOf(rows: readonly Row[]): Alarm[] {
  return rows.flatMap(({ kind, ...row }) =>
    isKind(kind)
      ? [
          {
            ...{ id: row.id, kind, subject: row.subject, port: row.port, imsi: row.imsi, text: row.text },
            ...{
              reason: row.reason,
              raisedAt: row.raised_at,
              lastSteady: row.last_steady,
              repeats: row.repeats,
            },
            clearedAt: row.cleared_at,
            acknowledgedAt: row.acknowledged_at,
            acknowledgedBy: row.acknowledged_by,
          },
        ]
      : [],
  );
}

export function openAlarms(database: Database): Alarm[] {
  return alarmsOf(database.all<Row>(`SELECT ${COLUMNS} FROM alarms WHERE cleared_at IS NULL ORDER BY id`));
}

export function findAlarm(database: Database, id: number): Alarm | undefined {
  return alarmsOf(database.all<Row>(`SELECT ${COLUMNS} FROM alarms WHERE id = ?`, id))[0];
}

export function listAlarms(database: Database, { open, before, limit }: AlarmQuery): Alarm[] {
  const state = open === undefined ? '' : `AND cleared_at IS ${open ? '' : 'NOT '}NULL`;
  return alarmsOf(
    database.all<Row>(
      `SELECT ${COLUMNS} FROM alarms WHERE id < ? ${state} ORDER BY id DESC LIMIT ?`,
      before ?? Number.MAX_SAFE_INTEGER,
      limit,
    ),
  );
}

export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly steady: number;
}

/** The id of the new alarm. */
export function insertAlarm(database: Database, condition: Condition, { at, steady }: Moment): number {
  const { kind, subject, port, imsi, text, reason } = condition;
  return database.run(
    `INSERT INTO alarms (kind, subject, port, imsi, text, reason, raised_at, raised_steady, last_steady)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[kind, subject, port ?? null, imsi, text, reason, at, steady, steady],
  ).id;
}

export function rewordAlarm(database: Database, id: number, { text, reason }: Condition): void {
  database.run('UPDATE alarms SET text = ?, reason = ? WHERE id = ?', text, reason, id);
}

export function repeatAlarm(database: Database, id: number, { steady }: Moment): void {
  database.run('UPDATE alarms SET repeats = repeats + 1, last_steady = ? WHERE id = ?', steady, id);
}

export function clearAlarm(database: Database, id: number, { at, steady }: Moment): void {
  database.run('UPDATE alarms SET cleared_at = ?, cleared_steady = ? WHERE id = ?', at, steady, id);
}

export function acknowledgeAlarm(database: Database, id: number, user: string, { at }: Moment): void {
  database.run(
    'UPDATE alarms SET acknowledged_at = ?, acknowledged_by = ? WHERE id = ? AND acknowledged_at IS NULL',
    ...[at, user, id],
  );
}

const MOST_KEPT = 10_000;

/** That were over before a steady time, or are over and beyond the newest 10,000. */
const FORGETTABLE = `FROM alarms
  WHERE cleared_steady < ? OR (cleared_at IS NOT NULL AND id <= (SELECT max(id) FROM alarms) - ${MOST_KEPT})`;

/** Whether there are alarms to forget that were over before `steady`, or are beyond the newest 10,000. */
export function areForgettable(database: Database, steady: number): boolean {
  return database.get(`SELECT 1 ${FORGETTABLE} LIMIT 1`, steady) !== undefined;
}

export function forgetAlarms(database: Database, steady: number): void {
  database.run(`DELETE ${FORGETTABLE}`, steady);
}
