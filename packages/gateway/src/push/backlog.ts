/** How much waits for a target, and for how long. Everything is counted up to a bound, and a long count lets others have their turn. */
import { setImmediate as turn } from 'node:timers/promises';
import { eventKinds, type PushKind } from '@simgate/api/contract';
import type { Database } from '@simgate/daemon/store';
import type { Journal } from '../events.ts';
import { GIVEN_UP, OPEN } from './delivery-store.ts';
import type { PushTarget } from './push-target.ts';
import { placeOf } from './target-store.ts';

/** Events are counted up to this many. */
const MOST_COUNTED = 10_000;
/** Events of the journal that are looked at without a break. */
const STRETCH = 2000;

export interface Backlog {
  /** Events not taken yet, counted up to `MOST_COUNTED`. */
  readonly waiting: number;
  /** Those of them that failed before, and those of their subjects behind them. */
  readonly heldBack: number;
  /** Wall time of the oldest, in milliseconds; undefined where nothing waits. */
  readonly oldest: number | undefined;
  readonly givenUp: number;
  /** Why an event waits for another attempt; "" where none does. */
  readonly trouble: string;
}

interface Counted {
  readonly count: number;
  readonly oldest: number | undefined;
}

function oldestOf(...times: readonly (number | undefined | null)[]): number | undefined {
  const known = times.filter(time => time !== undefined && time !== null);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Wall time of the oldest event that a target has not taken; undefined where none is found within a bounded stretch. */
export function oldestWaiting(
  database: Database,
  journal: Journal,
  { id, options: { kinds } }: Pick<PushTarget, 'id' | 'options'>,
): number | undefined {
  const first = database.get<{ at: number }>(
    `SELECT at FROM ${OPEN} AND target_id = ? ORDER BY event_id LIMIT 1`,
    id,
  );
  const wanted = kinds.length === eventKinds.length ? undefined : new Set<string>(kinds);
  const [next] = journal.page(placeOf(database, id), 1, wanted).events;
  return oldestOf(first?.at, next?.at);
}

/** Events of these kinds behind `after` in the journal. */
async function countJournal(database: Database, after: number, kinds: readonly PushKind[]): Promise<Counted> {
  const all = kinds.length === eventKinds.length;
  const wanted = all ? '' : "AND json_extract(body, '$.kind') IN (SELECT value FROM json_each(?3))";
  let [from, count, looked] = [after, 0, 0];
  let oldest: number | undefined;
  while (looked < MOST_COUNTED) {
    const end = database.get<{ id: number | null; count: number }>(
      `SELECT max(id) AS id, count(*) AS count FROM (SELECT id FROM events WHERE id > ? ORDER BY id LIMIT ${STRETCH})`,
      from,
    );
    if (end?.id == null) break;
    const found = database.all<{ count: number; oldest: number | null }>(
      `SELECT count(*) AS count, min(at) AS oldest FROM events WHERE id > ?1 AND id <= ?2 ${wanted}`,
      ...[from, end.id, ...(all ? [] : [JSON.stringify(kinds)])],
    );
    for (const { count: more, oldest: at } of found) {
      count += more;
      oldest = oldestOf(oldest, at);
    }
    looked += end.count;
    from = end.id;
    await turn();
  }
  return { count, oldest };
}

function countRows(database: Database, targetId: number, states: string): number {
  return database.number(
    `SELECT count(*) FROM
       (SELECT 1 FROM ${states} AND target_id = ? LIMIT ${MOST_COUNTED})`,
    targetId,
  );
}

/** Looks at the queue of a target and at what is behind its place in the journal. */
export async function backlogOf(
  database: Database,
  targetId: number,
  place: number,
  kinds: readonly PushKind[],
): Promise<Backlog> {
  const heldBack = countRows(database, targetId, OPEN);
  const first = database.get<{ at: number }>(
    `SELECT at FROM ${OPEN} AND target_id = ? ORDER BY event_id LIMIT 1`,
    targetId,
  );
  const failed = database.get<{ event_id: number; trouble: string }>(
    `SELECT event_id, trouble FROM push_deliveries INDEXED BY push_deliveries_due
     WHERE target_id = ? AND state = 0 ORDER BY next_steady DESC LIMIT 1`,
    targetId,
  );
  const givenUp = countRows(database, targetId, GIVEN_UP);
  const behind = await countJournal(database, place, kinds);
  return {
    ...{ heldBack, givenUp, oldest: oldestOf(first?.at, behind.oldest) },
    waiting: Math.min(MOST_COUNTED, heldBack + behind.count),
    trouble:
      failed === undefined || failed.trouble === '' ? '' : `event ${failed.event_id}: ${failed.trouble}`,
  };
}
