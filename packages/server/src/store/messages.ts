/** Messages as people and programs look at them, take them back, and decide about them. */
import { PARTITIONS, partOf } from '../domain/ids.ts';
import { type Attempt, attemptStates, type Message } from '../domain/message.ts';
import { messageEvent, type ToldMessage } from '../domain/message-event.ts';
import { codeOfState, type MessageState, sourcesOf } from '../domain/message-state.ts';
import type { ReasonCode } from '../domain/reasons.ts';
import { appendEvents } from './events.ts';
import { MESSAGE_COLUMNS, type MessageRow, messageOf } from './message-rows.ts';
import { all, get, type Statements, type Value } from './statements.ts';

/** Moves of a row from partition to partition that a look-up follows. */
const MOST_MOVES = 8;

/** Where a message lives now. */
function* findRow(id: string): Statements<MessageRow | undefined> {
  let part = partOf(id);
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    const row = yield* get<MessageRow>(
      `SELECT ${MESSAGE_COLUMNS} FROM message WHERE part = ? AND id = ?`,
      part,
      id,
    );
    if (row === undefined || row.moved_to === null) return row;
    part = row.moved_to;
  }
  return undefined;
}

/** @param owner whose message it has to be; undefined: anybody's */
export function* findMessage(id: string, owner: string | undefined): Statements<Message | undefined> {
  const row = yield* findRow(id);
  return row === undefined || (owner !== undefined && row.owner !== owner) ? undefined : messageOf(row);
}

type AttemptRow = {
  gateway: string;
  user_id: number;
  port: number;
  sim: string;
  call_id: string;
  state: number;
  at: number;
  ref_id: number | null;
  detail: string;
};

/** Hand-offs that a look shows. */
const MOST_ATTEMPTS = 1000;

/** The hand-offs of a message, oldest first. */
export function* attemptsOf({ part, id }: Message): Statements<readonly Attempt[]> {
  const rows = yield* all<AttemptRow>(
    `SELECT gateway, user_id, port, sim, call_id, state, at, ref_id, detail FROM attempt
     WHERE part = ? AND message = ? ORDER BY at LIMIT ?`,
    part,
    id,
    MOST_ATTEMPTS,
  );
  return rows.map(row => ({
    ...{ message: id, part, gateway: row.gateway, port: row.port, sim: row.sim, userId: row.user_id },
    ...{ call: row.call_id, at: row.at, refId: row.ref_id ?? undefined, detail: row.detail },
    state: attemptStates[row.state] ?? 'handing',
  }));
}

export interface MessageSearch {
  readonly owner: string | undefined;
  readonly states: readonly MessageState[] | undefined;
  readonly to: string | undefined;
  readonly batch: string | undefined;
  readonly pool: string | undefined;
  readonly reference: string | undefined;
  /** Wall milliseconds. */
  readonly after: number | undefined;
  readonly before: number | undefined;
}

export interface MessagePage {
  readonly messages: readonly Message[];
  /** Everything newer than this id has been looked at; undefined at the end. */
  readonly next: string | undefined;
}

interface Conditions {
  readonly sql: string;
  readonly values: readonly Value[];
}

function conditionsOf(search: MessageSearch): Conditions {
  const { states, owner, pool, reference, after, before } = search;
  const codes = states?.map(codeOfState) ?? [];
  const parts: [sql: string, values: readonly Value[]][] = [
    ['moved_to IS NULL', []],
    ...(codes.length === 0
      ? []
      : [[`state IN (${codes.map(() => '?').join(', ')})`, codes] as [string, Value[]]]),
    ...(owner === undefined ? [] : [['owner = ?', [owner]] as [string, Value[]]]),
    ...(pool === undefined ? [] : [['pool = ?', [pool]] as [string, Value[]]]),
    ...(reference === undefined ? [] : [['reference = ?', [reference]] as [string, Value[]]]),
    ...(after === undefined ? [] : [['created_at >= ?', [after]] as [string, Value[]]]),
    ...(before === undefined ? [] : [['created_at <= ?', [before]] as [string, Value[]]]),
  ];
  return { sql: parts.map(([sql]) => sql).join(' AND '), values: parts.flatMap(([, values]) => values) };
}

/** Behind every id. */
export const NEWEST = '~';

/** Rows of a partition that one look goes through, whatever of them it wants. */
const STRETCH = 500;

/** The newest stretch of one partition below an id: the ids that fit, and the last one looked at where there is more. */
function* stretchOf(part: number, below: string, { sql, values }: Conditions) {
  const rows = yield* all<{ id: string; fits: number }>(
    `SELECT id, CASE WHEN ${sql} THEN 1 ELSE 0 END AS fits FROM message WHERE part = ? AND id < ? ORDER BY id DESC LIMIT ?`,
    ...values,
    ...[part, below, STRETCH],
  );
  const floor = rows.length < STRETCH ? '' : (rows.at(-1)?.id ?? '');
  return { ids: rows.filter(({ fits }) => fits === 1).map(({ id }) => id), floor };
}

function* everywhere(search: MessageSearch, below: string, limit: number): Statements<MessagePage> {
  const conditions = conditionsOf(search);
  const found: string[] = [];
  let floor = '';
  for (let part = 0; part < PARTITIONS; part++) {
    const stretch = yield* stretchOf(part, below, conditions);
    found.push(...stretch.ids);
    if (stretch.floor > floor) floor = stretch.floor;
  }
  // What lies below the highest floor may have gaps: it waits for the next page.
  const whole = found.filter(id => id >= floor).sort((one, other) => (one < other ? 1 : -1));
  const ids = whole.slice(0, limit);
  const messages: Message[] = [];
  for (const id of ids) {
    const row = yield* findRow(id);
    if (row !== undefined) messages.push(messageOf(row));
  }
  const more = whole.length > limit ? ids.at(-1) : floor;
  return { messages, next: more === '' ? undefined : more };
}

function* alongIndex(
  [column, value]: readonly ['recipient' | 'batch', string],
  search: MessageSearch,
  below: string,
  limit: number,
): Statements<MessagePage> {
  const { sql, values } = conditionsOf(search);
  const rows = yield* all<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM message WHERE ${column} = ? AND id < ? AND ${sql} ORDER BY id DESC LIMIT ?`,
    ...[value, below],
    ...values,
    limit + 1,
  );
  const messages = rows.slice(0, limit).map(messageOf);
  return { messages, next: rows.length > limit ? messages.at(-1)?.id : undefined };
}

/** A page of messages with smaller ids, newest first. A page may be short, or empty, before the end. */
export function* searchMessages(
  search: MessageSearch,
  below: string,
  limit: number,
): Statements<MessagePage> {
  if (search.to !== undefined) return yield* alongIndex(['recipient', search.to], search, below, limit);
  if (search.batch !== undefined) return yield* alongIndex(['batch', search.batch], search, below, limit);
  return yield* everywhere(search, below, limit);
}

type ChangedRow = ToldMessage & { part: number };

/** Ends a message, or queues it again; the row, or undefined where its state is another one by now. */
function* move(
  { id, part }: Pick<Message, 'id' | 'part'>,
  to: MessageState,
  from: readonly MessageState[],
  reason: ReasonCode,
  at: number,
): Statements<ChangedRow | undefined> {
  const codes = from.map(codeOfState);
  return yield* get<ChangedRow & Record<string, Value>>(
    `UPDATE message SET state = ?, state_at = ?, reason = ?, detail = ''
     WHERE part = ? AND id = ? AND moved_to IS NULL AND state IN (${codes.map(() => '?').join(', ')})
     RETURNING part, id, batch, pool, recipient, reference, gateway, port, sim`,
    ...[codeOfState(to), at, reason, part, id],
    ...codes,
  );
}

/** Takes a message back. False where it was handed over, or has ended. */
export function* cancelMessage(message: Message, at: number): Statements<boolean> {
  const reason = 'cancelled_by_caller';
  const row = yield* move(message, 'cancelled', sourcesOf('cancelled', 'cancel'), reason, at);
  if (row === undefined) return false;
  yield* appendEvents(row.part, [messageEvent(row, 'cancelled', at, { reason, detail: '' })]);
  return true;
}

const decisions = { resend: 'queued', failed: 'failed', cancelled: 'cancelled' } as const;
export type Decision = keyof typeof decisions;

/** Decides about a message that is unknown. False where it is not. */
export function* decideMessage(message: Message, decision: Decision, at: number): Statements<boolean> {
  const to = decisions[decision];
  const reason = 'decided_by_person';
  const row = yield* move(message, to, ['unknown'], reason, at);
  if (row === undefined) return false;
  if (to !== 'queued') yield* appendEvents(row.part, [messageEvent(row, to, at, { reason, detail: '' })]);
  return true;
}

export interface BatchView {
  readonly id: string;
  readonly owner: string;
  readonly total: number;
}

export function* findBatch(id: string, owner: string | undefined): Statements<BatchView | undefined> {
  const row = yield* get<{ owner: string; total: number }>(
    'SELECT owner, total FROM batch WHERE part = ? AND id = ?',
    partOf(id),
    id,
  );
  return row === undefined || (owner !== undefined && row.owner !== owner) ? undefined : { id, ...row };
}

/** How many messages of a batch are in each state. */
export function* countBatch(id: string): Statements<ReadonlyMap<number, number>> {
  const rows = yield* all<{ state: number; messages: number }>(
    'SELECT state, count(*) AS messages FROM message WHERE batch = ? AND moved_to IS NULL GROUP BY state',
    id,
  );
  return new Map(rows.map(row => [row.state, row.messages]));
}

/** Messages of a batch that wait, bounded: in one partition at a time, so that each can be taken back with its event. */
export function* waitingOfBatch(
  id: string,
  limit: number,
): Statements<readonly { readonly part: number; readonly id: string }[]> {
  return yield* all<{ part: number; id: string }>(
    'SELECT part, id FROM message WHERE batch = ? AND moved_to IS NULL AND state <= 1 ORDER BY part, id LIMIT ?',
    id,
    limit,
  );
}

/** Takes messages of one partition back; tells how many. */
export function* cancelWaiting(part: number, ids: readonly string[], at: number): Statements<number> {
  const reason = 'cancelled_by_caller';
  const rows: ChangedRow[] = [];
  for (const id of ids) {
    const row = yield* move({ part, id }, 'cancelled', sourcesOf('cancelled', 'cancel'), reason, at);
    if (row !== undefined) rows.push(row);
  }
  yield* appendEvents(
    part,
    rows.map(row => messageEvent(row, 'cancelled', at, { reason, detail: '' })),
  );
  return rows.length;
}

/** Whether messages wait in a pool. A lane begins with its pool and a blank. */
export function* waitsInPool(pool: string): Statements<boolean> {
  for (let part = 0; part < PARTITIONS; part++) {
    const queued = yield* get<{ id: string }>(
      `SELECT id FROM message WHERE part = ? AND state = 1 AND moved_to IS NULL AND lane >= ? AND lane < ? LIMIT 1`,
      ...[part, `${pool} `, `${pool}!`],
    );
    const scheduled = yield* get<{ id: string }>(
      'SELECT id FROM message WHERE part = ? AND state = 0 AND pool = ? LIMIT 1',
      part,
      pool,
    );
    if (queued !== undefined || scheduled !== undefined) return true;
  }
  return false;
}

/** The lane that a message waits in, as it is stored. */
export function* laneOfMessage({ part, id }: Pick<Message, 'part' | 'id'>): Statements<string> {
  const row = yield* get<{ lane: string }>('SELECT lane FROM message WHERE part = ? AND id = ?', part, id);
  return row?.lane ?? '';
}
