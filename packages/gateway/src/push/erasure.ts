/** Erases what push keeps about a number: events that wait or were given up, and the answers of receivers to them. */
import type { Database } from '@simgate/daemon/store';
import { type Erasure, NUMBER_IN_EVENT } from '../store/erasure.ts';

type Key = { target_id: number; event_id: number };

/** Rows looked at in one step. */
const STRETCH = 2000;

function remove(database: Database, { target_id: target, event_id: event }: Key): void {
  database.run('DELETE FROM push_deliveries WHERE target_id = ? AND event_id = ?', target, event);
  database.run('DELETE FROM push_attempts WHERE target_id = ? AND event_id = ?', target, event);
}

export const erasePushes: Erasure = number => {
  let after: Key = { target_id: 0, event_id: 0 };
  return database => {
    const stretch = database.all<Key & { found: number | null }>(
      `SELECT target_id, event_id, ${NUMBER_IN_EVENT} AS found FROM push_deliveries
       WHERE (target_id, event_id) > (?, ?) ORDER BY target_id, event_id LIMIT ${STRETCH}`,
      number,
      after.target_id,
      after.event_id,
    );
    const found = stretch.filter(row => row.found === 1);
    for (const key of found) remove(database, key);
    after = stretch.at(-1) ?? after;
    return { erased: found.length, more: stretch.length === STRETCH };
  };
};
