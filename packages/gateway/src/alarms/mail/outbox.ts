/** Notices of alarms that no mail carried yet, in the store. */
import type { AlarmKind } from '@simgate/api/contract';
import type { Database } from '@simgate/daemon/store';

export type NoticeState = 'raised' | 'repeated' | 'cleared';

export interface Notice {
  readonly alarmId: number;
  readonly kind: AlarmKind;
  readonly state: NoticeState;
  readonly text: string;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly raisedAt: number;
  readonly at: number;
}

export interface KeptNotice extends Notice {
  readonly id: number;
}

/** Adds a notice inside the caller's transaction; the oldest beyond `limit` go. */
export function addNotice(database: Database, notice: Notice, steady: number, limit: number): void {
  const text = JSON.stringify(notice);
  const { id } = database.run('INSERT INTO alarm_mails (steady, notice) VALUES (?, ?)', steady, text);
  database.run('DELETE FROM alarm_mails WHERE id <= ?', id - limit);
}

/** Oldest first. */
export function notices(database: Database, limit: number): KeptNotice[] {
  return database
    .all<{ id: number; notice: string }>('SELECT id, notice FROM alarm_mails ORDER BY id LIMIT ?', limit)
    .map(({ id, notice }) => ({ id, ...(JSON.parse(notice) as Notice) }));
}

export function countNotices(database: Database): number {
  return database.number('SELECT count(*) FROM alarm_mails');
}

/** Removes notices from before `steady`. */
export function forgetNotices(database: Database, steady: number): void {
  database.run('DELETE FROM alarm_mails WHERE steady < ?', steady);
}

/** A mail carried everything up to this id. */
export function removeNotices(database: Database, upTo: number): void {
  database.run('DELETE FROM alarm_mails WHERE id <= ?', upTo);
}
