/** The event journal: written in the transaction of the state change, read by push, live stream and console. */
import type { Clock } from '../clock.ts';
import type { GatewayEvent, Journal, JournalledEvent } from '../events.ts';
import type { Database } from './database.ts';
import type { Store } from './store.ts';

export interface WritableJournal extends Journal {
  /** Adds an event inside the caller's transaction. */
  append(database: Database, event: GatewayEvent): void;
}

type EventRow = { id: number; at: number; steady: number; body: string };

function read(database: Database, id: number, limit: number): JournalledEvent[] {
  return database
    .all<EventRow>('SELECT id, at, steady, body FROM events WHERE id > ? ORDER BY id LIMIT ?', id, limit)
    .map(({ body, ...row }) => ({ ...row, event: JSON.parse(body) as GatewayEvent }));
}

export function createJournal(store: Store, clock: Clock): WritableJournal {
  const listeners = new Set<() => void>();
  let added = false;
  store.onCommitted(() => {
    if (!added) return;
    added = false;
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
    since: (id, limit) => read(store.read, id, limit),
    newest: () =>
      store.read.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'events'")?.seq ?? 0,
    onCommitted: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
