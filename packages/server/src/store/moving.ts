/**
 * Moving messages that wait to another partition, whose SIMs may carry them. Three commits, each within one partition: the row is marked
 * and waits no longer; it is inserted at its new home under the same id; the old row becomes a signpost. A crash between them is mended by
 * doing the rest again, which changes nothing that was done already: each move has its number, and a row never gives way to an older one.
 */
import { type Fence, holds } from './leases.ts';
import { MESSAGE_COLUMNS, type MessageRow, rowsMovedTo } from './message-rows.ts';
import { all, insertRows, type Statements, withRows } from './statements.ts';

/** Messages of one move. */
const MOST_MOVED = 500;

/** The oldest messages of a lane that may be moved. What is queued again after a doubt stays, so that a late proof finds it. */
export function* movableOfLane(part: number, lane: string): Statements<readonly string[]> {
  const rows = yield* all<{ id: string }>(
    `SELECT id FROM message WHERE part = ? AND lane = ? AND state = 1 AND moved_to IS NULL AND reason <> 'in_doubt'
     ORDER BY priority, id LIMIT ?`,
    part,
    lane,
    MOST_MOVED,
  );
  return rows.map(row => row.id);
}

/** Marks messages for their new homes; undefined where the lease is lost. */
export function* markMoving(
  fence: Fence,
  homes: ReadonlyMap<string, number>,
): Statements<number | undefined> {
  if (!(yield* holds(fence))) return undefined;
  const marked = yield* withRows(
    `UPDATE message SET moved_to = v.home FROM {rows}
     WHERE message.part = ? AND message.id = v.id AND message.state = 1 AND message.moved_to IS NULL RETURNING message.id`,
    { columns: { id: 'text', home: 'int' }, rows: [...homes] },
    fence.part,
  );
  return marked.length;
}

/** Messages that were marked and are not at their new home yet, as far as this partition knows. */
export function* unfinishedMoves(
  part: number,
): Statements<readonly (MessageRow & { readonly moved_to: number })[]> {
  return yield* all<MessageRow & { readonly moved_to: number }>(
    `SELECT ${MESSAGE_COLUMNS} FROM message WHERE part = ? AND moved_to IS NOT NULL AND state = 1 LIMIT ?`,
    part,
    MOST_MOVED,
  );
}

/** Inserts messages at their new home, all of them the same. A signpost that an earlier move left there becomes the message again. */
export function* insertMoved(rows: readonly MessageRow[]): Statements<void> {
  yield* insertRows(
    'message',
    rowsMovedTo(rows),
    `ON CONFLICT (part, id) DO UPDATE SET moved_to = NULL, moves = excluded.moves, state = excluded.state,
       state_at = excluded.state_at, body = excluded.body, attempts = excluded.attempts
     WHERE message.moved_to IS NOT NULL AND message.moves < excluded.moves`,
  );
}

/** Turns the old rows into signposts: a look-up by id finds the way. */
export function* leaveSignposts(fence: Fence, at: number, ids: readonly string[]): Statements<void> {
  if (!(yield* holds(fence))) return;
  yield* withRows(
    `UPDATE message SET state = 9, state_at = ?, body = '' FROM {rows}
     WHERE message.part = ? AND message.id = v.id AND message.state = 1 AND message.moved_to IS NOT NULL
     RETURNING message.id`,
    { columns: { id: 'text' }, rows: ids.map(id => [id]) },
    at,
    fence.part,
  );
}
