/**
 * The queue of messages that no port has begun: a row for every lane a message stands in, so that taking the next one is one
 * step in an index, however many messages wait for ports that are away.
 */
import type { Database } from '@simgate/daemon/store';
import type { MessageRow } from '../rows.ts';
import { ANY_LANE, lanesOf } from './port-set.ts';

/** A message's place in the queue. */
export type Queued = Pick<MessageRow, 'id' | 'ports' | 'priority'>;

export function enqueue(database: Database, { id, ports, priority }: Queued): void {
  for (const lane of lanesOf(ports))
    database.run(
      'INSERT OR IGNORE INTO queue (lane, priority, message_id) VALUES (?, ?, ?)',
      lane,
      priority,
      id,
    );
}

/** Takes a message out of every lane. */
export function dequeue(database: Database, { id, ports, priority }: Queued): void {
  for (const lane of lanesOf(ports))
    database.run('DELETE FROM queue WHERE lane = ? AND priority = ? AND message_id = ?', lane, priority, id);
}

/** Where a message may wait besides the lanes. */
const otherPlaces = ['delayed', 'waiting_for_turn', 'reserved', 'set_aside'] as const;

/** Takes a message out of wherever it waits. */
export function removeWaiting(database: Database, message: Queued): void {
  dequeue(database, message);
  for (const table of otherPlaces) database.run(`DELETE FROM ${table} WHERE message_id = ?`, message.id);
}

/** A port that looks for its next segment. */
export interface Carrier {
  readonly port: number;
  readonly imsi: string;
  /** False for a blocked port, which only finishes messages that were begun. */
  readonly mayBegin: boolean;
  /** Takes the oldest message that waits, whatever its priority. */
  readonly oldestFirst: boolean;
  /** SIMs that can begin a message now or in a moment, with their ports. */
  readonly readySims: () => ReadonlyMap<string, number>;
  /** SIMs whose port can carry, if only the rest of messages. */
  readonly presentSims: () => ReadonlySet<string>;
  /** Called when a message is left to another SIM, and (false) when one still waits for another SIM. */
  readonly onReserved: (left: boolean) => void;
}

/** A message that a port may take. */
export interface Candidate {
  readonly id: number;
  /** `reserved`: it waited for a SIM, for this one or for one that did not come. */
  readonly from: 'begun' | 'queue' | 'reserved';
}

/** Oldest message that was begun with this SIM and whose remaining segments wait for it. */
function oldestContinuation(database: Database, imsi: string): number | undefined {
  return database.get<{ id: number }>(
    'SELECT message_id AS id FROM continuations WHERE imsi = ? ORDER BY message_id LIMIT 1',
    imsi,
  )?.id;
}

type Waiting = { id: number; priority: number; reserved: number };

const FROM_LANE = 'SELECT message_id AS id, priority, 0 AS reserved FROM queue WHERE lane = ?';
// A SIM may have moved to a port that the message must not use: bit n of the set is port n.
const FROM_RESERVED =
  'SELECT message_id, priority, 1 FROM reserved WHERE imsi = ? AND (ports = 0 OR ports & (1 << ?) <> 0)';

const MOST_URGENT = `
  SELECT id, priority, reserved FROM (
    SELECT * FROM (${FROM_LANE} ORDER BY priority, message_id LIMIT 1)
    UNION ALL SELECT * FROM (${FROM_LANE} ORDER BY priority, message_id LIMIT 1)
    UNION ALL SELECT * FROM (${FROM_RESERVED} ORDER BY priority, message_id LIMIT 1)
  ) ORDER BY priority, id LIMIT 1`;

const oldestOfLane = [0, 1, 2]
  .map(priority => `SELECT * FROM (${FROM_LANE} AND priority = ${priority} ORDER BY message_id LIMIT 1)`)
  .join(' UNION ALL ');

const oldestWaiting = `
  SELECT id, priority, reserved FROM (
    ${oldestOfLane} UNION ALL ${oldestOfLane} UNION ALL ${FROM_RESERVED}
  ) ORDER BY id LIMIT 1`;

function nextOfOwn(database: Database, { port, imsi, oldestFirst }: Carrier): Waiting | undefined {
  if (!oldestFirst) return database.get<Waiting>(MOST_URGENT, ANY_LANE, port, imsi, port);
  const lanes = [ANY_LANE, ANY_LANE, ANY_LANE, port, port, port];
  return database.get<Waiting>(oldestWaiting, ...lanes, imsi, port);
}

/** How long a message waits for the SIM of its recipient while other ports are free, in milliseconds. */
export const LONGEST_RESERVATION = 30_000;

/** Of what is reserved for other SIMs: what this port may take all the same, because they cannot send or take too long. */
function nextOfOthers(database: Database, carrier: Carrier, now: number): Waiting | undefined {
  const sims = database.all<{ imsi: string }>(
    'SELECT DISTINCT imsi FROM reserved WHERE imsi <> ?',
    carrier.imsi,
  );
  if (sims.length === 0) return undefined;
  const ready = carrier.readySims();
  const gone = sims.map(({ imsi }) => imsi).filter(imsi => !ready.has(imsi));
  const late = now - LONGEST_RESERVATION;
  const oldest = database.number('SELECT coalesce(min(since_steady), ?) FROM reserved', now);
  const free =
    gone.length > 0 || oldest <= late
      ? database.get<Waiting>(
          `SELECT message_id AS id, priority, 1 AS reserved FROM reserved
           WHERE imsi <> ? AND (ports = 0 OR ports & (1 << ?) <> 0)
             AND (since_steady <= ? OR imsi IN (SELECT value FROM json_each(?)))
           ORDER BY priority, message_id LIMIT 1`,
          ...[carrier.imsi, carrier.port, late, JSON.stringify(gone)],
        )
      : undefined;
  if (free === undefined) carrier.onReserved(false);
  return free;
}

function isBefore(one: Waiting, other: Waiting, oldestFirst: boolean): boolean {
  return one.priority === other.priority || oldestFirst ? one.id < other.id : one.priority < other.priority;
}

/**
 * The message that a port takes next: one that was begun with its SIM; else the most urgent it may carry, and of those the
 * oldest.
 * @param now steady time
 */
export function nextFor(database: Database, carrier: Carrier, now: number): Candidate | undefined {
  const begun = oldestContinuation(database, carrier.imsi);
  if (begun !== undefined) return { id: begun, from: 'begun' };
  if (!carrier.mayBegin) return undefined;
  const own = nextOfOwn(database, carrier);
  const others = nextOfOthers(database, carrier, now);
  const next =
    own === undefined || (others !== undefined && isBefore(others, own, carrier.oldestFirst)) ? others : own;
  return next && { id: next.id, from: next.reserved === 1 ? 'reserved' : 'queue' };
}

/** Whether anything waits for this port: a quick look that leaves out what waits for other SIMs. */
export function hasNext(database: Database, carrier: Carrier): boolean {
  if (oldestContinuation(database, carrier.imsi) !== undefined) return true;
  return carrier.mayBegin && nextOfOwn(database, carrier) !== undefined;
}

/** Counts messages that no port has begun, in the transaction that changes their number; returns how many there are now. */
export function changeQueueSize(database: Database, by: number): number {
  return database.number('UPDATE queue_size SET waiting = waiting + ? RETURNING waiting', by);
}

/** Messages that no port has begun and that name this port. */
export function waitingIn(database: Database, port: number): number {
  const bit = 2 ** port;
  return database.number(
    `SELECT (SELECT count(*) FROM queue WHERE lane = ?)
         + (SELECT count(*) FROM waiting_for_turn WHERE ports & ? <> 0)
         + (SELECT count(*) FROM reserved WHERE ports & ? <> 0)
         + (SELECT count(*) FROM set_aside WHERE ports & ? <> 0)`,
    port,
    bit,
    bit,
    bit,
  );
}

/** Messages that no port has begun, by each port that they name. */
export function waitingByPort(database: Database): Map<number, number> {
  const found = new Map<number, number>();
  const add = (port: number, amount: number): void => void found.set(port, (found.get(port) ?? 0) + amount);
  const lanes = database.all<{ lane: number; amount: number }>(
    'SELECT lane, count(*) AS amount FROM queue WHERE lane >= 0 GROUP BY lane',
  );
  for (const { lane, amount } of lanes) add(lane, amount);
  const sets = database.all<{ ports: number; amount: number }>(
    `SELECT ports, count(*) AS amount FROM waiting_for_turn WHERE ports <> 0 GROUP BY ports
     UNION ALL SELECT ports, count(*) FROM reserved WHERE ports <> 0 GROUP BY ports
     UNION ALL SELECT ports, count(*) FROM set_aside WHERE ports <> 0 GROUP BY ports`,
  );
  for (const { ports, amount } of sets) for (const port of lanesOf(ports)) add(port, amount);
  return found;
}

export function queueSize(database: Database): number {
  return database.number('SELECT waiting FROM queue_size');
}
