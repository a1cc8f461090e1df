/** Rows that wait in a partition: lines of messages, those whose time has come, those whose validity is over, and open attempts. */
import { messageEvent } from '../domain/message-event.ts';
import { appendEvents } from './events.ts';
import { type Fence, holds } from './leases.ts';
import { all, get, type Statements, together, withRows } from './statements.ts';

/** Rows of one look: a few milliseconds of work. */
const MOST_ROWS = 500;

/** A line of messages: those of one lane and one priority, in the order of their age. */
export type WaitingLine = { readonly lane: string; readonly priority: number };

const beforeAll: WaitingLine = { lane: '', priority: 0 };

function* lineAfter(part: number, { lane, priority }: WaitingLine): Statements<WaitingLine | undefined> {
  return yield* get<WaitingLine>(
    `SELECT lane, priority FROM message
     WHERE part = ? AND state = 1 AND moved_to IS NULL AND (lane, priority) > (?, ?) ORDER BY lane, priority LIMIT 1`,
    part,
    lane,
    priority,
  );
}

/**
 * The lines in which messages wait, each found by one step through the index.
 * @param most lines of one look
 * @param expected the first line, where it is still the one of the last look: then the next one is known with the same question
 */
export function* waitingLines(
  part: number,
  most: number,
  expected = beforeAll,
): Statements<readonly WaitingLine[]> {
  const [first, second] = yield* together(lineAfter(part, beforeAll), lineAfter(part, expected));
  if (first === undefined) return [];
  const lines = [first];
  const isExpected = first.lane === expected.lane && first.priority === expected.priority;
  let next = isExpected ? second : yield* lineAfter(part, first);
  while (next !== undefined && lines.length < most) {
    lines.push(next);
    next = yield* lineAfter(part, next);
  }
  return lines;
}

/** A message that waits, with what its hand-off needs. */
export type WaitingRow = {
  id: string;
  recipient: string;
  body: string;
  encoding: number;
  segments: number;
  prefer_sim: string;
  attempts: number;
  created_at: number;
  reason: string;
};

/** The head of a line, oldest first. */
export function* headOfLane(
  part: number,
  lane: string,
  priority: number,
  limit: number,
): Statements<readonly WaitingRow[]> {
  return yield* all<WaitingRow>(
    `SELECT id, recipient, body, encoding, segments, prefer_sim, attempts, created_at, reason FROM message
     WHERE part = ? AND lane = ? AND priority = ? AND state = 1 AND moved_to IS NULL ORDER BY id LIMIT ?`,
    part,
    lane,
    priority,
    limit,
  );
}

/** Whether messages of a partition wait, and whether time has come for any. */
export interface Due {
  readonly scheduled: boolean;
  readonly expiring: boolean;
  readonly waiting: boolean;
}

/** Three steps through indexes in one statement: nothing is written where nothing is due. */
export function* whatIsDue(part: number, at: number): Statements<Due> {
  const due = yield* get<{ scheduled: number | null; expiring: number | null; waiting: number | null }>(
    `SELECT
       (SELECT 1 FROM message WHERE part = ? AND state = 0 AND not_before <= ? ORDER BY not_before LIMIT 1) AS scheduled,
       (SELECT 1 FROM message WHERE part = ? AND state <= 1 AND expires_at IS NOT NULL AND expires_at <= ?
        ORDER BY expires_at LIMIT 1) AS expiring,
       (SELECT 1 FROM message WHERE part = ? AND state = 1 AND moved_to IS NULL ORDER BY lane LIMIT 1) AS waiting`,
    ...[part, at, part, at, part],
  );
  const has = (name: keyof Due): boolean => (due?.[name] ?? null) !== null;
  return { scheduled: has('scheduled'), expiring: has('expiring'), waiting: has('waiting') };
}

/** Queues messages whose time has come. Returns how many; as many as `MOST_ROWS`: there may be more. */
export function* promoteDue(fence: Fence, at: number): Statements<number | undefined> {
  if (!(yield* holds(fence))) return undefined;
  const rows = yield* all(
    `UPDATE message SET state = 1, state_at = ? WHERE part = ? AND state = 0 AND id IN
       (SELECT id FROM message WHERE part = ? AND state = 0 AND not_before <= ? ORDER BY not_before LIMIT ?)
     RETURNING id`,
    at,
    fence.part,
    fence.part,
    at,
    MOST_ROWS,
  );
  return rows.length;
}

type ExpiredRow = {
  id: string;
  batch: string;
  pool: string;
  recipient: string;
  reference: string;
  gateway: string;
  port: number | null;
  sim: string;
};

/** Ends messages whose validity is over before they were handed over. Returns how many, as `promoteDue` does. */
export function* expireWaiting(fence: Fence, at: number): Statements<number | undefined> {
  if (!(yield* holds(fence))) return undefined;
  const rows = yield* all<ExpiredRow>(
    `UPDATE message SET state = 8, state_at = ?, reason = 'validity_over'
     WHERE part = ? AND state <= 1 AND moved_to IS NULL AND id IN
       (SELECT id FROM message WHERE part = ? AND state <= 1 AND expires_at IS NOT NULL AND expires_at <= ?
        ORDER BY expires_at LIMIT ?)
     RETURNING id, batch, pool, recipient, reference, gateway, port, sim`,
    at,
    fence.part,
    fence.part,
    at,
    MOST_ROWS,
  );
  yield* appendEvents(
    fence.part,
    rows.map(row => messageEvent(row, 'expired', at, { reason: 'validity_over', detail: '' })),
  );
  return rows.length;
}

/** Ends messages that wait and may not be sent: their recipients have opted out meanwhile. */
export function* refuseWaiting(
  fence: Fence,
  at: number,
  ids: readonly string[],
): Statements<number | undefined> {
  if (!(yield* holds(fence))) return undefined;
  const rows: ExpiredRow[] = [];
  for (const id of ids) {
    const row = yield* get<ExpiredRow>(
      `UPDATE message SET state = 6, state_at = ?, reason = 'opted_out'
       WHERE part = ? AND id = ? AND state = 1 AND moved_to IS NULL
       RETURNING id, batch, pool, recipient, reference, gateway, port, sim`,
      at,
      fence.part,
      id,
    );
    if (row !== undefined) rows.push(row);
  }
  yield* appendEvents(
    fence.part,
    rows.map(row => messageEvent(row, 'failed', at, { reason: 'opted_out', detail: '' })),
  );
  return rows.length;
}

/** An attempt that is not settled, with its message. */
export type OpenRow = {
  gateway: string;
  user_id: number;
  message: string;
  port: number;
  sim: string;
  call_id: string;
  state: number;
  at: number;
  pool: string;
  recipient: string;
  body: string;
  encoding: number;
  priority: number;
  attempts: number;
};

/** The open attempts of a partition by gateway and user_id, a page at a time: what its new owner has to settle. */
export function* openAttempts(
  part: number,
  after: { readonly gateway: string; readonly userId: number },
): Statements<readonly OpenRow[]> {
  return yield* all<OpenRow>(
    `SELECT attempt.gateway, attempt.user_id, attempt.message, attempt.port, attempt.sim, attempt.call_id, attempt.state, attempt.at,
       message.pool, message.recipient, message.body, message.encoding, message.priority, message.attempts
     FROM attempt JOIN message ON message.part = attempt.part AND message.id = attempt.message
     WHERE attempt.part = ? AND attempt.state <= 2
       AND (attempt.gateway > ? OR (attempt.gateway = ? AND attempt.user_id > ?))
     ORDER BY attempt.gateway, attempt.user_id LIMIT ?`,
    part,
    after.gateway,
    after.gateway,
    after.userId,
    MOST_ROWS,
  );
}

/** The user_id that a gateway may be given next, as far as blocks were reserved; undefined for a gateway that was given none. */
export function* nextUserId(part: number, gateway: string): Statements<number | undefined> {
  const row = yield* get<{ next_id: number }>(
    'SELECT next_id FROM user_id_block WHERE part = ? AND gateway = ?',
    part,
    gateway,
  );
  return row?.next_id;
}

/** Reserves user ids of gateways. */
export function* writeBlocks(
  part: number,
  blocks: readonly { readonly gateway: string; readonly next: number }[],
): Statements<void> {
  yield* withRows(
    `INSERT INTO user_id_block (part, gateway, next_id) SELECT v.part, v.gateway, v.next_id FROM {rows} WHERE true
     ON CONFLICT (part, gateway) DO UPDATE SET next_id = excluded.next_id RETURNING next_id`,
    {
      columns: { part: 'int', gateway: 'text', next_id: 'int' },
      rows: blocks.map(({ gateway, next }) => [part, gateway, next]),
    },
  );
}
