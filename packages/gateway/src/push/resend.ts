/** Finds events that a person wants to be sent again: on the given-up list, by their ids, or by their time. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '@simgate/daemon/store';
import type { QueuedEvent } from '@simgate/daemon/webhooks';
import type { GatewayEvent } from '../events.ts';
import { GIVEN_UP } from './delivery-store.ts';
import { subjectOf } from './event-subject.ts';

/** Events that are put into the queue in one transaction. */
const STEP = 200;
/** Events of the journal whose time is looked at without a break. */
const STRETCH = 5000;

type EventRow = { id: number; at: number; body: string };

function queuedEvent({ id, at, body }: EventRow): QueuedEvent {
  const event = JSON.parse(body) as GatewayEvent;
  return { id, at, kind: event.kind, subject: subjectOf(event), content: body };
}

/** Everything on the given-up list. */
export async function* givenUpEvents(database: Database, targetId: number): AsyncGenerator<QueuedEvent[]> {
  for (let after = 0; ; await turn()) {
    const rows = database.all<EventRow>(
      `SELECT event_id AS id, at, body FROM ${GIVEN_UP} AND target_id = ? AND event_id > ? ORDER BY event_id LIMIT ${STEP}`,
      targetId,
      after,
    );
    if (rows.length === 0) return;
    yield rows.map(queuedEvent);
    after = Math.max(...rows.map(({ id }) => id));
  }
}

/** Named events, of the queue, the given-up list or the journal, up to `place`. */
export async function* namedEvents(
  database: Database,
  targetId: number,
  place: number,
  ids: readonly number[],
): AsyncGenerator<QueuedEvent[]> {
  const sorted = [...new Set(ids)].sort((one, other) => one - other);
  for (let start = 0; start < sorted.length; start += STEP, await turn()) {
    const some = sorted.slice(start, start + STEP).flatMap(id => {
      const row =
        database.get<EventRow>(
          'SELECT event_id AS id, at, body FROM push_deliveries WHERE target_id = ? AND event_id = ?',
          targetId,
          id,
        ) ?? database.get<EventRow>('SELECT id, at, body FROM events WHERE id = ? AND id <= ?', id, place);
      return row === undefined ? [] : [queuedEvent(row)];
    });
    if (some.length > 0) yield some;
  }
}

export interface TimeRange {
  /** Wall time in milliseconds; the first that counts. */
  readonly from: number;
  /** The first that does not count any more. */
  readonly to: number;
}

/** The first event behind `after` and up to `place` that lies in the range; undefined where there is none. */
async function firstInRange(
  database: Database,
  after: number,
  place: number,
  { from, to }: TimeRange,
): Promise<number | undefined> {
  for (let start = after; ; await turn()) {
    const end = database.get<{ id: number | null }>(
      `SELECT max(id) AS id FROM (SELECT id FROM events WHERE id > ? AND id <= ? ORDER BY id LIMIT ${STRETCH})`,
      start,
      place,
    )?.id;
    if (end == null) return undefined;
    const found = database.get<{ id: number | null }>(
      'SELECT min(id) AS id FROM events WHERE id > ? AND id <= ? AND at >= ? AND at < ?',
      ...[start, end, from, to],
    )?.id;
    if (found != null) return found;
    start = end;
  }
}

/** Events of the wanted kinds that were committed in a range of time, of those up to `place`. */
export async function* eventsInRange(
  database: Database,
  place: number,
  range: TimeRange,
  kinds: readonly string[],
): AsyncGenerator<QueuedEvent[]> {
  for (let after = 0; ; await turn()) {
    const first = await firstInRange(database, after, place, range);
    if (first === undefined) return;
    const rows = database.all<EventRow>(
      `SELECT id, at, body FROM events WHERE id >= ? AND id <= ? ORDER BY id LIMIT ${STEP}`,
      first,
      place,
    );
    const events = rows
      .filter(({ at }) => at >= range.from && at < range.to)
      .map(queuedEvent)
      .filter(({ kind }) => kinds.includes(kind));
    if (events.length > 0) yield events;
    after = Math.max(first, ...rows.map(({ id }) => id));
  }
}
