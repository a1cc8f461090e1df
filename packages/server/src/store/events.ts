/**
 * The journal of events. An event is written in the transaction of its change. Its number is taken from its partition's counter, whose
 * row the transaction keeps until it commits: so numbers become visible in their order, and a reader misses none.
 */
import { isServerEventKind, type JournalledServerEvent, type ServerEvent } from '../domain/events.ts';
import { all, atLast, run, type Statements, together, withRows } from './statements.ts';

const columns = {
  part: 'int',
  /** How many events stand behind this one in its list. */
  behind: 'int',
  kind: 'text',
  subject: 'text',
  pool: 'text',
  at: 'int',
  body: 'text',
} as const;

/** The statements that append events: their numbers, and then the events behind the last one. */
function appending(part: number, events: readonly ServerEvent[]) {
  const rows = events.map(({ kind, subject, pool, at, data }, place) => [
    ...[part, events.length - 1 - place, kind, subject, pool, at],
    JSON.stringify(data),
  ]);
  return [
    run('UPDATE event_counter SET last_seq = last_seq + ? WHERE part = ?', events.length, part),
    withRows(
      `INSERT INTO event (part, seq, kind, subject, pool, at, body)
       SELECT v.part, event_counter.last_seq - v.behind, v.kind, v.subject, v.pool, v.at, v.body
       FROM {rows} JOIN event_counter ON event_counter.part = v.part`,
      { columns, rows },
    ),
  ] as const;
}

/** Appends events to the journal of a partition. Late in a work: the counter's row is kept from here on, so both statements go at once. */
export function* appendEvents(part: number, events: readonly ServerEvent[]): Statements<void> {
  if (events.length > 0) yield* together(...appending(part, events));
}

/** The same as the end of a work: the counter's row is kept for the commit alone. */
export function* endWithEvents(part: number, events: readonly ServerEvent[]): Statements<void> {
  if (events.length > 0) yield* atLast(...appending(part, events));
}

type EventRow = {
  part: number;
  seq: number;
  kind: string;
  subject: string;
  pool: string;
  at: number;
  body: string;
};

function eventOf({ body, kind, ...row }: EventRow): JournalledServerEvent | undefined {
  if (!isServerEventKind(kind)) return undefined;
  return { ...row, kind, data: JSON.parse(body) as Record<string, unknown> };
}

/** The next events of a partition, oldest first. Kinds of a later version are left out. */
export function* readEvents(
  part: number,
  after: number,
  limit: number,
): Statements<readonly JournalledServerEvent[]> {
  const rows = yield* all<EventRow>(
    'SELECT part, seq, kind, subject, pool, at, body FROM event WHERE part = ? AND seq > ? ORDER BY seq LIMIT ?',
    part,
    after,
    limit,
  );
  return rows.map(eventOf).filter(event => event !== undefined);
}

/** The number of the newest event of each partition that has any. */
export function* newestEvents(): Statements<ReadonlyMap<number, number>> {
  const rows = yield* all<{ part: number; last_seq: number }>(
    'SELECT part, last_seq FROM event_counter WHERE last_seq > 0',
  );
  return new Map(rows.map(row => [row.part, row.last_seq]));
}
