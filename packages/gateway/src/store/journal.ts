/** The event journal: written in the transaction of the state change, read by push, live stream and console. */

import type { Clock } from '@simgate/daemon';
import type { Database } from '@simgate/daemon/store';
import type {
  EventPage,
  EventSearch,
  GatewayEvent,
  Journal,
  JournalledEvent,
  JournalPage,
} from '../events.ts';

import type { Store } from './store.ts';

export interface WritableJournal extends Journal {
  /** Adds an event inside the caller's transaction. */
  append(database: Database, event: GatewayEvent): void;
}

type EventRow = { id: number; at: number; steady: number; body: string };

function read(database: Database, id: number, upTo: number, limit: number): JournalledEvent[] {
  return database
    .all<EventRow>(
      'SELECT id, at, steady, body FROM events WHERE id > ? AND id <= ? ORDER BY id LIMIT ?',
      ...[id, upTo, limit],
    )
    .map(({ body, ...row }) => ({ ...row, event: JSON.parse(body) as GatewayEvent }));
}

/** Events that a page looks at: a few milliseconds of the event loop, whatever the page leaves out. */
const LONGEST_STRETCH = 1000;

/** Looks at the next stretch for events of some kinds. The ids of a stretch may have gaps. */
function readKinds(
  database: Database,
  after: number,
  upTo: number,
  limit: number,
  kinds: ReadonlySet<string>,
): JournalPage {
  const end = database.get<{ id: number | null }>(
    `SELECT max(id) AS id FROM
       (SELECT id FROM events WHERE id > ? AND id <= ? ORDER BY id LIMIT ${LONGEST_STRETCH})`,
    ...[after, upTo],
  )?.id;
  if (end == null) return { events: [], upTo: after };
  const events = database
    .all<EventRow>(
      `SELECT id, at, steady, body FROM events WHERE id > ? AND id <= ?
       AND json_extract(body, '$.kind') IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ?`,
      ...[after, end, JSON.stringify([...kinds]), limit],
    )
    .map(({ body, ...row }) => ({ ...row, event: JSON.parse(body) as GatewayEvent }));
  return { events, upTo: events[limit - 1]?.id ?? end };
}

/** Events that a page of the journal backwards looks at. */
const LONGEST_STRETCH_BACK = 5000;

function readBack(database: Database, { before, kinds, ports, limit }: EventSearch): EventPage {
  const start = before ?? Number.MAX_SAFE_INTEGER;
  const lowest = database.get<{ id: number }>(
    `SELECT id FROM events WHERE id < ? ORDER BY id DESC LIMIT 1 OFFSET ${LONGEST_STRETCH_BACK - 1}`,
    start,
  )?.id;
  const rows = database.all<EventRow>(
    `SELECT id, at, steady, body FROM events WHERE id < ?1 AND id >= ?2
       AND (?3 IS NULL OR json_extract(body, '$.kind') IN (SELECT value FROM json_each(?3)))
       AND (?4 IS NULL OR json_extract(body, '$.port') IN (SELECT value FROM json_each(?4)))
     ORDER BY id DESC LIMIT ?5`,
    ...[start, lowest ?? 0, kinds === undefined ? null : JSON.stringify(kinds)],
    ...[ports === undefined ? null : JSON.stringify(ports), limit],
  );
  const events = rows.map(({ body, ...row }) => ({ ...row, event: JSON.parse(body) as GatewayEvent }));
  return { events, next: rows[limit - 1]?.id ?? lowest ?? null };
}

/** The newest id that was ever given out, also where its event is gone. */
function newestId(database: Database): number {
  return database.number("SELECT seq FROM sqlite_sequence WHERE name = 'events'");
}

/**
 * Readers see what the disk has confirmed. An event that is committed only may be cut off again with its id; a target that was pushed
 * it would then take the next event of that id for a repeat.
 */
export function createJournal(store: Store, clock: Clock): WritableJournal {
  const listeners = new Set<() => void>();
  let added = false;
  let confirmed = newestId(store.read);
  let covered = confirmed;
  store.onSynchronise(() => {
    if (added) covered = newestId(store.read);
    added = false;
  });
  store.onCommitted(() => {
    if (covered === confirmed) return;
    confirmed = covered;
    for (const listener of listeners) listener();
  });
  return {
    append: (database, event) => {
      added = true;
      database.run(
        'INSERT INTO events (at, steady, body) VALUES (?, ?, ?)',
        Math.round(clock.now()),
        store.steady.now(),
        JSON.stringify(event),
      );
    },
    page: (after, limit, kinds) => {
      if (kinds !== undefined) return readKinds(store.read, after, confirmed, limit, kinds);
      const events = read(store.read, after, confirmed, limit);
      return { events, upTo: events.at(-1)?.id ?? after };
    },
    since: (id, limit) => read(store.read, id, confirmed, limit),
    back: search =>
      readBack(store.read, { ...search, before: Math.min(search.before ?? confirmed + 1, confirmed + 1) }),
    oldest: () => store.read.number('SELECT min(id) FROM events'),
    newest: () => confirmed,
    onCommitted: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
