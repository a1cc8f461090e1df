/**
 * The queue of messages that no port has begun: a row for every lane a message stands in, so that taking the oldest one is
 * one step in an index, however many messages wait for ports that are away.
 */
import type { Database } from '../../store/database.ts';
import { ANY_LANE, lanesOf } from './port-set.ts';

export function enqueue(database: Database, id: number, ports: number): void {
  for (const lane of lanesOf(ports))
    database.run('INSERT OR IGNORE INTO queue (lane, message_id) VALUES (?, ?)', lane, id);
}

/** Takes a message out of every lane. */
export function dequeue(database: Database, id: number, ports: number): void {
  for (const lane of lanesOf(ports))
    database.run('DELETE FROM queue WHERE lane = ? AND message_id = ?', lane, id);
}

/** Takes a message out of lanes and delays alike. */
export function removeWaiting(database: Database, id: number, ports: number): void {
  dequeue(database, id, ports);
  database.run('DELETE FROM delayed WHERE message_id = ?', id);
}

/** Oldest message of a lane; ids grow by acceptance. */
export function oldestOf(database: Database, lane: number): number | undefined {
  return database.get<{ id: number }>(
    'SELECT message_id AS id FROM queue WHERE lane = ? ORDER BY message_id LIMIT 1',
    lane,
  )?.id;
}

/** Oldest message that was begun with this SIM and whose remaining segments wait for it. */
export function oldestContinuation(database: Database, imsi: string): number | undefined {
  return database.get<{ id: number }>(
    'SELECT message_id AS id FROM continuations WHERE imsi = ? ORDER BY message_id LIMIT 1',
    imsi,
  )?.id;
}

/** A port that looks for its next segment. */
export interface Carrier {
  readonly port: number;
  readonly imsi: string;
  /** False for a blocked port, which only finishes messages that were begun. */
  readonly mayBegin: boolean;
}

/** The message that a port takes next: one that was begun with its SIM, else the oldest it may carry. */
export function nextFor(database: Database, { port, imsi, mayBegin }: Carrier): number | undefined {
  const begun = oldestContinuation(database, imsi);
  if (begun !== undefined || !mayBegin) return begun;
  const any = oldestOf(database, ANY_LANE);
  const own = oldestOf(database, port);
  if (any === undefined || own === undefined) return any ?? own;
  return Math.min(any, own);
}

/** Counts messages that no port has begun, in the transaction that changes their number; returns how many there are now. */
export function changeQueueSize(database: Database, by: number): number {
  return (
    database.get<{ waiting: number }>('UPDATE queue_size SET waiting = waiting + ? RETURNING waiting', by)
      ?.waiting ?? 0
  );
}

/** Messages in the lane of a port. */
export function waitingIn(database: Database, lane: number): number {
  return (
    database.get<{ waiting: number }>('SELECT count(*) AS waiting FROM queue WHERE lane = ?', lane)
      ?.waiting ?? 0
  );
}

export function queueSize(database: Database): number {
  return database.get<{ waiting: number }>('SELECT waiting FROM queue_size')?.waiting ?? 0;
}
